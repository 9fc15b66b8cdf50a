-- Messages put aside 搁置的消息: what a device sent over the broker and we could not take in by a fault of ours, until somebody has it
-- tried again or drops it. The same message of several nodes is one.
create table device_message (
    id         uuid primary key,
    device     uuid not null references device,
    place      text collate "C" not null,
    topic      text not null check (length(topic) <= 500),
    payload    bytea not null check (length(payload) <= 4096),
    digest     bytea not null check (length(digest) = 32),
    heard_at   timestamptz not null,
    tries      int not null check (tries >= 1),
    error      text not null check (length(error) between 1 and 20),
    state      text not null check (state in ('ASIDE', 'AGAIN', 'TAKEN', 'REFUSED', 'DROPPED')),
    asked      int not null default 0 check (asked >= 0),
    refused    text not null default '' check (length(refused) <= 60),
    moved_at   timestamptz not null,
    moved_by   text not null default '' check (length(moved_by) <= 200),
    unique (device, digest)
);
create index device_message_by_place on device_message (place, moved_at desc, id desc);
alter table device_message enable row level security;
create policy device_message_seen on device_message for select to ${app}
    using ((linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
create policy device_message_put on device_message for insert to ${app}
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from device d where d.id = device_message.device and d.place = device_message.place));
create policy device_message_moved on device_message for update to ${app}
    using ((linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on device_message to ${app};
grant update (tries, error, state, asked, refused, moved_at, moved_by) on device_message to ${app};

-- Where a device stands, for the machinery that puts a message of it aside.
create function device_stands(of_id uuid) returns text
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select d.place from device d where d.id = of_id;
    end;
revoke execute on function device_stands(uuid) from public;
grant execute on function device_stands(uuid) to ${app};
