-- The communities of a city have codes that begin alike, and the index of what happened in each compared them sign by sign: as numbers
-- they are compared at once, in half the room. Codes are digits only.
drop index timeline_by_community;
create index timeline_by_community on timeline_entry ((left(place, 12)::bigint), at, id);

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
                              where left(t.place, 12)::bigint = c.code::bigint
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
