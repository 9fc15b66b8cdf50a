-- What an order is made of when a device falls silent; null where people are only told.
alter table device add column silence_category text collate "C" references order_category;
grant update (silence_category) on device to ${app};

-- A silence 静默: from the last word of a device until the next, or until nobody expects one any more. One at a time.
create table device_silence (
    id         uuid primary key,
    device     uuid not null references device,
    place      text collate "C" not null,
    since      timestamptz not null,
    noticed_at timestamptz not null,
    matter     uuid references matter,
    ended_at   timestamptz,
    check (noticed_at > since)
);
create unique index device_silence_lasting on device_silence (device) where ended_at is null;
create index device_silence_by_device on device_silence (device, since desc);
alter table device_silence enable row level security;
create policy device_silence_seen on device_silence for select to ${app}
    using (exists (select 1 from device d where d.id = device_silence.device));
create policy device_silence_noticed on device_silence for insert to ${app}
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from device d where d.id = device_silence.device and d.place = device_silence.place)
        and (matter is null or exists (select 1 from matter m where m.id = device_silence.matter)));
create policy device_silence_ended on device_silence for update to ${app}
    using ((linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on device_silence to ${app};
grant update (ended_at) on device_silence to ${app};

-- A notice about a device is of a device of that place.
create policy notice_of_device on notice as restrictive for insert to ${app}
    with check (kind <> 'device' or exists (select 1 from device d where d.id = notice.about and d.place = notice.place));

-- Of which devices nothing was heard for too long, wherever they are; each is then looked at as the machinery of its own place.
create function devices_unheard(now timestamptz, most int) returns table (id uuid, name text, place text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select d.id, d.name, d.place
          from device d
         where d.silent_minutes > 0
           and d.token_hash is not null
           and greatest(d.token_at, d.seen_at) < now - make_interval(mins => d.silent_minutes)
           and not exists (select 1 from device_silence s where s.device = d.id and s.ended_at is null)
         order by greatest(d.token_at, d.seen_at), d.id
         limit most;
    end;
revoke execute on function devices_unheard(timestamptz, int) from public;
grant execute on function devices_unheard(timestamptz, int) to ${app};

-- Anybody may know whether a device works 正常, where that is watched at all: no more than yes or no.
drop function devices_public(text, uuid);
create function devices_public(of_place text, of_id uuid)
    returns table (id uuid, place text, kind text, films boolean, name text, spot text, purpose text, law text, operator text,
                   seen_by text, retention_days int, sign text, registered_at timestamptz, retired_at timestamptz, works boolean)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select d.id, d.place, k.name, k.films, d.name, d.spot, d.purpose, d.law, o.name,
               d.seen_by, d.retention_days, d.sign, d.registered_at, d.retired_at,
               case when d.silent_minutes > 0 and d.token_hash is not null
                    then not exists (select 1 from device_silence s where s.device = d.id and s.ended_at is null) end
          from device d
          join device_kind k on k.code = d.kind
          join organisation o on o.id = d.operator
         where d.id = of_id
            or of_id is null and d.retired_at is null
               and d.place >= of_place collate "C" and d.place < (of_place || ':') collate "C"
         order by d.place, d.name, d.id
         limit 200;
    end;
revoke execute on function devices_public(text, uuid) from public;
grant execute on function devices_public(text, uuid) to ${app};
