-- That there is a hand-over to look at is told without saying of what.
alter table notice add constraint notice_of_a_handover check (kind <> 'handover' or title = '');

-- Whether nobody has looked at a hand-over yet: asked by the machinery of its place alone, which then reminds.
create function handover_unseen(of_handover uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    return exists (select 1
                     from handover h
                    where h.id = of_handover
                      and h.sealed is not null
                      and linli_person() is null
                      and linli_may('matters') and h.place >= linli_place() and h.place < linli_place() || ':'
                      and not exists (select 1 from handover_look l where l.handover = h.id));
revoke execute on function handover_unseen(uuid) from public;
grant execute on function handover_unseen(uuid) to ${app};

-- Tells whoever is barred, in the transaction of whoever confirmed it, who need not know whom: until when. Only once.
create function tell_barred(of_about uuid, told uuid, zone text, at_time timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into notice (id, person, about, occasion, place, kind, step, title, at)
    select told, b.person, of_about, told, b.place, 'bar', 'confirm', to_char(b.until at time zone zone, 'YYYY-MM-DD'), at_time
      from report_bar b
     where b.about = of_about
       and b.confirmed_by = linli_person()
       and b.confirmed_at = at_time;
    return found;
end $$;
revoke execute on function tell_barred(uuid, uuid, text, timestamptz) from public;
grant execute on function tell_barred(uuid, uuid, text, timestamptz) to ${app};
