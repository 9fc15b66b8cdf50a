-- A rule that sends by itself stops while its organisation has so many orders in hand; none is without bound.
alter table order_route add column auto_most smallint check (auto_most between 1 and 999);
grant update (auto_most) on order_route to ${app};

-- How many orders organisations have in hand at the acting person's place 手上几件: numbers alone, for whoever dispatches there and
-- whoever makes the rules, who reads no order.
create function orders_in_hand(of_organisations uuid[]) returns table (handler uuid, load bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select m.handler, count(*)
          from matter m
         where m.kind = 'order'
           and m.ended_at is null
           and m.handler = any (of_organisations)
           and m.state in ('DISPATCHED', 'ACCEPTED', 'IN_PROGRESS')
           and m.place >= linli_place()
           and m.place < linli_place() || ':'
           and (linli_may('matters') or linli_may('appoint'))
         group by m.handler;
    end;
revoke execute on function orders_in_hand(uuid[]) from public;
grant execute on function orders_in_hand(uuid[]) to ${app};
