-- Indexes and statistics of some of the filled tables: psql -v tables="'matter','notice'" -f load-indexes.sql, after all parts of load-orders.sql.
\set ON_ERROR_STOP on
set maintenance_work_mem = '4GB';
create temp view unmade as
select f.name, i.indexrelid::regclass as index, a.amname as kind
  from bench.filled f
  join pg_index i on i.indrelid = f.name
  join pg_class c on c.oid = i.indexrelid
  join pg_am a on a.oid = c.relam
 where f.name::text in (:tables);
-- One process each, for two sessions are at it; what takes longest is left to the end, and takes two.
set max_parallel_maintenance_workers = 0;
select format('reindex index %s', index) from unmade where kind = 'btree' order by name::text, index::text \gexec
set max_parallel_maintenance_workers = 1;
select format('reindex index %s', index) from unmade where kind <> 'btree' \gexec
select format('vacuum (analyze, parallel 0) %s', name) from bench.filled where name::text in (:tables) \gexec
