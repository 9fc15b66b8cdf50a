-- Persons 人: a name, a community, and a phone that is encrypted and found again by a keyed hash.
create table person (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 50),
    community  text collate "C" not null references place,
    phone      bytea check (length(phone) <= 200),
    phone_hash bytea unique check (length(phone_hash) = 32),
    phone_mask text not null default '',
    language   text not null default 'zh-CN' check (language in ('zh-CN', 'en', 'bo')),
    since      timestamptz not null
);
create index person_by_community on person (community, name, id);
alter table person enable row level security;
create policy person_seen on person for select to ${app}
    using (id = linli_person()
        or (linli_may('people') and community >= linli_place() and community < linli_place() || ':'));
create policy person_added on person for insert to ${app}
    with check (linli_may('people') and community >= linli_place() and community < linli_place() || ':');
create policy person_changed on person for update to ${app}
    using (id = linli_person()
        or (linli_may('people') and community >= linli_place() and community < linli_place() || ':'));
grant select, insert on person to ${app};
grant update (name, phone, phone_hash, phone_mask, language) on person to ${app};

-- The tie of a person to a home 住户: owner, tenant or family, with dates. A household is who is tied to one home today.
create table tie (
    id     uuid primary key,
    person uuid not null references person,
    home   text collate "C" not null references place check (length(home) >= 12),
    kind   text not null check (kind in ('OWNER', 'TENANT', 'FAMILY')),
    since  date not null,
    until  date check (until >= since)
);
create unique index tie_once on tie (person, home, kind) where until is null;
create index tie_by_person on tie (person);
create index tie_by_home on tie (home);
alter table tie enable row level security;
create policy tie_seen on tie for select to ${app}
    using (person = linli_person()
        or (linli_may('people') and home >= linli_place() and home < linli_place() || ':'));
create policy tie_added on tie for insert to ${app}
    with check (linli_may('people') and home >= linli_place() and home < linli_place() || ':'
        and exists (select 1 from person p where p.id = tie.person));
create policy tie_ended on tie for update to ${app}
    using (linli_may('people') and home >= linli_place() and home < linli_place() || ':');
grant select, insert on tie to ${app};
grant update (until) on tie to ${app};
