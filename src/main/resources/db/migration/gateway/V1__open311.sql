-- Jurisdictions 受理辖区: the communities and streets that answer by Open311, under the name that the world knows them by.
create table open311_jurisdiction (
    id        text collate "C" primary key check (id ~ '^[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?$'),
    place     text collate "C" not null references place check (length(place) in (9, 12)),
    opened_at timestamptz not null,
    closed_at timestamptz
);
create index open311_jurisdiction_by_place on open311_jurisdiction (place);
alter table open311_jurisdiction enable row level security;
create policy open311_jurisdiction_public on open311_jurisdiction for select to ${app} using (true);
create policy open311_jurisdiction_opened on open311_jurisdiction for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy open311_jurisdiction_changed on open311_jurisdiction for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert on open311_jurisdiction to ${app};
grant update (closed_at) on open311_jurisdiction to ${app};

-- API keys 接口密钥: shown once when they are made, kept as a keyed hash.
create table open311_key (
    id           uuid primary key,
    jurisdiction text collate "C" not null references open311_jurisdiction,
    place        text collate "C" not null references place,
    name         text not null check (length(name) between 1 and 40),
    hash         bytea not null unique,
    per_minute   int not null check (per_minute between 1 and 6000),
    made_by      uuid default linli_person(),
    made_at      timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index open311_key_by_place on open311_key (place, made_at);
alter table open311_key enable row level security;
create policy open311_key_seen on open311_key for select to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy open311_key_made on open311_key for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from open311_jurisdiction j where j.id = jurisdiction and j.place = open311_key.place));
create policy open311_key_revoked on open311_key for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert on open311_key to ${app};
grant update (revoked_at) on open311_key to ${app};

-- Whose key it is; a stranger who knows one learns its name and its jurisdiction, and nothing of others.
create function open311_enter(of_hash bytea, at timestamptz)
    returns table (id uuid, name text, jurisdiction text, place text, per_minute int)
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        update open311_key k
           set last_used_at = greatest(at, k.last_used_at)
          from open311_jurisdiction j
         where k.hash = of_hash
           and k.revoked_at is null
           and j.id = k.jurisdiction
           and j.closed_at is null
     returning k.id, k.name, k.jurisdiction, k.place, k.per_minute;
    end;
revoke execute on function open311_enter(bytea, timestamptz) from public;
grant execute on function open311_enter(bytea, timestamptz) to ${app};

-- What was posted with which key 幂等: the same request again is answered with the order that came of it the first time.
create table open311_posted (
    key    uuid not null references open311_key,
    idem   text not null check (length(idem) between 1 and 200),
    digest bytea not null,
    place  text collate "C" not null,
    answer uuid not null,
    at     timestamptz not null,
    primary key (key, idem)
);
create index open311_posted_by_time on open311_posted (at);
alter table open311_posted enable row level security;
create policy open311_posted_by_machinery on open311_posted to ${app}
    using (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':');
grant select, insert on open311_posted to ${app};
grant update (digest, answer, at) on open311_posted to ${app};

create function open311_forget(before timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from open311_posted where at < before;
    end;
revoke execute on function open311_forget(timestamptz) from public;
grant execute on function open311_forget(timestamptz) to ${app};

create index timeline_by_community on timeline_entry (left(place, 12), at, id);

-- What the world may know of an order 公开内容. No word that a person typed, no name, no phone, no photo, no home: whoever
-- handles personal data may not make it public without the person's own consent (个人信息保护法 25), and an order holds no
-- such consent. The address ends at the building. Every answer of Open311 comes out of the three functions below.
create function open311_communities(of_jurisdiction text) returns table (code text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select j.place
          from open311_jurisdiction j
         where j.id = of_jurisdiction collate "C"
           and j.closed_at is null
           and length(j.place) = 12
        union all
        select p.code
          from open311_jurisdiction j
          join place p on p.level = 12 and p.code > j.place and p.code < j.place || ':'
         where j.id = of_jurisdiction collate "C"
           and j.closed_at is null
           and length(j.place) = 9;
    end;

create function open311_address(of_place text) returns text
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select string_agg(p.name, ' ' order by p.code)
          from place p
         where p.code in (left(of_place, 12), left(of_place, 15), left(of_place, 18));
    end;

create function open311_requests(of_jurisdiction text, of_codes text[], since timestamptz, before timestamptz, only_open boolean,
                                 at timestamptz, after uuid, leave int, most int)
    returns table (id uuid, category text, state text, agency text, place text, address text,
                   opened_at timestamptz, moved_at timestamptz, due_at timestamptz, ended_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select f.id, f.category, f.state, f.handler_name, left(f.place, 18), open311_address(f.place),
               f.opened_at, f.moved_at, f.due_at, f.ended_at
          from (select r.*
                  from open311_communities(of_jurisdiction) c
                 cross join lateral (select m.id, o.category, m.state, m.handler_name, m.place, m.opened_at, m.moved_at,
                                            m.due_at, m.ended_at
                                       from matter m
                                       join service_order o on o.matter = m.id
                                      where m.community = c.code collate "C"
                                        and m.kind = 'order'
                                        and m.opened_at >= since
                                        and m.opened_at <= before
                                        and (m.opened_at, m.id) < (at, after)
                                        and (only_open is null or (m.ended_at is null) = only_open)
                                        and (of_codes is null or o.category = any (of_codes))
                                      order by m.opened_at desc, m.id desc
                                      limit leave + most) r
                 order by r.opened_at desc, r.id desc
                offset leave
                 limit most) f
         order by f.opened_at desc, f.id desc;
    end;

create function open311_requests_of(of_jurisdiction text, ids uuid[])
    returns table (id uuid, category text, state text, agency text, place text, address text,
                   opened_at timestamptz, moved_at timestamptz, due_at timestamptz, ended_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select m.id, o.category, m.state, m.handler_name, left(m.place, 18), open311_address(m.place),
               m.opened_at, m.moved_at, m.due_at, m.ended_at
          from open311_jurisdiction j
          join matter m on m.id = any (ids) and m.place >= j.place and m.place < j.place || ':'
          join service_order o on o.matter = m.id
         where j.id = of_jurisdiction collate "C"
           and j.closed_at is null
           and m.kind = 'order'
         order by m.opened_at desc, m.id desc;
    end;

create function open311_updates(of_jurisdiction text, of_matters uuid[], since timestamptz, before timestamptz,
                                at timestamptz, after uuid, most int)
    returns table (id uuid, matter uuid, step text, state text, moved_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select u.id, u.matter, u.step, u.to_state, u.at
          from open311_communities(of_jurisdiction) c
         cross join lateral (select t.id, t.matter, t.step, t.to_state, t.at
                               from timeline_entry t
                               join matter m on m.id = t.matter and m.kind = 'order'
                              where left(t.place, 12) = c.code collate "C"
                                and t.at >= since
                                and t.at <= before
                                and (t.at, t.id) > (open311_updates.at, after)
                                and (of_matters is null or t.matter = any (of_matters))
                              order by t.at, t.id
                              limit most) u
         order by u.at, u.id
         limit most;
    end;
revoke execute on function open311_communities(text), open311_address(text),
    open311_requests(text, text[], timestamptz, timestamptz, boolean, timestamptz, uuid, int, int),
    open311_requests_of(text, uuid[]),
    open311_updates(text, uuid[], timestamptz, timestamptz, timestamptz, uuid, int) from public;
grant execute on function
    open311_requests(text, text[], timestamptz, timestamptz, boolean, timestamptz, uuid, int, int),
    open311_requests_of(text, uuid[]),
    open311_updates(text, uuid[], timestamptz, timestamptz, timestamptz, uuid, int) to ${app};

-- Other servers 对接系统: what is dispatched to the organisation is pushed to them, and what they were told is fetched.
create table open311_server (
    id            uuid primary key,
    place         text collate "C" not null references place check (length(place) in (9, 12)),
    name          text not null check (length(name) between 1 and 40),
    url           text not null check (length(url) between 8 and 300),
    jurisdiction  text not null default '' check (length(jurisdiction) <= 100),
    key           bytea check (length(key) <= 400),
    direction     text not null check (direction in ('PUSH', 'FETCH', 'BOTH')),
    organisation  uuid references organisation,
    codes         text not null check (length(codes) <= 4000),
    made_at       timestamptz not null,
    fetched_until timestamptz not null,
    failing_since timestamptz,
    failure       text not null default '' check (length(failure) <= 300),
    ended_at      timestamptz,
    check (direction = 'FETCH' or organisation is not null)
);
create unique index open311_server_by_organisation on open311_server (organisation) where ended_at is null and direction <> 'FETCH';
create index open311_server_by_place on open311_server (place);
alter table open311_server enable row level security;
create policy open311_server_seen on open311_server for select to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
create policy open311_server_made on open311_server for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':'
        and (organisation is null or serves_at(organisation, place)));
create policy open311_server_changed on open311_server for update to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on open311_server to ${app};
grant update (codes, fetched_until, failing_since, failure, ended_at) on open311_server to ${app};

-- What is to be pushed 待推送: one row a dispatch, tried again until it arrives or somebody gives it up.
create table open311_push (
    id            uuid primary key,
    matter        uuid not null references matter,
    server        uuid not null references open311_server,
    place         text collate "C" not null,
    number        text not null,
    state         text not null check (state in ('WAITING', 'SENT', 'ENDED', 'GIVEN_UP')),
    tries         int not null default 0 check (tries >= 0),
    next_at       timestamptz not null,
    failure       text not null default '' check (length(failure) <= 300),
    remote_id     text check (length(remote_id) <= 100),
    remote_token  text check (length(remote_token) <= 100),
    remote_status text not null default '' check (length(remote_status) <= 20),
    remote_notes  text not null default '' check (length(remote_notes) <= 900),
    made_at       timestamptz not null,
    sent_at       timestamptz
);
create index open311_push_due on open311_push (next_at) where state = 'WAITING';
create index open311_push_by_place on open311_push (place, made_at desc, id desc);
create index open311_push_by_server on open311_push (server, id) where state = 'SENT';
create index open311_push_by_remote on open311_push (server, remote_id);
alter table open311_push enable row level security;
create policy open311_push_seen on open311_push for select to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
create policy open311_push_made on open311_push for insert to ${app}
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from matter m where m.id = open311_push.matter)
        and exists (select 1 from open311_server s where s.id = open311_push.server and starts_with(open311_push.place, s.place)));
create policy open311_push_changed on open311_push for update to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on open311_push to ${app};
grant update (state, tries, next_at, failure, remote_id, remote_token, remote_status, remote_notes, sent_at) on open311_push to ${app};

-- What was fetched 已收取: once, by the id that they gave it; with what came of it, or why nothing did.
create table open311_pulled (
    server    uuid not null references open311_server,
    kind      text not null check (kind in ('request', 'update')),
    remote_id text not null check (length(remote_id) between 1 and 100),
    place     text collate "C" not null,
    matter    uuid references matter,
    failure   text not null default '' check (length(failure) <= 300),
    at        timestamptz not null,
    primary key (server, kind, remote_id)
);
create index open311_pulled_failed on open311_pulled (place, at desc) where failure <> '';
alter table open311_pulled enable row level security;
create policy open311_pulled_seen on open311_pulled for select to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
create policy open311_pulled_made on open311_pulled for insert to ${app}
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from open311_server s where s.id = open311_pulled.server and s.place = open311_pulled.place));
grant select, insert on open311_pulled to ${app};

-- What the clock has to do wherever it is; each is then done as the machinery of its own place.
create function open311_due(now timestamptz, most int) returns table (id uuid, place text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select p.id, s.place
          from open311_push p
          join open311_server s on s.id = p.server
         where p.state = 'WAITING'
           and p.next_at <= now
         order by p.next_at
         limit most;
    end;

create function open311_standing() returns table (id uuid, place text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select s.id, s.place
          from open311_server s
         where s.ended_at is null
         order by s.id;
    end;
revoke execute on function open311_due(timestamptz, int), open311_standing() from public;
grant execute on function open311_due(timestamptz, int), open311_standing() to ${app};
