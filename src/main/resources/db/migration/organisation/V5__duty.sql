-- What whoever works is good at 岗位 (德吉家园 3-17), and which languages they speak beside Chinese 双语服务岗 (3-24, B13).
create table appointment_skill (
    appointment uuid not null references appointment,
    skill       text not null check (skill in ('REPAIR', 'CARE', 'ADVICE', 'POLICY', 'EMERGENCY', 'MEDIATION')),
    primary key (appointment, skill)
);
create table appointment_language (
    appointment uuid not null references appointment,
    language    text not null check (language in ('bo', 'mn', 'en')),
    primary key (appointment, language)
);
alter table appointment_skill enable row level security;
alter table appointment_language enable row level security;
-- Seen with the appointment; given and taken by whoever appoints there.
create policy appointment_skill_seen on appointment_skill for select to ${app}
    using (exists (select 1 from appointment a where a.id = appointment));
create policy appointment_skill_given on appointment_skill for insert to ${app}
    with check (linli_may('appoint') and exists (select 1 from appointment a where a.id = appointment
        and a.place >= linli_place() and a.place < linli_place() || ':'));
create policy appointment_skill_taken on appointment_skill for delete to ${app}
    using (linli_may('appoint') and exists (select 1 from appointment a where a.id = appointment
        and a.place >= linli_place() and a.place < linli_place() || ':'));
create policy appointment_language_seen on appointment_language for select to ${app}
    using (exists (select 1 from appointment a where a.id = appointment));
create policy appointment_language_given on appointment_language for insert to ${app}
    with check (linli_may('appoint') and exists (select 1 from appointment a where a.id = appointment
        and a.place >= linli_place() and a.place < linli_place() || ':'));
create policy appointment_language_taken on appointment_language for delete to ${app}
    using (linli_may('appoint') and exists (select 1 from appointment a where a.id = appointment
        and a.place >= linli_place() and a.place < linli_place() || ':'));
grant select, insert, delete on appointment_skill, appointment_language to ${app};

-- The rota 排班 of an organisation (3-18): a plain week, minutes after midnight; a night is two rows.
create table duty_shift (
    id           uuid primary key,
    organisation uuid not null references organisation,
    place        text collate "C" not null references place,
    appointment  uuid not null references appointment,
    name         text not null check (length(name) between 1 and 50),
    title        text not null check (length(title) <= 30),
    weekday      smallint not null check (weekday between 1 and 7),
    opens        smallint not null check (opens between 0 and 1439),
    closes       smallint not null check (closes between 1 and 1440 and closes > opens),
    unique (organisation, appointment, weekday, opens)
);
create index duty_shift_by_appointment on duty_shift (appointment);
-- What is otherwise on one day 调班: somebody comes, or somebody does not.
create table duty_change (
    id           uuid primary key,
    organisation uuid not null references organisation,
    place        text collate "C" not null references place,
    appointment  uuid not null references appointment,
    name         text not null check (length(name) between 1 and 50),
    title        text not null check (length(title) <= 30),
    date         date not null,
    comes        boolean not null,
    opens        smallint not null check (opens between 0 and 1439),
    closes       smallint not null check (closes between 1 and 1440 and closes > opens),
    words        text not null default '' check (length(words) <= 100),
    unique (organisation, appointment, date, opens)
);
create index duty_change_by_appointment on duty_change (appointment);
-- What one shift tells the next 交班记录; nobody changes it afterwards.
create table duty_note (
    id           uuid primary key,
    organisation uuid not null references organisation,
    place        text collate "C" not null references place,
    person       uuid not null references person,
    signature    text not null check (length(signature) <= 200),
    words        text not null check (length(words) between 1 and 500),
    at           timestamptz not null
);
create index duty_note_by_organisation on duty_note (organisation, at desc, id desc);

alter table duty_shift enable row level security;
alter table duty_change enable row level security;
alter table duty_note enable row level security;
create policy duty_shift_seen on duty_shift for select to ${app}
    using (organisation = linli_organisation()
        or (linli_may('people') and place >= linli_place() and place < linli_place() || ':'));
create policy duty_shift_made on duty_shift for insert to ${app}
    with check (linli_may('people') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from organisation o where o.id = organisation and o.place = duty_shift.place)
        and exists (select 1 from appointment a where a.id = appointment and a.organisation = duty_shift.organisation));
create policy duty_shift_dropped on duty_shift for delete to ${app}
    using (linli_may('people') and place >= linli_place() and place < linli_place() || ':');
create policy duty_change_seen on duty_change for select to ${app}
    using (organisation = linli_organisation()
        or (linli_may('people') and place >= linli_place() and place < linli_place() || ':'));
create policy duty_change_made on duty_change for insert to ${app}
    with check (linli_may('people') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from organisation o where o.id = organisation and o.place = duty_change.place)
        and exists (select 1 from appointment a where a.id = appointment and a.organisation = duty_change.organisation));
create policy duty_change_dropped on duty_change for delete to ${app}
    using (linli_may('people') and place >= linli_place() and place < linli_place() || ':');
create policy duty_note_seen on duty_note for select to ${app}
    using (organisation = linli_organisation()
        or (linli_may('people') and place >= linli_place() and place < linli_place() || ':'));
create policy duty_note_written on duty_note for insert to ${app}
    with check (person = linli_person()
        and (organisation = linli_organisation()
          or (linli_may('people') and place >= linli_place() and place < linli_place() || ':'))
        and exists (select 1 from organisation o where o.id = organisation and o.place = duty_note.place));
grant select, insert, delete on duty_shift, duty_change to ${app};
grant select, insert on duty_note to ${app};

-- Whoever works there no more is on no rota: with an appointment that is ended its shifts go too.
create function duty_left() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from duty_shift where appointment = new.id;
    delete from duty_change where appointment = new.id and date > new.until;
    return null;
end $$;
revoke all on function duty_left() from public;
create trigger duty_left after update of until on appointment for each row
    when (new.until is not null and old.until is null)
    execute function duty_left();
