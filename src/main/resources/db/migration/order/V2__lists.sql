-- Lists of orders 事项总表: finding by words, measuring, saved views, dispatching many at once, exporting.

-- What a rate is counted from and no row held yet: when the order was filed 立案, that is first dispatched, and by when it
-- had to be disposed of when it last was. The database writes both as the matter moves, whatever sets the clocks.
alter table service_order add column filed_at timestamptz;
alter table service_order add column dispose_by timestamptz;

create function order_measured() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.state = 'DISPATCHED' then
        update service_order set filed_at = new.moved_at where matter = new.id and filed_at is null;
    else
        update service_order set dispose_by = old.due_at where matter = new.id;
    end if;
    return null;
end $$;
create trigger order_measured after update of state on matter for each row
    when (new.kind = 'order' and new.state in ('DISPATCHED', 'DONE') and old.state <> new.state)
    execute function order_measured();

update service_order o
   set filed_at = (select min(t.at) from timeline_entry t where t.matter = o.matter and t.step = 'dispatch'),
       dispose_by = (select max(t.at) from timeline_entry t where t.matter = o.matter and t.step = 'accept')
                    + (select make_interval(hours => c.hours) from order_category c where c.code = o.category)
 where o.filed_at is null;

-- The newest first, in one community; and what an organisation gave back.
create index matter_by_opening on matter (community, kind, opened_at desc, id desc);
create index matter_returned on matter (returned_by, kind) where returned_by is not null;

-- The words by which an order is found: what was said, its title, its number, who handles it and where it is. Nobody reads
-- the table; the function below gives only ids that whoever asks may see.
create table order_text (
    matter uuid primary key references matter,
    place  text collate "C" not null,
    said   text not null
);
alter table order_text enable row level security;

-- As written without what nobody types alike: case, width, spaces, and punctuation.
create function order_plain(words text) returns text
    language plpgsql immutable parallel safe as $$
begin
    return regexp_replace(lower(normalize(words, NFKC)), '[\s,.;:!?"''()\[\]<>/\\_—…、。《》「」【】·“”‘’-]+', '', 'g');
end $$;

-- All pairs of neighbouring characters, and the last one or two. Chinese has no spaces to part words at: a word is found by
-- its pairs, a single character by the pairs that begin with it.
create function order_pairs(said text) returns tsvector
    language plpgsql immutable parallel safe as $$
begin
    return array_to_tsvector(array_remove(string_to_array(
        regexp_replace(said, '(..)', '\1' || chr(31), 'g') || chr(31)
        || regexp_replace(substr(said, 2), '(..)', '\1' || chr(31), 'g'), chr(31)), ''));
end $$;

-- The same with the places that it lies in, from the province to the building: words are looked for inside a place, and of two
-- conditions on one index the rarer one leads.
create function order_found(said text, place text) returns tsvector
    language plpgsql immutable parallel safe set search_path = pg_catalog, public, pg_temp as $$
begin
    return order_pairs(said) || array_to_tsvector(array(
        select '@' || left(place, digits)
          from unnest(array[2, 4, 6, 9, 12, 15, 18]) as digits
         where digits <= length(place)));
end $$;

create function order_said(of_matter uuid) returns text
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (select concat_ws(' ',
                       order_plain(o.words),
                       case when position(rtrim(m.title, '…') in o.words) = 0 then order_plain(m.title) end,
                       to_char(m.opened_at at time zone interval '8 hours', 'MMDD') || right(m.id::text, 6),
                       nullif(order_plain(m.handler_name), ''),
                       (select order_plain(string_agg(p.name, '' order by p.code))
                          from place p
                         where p.code in (left(m.place, 15), left(m.place, 18), left(m.place, 20), m.place)
                           and length(p.code) > 12))
              from matter m join service_order o on o.matter = m.id
             where m.id = of_matter);
end $$;
revoke execute on function order_said(uuid) from public;

insert into order_text (matter, place, said)
select m.id, m.place, order_said(m.id) from matter m join service_order o on o.matter = m.id;

create index order_text_by_place on order_text (place);
create index order_text_by_words on order_text using gin (order_found(said, place));

create function order_written() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into order_text (matter, place, said)
    select m.id, m.place, order_said(m.id) from matter m where m.id = new.matter
    on conflict (matter) do update set said = excluded.said;
    return null;
end $$;
create trigger order_written after insert or update of words on service_order
    for each row execute function order_written();

create function order_handled() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update order_text set said = order_said(new.id) where matter = new.id;
    return null;
end $$;
create trigger order_handled after update of title, handler_name on matter for each row
    when (new.kind = 'order' and (old.title <> new.title or old.handler_name <> new.handler_name))
    execute function order_handled();

create function order_place_named() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update order_text set said = order_said(matter) where place >= new.code and place < new.code || ':';
    return null;
end $$;
create trigger order_place_named after update of name on place for each row
    when (length(new.code) > 12 and old.name <> new.name)
    execute function order_place_named();

-- The orders inside a place whose words hold all the given ones, of those that whoever asks may see: full-text operators are
-- not leakproof, so that under a row policy no index answers them; this function asks the policy's question itself.
create function orders_said(words text[], from_place text, to_place text) returns setof uuid
    language plpgsql stable security definer rows 500
    set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    plain text[] := array(select order_plain(w) from unnest(words) as w where order_plain(w) <> '');
    wanted tsquery;
    inside text := left(greatest(from_place collate "C", linli_place() collate "C"), 18);
begin
    if cardinality(plain) = 0 then
        return;
    end if;
    -- No quote and no backslash is left in a plain word.
    select string_agg(case length(w)
               when 1 then format('''%s'':*', w)
               else (select string_agg(format('''%s''', substr(w, n, 2)), ' & ') from generate_series(1, length(w) - 1) as n)
           end, ' & ')::tsquery
      into wanted
      from unnest(plain) as w;
    if linli_may('matters') then
        if length(inside) in (2, 4, 6, 9, 12, 15, 18) then
            wanted := wanted && format('''@%s''', inside)::tsquery;
        end if;
        return query
            select t.matter
              from order_text t
             where t.place >= greatest(from_place collate "C", linli_place() collate "C")
               and t.place < least(to_place collate "C", linli_place() || ':' collate "C")
               and order_found(t.said, t.place) @@ wanted
               and not exists (select from unnest(plain) as w where position(w in t.said) = 0);
    end if;
    if linli_organisation() is not null then
        return query
            select t.matter
              from matter m join order_text t on t.matter = m.id
             where (m.handler = linli_organisation() or m.returned_by = linli_organisation())
               and m.kind = 'order'
               and t.place >= from_place and t.place < to_place
               and not exists (select from unnest(plain) as w where position(w in t.said) = 0);
    end if;
end $$;
revoke execute on function orders_said(text[], text, text) from public;
grant execute on function orders_said(text[], text, text) to ${app};

-- Saved views 常用筛选: a person's own, at most twenty; one may be shared with the organisation they work for.
create table order_view (
    id           uuid primary key,
    person       uuid not null references person,
    slot         smallint not null check (slot between 1 and 20),
    name         text not null check (length(name) between 1 and 20),
    filter       text not null check (length(filter) <= 1000),
    organisation uuid references organisation,
    saved_at     timestamptz not null,
    unique (person, slot),
    unique (person, name)
);
create index order_view_shared on order_view (organisation) where organisation is not null;
alter table order_view enable row level security;
create policy order_view_seen on order_view for select to ${app}
    using (person = linli_person()
        or exists (select 1 from appointment a
                    where a.person = linli_person()
                      and a.organisation = order_view.organisation
                      and (a.until is null or a.until >= current_date)));
create policy order_view_saved on order_view for insert to ${app}
    with check (person = linli_person() and organisation is null);
create policy order_view_changed on order_view for update to ${app}
    using (person = linli_person())
    with check (person = linli_person()
        and (organisation is null
          or exists (select 1 from appointment a
                      where a.person = linli_person()
                        and a.organisation = order_view.organisation
                        and (a.until is null or a.until >= current_date))));
create policy order_view_dropped on order_view for delete to ${app} using (person = linli_person());
grant select, insert, delete on order_view to ${app};
grant update (name, organisation) on order_view to ${app};

-- Many orders dispatched at once 批量派单, with what became of each.
create table order_bulk (
    id           uuid primary key,
    person       uuid not null references person,
    organisation uuid not null references organisation,
    words        text not null check (length(words) <= 500),
    begun_at     timestamptz not null
);
create table order_bulk_row (
    bulk    uuid not null references order_bulk,
    line    smallint not null check (line between 1 and 100),
    matter  uuid not null references matter,
    outcome text not null check (outcome in ('WAITING', 'DONE', 'REFUSED')),
    reason  text not null default '' check (length(reason) <= 100),
    primary key (bulk, line),
    unique (bulk, matter)
);
create index order_bulk_by_person on order_bulk (person);
create index order_bulk_row_by_matter on order_bulk_row (matter);
alter table order_bulk enable row level security;
alter table order_bulk_row enable row level security;
create policy order_bulk_mine on order_bulk to ${app} using (person = linli_person()) with check (person = linli_person());
create policy order_bulk_row_mine on order_bulk_row to ${app}
    using (exists (select 1 from order_bulk b where b.id = bulk))
    with check (exists (select 1 from order_bulk b where b.id = bulk)
        and exists (select 1 from matter m where m.id = order_bulk_row.matter));
grant select, insert on order_bulk, order_bulk_row to ${app};
grant update (outcome, reason) on order_bulk_row to ${app};

-- Exports 导出: who took what out, with which filter, when; the row stays, the file is kept for a day.
create table order_export (
    id          uuid primary key,
    person      uuid not null references person,
    appointment uuid not null references appointment,
    place       text collate "C" not null references place,
    signature   text not null check (length(signature) <= 200),
    lang        text not null check (length(lang) <= 10),
    layout      text not null check (layout in ('PLAIN', 'HOTLINE', 'CITY')),
    format      text not null check (format in ('CSV', 'XLSX')),
    filter      text not null check (length(filter) <= 1000),
    slot        smallint not null check (slot in (1, 2)),
    state       text not null check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    reason      text not null default '' check (length(reason) <= 40),
    attempts    smallint not null default 0 check (attempts between 0 and 3),
    total       int not null check (total between 0 and 1000000),
    written     int not null default 0 check (written between 0 and 1000000),
    bytes       bigint not null default 0,
    begun_at    timestamptz not null,
    ended_at    timestamptz,
    erased_at   timestamptz
);
create unique index order_export_running on order_export (person, slot) where state = 'RUNNING';
create index order_export_by_person on order_export (person, begun_at desc);
create index order_export_by_place on order_export (place, begun_at desc);
create index order_export_kept on order_export (ended_at) where erased_at is null;
create table order_export_part (
    export uuid not null references order_export,
    part   int not null check (part >= 0),
    bytes  bytea not null check (length(bytes) between 1 and 1048576),
    primary key (export, part)
);
alter table order_export_part alter column bytes set storage external;
alter table order_export enable row level security;
alter table order_export_part enable row level security;
create policy order_export_seen on order_export for select to ${app}
    using (person = linli_person()
        or (linli_may('answers') and place >= linli_place() and place < linli_place() || ':'));
create policy order_export_begun on order_export for insert to ${app}
    with check (person = linli_person()
        and exists (select 1 from appointment a where a.id = appointment and a.person = linli_person()));
create policy order_export_went_on on order_export for update to ${app}
    using (person = linli_person()) with check (person = linli_person());
create policy order_export_part_mine on order_export_part to ${app}
    using (exists (select 1 from order_export e where e.id = export and e.person = linli_person()))
    with check (exists (select 1 from order_export e where e.id = export and e.person = linli_person()));
grant select, insert on order_export to ${app};
grant update (state, reason, attempts, total, written, bytes, ended_at) on order_export to ${app};
grant select, insert, delete on order_export_part to ${app};

-- Files of yesterday; the row of who exported what stays.
create function forget_exports(before timestamptz, now timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from order_export_part p
         using order_export e
         where e.id = p.export and e.erased_at is null and e.ended_at < before;
        update order_export set erased_at = now where erased_at is null and ended_at < before;
    end;
revoke execute on function forget_exports(timestamptz, timestamptz) from public;
grant execute on function forget_exports(timestamptz, timestamptz) to ${app};
