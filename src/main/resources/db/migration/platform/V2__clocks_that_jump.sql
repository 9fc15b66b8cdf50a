-- A clock may jump, of the database's machine or of a node's. An entry is recorded after the entries before it and never
-- within a day that is sealed; so a day sealed too early stays as it was sealed, and what follows counts to the next.
alter table seal add column ends_at timestamptz;

create or replace function timeline_chain() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    last_seq int;
    last_hash bytea;
    last_recorded timestamptz;
begin
    -- Whoever seals waits for whoever writes, and the other way round: no entry slips into a day while it is sealed.
    perform pg_advisory_xact_lock_shared(hashtext('linli.seal'));
    select t.seq, t.entry_hash, t.recorded_at into last_seq, last_hash, last_recorded
      from timeline_entry t
     where t.matter = new.matter
     order by t.seq desc
     limit 1;
    new.seq := coalesce(last_seq, 0) + 1;
    new.prev_hash := coalesce(last_hash, '\x'::bytea);
    new.recorded_at := greatest(clock_timestamp(), last_recorded, (select s.ends_at from seal s order by s.day desc limit 1));
    new.person := linli_person();
    select m.place into strict new.place from matter m where m.id = new.matter;
    new.words_hash := sha256(convert_to(coalesce(new.words, ''), 'UTF8'));
    new.entry_hash := timeline_hash(new);
    return new;
end $$;

create or replace function seal_days(before date, zone text, sealed timestamptz) returns int
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    made int := 0;
    d date;
    r record;
    last_root bytea;
begin
    perform pg_advisory_xact_lock(hashtext('linli.seal'));
    lock table seal in share row exclusive mode;
    for d in select distinct (t.recorded_at at time zone zone)::date
               from timeline_entry t
              where t.recorded_at >= coalesce(((select max(s.day) from seal s) + 1)::timestamp at time zone zone, '-infinity')
                and t.recorded_at < before::timestamp at time zone zone
              order by 1 loop
        select * into r from day_root(d, zone);
        select s.root into last_root from seal s order by s.day desc limit 1;
        insert into seal (day, entries, root, previous, sealed_at, ends_at)
        values (d, r.entries, r.root, coalesce(last_root, '\x'::bytea), sealed, (d + 1)::timestamp at time zone zone);
        made := made + 1;
    end loop;
    return made;
end $$;

-- An answer is forgotten by the second daily clearing that finds it old, not by the first: a clock that jumps ahead
-- makes one clearing find everything old, and somebody may just be asking again.
alter table answered_request add column found_old boolean not null default false;

create or replace function forget_answered_requests(before timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from answered_request where at < before and found_old;
        update answered_request set found_old = true where at < before;
    end;
