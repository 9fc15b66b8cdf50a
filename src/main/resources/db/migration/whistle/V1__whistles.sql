-- Whistles 吹哨报到: what a matter of kind 'whistle' holds beyond its standing.
create table whistle (
    matter     uuid primary key references matter,
    occasion   text not null check (occasion in ('RESIDENTS', 'ENFORCEMENT', 'EMERGENCY')),
    kind       text not null check (kind in ('WORK', 'HARD')),
    words      text not null check (length(words) between 1 and 2000),
    drafted_by uuid not null,
    plan       text not null default '' check (length(plan) <= 2000)
);
alter table whistle enable row level security;
create policy whistle_seen on whistle for select to ${app}
    using (exists (select 1 from matter m where m.id = whistle.matter));
create policy whistle_drafted on whistle for insert to ${app}
    with check (drafted_by = linli_person() and exists (select 1 from matter m where m.id = whistle.matter));
create policy whistle_moved on whistle for update to ${app}
    using (exists (select 1 from matter m where m.id = whistle.matter)) with check (true);
grant select, insert on whistle to ${app};
grant update (occasion, kind, words, plan) on whistle to ${app};

-- What each department of a whistle has done 部门报到: by when, when, where, and what the street says of it.
create table whistle_department (
    matter         uuid not null references whistle,
    organisation   uuid not null references organisation,
    place          text collate "C" not null,
    name           text not null,
    lead           boolean not null,
    assigned_at    timestamptz not null,
    sign_due       timestamptz not null,
    contact_due    timestamptz not null,
    attend_due     timestamptz not null,
    done_due       timestamptz not null,
    signed_at      timestamptz,
    contacted_at   timestamptz check (contacted_at >= signed_at),
    checked_in_at  timestamptz check (checked_in_at >= signed_at),
    check_in_place text collate "C" references place check (starts_with(check_in_place, place)),
    objection      text not null default '' check (length(objection) <= 500),
    objected_at    timestamptz,
    released_at    timestamptz,
    done_at        timestamptz check (done_at >= checked_in_at),
    result         text not null default '' check (length(result) <= 2000),
    no_photo       text not null default '' check (length(no_photo) <= 200),
    punctual       boolean,
    solved         boolean,
    score          smallint check (score between 1 and 5),
    score_words    text not null default '' check (length(score_words) <= 1000),
    rated_at       timestamptz,
    escalated      text[] not null default '{}' check (escalated <@ array['SIGN', 'CONTACT', 'ATTEND', 'DONE']),
    primary key (matter, organisation),
    foreign key (matter, organisation) references matter_party,
    check ((checked_in_at is null) = (check_in_place is null)),
    check (num_nonnulls(punctual, solved, score, rated_at) in (0, 4))
);
create unique index whistle_department_one_lead on whistle_department (matter) where lead and released_at is null;
create index whistle_department_by_organisation on whistle_department (organisation, assigned_at desc);
alter table whistle_department enable row level security;
create policy whistle_department_seen on whistle_department for select to ${app}
    using (exists (select 1 from matter m where m.id = whistle_department.matter));
create policy whistle_department_called on whistle_department for insert to ${app}
    with check (linli_may('matters')
        and exists (select 1 from matter m where m.id = whistle_department.matter and m.place = whistle_department.place));
-- A department writes its own row; the street and its clock any.
create policy whistle_department_moved on whistle_department for update to ${app}
    using (exists (select 1 from matter m where m.id = whistle_department.matter)
        and (linli_may('matters') or organisation = linli_organisation()))
    with check (true);
grant select, insert on whistle_department to ${app};
grant update (lead, sign_due, signed_at, contacted_at, checked_in_at, check_in_place, objection, objected_at, released_at, done_at,
              result, no_photo, punctual, solved, score, score_words, rated_at, escalated) on whistle_department to ${app};

-- How long departments have 时限: the longest prefix of the place that says so; the empty one is for everywhere.
create table whistle_limit (
    place  text collate "C" not null check (place ~ '^[0-9]{0,24}$'),
    kind   text not null check (kind in ('WORK', 'HARD')),
    clock  text not null check (clock in ('SIGN', 'CONTACT', 'ATTEND', 'DONE')),
    amount int not null check (amount between 1 and 9999),
    unit   text not null check (unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    primary key (place, kind, clock)
);
alter table whistle_limit enable row level security;
create policy whistle_limit_public on whistle_limit for select to ${app} using (true);
create policy whistle_limit_made on whistle_limit for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy whistle_limit_changed on whistle_limit for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy whistle_limit_dropped on whistle_limit for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert, delete on whistle_limit to ${app};
grant update (amount, unit) on whistle_limit to ${app};

-- 南京鼓楼: signed in 1 hour, contacted in 24, attended in 3 working days, or 5 for a hard nut; 扬州广陵: done in 10 working days.
insert into whistle_limit (place, kind, clock, amount, unit) values
    ('', 'WORK', 'SIGN', 1, 'HOURS'),
    ('', 'WORK', 'CONTACT', 24, 'HOURS'),
    ('', 'WORK', 'ATTEND', 3, 'WORKING_DAYS'),
    ('', 'WORK', 'DONE', 10, 'WORKING_DAYS'),
    ('', 'HARD', 'SIGN', 1, 'HOURS'),
    ('', 'HARD', 'CONTACT', 24, 'HOURS'),
    ('', 'HARD', 'ATTEND', 5, 'WORKING_DAYS'),
    ('', 'HARD', 'DONE', 10, 'WORKING_DAYS');
