-- Indexes and statistics of some of the filled tables: psql -v tables="'matter','notice'" -f load-indexes.sql, after all parts of load-orders.sql.
\set ON_ERROR_STOP on
set maintenance_work_mem = '4GB';
set max_parallel_maintenance_workers = 1;
select unnest(array[format('reindex table %s', name), format('vacuum (analyze, parallel 0) %s', name)])
  from bench.filled where name::text in (:tables) \gexec
