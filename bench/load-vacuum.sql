-- What is visible to all, and statistics, of some of the filled tables: psql -v filled="'matter','notice'" -f load-vacuum.sql, after all rows and indexes.
\set ON_ERROR_STOP on
set maintenance_work_mem = '1GB';
select format('vacuum (analyze, parallel 0) %s', name) from bench.filled where name::text in (:filled) \gexec
