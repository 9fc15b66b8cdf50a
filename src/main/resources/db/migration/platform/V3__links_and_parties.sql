-- Links 一件事一条线: one matter that came of another. Whoever sees both ends sees the link, and nobody else.
create table matter_link (
    source    uuid not null references matter,
    target    uuid not null references matter,
    kind      text not null check (kind ~ '^[a-z]{1,20}$'),
    place     text collate "C" not null,
    linked_at timestamptz not null,
    linked_by uuid default linli_person(),
    primary key (source, target, kind),
    check (source <> target)
);
create index matter_link_by_target on matter_link (target);
alter table matter_link enable row level security;
create policy matter_link_seen on matter_link for select to ${app}
    using (exists (select 1 from matter m where m.id = matter_link.source)
        and exists (select 1 from matter m where m.id = matter_link.target));
create policy matter_link_made on matter_link for insert to ${app}
    with check (linli_may('matters')
        and exists (select 1 from matter m where m.id = matter_link.source and m.place = matter_link.place)
        and exists (select 1 from matter m where m.id = matter_link.target));
grant select, insert on matter_link to ${app};

-- Parties 参与单位: the organisations that work on a matter of several, beside a handler. Only the kinds named here have any.
create table matter_party (
    matter       uuid not null references matter,
    organisation uuid not null,
    place        text collate "C" not null,
    since        timestamptz not null,
    primary key (matter, organisation)
);
create index matter_party_by_organisation on matter_party (organisation, matter);

-- The policy of matters asks for parties, so that of parties may not ask for matters: PostgreSQL would go round in circles.
create function place_of_matter(of_matter uuid) returns text
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    return (select m.place from matter m where m.id = of_matter);
revoke execute on function place_of_matter(uuid) from public;
grant execute on function place_of_matter(uuid) to ${app};

alter table matter_party enable row level security;
create policy matter_party_seen on matter_party for select to ${app}
    using ((linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
        or organisation = linli_organisation());
create policy matter_party_called on matter_party for insert to ${app}
    with check (linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and place = place_of_matter(matter));
grant select, insert on matter_party to ${app};

create policy matter_seen_by_party on matter for select to ${app}
    using (kind = 'whistle'
        and exists (select 1
                      from matter_party p
                     where p.matter = matter.id
                       and p.organisation = linli_organisation()));

-- What a party leaves behind is checked by the policy for everybody: the checks of policies are added by "or".
create policy matter_moved_by_party on matter for update to ${app}
    using (kind = 'whistle'
        and exists (select 1
                      from matter_party p
                     where p.matter = matter.id
                       and p.organisation = linli_organisation()))
    with check (false);
