-- A mandate that is taken anew does not wipe out the one before 先前的委托: whose word it was, for what and until when, stays.
create table errand_earlier (
    matter    uuid not null references errand,
    place     text collate "C" not null,
    principal text not null,
    given     text not null,
    what      text not null,
    until     date not null,
    taken_at  timestamptz not null,
    taken_by  uuid not null,
    taker     text not null,
    primary key (matter, taken_at)
);
alter table errand_earlier enable row level security;
create policy errand_earlier_seen on errand_earlier for select to ${app}
    using (exists (select 1 from matter m where m.id = errand_earlier.matter));
grant select on errand_earlier to ${app};

-- Written by the change itself, and by nobody else.
create function errand_kept() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into errand_earlier (matter, place, principal, given, what, until, taken_at, taken_by, taker)
    values (old.matter, old.place, old.principal, old.given, old.what, old.until, old.taken_at, old.taken_by, old.taker)
    on conflict do nothing;
    return null;
end $$;
revoke all on function errand_kept() from public;
create trigger errand_kept after update on errand for each row
    when (row(old.principal, old.given, old.what, old.until, old.taker)
        is distinct from row(new.principal, new.given, new.what, new.until, new.taker))
    execute function errand_kept();
