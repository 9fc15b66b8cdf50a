-- What the world may know of an order, with where its building stands 位置, never a home, and with the order that goes on for a
-- duplicate 合并, where anybody may see that one.
create function open311_position(of_place text) returns table (latitude double precision, longitude double precision)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select g.latitude, g.longitude
          from place_position g
         where g.place in (left(of_place, 12), left(of_place, 15), left(of_place, 18))
         order by length(g.place) desc
         limit 1;
    end;

create function open311_goes_on(of_matter uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select o.matter
          from service_order o
          join matter m on m.id = o.matter
         where o.matter = of_matter
           and order_public(o.category, m.place);
    end;

drop function open311_requests(text, text[], timestamptz, timestamptz, boolean, timestamptz, uuid, int, int);
create function open311_requests(of_jurisdiction text, of_codes text[], since timestamptz, before timestamptz, only_open boolean,
                                 at timestamptz, after uuid, leave int, most int)
    returns table (id uuid, category text, state text, agency text, place text, address text,
                   opened_at timestamptz, moved_at timestamptz, due_at timestamptz, ended_at timestamptz,
                   merged_into uuid, latitude double precision, longitude double precision)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select f.id, f.category, f.state, f.handler_name, left(f.place, 18), open311_address(f.place),
               f.opened_at, f.moved_at, f.due_at, f.ended_at, open311_goes_on(f.merged_into), g.latitude, g.longitude
          from (select r.*
                  from open311_communities(of_jurisdiction) c
                 cross join lateral (select m.id, o.category, m.state, m.handler_name, m.place, m.opened_at, m.moved_at,
                                            m.due_at, m.ended_at, o.merged_into
                                       from matter m
                                       join service_order o on o.matter = m.id
                                      where m.community = c.code collate "C"
                                        and m.kind = 'order'
                                        and o.whole is null
                                        and m.opened_at >= since
                                        and m.opened_at <= before
                                        and (m.opened_at, m.id) < (at, after)
                                        and (only_open is null or (m.ended_at is null) = only_open)
                                        and (of_codes is null or o.category = any (of_codes))
                                        and order_public(o.category, m.place)
                                      order by m.opened_at desc, m.id desc
                                      limit leave + most) r
                 order by r.opened_at desc, r.id desc
                offset leave
                 limit most) f
          left join lateral open311_position(f.place) g on true
         order by f.opened_at desc, f.id desc;
    end;

drop function open311_requests_of(text, uuid[]);
create function open311_requests_of(of_jurisdiction text, ids uuid[])
    returns table (id uuid, category text, state text, agency text, place text, address text,
                   opened_at timestamptz, moved_at timestamptz, due_at timestamptz, ended_at timestamptz,
                   merged_into uuid, latitude double precision, longitude double precision)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select m.id, o.category, m.state, m.handler_name, left(m.place, 18), open311_address(m.place),
               m.opened_at, m.moved_at, m.due_at, m.ended_at, open311_goes_on(o.merged_into), g.latitude, g.longitude
          from open311_jurisdiction j
          join matter m on m.id = any (ids) and m.place >= j.place and m.place < j.place || ':'
          join service_order o on o.matter = m.id
          left join lateral open311_position(m.place) g on true
         where j.id = of_jurisdiction collate "C"
           and j.closed_at is null
           and m.kind = 'order'
           and o.whole is null
         order by m.opened_at desc, m.id desc;
    end;
revoke execute on function open311_position(text), open311_goes_on(uuid),
    open311_requests(text, text[], timestamptz, timestamptz, boolean, timestamptz, uuid, int, int),
    open311_requests_of(text, uuid[]) from public;
grant execute on function
    open311_requests(text, text[], timestamptz, timestamptz, boolean, timestamptz, uuid, int, int),
    open311_requests_of(text, uuid[]) to ${app};
