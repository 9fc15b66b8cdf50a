-- Indexes of one kind of all filled tables: psql -v kind=btree -f load-indexes.sql, and with kind=gin, once the rows are in. (A session that is still filling a table has it locked.)
\set ON_ERROR_STOP on
set maintenance_work_mem = '4GB';
-- One process each, for two sessions are at it.
set max_parallel_maintenance_workers = 0;
select format('reindex index %s', i.indexrelid::regclass)
  from bench.filled f
  join pg_index i on i.indrelid = f.name
  join pg_class c on c.oid = i.indexrelid
  join pg_am a on a.oid = c.relam
 where a.amname = :'kind'
 order by f.name::text <> 'timeline_entry', f.name::text, i.indexrelid::regclass::text \gexec
