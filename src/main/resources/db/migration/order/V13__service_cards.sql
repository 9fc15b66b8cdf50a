-- The free service card 上门免费服务卡 (0-13): given to somebody found in need on a visit to their home; one call with its number brings help.
-- It says who is in need, so only those see it who register orders, and its holder.
create table service_card (
    id          uuid primary key,
    community   text collate "C" not null references place check (length(community) = 12),
    number      text collate "C" not null check (number ~ '^[0-9A-Z-]{2,20}$'),
    person      uuid not null references person,
    covers      text not null check (length(covers) between 1 and 200),
    yearly      int check (yearly between 1 and 366),
    valid_from  date not null,
    valid_until date not null check (valid_until >= valid_from),
    issued_at   timestamptz not null,
    issued_by   uuid not null,
    ended_at    timestamptz,
    end_reason  text check (length(end_reason) between 2 and 200),
    check ((ended_at is null) = (end_reason is null)),
    unique (community, number)
);
create index service_card_by_person on service_card (person);
create index service_card_newest on service_card (community, issued_at desc, id desc);

-- Its uses: each is an order. One that was declined, withdrawn, voided or merged is given back, because nothing was used.
create table service_card_use (
    matter    uuid primary key references matter,
    card      uuid not null references service_card,
    community text collate "C" not null,
    used_on   date not null
);
create index service_card_use_by_card on service_card_use (card, used_on desc, matter desc);

alter table service_card enable row level security;
alter table service_card_use enable row level security;
create policy service_card_seen on service_card for select to ${app}
    using (person = linli_person()
        or (linli_may('people') and linli_may('matters') and community >= linli_place() and community < linli_place() || ':'));
create policy service_card_issued on service_card for insert to ${app}
    with check (linli_may('people') and linli_may('matters') and community >= linli_place() and community < linli_place() || ':'
        and issued_by = linli_person()
        and exists (select 1 from person p where p.id = service_card.person and p.community = service_card.community));
create policy service_card_over on service_card for update to ${app}
    using (linli_may('people') and linli_may('matters') and community >= linli_place() and community < linli_place() || ':');
create policy service_card_use_seen on service_card_use for select to ${app}
    using (exists (select 1 from service_card c where c.id = service_card_use.card));
create policy service_card_used on service_card_use for insert to ${app}
    with check (exists (select 1 from service_card c where c.id = service_card_use.card and c.community = service_card_use.community)
        and exists (select 1 from matter m where m.id = service_card_use.matter and m.community = service_card_use.community));
grant select, insert on service_card, service_card_use to ${app};
grant update (ended_at, end_reason) on service_card to ${app};
