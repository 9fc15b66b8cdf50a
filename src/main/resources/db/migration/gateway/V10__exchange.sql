-- Asked after in turn 轮流: whatever was asked after longest ago comes first, so that nothing waits for ever however much is under way.
alter table open311_push
    add column polled_at timestamptz;
drop index open311_push_by_server;
create index open311_push_by_poll on open311_push (server, polled_at nulls first, id) where state = 'SENT';
create index open311_push_by_matter on open311_push (matter);
grant update (polled_at) on open311_push to ${app};

-- Their updates are known up to a time of their own; and what their services ask for 附加项 beyond the description.
alter table open311_server
    add column updates_until timestamptz,
    add column attributes    text not null default '' check (length(attributes) <= 4000);
update open311_server set updates_until = fetched_until;
alter table open311_server
    alter column updates_until set not null;
grant update (updates_until, attributes) on open311_server to ${app};

-- What could not be taken over is tried again at next_at, where there is a reason to; what could is followed at its origin.
alter table open311_pulled
    add column tries         int not null default 0 check (tries >= 0),
    add column next_at       timestamptz,
    add column polled_at     timestamptz,
    add column remote_status text not null default '' check (length(remote_status) <= 20),
    add column remote_notes  text not null default '' check (length(remote_notes) <= 900);
create index open311_pulled_again on open311_pulled (server, next_at) where next_at is not null;
create index open311_pulled_by_matter on open311_pulled (matter) where kind = 'request';
create index open311_pulled_by_poll on open311_pulled (server, polled_at nulls first, remote_id)
    where kind = 'request' and matter is not null and remote_status <> 'closed';
create policy open311_pulled_changed on open311_pulled for update to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':')
    with check ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':'
        and (matter is null or exists (select 1 from matter m where m.id = open311_pulled.matter)));
grant update (matter, failure, at, tries, next_at, polled_at, remote_status, remote_notes) on open311_pulled to ${app};

-- What they are to be told of an order 待告知, one row a step and server; the words stay where they are, in the timeline.
create table open311_tell (
    id      uuid not null,
    server  uuid not null references open311_server,
    matter  uuid not null references matter,
    place   text collate "C" not null,
    state   text not null check (state in ('WAITING', 'TOLD', 'GIVEN_UP')),
    tries   int not null default 0 check (tries >= 0),
    next_at timestamptz not null,
    failure text not null default '' check (length(failure) <= 300),
    made_at timestamptz not null,
    primary key (id, server)
);
create index open311_tell_due on open311_tell (next_at) where state = 'WAITING';
create index open311_tell_failed on open311_tell (place, made_at desc) where failure <> '' and state <> 'TOLD';
alter table open311_tell enable row level security;
create policy open311_tell_seen on open311_tell for select to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
create policy open311_tell_changed on open311_tell for update to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
grant select on open311_tell to ${app};
grant update (state, tries, next_at, failure) on open311_tell to ${app};

-- In the step's own transaction, whoever takes it: who worked on the order over there, and whose request it was, is to hear of it.
create function open311_note(of_entry uuid, of_matter uuid, handler boolean, origin boolean, now timestamptz) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        insert into open311_tell (id, server, matter, place, state, next_at, made_at)
        select of_entry, t.server, of_matter, s.place, 'WAITING', now, now
          from (select p.server
                  from open311_push p
                 where handler
                   and p.matter = of_matter
                   and p.state in ('WAITING', 'SENT')
                 union
                select l.server
                  from open311_pulled l
                 where origin
                   and l.kind = 'request'
                   and l.matter = of_matter) t
          join open311_server s on s.id = t.server and s.ended_at is null
            on conflict do nothing;
    end;

create function open311_tell_due(now timestamptz, most int) returns table (id uuid, server uuid, place text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select t.id, t.server, t.place
          from open311_tell t
         where t.state = 'WAITING'
           and t.next_at <= now
         order by t.next_at, t.id
         limit most;
    end;

create or replace function open311_forget(before timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from open311_posted where at < before;
        delete from open311_tell where state = 'TOLD' and made_at < before;
    end;
revoke execute on function open311_note(uuid, uuid, boolean, boolean, timestamptz), open311_tell_due(timestamptz, int) from public;
grant execute on function open311_note(uuid, uuid, boolean, boolean, timestamptz), open311_tell_due(timestamptz, int) to ${app};
