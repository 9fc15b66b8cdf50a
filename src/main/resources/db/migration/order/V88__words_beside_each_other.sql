-- A community's orders lie as far apart in the table as days lie, a page of it for each of them; beside each other in an index, forty share
-- one. What would be too long for a page of an index is looked up in the table: no order of ordinary length is.
create index order_text_short on order_text (place) include (matter, said) where octet_length(said) <= 2000;
create index order_text_long on order_text (place) where octet_length(said) > 2000;
drop index order_text_by_place;

create or replace function order_place_named() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update order_text set said = order_said(matter)
     where matter in (select t.matter from order_text t
                       where t.place >= new.code and t.place < new.code || ':' and octet_length(t.said) <= 2000
                      union all
                      select t.matter from order_text t
                       where t.place >= new.code and t.place < new.code || ':' and octet_length(t.said) > 2000);
    return null;
end $$;

create or replace function orders_said(words text[], from_place text, to_place text) returns setof uuid
    language plpgsql stable security definer rows 500
    set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    few constant int := 20000;
    plain text[] := array(select order_plain(w) from unnest(words) as w where order_plain(w) <> '');
    wanted tsquery;
    first text collate "C" := greatest(from_place collate "C", linli_place() collate "C");
    beyond text collate "C" := least(to_place collate "C", linli_place() || ':' collate "C");
    inside text := left(first, 18);
begin
    if cardinality(plain) = 0 then
        return;
    end if;
    if linli_may('matters') then
        if length(inside) >= 12
            and (select count(*) from (select from order_text t
                                       where t.place >= first and t.place < beyond and octet_length(t.said) <= 2000
                                       limit few + 1) x) <= few then
            return query
                select t.matter
                  from order_text t
                 where t.place >= first
                   and t.place < beyond
                   and octet_length(t.said) <= 2000
                   and position(plain[1] in t.said) > 0
                   and not exists (select from unnest(plain) as w where position(w in t.said) = 0)
                union all
                select t.matter
                  from order_text t
                 where t.place >= first
                   and t.place < beyond
                   and octet_length(t.said) > 2000
                   and not exists (select from unnest(plain) as w where position(w in t.said) = 0);
        else
            -- No quote and no backslash is left in a plain word.
            select string_agg(case length(w)
                       when 1 then format('''%s'':*', w)
                       else (select string_agg(format('''%s''', substr(w, n, 2)), ' & ') from generate_series(1, length(w) - 1) as n)
                   end, ' & ')::tsquery
              into wanted
              from unnest(plain) as w;
            if length(inside) in (2, 4, 6, 9, 12, 15, 18) then
                wanted := wanted && format('''@%s''', inside)::tsquery;
            end if;
            return query
                select t.matter
                  from order_text t
                 where t.place >= first
                   and t.place < beyond
                   and order_found(t.said, t.place) @@ wanted
                   and not exists (select from unnest(plain) as w where position(w in t.said) = 0);
        end if;
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
