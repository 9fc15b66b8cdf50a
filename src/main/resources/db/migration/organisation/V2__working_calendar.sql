-- The working calendar 工作日历. The days of rest and the make-up working days 放假调休 are published for one year at a time by the
-- General Office of the State Council (国务院办公厅关于…年部分节假日安排的通知), usually between late October and the end of November of
-- the year before, under 全国年节及纪念日放假办法.
--
-- WHOEVER KEEPS THE CALENDAR CHECKS EACH YEAR: (1) that the notice of the coming year is entered before 31 December; (2) that every
-- make-up day 上班 of it is entered, not only the days of rest; (3) whether the province or the autonomous place has days of its own
-- (三月三, 藏历新年, 古尔邦节): they are entered in the same way; (4) whether a later notice has changed the year, as in 2019 and 2020.

-- Who keeps it: the administrators of the highest level that this installation has any of. Written here and nowhere else; an
-- appointment that was ended has a last day. Whoever acts has the duty and place that the transaction announced.
create function linli_keeps_calendar() returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(linli_may('appoint') and length(linli_place()) <= all (
                   select length(a.place) from appointment a where a.duty = 'ADMINISTRATOR' and a.until is null), false);
    end;
revoke all on function linli_keeps_calendar() from public;
grant execute on function linli_keeps_calendar() to ${app};

-- A day that is otherwise than its weekday. One that was replaced keeps its row, with the day until which it held.
create table holiday (
    id         uuid primary key,
    date       date not null check (date between '2000-01-01' and '2199-12-31'),
    kind       text not null check (kind in ('HOLIDAY', 'WORKDAY')),
    name       text not null check (length(name) between 1 and 30),
    source     text not null check (length(source) between 1 and 200),
    since      date not null,
    until      date check (until >= since),
    given_by   uuid default linli_person(),
    ended_by   uuid
);
create unique index holiday_once on holiday (date) where until is null;
alter table holiday enable row level security;
create policy holiday_public on holiday for select to ${app} using (true);
create policy holiday_given on holiday for insert to ${app} with check (linli_keeps_calendar());
create policy holiday_ended on holiday for update to ${app} using (linli_keeps_calendar());
grant select, insert on holiday to ${app};
grant update (until, ended_by) on holiday to ${app};

-- Which edition of the days holds: another one, never used before, with every change. Each node asks for it and keeps the days of
-- the edition it knows; a change that was rolled back leaves no edition behind that could mean something else later.
create table calendar_edition (
    edition uuid primary key
);
create unique index calendar_edition_one on calendar_edition ((true));
insert into calendar_edition values (gen_random_uuid());
alter table calendar_edition enable row level security;
create policy calendar_edition_public on calendar_edition for select to ${app} using (true);
grant select on calendar_edition to ${app};

create function holiday_changed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update calendar_edition set edition = gen_random_uuid();
    return null;
end $$;
revoke all on function holiday_changed() from public;
create trigger holiday_changed after insert or update or delete on holiday
    for each statement execute function holiday_changed();

-- An organisation's working hours 办公时间: seven texts, Monday first (09:00-12:00 13:00-17:00; empty is a day of rest). Without any it
-- goes by those of the community or street above it.
create table working_hours (
    organisation uuid primary key references organisation,
    days         text[] check (cardinality(days) = 7),
    -- Open on holidays too, by the plain week: a property firm on duty.
    on_holidays  boolean not null,
    changed_by   uuid default linli_person()
);
alter table working_hours enable row level security;
create policy working_hours_public on working_hours for select to ${app} using (true);
create policy working_hours_given on working_hours for insert to ${app}
    with check (exists (select 1 from organisation o where o.id = working_hours.organisation
                         and linli_may('appoint') and o.place >= linli_place() and o.place < linli_place() || ':'));
create policy working_hours_changed on working_hours for update to ${app}
    using (exists (select 1 from organisation o where o.id = working_hours.organisation
                    and linli_may('appoint') and o.place >= linli_place() and o.place < linli_place() || ':'));
grant select, insert on working_hours to ${app};
grant update (days, on_holidays, changed_by) on working_hours to ${app};

-- 2025: 国办发明电〔2024〕12号, 12 November 2024. 2026: notice of 4 November 2025. Copied from the notices' text as printed in the press.
insert into holiday (id, date, kind, name, source, since)
select gen_random_uuid(), cast(day as date), kind, name,
       case extract(year from day) when 2025 then '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）'
                                   else '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）' end,
       case extract(year from day) when 2025 then date '2024-11-12' else date '2025-11-04' end
  from (values ('元旦', 'HOLIDAY', date '2025-01-01', date '2025-01-01'),
               ('春节', 'HOLIDAY', '2025-01-28', '2025-02-04'),
               ('春节', 'WORKDAY', '2025-01-26', '2025-01-26'),
               ('春节', 'WORKDAY', '2025-02-08', '2025-02-08'),
               ('清明节', 'HOLIDAY', '2025-04-04', '2025-04-06'),
               ('劳动节', 'HOLIDAY', '2025-05-01', '2025-05-05'),
               ('劳动节', 'WORKDAY', '2025-04-27', '2025-04-27'),
               ('端午节', 'HOLIDAY', '2025-05-31', '2025-06-02'),
               ('国庆节、中秋节', 'HOLIDAY', '2025-10-01', '2025-10-08'),
               ('国庆节、中秋节', 'WORKDAY', '2025-09-28', '2025-09-28'),
               ('国庆节、中秋节', 'WORKDAY', '2025-10-11', '2025-10-11'),
               ('元旦', 'HOLIDAY', '2026-01-01', '2026-01-03'),
               ('元旦', 'WORKDAY', '2026-01-04', '2026-01-04'),
               ('春节', 'HOLIDAY', '2026-02-15', '2026-02-23'),
               ('春节', 'WORKDAY', '2026-02-14', '2026-02-14'),
               ('春节', 'WORKDAY', '2026-02-28', '2026-02-28'),
               ('清明节', 'HOLIDAY', '2026-04-04', '2026-04-06'),
               ('劳动节', 'HOLIDAY', '2026-05-01', '2026-05-05'),
               ('劳动节', 'WORKDAY', '2026-05-09', '2026-05-09'),
               ('端午节', 'HOLIDAY', '2026-06-19', '2026-06-21'),
               ('中秋节', 'HOLIDAY', '2026-09-25', '2026-09-27'),
               ('国庆节', 'HOLIDAY', '2026-10-01', '2026-10-07'),
               ('国庆节', 'WORKDAY', '2026-09-20', '2026-09-20'),
               ('国庆节', 'WORKDAY', '2026-10-10', '2026-10-10')) as notice (name, kind, first, last),
       generate_series(notice.first, notice.last, interval '1 day') as day;
