-- Webhooks 消息推送: who is told what happens to the orders of a place. The secret by which a message is signed is kept sealed.
create table webhook (
    id            uuid primary key,
    place         text collate "C" not null references place,
    name          text not null check (length(name) between 1 and 40),
    url           text not null check (length(url) between 8 and 300),
    secret        bytea not null check (length(secret) <= 400),
    secret_before bytea check (length(secret_before) <= 400),
    rotated_at    timestamptz,
    steps         text[] not null check (cardinality(steps) <= 40),
    made_by       uuid default linli_person(),
    made_at       timestamptz not null,
    failing_since timestamptz,
    disabled_at   timestamptz,
    ended_at      timestamptz
);
create index webhook_by_place on webhook (place) where ended_at is null;
alter table webhook enable row level security;
create policy webhook_seen on webhook for select to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
create policy webhook_made on webhook for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy webhook_changed on webhook for update to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on webhook to ${app};
grant update (secret, secret_before, rotated_at, failing_since, disabled_at, ended_at) on webhook to ${app};

-- What is told 推送: one row a step and webhook, tried again until somebody takes it or it has been tried too often. It names no person,
-- and no home.
create table webhook_delivery (
    id      uuid primary key,
    webhook uuid not null references webhook,
    entry   uuid not null,
    matter  uuid not null references matter,
    place   text collate "C" not null,
    number  text not null,
    step    text not null,
    body    text not null check (length(body) <= 8000),
    at      timestamptz not null,
    made_at timestamptz not null,
    state   text not null check (state in ('WAITING', 'SENT', 'FAILED')),
    tries   int not null default 0 check (tries >= 0),
    next_at timestamptz not null,
    status  int not null default 0,
    failure text not null default '' check (length(failure) <= 300),
    sent_at timestamptz,
    unique (webhook, entry)
);
create index webhook_delivery_due on webhook_delivery (webhook, next_at) where state = 'WAITING';
create index webhook_delivery_before on webhook_delivery (webhook, matter, at, id) where state = 'WAITING';
create index webhook_delivery_by_place on webhook_delivery (place, at desc, id desc);
create index webhook_delivery_failed on webhook_delivery (place, at desc, id desc) where state = 'FAILED';
create index webhook_delivery_by_time on webhook_delivery (made_at);
alter table webhook_delivery enable row level security;
create policy webhook_delivery_seen on webhook_delivery for select to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
create policy webhook_delivery_made on webhook_delivery for insert to ${app}
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from matter m where m.id = webhook_delivery.matter and starts_with(m.place, webhook_delivery.place))
        and exists (select 1 from webhook w where w.id = webhook_delivery.webhook and w.place = webhook_delivery.place));
create policy webhook_delivery_changed on webhook_delivery for update to ${app}
    using ((linli_may('appoint') or linli_person() is null and linli_may('matters'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on webhook_delivery to ${app};
grant update (state, tries, next_at, status, failure, sent_at) on webhook_delivery to ${app};

-- What is due wherever it is, each then done as the machinery of its own place: a few of each webhook, so that a silent one keeps
-- nobody waiting, and of one order never the later before the earlier.
create function webhook_due(now timestamptz, most int) returns table (id uuid, webhook uuid, place text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select due.id, w.id, w.place
          from webhook w
         cross join lateral (select d.id, d.next_at
                               from webhook_delivery d
                              where d.webhook = w.id
                                and d.state = 'WAITING'
                                and d.next_at <= now
                                and not exists (select 1
                                                  from webhook_delivery e
                                                 where e.webhook = d.webhook
                                                   and e.matter = d.matter
                                                   and e.state = 'WAITING'
                                                   and (e.at, e.id) < (d.at, d.id))
                              order by d.next_at, d.id
                              limit most) due
         where w.ended_at is null
           and w.disabled_at is null
         order by due.next_at, due.id;
    end;

create function webhook_forget(before timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from webhook_delivery where made_at < before;
    end;
revoke execute on function webhook_due(timestamptz, int), webhook_forget(timestamptz) from public;
grant execute on function webhook_due(timestamptz, int), webhook_forget(timestamptz) to ${app};

-- The owner is told that nothing is sent any more on the occasion of a step of which they may have been told in another capacity.
alter table notice drop constraint notice_person_entry_key;
alter table notice add unique (person, entry, kind);

-- Whether anybody wants to hear of a step at a place: asked with each step, whoever takes it, so that nothing is written down for
-- nobody. It tells yes or no, and not who.
create function webhook_hears(of_place text, of_step text) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (
            select 1
              from webhook w
             where w.ended_at is null
               and w.place in (left(of_place, 2), left(of_place, 4), left(of_place, 6), left(of_place, 9),
                               left(of_place, 12), left(of_place, 15), left(of_place, 18), of_place)
               and (cardinality(w.steps) = 0 or of_step = any(w.steps)));
    end;
revoke execute on function webhook_hears(text, text) from public;
grant execute on function webhook_hears(text, text) to ${app};
