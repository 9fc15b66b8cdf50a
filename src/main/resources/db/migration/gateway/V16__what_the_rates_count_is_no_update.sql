-- That a clock ran out, or what the rates count, is between those who work on an order; whoever asked hears how it goes on.
create or replace function open311_updates(of_jurisdiction text, of_matters uuid[], since timestamptz, before timestamptz,
                                at timestamptz, after uuid, most int)
    returns table (id uuid, matter uuid, step text, state text, moved_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select u.id, u.matter, u.step, u.to_state, u.at
          from open311_communities(of_jurisdiction) c
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
                                    or of_matters is null and order_public(o.category, m.place))
                              order by t.at, t.id
                              limit most) u
         order by u.at, u.id
         limit most;
    end;
