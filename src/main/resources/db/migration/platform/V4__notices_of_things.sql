-- A notice is of a step of a matter, or of a thing that is none, such as a device: what it is about, and what happened, once a person.
alter table notice alter column matter drop not null;
alter table notice alter column entry drop not null;
alter table notice add column about uuid, add column occasion uuid;
alter table notice add constraint notice_of_one_thing
    check (num_nonnulls(matter, entry) = 2 and num_nonnulls(about, occasion) = 0
        or num_nonnulls(matter, entry) = 0 and num_nonnulls(about, occasion) = 2);
alter table notice add unique (person, occasion);
drop policy notice_told on notice;
create policy notice_told on notice for insert to ${app}
    with check (linli_person() is null
        and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and (matter is null or exists (select 1 from matter m where m.id = notice.matter)));
