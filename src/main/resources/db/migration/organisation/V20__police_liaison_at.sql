-- Whether a place has a police liaison 警务联络 on a day. Anybody may know that there is one, and nobody learns here who.
create function police_liaison_at(of_place text, on_day date) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    return exists (select 1
                     from appointment a
                    where a.duty = 'POLICE_LIAISON'
                      and a.since <= on_day
                      and (a.until is null or a.until >= on_day)
                      and starts_with(of_place, a.place));
revoke execute on function police_liaison_at(text, date) from public;
grant execute on function police_liaison_at(text, date) to ${app};
