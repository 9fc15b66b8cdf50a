-- Organisations 组织 and how they are linked; their names and phones are public.
create table organisation (
    id    uuid primary key,
    kind  text not null check (kind in ('COMMUNITY', 'PARTY', 'PROPERTY', 'OWNERS_COMMITTEE', 'GRID_TEAM', 'VOLUNTEERS',
                                        'MERCHANT', 'STREET', 'DEPARTMENT', 'DELIBERATION', 'UNIT')),
    name  text not null check (length(name) between 1 and 100),
    place text collate "C" not null references place,
    phone text check (length(phone) <= 30),
    since date not null,
    until date check (until >= since)
);
create unique index organisation_once on organisation (place, name) where until is null;
create index organisation_by_place on organisation (place);
alter table organisation enable row level security;
create policy organisation_public on organisation for select to ${app} using (true);
create policy organisation_founded on organisation for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy organisation_changed on organisation for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert on organisation to ${app};
grant update (name, phone, until) on organisation to ${app};

alter table matter add constraint matter_handled_by foreign key (handler) references organisation;
alter table matter add constraint matter_returned_by foreign key (returned_by) references organisation;
alter table matter add constraint matter_requested_by foreign key (requester) references person;

-- Whether an organisation may handle what lies at a place: one of the place or above it, or of the same community.
create function serves_at(of_organisation uuid, at_place text) returns boolean
    language sql stable parallel safe
    return exists (select 1
                     from organisation o
                    where o.id = of_organisation
                      and (starts_with(at_place, o.place)
                        or length(at_place) >= 12 and starts_with(o.place, left(at_place, 12))));

-- Whoever handles a matter or asked for it sees it: neither is somebody of another community.
alter policy matter_opened on matter
    with check (((linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
            or (requester = linli_person() and place >= linli_place() and place < linli_place() || ':'))
        and (requester is null or exists (select 1 from person p where p.id = matter.requester))
        and (handler is null or serves_at(handler, place))
        and returned_by is null);
alter policy matter_moved on matter
    with check ((handler is null or serves_at(handler, place)) and (returned_by is null or serves_at(returned_by, place)));

create table organisation_link (
    id         uuid primary key,
    source     uuid not null references organisation,
    kind       text not null check (kind in ('LEADS', 'MEMBER', 'CO_BUILDS', 'SERVES')),
    target     uuid not null references organisation,
    since      date not null,
    until      date check (until >= since),
    check (source <> target)
);
create unique index organisation_link_once on organisation_link (source, kind, target) where until is null;
create index organisation_link_by_target on organisation_link (target);
alter table organisation_link enable row level security;
create policy organisation_link_public on organisation_link for select to ${app} using (true);
create policy organisation_link_made on organisation_link for insert to ${app}
    with check (exists (select 1 from organisation o where o.id = source
                         and linli_may('appoint') and o.place >= linli_place() and o.place < linli_place() || ':')
        and exists (select 1 from organisation o where o.id = target
                     and (o.place >= linli_place() and o.place < linli_place() || ':' or starts_with(linli_place(), o.place))));
-- A link ends with either of its organisations, whosever the other is.
create policy organisation_link_ended on organisation_link for update to ${app}
    using (exists (select 1 from organisation o where o.id in (source, target)
                    and linli_may('appoint') and o.place >= linli_place() and o.place < linli_place() || ':'));
grant select, insert on organisation_link to ${app};
grant update (until) on organisation_link to ${app};

-- Appointments 任职: a right is one of these and nothing else.
create table appointment (
    id           uuid primary key,
    person       uuid not null references person,
    organisation uuid not null references organisation,
    duty         text not null check (duty in ('CLERK', 'CHIEF', 'PROPERTY', 'GRID_WORKER', 'VOLUNTEER', 'MERCHANT', 'STREET', 'ADMINISTRATOR')),
    title        text not null check (length(title) between 1 and 30),
    place        text collate "C" not null references place,
    since        date not null,
    -- The last day on which it holds; the day before its first for one that was ended at once.
    until        date check (until >= since - 1),
    -- Who gave it and who ended it; the database writes them.
    given_by     uuid default linli_person(),
    ended_by     uuid
);
create unique index appointment_once on appointment (person, organisation, duty, place) where until is null;
create index appointment_by_person on appointment (person);
create index appointment_by_organisation on appointment (organisation);
create index appointment_by_place on appointment (place);
alter table appointment enable row level security;
create policy appointment_seen on appointment for select to ${app}
    using (person = linli_person()
        or (linli_may('people') and place >= linli_place() and place < linli_place() || ':'));
-- Nobody appoints themselves: an administrator reads no matter. And nobody appoints to an organisation of elsewhere: whoever
-- works for it would see what it handles there.
create policy appointment_given on appointment for insert to ${app}
    with check (linli_may('appoint')
        and person is distinct from linli_person()
        and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from person p where p.id = appointment.person)
        and exists (select 1 from organisation o where o.id = appointment.organisation
                     and o.place >= linli_place() and o.place < linli_place() || ':'
                     and starts_with(appointment.place, o.place)));
create policy appointment_ended on appointment for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert on appointment to ${app};
grant update (until, ended_by) on appointment to ${app};
