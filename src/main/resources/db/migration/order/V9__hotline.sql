-- Tickets of the citizens' hotline 12345 热线工单. A number is one ticket within the reach of whoever passes it on. One whose address
-- nobody could place waits for somebody to say where it belongs; what was said, and by whom, is then the order's alone.
alter table service_order drop constraint service_order_channel_check;
alter table service_order add constraint service_order_channel_check
    check (channel in ('ONLINE', 'PHONE', 'COUNTER', 'BOX', 'GRID', 'OPEN311', 'HOTLINE'));
grant update (contact_name, contact_phone, contact_mask) on service_order to ${app};

create table hotline_ticket (
    id            uuid primary key,
    reach         text collate "C" not null references place,
    number        text collate "C" not null check (number ~ '^[A-Za-z0-9_-]{4,40}$'),
    place         text collate "C" not null references place,
    matter        uuid unique references matter,
    category      text collate "C" not null,
    words         text not null check (length(words) <= 2000),
    address       text not null check (length(address) <= 200),
    contact_name  text not null check (length(contact_name) <= 50),
    contact_phone bytea check (length(contact_phone) <= 200),
    contact_mask  text not null default '',
    due_at        timestamptz,
    digest        bytea not null check (length(digest) = 32),
    received_at   timestamptz not null,
    changed_at    timestamptz not null,
    reminders     int not null default 0 check (reminders >= 0),
    passed_by     uuid not null,
    unique (reach, number),
    check (matter is null or words = '' and contact_name = '' and contact_phone is null),
    check (starts_with(place, reach))
);
create index hotline_ticket_unclaimed on hotline_ticket (place, received_at, id) where matter is null;
alter table hotline_ticket enable row level security;
create policy hotline_ticket_seen on hotline_ticket for select to ${app}
    using (matter is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        or matter is not null and exists (select 1 from matter m where m.id = hotline_ticket.matter));
create policy hotline_ticket_taken on hotline_ticket for insert to ${app}
    with check (linli_person() is null and linli_may('matters')
        and reach >= linli_place() and reach < linli_place() || ':' and matter is null);
create policy hotline_ticket_changed on hotline_ticket for update to ${app}
    using (linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and (matter is null
            or exists (select 1 from matter m where m.id = hotline_ticket.matter and m.place = hotline_ticket.place)));
grant select, insert on hotline_ticket to ${app};
grant update (place, matter, category, words, address, contact_name, contact_phone, contact_mask, due_at, digest, changed_at, reminders)
    on hotline_ticket to ${app};
