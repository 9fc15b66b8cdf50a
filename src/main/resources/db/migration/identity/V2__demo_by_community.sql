-- The accounts of an invented world with their communities, for a login page that nobody has passed yet.
create function demo_accounts() returns table (name text, password text, person text, role text, community text)
    language sql stable security definer set search_path = pg_catalog, public
    begin atomic
        select d.name, d.password, d.person, d.role, c.name
          from demo_account d
               join account a on a.name = d.name
               join person p on p.id = a.person
               join place c on c.code = p.community
         order by d.sort;
    end;
revoke execute on function demo_accounts() from public;
grant execute on function demo_accounts() to ${app};
