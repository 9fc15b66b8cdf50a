-- Whoever sets a password could use it. So an administrator sets none of somebody who is appointed beyond the
-- administrator's own place, such as a street's chief who lives in one of its communities.
create function appointed_beyond(of_person uuid, today date) returns boolean
    language sql stable security definer set search_path = pg_catalog, public
    begin atomic
        select exists (select 1
                         from appointment a
                        where a.person = of_person
                          and (a.until is null or a.until >= today)
                          and (a.place >= linli_place() and a.place < linli_place() || ':') is not true);
    end;
revoke execute on function appointed_beyond(uuid, date) from public;
grant execute on function appointed_beyond(uuid, date) to ${app};

alter policy account_made on account
    with check (linli_may('appoint')
        and exists (select 1 from person p where p.id = account.person)
        and not appointed_beyond(person, current_date));
alter policy account_changed on account
    using (person = linli_person()
        or (linli_may('appoint')
            and exists (select 1 from person p where p.id = account.person)
            and not appointed_beyond(person, current_date)));
