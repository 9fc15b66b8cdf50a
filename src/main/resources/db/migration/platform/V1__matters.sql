-- Matters 事项: where each stands and who is responsible. The rows of every kind of matter, so that one policy guards them all.
create table matter (
    id           uuid primary key,
    kind         text not null check (kind ~ '^[a-z]{1,20}$'),
    place        text collate "C" not null check (place ~ '^[0-9]+$' and length(place) in (12, 15, 18, 20, 24)),
    community    text collate "C" not null generated always as (left(place, 12)) stored,
    title        text not null check (length(title) between 1 and 200),
    state        text not null check (length(state) between 1 and 30),
    version      int  not null check (version >= 1),
    requester    uuid,
    handler      uuid,
    handler_name text not null default '',
    assignee     uuid,
    returned_by  uuid,
    opened_at    timestamptz not null,
    moved_at     timestamptz not null,
    due_at       timestamptz,
    ended_at     timestamptz
);

create index matter_by_community on matter (community, kind, moved_at desc, id desc);
create index matter_open on matter (community, kind, due_at, id) where ended_at is null;
create index matter_by_requester on matter (requester, opened_at desc, id desc);
create index matter_by_handler on matter (handler, kind, moved_at desc, id desc);
create index matter_by_place on matter (place);
-- A handler's inbox: what its organisation has open, the nearest deadline first, however much it finished before.
create index matter_open_by_handler on matter (handler, kind, due_at, id) where ended_at is null;

alter table matter enable row level security;

-- A handler who gives a matter back still sees that it was theirs: an update must leave a row its maker may see.
create policy matter_seen on matter for select to ${app}
    using ((linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
        or requester = linli_person()
        or handler = linli_organisation()
        or returned_by = linli_organisation());

create policy matter_opened on matter for insert to ${app}
    with check ((linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
        or (requester = linli_person() and place >= linli_place() and place < linli_place() || ':'));

create policy matter_moved on matter for update to ${app}
    using ((linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
        or requester = linli_person()
        or handler = linli_organisation())
    with check (true);

grant select, insert on matter to ${app};
grant update (title, state, version, handler, handler_name, assignee, returned_by, moved_at, due_at, ended_at) on matter to ${app};

-- The timeline 全程留痕: one row a step, never changed, each holding the hash of the one before it in the same matter.
create table timeline_entry (
    id           uuid primary key,
    matter       uuid not null references matter,
    seq          int  not null check (seq >= 1),
    place        text collate "C" not null,
    at           timestamptz not null,
    recorded_at  timestamptz not null,
    step         text not null check (length(step) between 1 and 40),
    from_state   text not null,
    to_state     text not null,
    person       uuid,
    signature    text not null check (length(signature) <= 200),
    duty         text not null,
    words        text check (length(words) <= 4000),
    words_hash   bytea not null,
    detail       jsonb not null,
    prev_hash    bytea not null,
    entry_hash   bytea not null,
    unique (matter, seq)
);

create index timeline_by_recording on timeline_entry (recorded_at);

-- The words enter the hash by their own hash, so that the law's erasure can take the words and leave the chain whole.
create function timeline_hash(e timeline_entry) returns bytea
    language sql immutable parallel safe
    return sha256(convert_to(concat_ws(chr(31),
        e.id, e.matter, e.seq, e.place,
        (extract(epoch from e.at) * 1000000)::bigint,
        (extract(epoch from e.recorded_at) * 1000000)::bigint,
        e.step, e.from_state, e.to_state, coalesce(e.person::text, '-'), e.signature, e.duty,
        encode(e.words_hash, 'hex'), e.detail::text, encode(e.prev_hash, 'hex')), 'UTF8'));

-- The database itself chains: no statement of the application can write another hash or leave a gap. A clock may jump, of
-- the database's machine or of a node's: an entry is recorded after the entries before it and never within a day that is
-- sealed, so a day sealed too early stays as it was sealed, and what follows counts to the next.
create function timeline_chain() returns trigger
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

create trigger timeline_chain before insert on timeline_entry
    for each row execute function timeline_chain();

create function timeline_is_final() returns trigger
    language plpgsql as $$
begin
    raise exception 'the timeline is append-only' using errcode = 'restrict_violation';
end $$;

create trigger timeline_is_final before update or delete on timeline_entry
    for each row execute function timeline_is_final();
create trigger timeline_is_not_emptied before truncate on timeline_entry
    for each statement execute function timeline_is_final();

alter table timeline_entry enable row level security;

create policy timeline_seen on timeline_entry for select to ${app}
    using (exists (select 1 from matter m where m.id = timeline_entry.matter));

create policy timeline_written on timeline_entry for insert to ${app}
    with check (exists (select 1 from matter m where m.id = timeline_entry.matter));

grant select, insert on timeline_entry to ${app};

-- Daily seals 日封存: one Merkle root over the entries recorded on a day, each seal holding the root before it.
create table seal (
    day       date primary key,
    entries   bigint not null check (entries >= 0),
    root      bytea not null,
    previous  bytea not null,
    sealed_at timestamptz not null,
    ends_at   timestamptz not null
);
grant select on seal to ${app};

create trigger seal_is_final before update or delete on seal
    for each row execute function timeline_is_final();

-- Leaves and nodes are hashed apart (RFC 6962), so that no node can pass for a leaf.
create function merkle_root(leaves bytea[]) returns bytea
    language plpgsql immutable parallel safe as $$
declare
    level bytea[];
    above bytea[];
    n int;
begin
    if coalesce(array_length(leaves, 1), 0) = 0 then
        return sha256('\x'::bytea);
    end if;
    select array_agg(sha256('\x00'::bytea || leaf) order by position) into level
      from unnest(leaves) with ordinality as l (leaf, position);
    n := array_length(level, 1);
    while n > 1 loop
        select array_agg(case when 2 * i <= n then sha256('\x01'::bytea || level[2 * i - 1] || level[2 * i])
                              else level[2 * i - 1] end order by i) into above
          from generate_series(1, (n + 1) / 2) as i;
        level := above;
        n := array_length(level, 1);
    end loop;
    return level[1];
end $$;

create function day_root(of_day date, zone text, out entries bigint, out root bytea)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select count(*), merkle_root(array_agg(t.entry_hash order by t.matter, t.seq))
      from timeline_entry t
     where t.recorded_at >= of_day::timestamp at time zone zone
       and t.recorded_at < (of_day + 1)::timestamp at time zone zone
$$;

-- Seals every unsealed day before the given one that has entries; gives back how many.
create function seal_days(before date, zone text, sealed timestamptz) returns int
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

-- Recomputes everything; gives one row: how much was checked, and the first broken entry if there is one.
create function verify_trail(zone text, out entries bigint, out seals bigint,
                             out fault text, out broken_matter uuid, out broken_seq int, out broken_day date)
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    b record;
begin
    select count(*) into entries from timeline_entry;
    select count(*) into seals from seal;
    select c.matter, c.seq, (c.recorded_at at time zone zone)::date as day, c.what into b
      from (select t.matter, t.seq, t.recorded_at,
                   case when t.entry_hash is distinct from timeline_hash(t) then 'entry'
                        when t.words is not null and t.words_hash is distinct from sha256(convert_to(t.words, 'UTF8')) then 'words'
                        when t.seq <> coalesce(lag(t.seq) over w, 0) + 1 then 'gap'
                        when t.prev_hash is distinct from coalesce(lag(t.entry_hash) over w, '\x'::bytea) then 'chain'
                   end as what
              from timeline_entry t
            window w as (partition by t.matter order by t.seq)) c
     where c.what is not null
     order by c.recorded_at, c.matter, c.seq
     limit 1;
    if found then
        fault := b.what; broken_matter := b.matter; broken_seq := b.seq; broken_day := b.day;
        return;
    end if;
    select m.id, m.version into b
      from matter m
     where m.version <> (select count(*) from timeline_entry t where t.matter = m.id)
     order by m.id
     limit 1;
    if found then
        fault := 'missing'; broken_matter := b.id; broken_seq := b.version;
        return;
    end if;
    select s.day into b
      from (select x.*, lag(x.root) over (order by x.day) as root_before from seal x) s
           cross join lateral day_root(s.day, zone) r
     where s.entries <> r.entries or s.root <> r.root or s.previous <> coalesce(s.root_before, '\x'::bytea)
     order by s.day
     limit 1;
    if found then
        fault := 'seal'; broken_day := b.day;
    end if;
end $$;

revoke execute on function day_root(date, text), seal_days(date, text, timestamptz), verify_trail(text) from public;
grant execute on function seal_days(date, text, timestamptz), verify_trail(text) to ${app};

-- Photos 照片, kept in the database so that any node serves them; before a form is taken they hang on its draft.
create table attachment (
    id          uuid primary key,
    matter      uuid references matter,
    draft       uuid,
    purpose     text not null check (purpose in ('before', 'after')),
    jpeg        bytea not null check (length(jpeg) <= 10485760),
    thumbnail   bytea not null check (length(thumbnail) <= 1048576),
    width       int not null check (width between 1 and 16000),
    height      int not null check (height between 1 and 16000),
    uploaded_by uuid not null,
    uploaded_at timestamptz not null,
    check (num_nonnulls(matter, draft) = 1)
);
alter table attachment alter column jpeg set storage external;
create index attachment_by_matter on attachment (matter, uploaded_at);
create index attachment_by_draft on attachment (draft) where draft is not null;
alter table attachment enable row level security;

create policy attachment_seen on attachment for select to ${app}
    using ((matter is null and uploaded_by = linli_person())
        or (matter is not null and exists (select 1 from matter m where m.id = attachment.matter)));
create policy attachment_added on attachment for insert to ${app}
    with check (uploaded_by = linli_person()
        and (matter is null or exists (select 1 from matter m where m.id = attachment.matter)));
create policy attachment_hung on attachment for update to ${app}
    using (matter is null and uploaded_by = linli_person())
    with check (exists (select 1 from matter m where m.id = attachment.matter));
create policy attachment_dropped on attachment for delete to ${app}
    using (matter is null and uploaded_by = linli_person());
grant select, insert, delete on attachment to ${app};
grant update (matter, draft, purpose) on attachment to ${app};

-- The inbox 消息: one row for each person and step that concerns them.
create table notice (
    id      uuid primary key,
    person  uuid not null,
    matter  uuid not null references matter,
    entry   uuid not null references timeline_entry,
    place   text collate "C" not null,
    kind    text not null,
    step    text not null,
    title   text not null,
    at      timestamptz not null,
    read_at timestamptz,
    unique (person, entry)
);
create index notice_by_person on notice (person, at desc, id desc);
create index notice_unread on notice (person) where read_at is null;
alter table notice enable row level security;
create policy notice_mine on notice for select to ${app} using (person = linli_person());
create policy notice_read on notice for update to ${app} using (person = linli_person());
-- Only the machinery of a place tells, and only of matters of that place.
create policy notice_told on notice for insert to ${app}
    with check (linli_person() is null
        and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from matter m where m.id = notice.matter));
grant select, insert on notice to ${app};
grant update (read_at) on notice to ${app};

-- Answers already given 幂等: the same key with the same body gets the same answer.
create table answered_request (
    person uuid not null,
    key    text not null check (length(key) between 8 and 64),
    digest bytea not null,
    answer text not null check (length(answer) <= 2000),
    at     timestamptz not null,
    found_old boolean not null default false,
    primary key (person, key)
);
create index answered_request_by_time on answered_request (at);
alter table answered_request enable row level security;
create policy answered_request_mine on answered_request to ${app}
    using (person = linli_person()) with check (person = linli_person());
grant select, insert, update on answered_request to ${app};

-- An answer is forgotten by the second daily clearing that finds it old, not by the first: a clock that jumps ahead
-- makes one clearing find everything old, and somebody may just be asking again.
create function forget_answered_requests(before timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from answered_request where at < before and found_old;
        update answered_request set found_old = true where at < before;
    end;
revoke execute on function forget_answered_requests(timestamptz) from public;
grant execute on function forget_answered_requests(timestamptz) to ${app};

-- Attempts 尝试次数, counted over all nodes.
create table attempt (
    kind   text not null check (length(kind) <= 20),
    source text not null check (length(source) <= 100),
    since  timestamptz not null,
    count  int not null,
    primary key (kind, source)
);
grant select, insert, update, delete on attempt to ${app};

-- Every look at personal data 查看记录; the person looked at can read it.
create table look (
    id        uuid primary key,
    subject   uuid,
    matter    uuid references matter,
    what      text not null,
    by_person uuid not null,
    signature text not null,
    at        timestamptz not null
);
create index look_by_subject on look (subject, at desc);
alter table look enable row level security;
create policy look_seen on look for select to ${app} using (subject = linli_person() or by_person = linli_person());
create policy look_recorded on look for insert to ${app}
    with check (by_person = linli_person() and (matter is null or exists (select 1 from matter m where m.id = look.matter)));
grant select, insert on look to ${app};

-- Outbox (Spring Modulith event publication registry) and clocks (db-scheduler); machinery: ids, places and steps, nobody's words.
create table event_publication (
    id                     uuid primary key,
    listener_id            text not null,
    event_type             text not null,
    serialized_event       text not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_by_event on event_publication using hash (serialized_event);
create index event_publication_by_completion on event_publication (completion_date);
grant select, insert, update, delete on event_publication to ${app};

create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time asc);
grant select, insert, update, delete on scheduled_tasks to ${app};

-- What the whole system is told once: whether its demo world was made, and the like.
create table system_fact (
    name  text primary key,
    value text not null,
    at    timestamptz not null
);
grant select, insert, update on system_fact to ${app};
