-- What is left out of the rates 剔除: only by a written rule, which one person wrote and another approved, and with a row for each
-- order that says which rule, why, who and when; whoever answers for the place may undo it, and the row stays.
create table rate_rule (
    id            uuid primary key,
    place         text collate "C" not null references place,
    name          text not null check (length(name) between 2 and 60),
    words         text not null check (length(words) between 2 and 500),
    citation      text not null check (length(citation) between 2 and 200),
    valid_from    date not null,
    valid_until   date,
    author        uuid not null references person,
    author_name   text not null,
    written_at    timestamptz not null,
    approver      uuid references person,
    approver_name text not null default '',
    approved_at   timestamptz,
    ended_by      uuid references person,
    ended_at      timestamptz,
    check (valid_until >= valid_from),
    check (approver <> author),
    check (num_nonnulls(approver, approved_at) in (0, 2)),
    check (num_nonnulls(ended_by, ended_at) in (0, 2))
);
create index rate_rule_by_place on rate_rule (place);
alter table rate_rule enable row level security;
create policy rate_rule_seen on rate_rule for select to ${app}
    using (linli_may('matters')
        and (starts_with(linli_place(), place) or place >= linli_place() and place < linli_place() || ':'));
create policy rate_rule_written on rate_rule for insert to ${app}
    with check (linli_may('appraises') and place >= linli_place() and place < linli_place() || ':'
        and author = linli_person() and approver is null and ended_by is null);
create policy rate_rule_decided on rate_rule for update to ${app}
    using (linli_may('appraises') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appraises') and place >= linli_place() and place < linli_place() || ':'
        and (approver is null or approver = linli_person() or ended_by = linli_person()));
grant select, insert on rate_rule to ${app};
grant update (approver, approver_name, approved_at, ended_by, ended_at) on rate_rule to ${app};

create table rate_exclusion (
    id          uuid primary key,
    matter      uuid not null references matter,
    place       text collate "C" not null,
    rule        uuid not null references rate_rule,
    why         text not null check (length(why) between 2 and 500),
    made_by     uuid not null references person,
    made_name   text not null,
    made_at     timestamptz not null,
    undone_by   uuid references person,
    undone_name text not null default '',
    undone_why  text not null default '' check (length(undone_why) <= 500),
    undone_at   timestamptz,
    check (num_nonnulls(undone_by, undone_at) in (0, 2))
);
create unique index rate_exclusion_once on rate_exclusion (matter) where undone_at is null;
create index rate_exclusion_by_matter on rate_exclusion (matter);
create index rate_exclusion_by_place on rate_exclusion (place, made_at desc, id desc);
alter table rate_exclusion enable row level security;
create policy rate_exclusion_seen on rate_exclusion for select to ${app}
    using (linli_may('matters') and place >= linli_place() and place < linli_place() || ':');
create policy rate_exclusion_made on rate_exclusion for insert to ${app}
    with check (linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and place = place_of_matter(matter)
        and made_by = linli_person()
        and undone_by is null
        and exists (select 1
                      from rate_rule r
                     where r.id = rule
                       and starts_with(rate_exclusion.place, r.place)
                       and r.approved_at is not null
                       and r.ended_at is null));
create policy rate_exclusion_undone on rate_exclusion for update to ${app}
    using (linli_may('appraises') and place >= linli_place() and place < linli_place() || ':' and undone_by is null)
    with check (undone_by = linli_person());
grant select, insert on rate_exclusion to ${app};
grant update (undone_by, undone_name, undone_why, undone_at) on rate_exclusion to ${app};

-- Whether one of these rows holds; the database keeps it beside the order, so that every figure reads it.
alter table service_order add column excluded boolean not null default false;
create function order_left_out() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update service_order set excluded = new.undone_at is null where matter = new.matter;
    return null;
end $$;
create trigger order_left_out after insert or update of undone_at on rate_exclusion
    for each row execute function order_left_out();
