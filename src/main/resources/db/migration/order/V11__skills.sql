-- Automatic dispatch 自动派单: the hours of each day within which a rule sends what is placed at once; none is never.
alter table order_route add column auto_hours text not null default '' check (length(auto_hours) <= 100);
create policy order_route_changed on order_route for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':'
        and serves_at(organisation, place));
grant update (auto_hours) on order_route to ${app};
