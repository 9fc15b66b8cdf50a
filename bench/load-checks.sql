-- What load.sql writes out itself is what the database's functions give: looked at for one order in a thousand.
\set ON_ERROR_STOP on
-- Taken one by one, and never all tables whole.
analyze bench.size;
set enable_hashjoin = off;
set enable_mergejoin = off;
set max_parallel_workers_per_gather = 0;
do $$
begin
    if exists (select from pg_index where not indisready or not indisvalid) then
        raise exception 'an index was not made';
    end if;
    perform from bench.size s, generate_series(7, s.orders - 1, 997) n
      cross join lateral (select * from order_text t where t.matter = bench.order_id(n) offset 0) t
      where t.said is distinct from order_said(t.matter);
    if found then
        raise exception 'words by which orders are found are not as the database makes them';
    end if;
    perform from bench.size s, generate_series(7, s.orders - 1, 997) n
      cross join lateral (select * from timeline_entry t where t.matter = bench.order_id(n) offset 0) t
       left join timeline_entry p on p.matter = t.matter and p.seq = t.seq - 1
      where t.entry_hash <> (select timeline_hash(e) from timeline_entry e where e.matter = t.matter and e.seq = t.seq)
         or t.prev_hash <> coalesce(p.entry_hash, ''::bytea)
         or t.words_hash <> sha256(convert_to(t.words, 'UTF8'));
    if found then
        raise exception 'the trail is broken';
    end if;
    perform from bench.size s join matter m on m.id = bench.order_id(s.orders - 1) where m.version in (1, 2);
    if not found then
        raise exception 'the last order is missing';
    end if;
end $$;
-- What was filled has its statistics since its indexes were made.
select format('analyze %s', c.oid::regclass)
  from pg_class c
 where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.oid::regclass not in (select name from bench.filled) \gexec
checkpoint;
