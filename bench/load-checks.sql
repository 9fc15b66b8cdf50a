-- What load.sql writes out itself is what the database's functions give: looked at for one order in a thousand.
\set ON_ERROR_STOP on
do $$
begin
    if exists (select from pg_index where not indisready or not indisvalid) then
        raise exception 'an index was not made';
    end if;
    perform from bench.size s, generate_series(7, s.orders - 1, 997) n
       join order_text t on t.matter = bench.id('01910000', n)
      where t.said is distinct from order_said(t.matter);
    if found then
        raise exception 'words by which orders are found are not as the database makes them';
    end if;
    perform from bench.size s, generate_series(7, s.orders - 1, 997) n
       join timeline_entry t on t.matter = bench.id('01910000', n)
       left join timeline_entry p on p.matter = t.matter and p.seq = t.seq - 1
      where t.entry_hash <> timeline_hash(t) or t.prev_hash <> coalesce(p.entry_hash, ''::bytea)
         or t.words_hash <> sha256(convert_to(t.words, 'UTF8'));
    if found then
        raise exception 'the trail is broken';
    end if;
    perform from bench.size s join matter m on m.id = bench.id('01910000', s.orders - 1) where m.version in (1, 2);
    if not found then
        raise exception 'the last order is missing';
    end if;
end $$;
analyze;
checkpoint;
