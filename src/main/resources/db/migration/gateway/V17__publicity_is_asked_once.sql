-- A community most of whose orders nobody else may see was read order by order to the end of the window, with two questions about each.
create or replace function open311_requests(of_jurisdiction text, of_codes text[], since timestamptz, before timestamptz, only_open boolean,
                                 at timestamptz, after uuid, leave int, most int)
    returns table (id uuid, category text, state text, agency text, place text, address text,
                   opened_at timestamptz, moved_at timestamptz, due_at timestamptz, ended_at timestamptz,
                   merged_into uuid, latitude double precision, longitude double precision)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select f.id, f.category, f.state, f.handler_name, left(f.place, 18), open311_address(f.place),
               f.opened_at, f.moved_at, f.due_at, f.ended_at, open311_goes_on(f.merged_into), g.latitude, g.longitude
          from (select r.*
                  from order_publicity() s
                 cross join open311_communities(of_jurisdiction) c
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
                                        and (o.category = any (s.everywhere)
                                            or o.category = any (s.somewhere) and order_public(o.category, m.place))
                                      order by m.opened_at desc, m.id desc
                                      limit leave + most) r
                 order by r.opened_at desc, r.id desc
                offset leave
                 limit most) f
          left join lateral open311_position(f.place) g on true
         order by f.opened_at desc, f.id desc;
    end;

create or replace function open311_updates(of_jurisdiction text, of_matters uuid[], since timestamptz, before timestamptz,
                                at timestamptz, after uuid, most int)
    returns table (id uuid, matter uuid, step text, state text, moved_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select u.id, u.matter, u.step, u.to_state, u.at
          from order_publicity() s
         cross join open311_communities(of_jurisdiction) c
         cross join lateral (select t.id, t.matter, t.step, t.to_state, t.at
                               from timeline_entry t
                               join matter m on m.id = t.matter and m.kind = 'order'
                               join service_order o on o.matter = m.id and o.whole is null
                              where left(t.place, 12) = c.code collate "C"
                                and t.step not in ('hold', 'unanswered', 'soon', 'late', 'street', 'district', 'exclude', 'include')
                                and t.at >= since
                                and t.at <= before
                                and (t.at, t.id) > (open311_updates.at, after)
                                and (t.matter = any (of_matters)
                                    or of_matters is null
                                        and (o.category = any (s.everywhere)
                                            or o.category = any (s.somewhere) and order_public(o.category, m.place)))
                              order by t.at, t.id
                              limit most) u
         order by u.at, u.id
         limit most;
    end;
