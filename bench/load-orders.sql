-- All orders in some of the tables: psql -v filled="'timeline_entry'" -v trail=true -f load-orders.sql, and the others with trail=false, after load.sql.
\set ON_ERROR_STOP on
set session_replication_role = replica;
set work_mem = '256MB';
set jit = off;
begin;
-- What is put into a file that the same transaction made is written once, and not into the log as well (wal_level minimal).
select format('cluster %s using %s_pkey', name, name) from bench.filled where name::text in (:filled) \gexec
-- Indexes are made at once afterwards, which takes a fraction of what row by row takes.
update pg_index set indisready = false where indrelid in (select name from bench.filled where name::text in (:filled));
select format('call bench.fill(%s, %s, %L)', n, least(n + 50000, s.orders), :'trail')
  from bench.size s, generate_series(0, s.orders - 1, 50000) n
 order by n \gexec
commit;
