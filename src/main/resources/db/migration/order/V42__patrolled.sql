-- 漏报: what the public reports though the patrol should have found it. Of the national classes those of the street are patrolled,
-- and every place is; a place says otherwise for itself and everything in it, for all (an empty category) or for some of them.
alter table national_class add column street boolean not null default false;
update national_class set street = true where code in ('P01', 'P02', 'P03', 'P04', 'E01', 'E02', 'E03', 'E04');

create table patrol_mark (
    place     text collate "C" not null references place,
    category  text collate "C" not null check (category ~ '^[0-9]{0,8}$'),
    patrolled boolean not null,
    set_by    uuid not null,
    set_at    timestamptz not null,
    primary key (place, category)
);
alter table patrol_mark enable row level security;
create policy patrol_mark_public on patrol_mark for select to ${app} using (true);
create policy patrol_mark_made on patrol_mark for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy patrol_mark_changed on patrol_mark for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy patrol_mark_dropped on patrol_mark for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert, update, delete on patrol_mark to ${app};

create function order_patrolled(of_category text, at_place text) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce((select k.patrolled
                           from patrol_mark k
                          where k.category = ''
                            and starts_with(at_place, k.place)
                          order by length(k.place) desc
                          limit 1), true)
           and coalesce((select k.patrolled
                           from patrol_mark k
                          where k.category <> ''
                            and starts_with(of_category, k.category)
                            and starts_with(at_place, k.place)
                          order by length(k.place) desc, length(k.category) desc
                          limit 1),
                        (select n.street
                           from order_category c
                           join national_class n on n.code = c.national
                          where c.code = of_category collate "C"),
                        false);
    end;
revoke execute on function order_patrolled(text, text) from public;
grant execute on function order_patrolled(text, text) to ${app};

-- What held when it was reported is written beside it: whoever takes a mark away afterwards changes no rate.
alter table service_order add column patrolled boolean not null default false;
update service_order o
   set patrolled = order_patrolled(o.category, m.place)
  from matter m
 where m.id = o.matter
   and exists (select 1
                 from order_category c
                 join national_class n on n.code = c.national
                where c.code = o.category
                  and n.street);
create function order_on_the_round() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    new.patrolled := order_patrolled(new.category, place_of_matter(new.matter));
    return new;
end $$;
create trigger order_on_the_round before insert on service_order
    for each row execute function order_on_the_round();
