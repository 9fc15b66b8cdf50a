-- A part of the orders, a chunk a transaction: psql -v part=0 -v parts=2 -f load-orders.sql, after load.sql.
\set ON_ERROR_STOP on
set session_replication_role = replica;
set work_mem = '256MB';
set jit = off;
select format('call bench.fill(%s, %s)', n, least(n + 50000, s.orders))
  from bench.size s, generate_series(0, s.orders - 1, 50000) n
 where n / 50000 % :parts = :part
 order by n \gexec
