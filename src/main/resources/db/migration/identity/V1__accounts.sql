-- Accounts 账号. A visitor has no person yet, so finding an account goes through functions that give only what a login needs.
create table account (
    id           uuid primary key,
    person       uuid not null unique references person,
    name         text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{2,30}$'),
    password     text not null,
    failures     int not null default 0,
    locked_until timestamptz,
    changed_at   timestamptz not null,
    must_change  boolean not null default false,
    ended_at     timestamptz
);
alter table account enable row level security;
create policy account_seen on account for select to ${app}
    using (person = linli_person()
        or (linli_may('appoint') and exists (select 1 from person p where p.id = account.person)));
create policy account_made on account for insert to ${app}
    with check (linli_may('appoint') and exists (select 1 from person p where p.id = account.person));
create policy account_changed on account for update to ${app}
    using (person = linli_person()
        or (linli_may('appoint') and exists (select 1 from person p where p.id = account.person)));
grant select, insert on account to ${app};
grant update (password, failures, locked_until, changed_at, must_change, ended_at) on account to ${app};

-- Sessions 会话, in the database so that every node serves them; the cookie's secret is kept only as a hash.
create table session (
    token_hash  bytea primary key check (length(token_hash) = 32),
    person      uuid not null references person,
    appointment uuid references appointment,
    began_at    timestamptz not null,
    seen_at     timestamptz not null,
    expires_at  timestamptz not null,
    device      text not null check (length(device) <= 200)
);
create index session_by_person on session (person);
create index session_by_expiry on session (expires_at);
alter table session enable row level security;
create policy session_mine on session to ${app} using (person = linli_person()) with check (person = linli_person());
grant select, insert, delete on session to ${app};
grant update (appointment, seen_at, expires_at) on session to ${app};

-- Where logins to an account came from 登录来源: wrong passwords lock the account for their source, so that a stranger locks out
-- only themselves. A source from which its person has logged in is known, and no lock of the whole account holds there.
-- The address is kept only as a hash with the account.
create table login_source (
    account      uuid not null references account,
    source       bytea not null check (length(source) = 32),
    failures     int not null default 0,
    locked_until timestamptz,
    entered_at   timestamptz,
    tried_at     timestamptz not null,
    primary key (account, source)
);
create index login_source_by_time on login_source (tried_at);
alter table login_source enable row level security;
create policy login_source_seen on login_source for select to ${app}
    using (exists (select 1 from account a where a.id = login_source.account));
grant select, delete on login_source to ${app};

create function source_of(of_account uuid, address text) returns bytea
    language sql immutable parallel safe
    return sha256(convert_to(of_account::text || ' ' || address, 'UTF8'));

create function login_account(by_name text, by_phone bytea, address text)
    returns table (account uuid, person uuid, password text, locked_here timestamptz, locked_everywhere timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select a.id, a.person, a.password, s.locked_until,
               case when s.entered_at is null then a.locked_until end
          from account a
               join person p on p.id = a.person
               left join login_source s on s.account = a.id and s.source = source_of(a.id, address)
         where a.ended_at is null and (a.name = by_name or p.phone_hash = by_phone);
    end;

-- Logins 登录记录, those that succeeded and those that did not; each person reads their own (GB/T 22239: audit of every user).
create table login_event (
    id        uuid primary key,
    person    uuid not null references person,
    at        timestamptz not null,
    succeeded boolean not null,
    device    text not null check (length(device) <= 200)
);
create index login_event_by_person on login_event (person, at desc);
alter table login_event enable row level security;
create policy login_event_mine on login_event for select to ${app} using (person = linli_person());
create policy login_event_written on login_event for insert to ${app} with check (person = linli_person());
grant select, insert on login_event to ${app};

create function login_failed(of_account uuid, address text, here_after int, everywhere_after int, lock_until timestamptz,
                             event uuid, at timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        insert into login_event (id, person, at, succeeded, device)
        select event, a.person, at, false, ''
          from account a
         where a.id = of_account;
        insert into login_source as s (account, source, failures, locked_until, tried_at)
        values (of_account, source_of(of_account, address), case when here_after > 1 then 1 else 0 end,
                case when here_after <= 1 then lock_until end, at)
        on conflict (account, source) do update
           set failures = case when s.failures + 1 >= here_after then 0 else s.failures + 1 end,
               locked_until = case when s.failures + 1 >= here_after then lock_until else s.locked_until end,
               tried_at = excluded.tried_at;
        update account
           set failures = case when account.failures + 1 >= everywhere_after then 0 else account.failures + 1 end,
               locked_until = case when account.failures + 1 >= everywhere_after then lock_until else account.locked_until end
         where id = of_account;
    end;

create function login_entered(of_account uuid, address text, at timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        insert into login_source as s (account, source, entered_at, tried_at)
        values (of_account, source_of(of_account, address), at, at)
        on conflict (account, source) do update
           set failures = 0,
               locked_until = null,
               entered_at = excluded.entered_at,
               tried_at = excluded.tried_at;
    end;

-- The whole of who a cookie stands for, in one look-up: an ended appointment no longer counts.
create function session_actor(of_token bytea, at timestamptz, today date)
    returns table (person uuid, name text, language text, community text, community_name text, community_phone text,
                   must_change boolean, seen_at timestamptz, unread int,
                   appointment uuid, duty text, title text, place text, organisation uuid, organisation_name text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select s.person, p.name, p.language, p.community, c.name, c.phone, a.must_change, s.seen_at,
               (select count(*)::int
                  from (select 1 from notice n where n.person = s.person and n.read_at is null limit 100) u),
               d.id, d.duty, d.title, d.place, o.id, o.name
          from session s
               join person p on p.id = s.person
               join place c on c.code = p.community
               join account a on a.person = s.person and a.ended_at is null
               left join appointment d on d.id = s.appointment and d.person = s.person
                     and d.since <= today and (d.until is null or d.until >= today)
               left join organisation o on o.id = d.organisation
         where s.token_hash = of_token and s.expires_at > at;
    end;

create function forget_sessions(at timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from session where expires_at <= at;
        delete from login_source where tried_at <= at - interval '90 days';
    end;

revoke execute on function login_account(text, bytea, text),
    login_failed(uuid, text, int, int, timestamptz, uuid, timestamptz), login_entered(uuid, text, timestamptz),
    session_actor(bytea, timestamptz, date), forget_sessions(timestamptz) from public;
grant execute on function login_account(text, bytea, text),
    login_failed(uuid, text, int, int, timestamptz, uuid, timestamptz), login_entered(uuid, text, timestamptz),
    session_actor(bytea, timestamptz, date), forget_sessions(timestamptz) to ${app};

create function no_account_yet() returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select not exists (select 1 from account);
    end;
revoke execute on function no_account_yet() from public;
grant execute on function no_account_yet() to ${app};

-- Accounts of an invented world, shown on the login page; empty in any real one.
create table demo_account (
    name     text primary key references account (name),
    password text not null,
    person   text not null,
    role     text not null,
    sort     int not null
);
grant select, insert on demo_account to ${app};

-- Ends the sessions of somebody whose account the actor may change.
create function end_sessions(of_person uuid) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from session s
         where s.person = of_person
           and (s.person = linli_person()
             or linli_may('appoint') and exists (select 1
                                                   from person p
                                                  where p.id = s.person
                                                    and p.community >= linli_place()
                                                    and p.community < linli_place() || ':'));
    end;
revoke execute on function end_sessions(uuid) from public;
grant execute on function end_sessions(uuid) to ${app};

-- The accounts of an invented world with their communities, for a login page that nobody has passed yet.
create function demo_accounts() returns table (name text, password text, person text, role text, community text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
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

-- Whoever sets a password could use it. So an administrator sets none of somebody who is appointed beyond the
-- administrator's own place, such as a street's chief who lives in one of its communities.
create function appointed_beyond(of_person uuid, today date) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
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

create policy login_source_cleared on login_source for delete to ${app}
    using (exists (select 1
                     from account a
                    where a.id = login_source.account
                      and linli_may('appoint')
                      and not appointed_beyond(a.person, current_date)));

create function invented_account(of_account uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (select 1 from demo_account d join account a on a.name = d.name where a.id = of_account);
    end;
revoke execute on function invented_account(uuid) from public;
grant execute on function invented_account(uuid) to ${app};
