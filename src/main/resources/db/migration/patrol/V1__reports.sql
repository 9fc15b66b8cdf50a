-- Reports 六必报: what a matter of kind 'report' holds beyond its standing. Its words stand nowhere else, not in the timeline
-- and not in the title, so that they can leave when it turns out that they tell of a person.
create table report (
    matter  uuid primary key references matter,
    kind    text not null check (kind in ('FACILITY', 'DUMPING', 'HEALTH', 'SUSPICIOUS', 'HAZARD', 'EMERGENCY')),
    moment  text not null check (moment in ('NOW', 'TODAY', 'YESTERDAY', 'EARLIER')),
    words   text not null check (length(words) <= 2000),
    outcome text not null default '' check (length(outcome) <= 1000)
);
alter table report enable row level security;
create policy report_seen on report for select to ${app}
    using (exists (select 1 from matter m where m.id = report.matter));
create policy report_filed on report for insert to ${app}
    with check (exists (select 1 from matter m where m.id = report.matter and m.requester = linli_person()));
create policy report_moved on report for update to ${app}
    using (exists (select 1 from matter m where m.id = report.matter) and linli_may('matters')) with check (true);
grant select, insert on report to ${app};
grant update (outcome) on report to ${app};

-- What was handed over is nobody's matter any more: no list, count, search or page finds it, whoever asks.
create policy matter_not_handed_over on matter as restrictive for select to ${app}
    using (kind <> 'report' or state <> 'HANDED_OVER');

-- Hand-overs 移交警务: a report that tells of a person. No matter, no timeline, no title; the words are sealed, and with them
-- the kind, the exact place and the time. Nothing in a row says who reported, so that no two can be put together by it.
create table handover (
    id         uuid primary key,
    place      text collate "C" not null check (place ~ '^[0-9]{12}$'),
    sealed     bytea check (length(sealed) <= 20000),
    handed_at  timestamptz not null,
    erase_at   timestamptz not null check (erase_at > handed_at and erase_at <= handed_at + interval '30 days'),
    erased_at  timestamptz,
    check ((sealed is null) = (erased_at is not null))
);
create index handover_by_place on handover (place, handed_at desc, id desc);
create index handover_to_erase on handover (erase_at) where sealed is not null;
alter table handover enable row level security;
create policy handover_seen on handover for select to ${app}
    using (linli_may('police') and place >= linli_place() and place < linli_place() || ':');
create policy handover_received on handover for insert to ${app}
    with check (linli_person() is not null and (starts_with(place, linli_place()) or starts_with(linli_place(), place)));
grant select, insert on handover to ${app};

-- What the reporter keeps 回执: that it was handed over, and when it was erased. The liaison does not see it.
create table handover_receipt (
    id        uuid primary key,
    handover  uuid not null unique references handover,
    reporter  uuid not null,
    handed_at timestamptz not null,
    erased_at timestamptz
);
create index handover_receipt_by_reporter on handover_receipt (reporter, handed_at desc);
alter table handover_receipt enable row level security;
create policy handover_receipt_mine on handover_receipt for select to ${app} using (reporter = linli_person());
create policy handover_receipt_given on handover_receipt for insert to ${app} with check (reporter = linli_person());
grant select, insert on handover_receipt to ${app};

-- Each look at a hand-over 查看记录, with its purpose, before anything is shown.
create table handover_look (
    id        uuid primary key,
    handover  uuid not null references handover,
    place     text collate "C" not null,
    purpose   text not null check (purpose in ('DANGER', 'VERIFY', 'CASE', 'MISTAKE')),
    words     text not null check (length(words) <= 300),
    by_person uuid not null,
    signature text not null check (length(signature) <= 200),
    at        timestamptz not null
);
create index handover_look_by_handover on handover_look (handover, at);
alter table handover_look enable row level security;
create policy handover_look_seen on handover_look for select to ${app}
    using (linli_may('police') and place >= linli_place() and place < linli_place() || ':');
create policy handover_look_recorded on handover_look for insert to ${app}
    with check (by_person = linli_person()
        and exists (select 1 from handover h where h.id = handover_look.handover and h.place = handover_look.place));
grant select, insert on handover_look to ${app};

-- Findings of malice 恶意报告: proposed by one and confirmed by another, and only then does anything follow. Ordinary orders are
-- never barred. The reason of a finding is one of three, so that nothing of a hand-over can stand in it.
create table report_bar (
    id             uuid primary key,
    place          text collate "C" not null check (place ~ '^[0-9]{12}$'),
    person         uuid not null,
    origin         text not null check (origin in ('REPORT', 'HANDOVER')),
    about          uuid unique,
    reason         text not null check (reason in ('INVENTED', 'ACCUSED', 'ABUSED')),
    proposed_by    uuid not null,
    proposed_name  text not null check (length(proposed_name) <= 200),
    proposed_at    timestamptz not null,
    confirmed_by   uuid check (confirmed_by <> proposed_by and confirmed_by <> person),
    confirmed_name text not null default '' check (length(confirmed_name) <= 200),
    confirmed_at   timestamptz,
    until          timestamptz check (until > confirmed_at),
    appeal         text not null default '' check (length(appeal) <= 1000),
    appealed_at    timestamptz check (appealed_at >= confirmed_at),
    answer         text not null default '' check (length(answer) <= 500),
    answered_by    uuid check (answered_by <> proposed_by and answered_by <> confirmed_by),
    answered_at    timestamptz check (answered_at >= appealed_at),
    lifted         boolean not null default false,
    check (num_nonnulls(confirmed_by, confirmed_at, until) in (0, 3)),
    check (num_nonnulls(answered_by, answered_at) in (0, 2)),
    check (proposed_by <> person)
);
create index report_bar_by_person on report_bar (person, until);
create index report_bar_by_place on report_bar (place, proposed_at desc);
alter table report_bar enable row level security;
-- The barred person sees what was confirmed; the community what came of its reports, the liaison what came of hand-overs, and
-- the street what is appealed.
create policy report_bar_seen on report_bar for select to ${app}
    using (person = linli_person() and confirmed_at is not null
        or linli_may('matters') and origin = 'REPORT' and place >= linli_place() and place < linli_place() || ':'
        or linli_may('police') and origin = 'HANDOVER' and place >= linli_place() and place < linli_place() || ':'
        or linli_may('matters') and appealed_at is not null and length(linli_place()) <= 9
            and place >= linli_place() and place < linli_place() || ':');
create policy report_bar_moved on report_bar for update to ${app}
    using (person = linli_person() and confirmed_at is not null
        or linli_may('matters') and origin = 'REPORT' and place >= linli_place() and place < linli_place() || ':'
        or linli_may('police') and origin = 'HANDOVER' and place >= linli_place() and place < linli_place() || ':'
        or linli_may('matters') and appealed_at is not null and length(linli_place()) <= 9
            and place >= linli_place() and place < linli_place() || ':')
    with check (true);
grant select on report_bar to ${app};
grant update (confirmed_by, confirmed_name, confirmed_at, until, appeal, appealed_at, answer, answered_by, answered_at, lifted)
    on report_bar to ${app};

-- A decision stands as it was made, and nobody decides on their own appeal.
create function report_bar_stands() returns trigger
    language plpgsql as $$
begin
    if old.confirmed_at is not null
            and (new.confirmed_by, new.confirmed_at, new.until) is distinct from (old.confirmed_by, old.confirmed_at, old.until)
        or old.answered_at is not null
            and (new.answered_by, new.answered_at, new.answer, new.lifted) is distinct from
                (old.answered_by, old.answered_at, old.answer, old.lifted)
        or new.person = linli_person()
            and (new.confirmed_at, new.answered_at, new.lifted) is distinct from (old.confirmed_at, old.answered_at, old.lifted)
        or new.lifted and new.answered_at is null then
        raise exception 'a decision stands as it was made' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger report_bar_stands before update on report_bar for each row execute function report_bar_stands();

-- Proposes a finding. Whose report it was is looked up here: the liaison is never told. Gives back whether there was one to find.
create function propose_bar(bar uuid, of_origin text, of_about uuid, of_reason text, signed text, at_time timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    whose record;
begin
    if of_origin = 'REPORT' then
        select m.requester as person, m.community as place into whose
          from matter m
         where m.id = of_about and m.kind = 'report' and m.state <> 'HANDED_OVER'
           and linli_may('matters') and m.place >= linli_place() and m.place < linli_place() || ':';
    else
        select r.reporter as person, h.place into whose
          from handover h
          join handover_receipt r on r.handover = h.id
         where h.id = of_about and h.sealed is not null
           and linli_may('police') and h.place >= linli_place() and h.place < linli_place() || ':';
    end if;
    if whose.person is null or whose.person = linli_person() then
        return false;
    end if;
    insert into report_bar (id, place, person, origin, about, reason, proposed_by, proposed_name, proposed_at)
    values (bar, whose.place, whose.person, of_origin, of_about, of_reason, linli_person(), signed, at_time)
    on conflict (about) do nothing;
    return found;
end $$;
revoke execute on function propose_bar(uuid, text, uuid, text, text, timestamptz) from public;
grant execute on function propose_bar(uuid, text, uuid, text, text, timestamptz) to ${app};

-- Erases what is due, and gives back how much: what stays is that there was one, and its dates.
create function erase_handovers(due timestamptz) returns int
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    gone uuid[];
begin
    with erased as (
        update handover set sealed = null, erased_at = due where sealed is not null and erase_at <= due returning id)
    select coalesce(array_agg(id), '{}') into gone from erased;
    update handover_receipt set erased_at = due where handover = any (gone);
    update handover_look set words = '' where handover = any (gone);
    update report_bar set about = null where about = any (gone);
    return cardinality(gone);
end $$;

-- A report that turns out to tell of a person leaves the house of matters: its words are gone from it, nobody's inbox speaks
-- of it, and the reporter keeps a receipt. The chain of its timeline stays whole. Who may is asked here: the function sees all.
create function report_handed_over(of_report uuid, in_state text, in_version int, entry uuid, signed text, acting text,
                                   handed uuid, receipt uuid, at_time timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    found_matter record;
begin
    select * into found_matter
      from matter m
     where m.id = of_report
       and m.kind = 'report'
       and m.state = in_state
       and m.version = in_version
       and m.state <> 'HANDED_OVER'
       and (m.requester = linli_person()
            or linli_may('matters') and m.place >= linli_place() and m.place < linli_place() || ':')
       for update;
    if not found then
        return false;
    end if;
    update matter
       set state = 'HANDED_OVER', version = version + 1, title = '—', moved_at = at_time, due_at = null, ended_at = at_time
     where id = found_matter.id;
    insert into timeline_entry (id, matter, place, at, step, from_state, to_state, person, signature, duty, words, detail)
    values (entry, found_matter.id, found_matter.place, at_time, 'handOver', in_state, 'HANDED_OVER', linli_person(), signed, acting,
            null, '{}'::jsonb);
    update report r set words = '', outcome = '' where r.matter = found_matter.id;
    delete from notice n where n.matter = found_matter.id;
    delete from report_bar b where b.about = found_matter.id and b.confirmed_at is null;
    update report_bar b set about = null where b.about = found_matter.id;
    insert into handover_receipt (id, handover, reporter, handed_at)
    values (receipt, handed, found_matter.requester, at_time);
    return true;
end $$;

revoke execute on function erase_handovers(timestamptz),
    report_handed_over(uuid, text, int, uuid, text, text, uuid, uuid, timestamptz) from public;
grant execute on function erase_handovers(timestamptz),
    report_handed_over(uuid, text, int, uuid, text, text, uuid, uuid, timestamptz) to ${app};

-- What anybody may know: how many reports of a community were settled, by kind and month; nothing of what was handed over.
create function reports_settled(of_community text, since timestamptz, zone text)
    returns table (kind text, month text, settled bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select r.kind, to_char(m.ended_at at time zone zone, 'YYYY-MM'), count(*)
          from matter m
          join report r on r.matter = m.id
         where m.community = of_community
           and m.kind = 'report'
           and m.state in ('SETTLED', 'CLOSED')
           and m.ended_at >= since
         group by 1, 2;
    end;
revoke execute on function reports_settled(text, timestamptz, text) from public;
grant execute on function reports_settled(text, timestamptz, text) to ${app};
