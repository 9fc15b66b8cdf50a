-- Neighbours who met the same thing 我也遇到, and duplicates merged 合并重复. A neighbour never sees the matter of another: no
-- word that was typed, no name, no phone, no home. What they are told comes out of the functions below, and nothing else does.
create table order_joiner (
    matter       uuid not null references matter,
    person       uuid not null references person,
    place        text collate "C" not null,
    at           timestamptz not null,
    words        text not null default '' check (length(words) <= 500),
    merged_from  uuid references matter,
    rating       smallint check (rating between 1 and 5),
    solved       boolean,
    rating_words text not null default '' check (length(rating_words) <= 1000),
    rated_at     timestamptz,
    primary key (matter, person),
    check (num_nonnulls(rating, solved, rated_at) in (0, 3))
);
create index order_joiner_by_person on order_joiner (person, at desc, matter desc);
create index order_joiner_by_merging on order_joiner (merged_from) where merged_from is not null;

-- How many joined, and how those rated who did: kept with the order, so that a rate over many orders asks one table.
alter table service_order
    add column joiners       int not null default 0 check (joiners >= 0),
    add column voices        int not null default 0 check (voices >= 0),
    add column voices_solved int not null default 0 check (voices_solved >= 0),
    add column voices_stars  int not null default 0 check (voices_stars >= 0),
    add column merged_into   uuid references matter;
create index service_order_by_merging on service_order (merged_into) where merged_into is not null;
grant update (merged_into) on service_order to ${app};

-- A duplicate goes into an order of its own community, whoever may see another.
alter policy service_order_moved on service_order
    with check (merged_into is null or left(place_of_matter(merged_into), 12) = left(place_of_matter(matter), 12));

create function order_joined() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update service_order
       set joiners = joiners + case tg_op when 'INSERT' then 1 when 'DELETE' then -1 else 0 end,
           voices = voices + (new.rating is not null)::int - (old.rating is not null)::int,
           voices_solved = voices_solved + coalesce(new.solved, false)::int - coalesce(old.solved, false)::int,
           voices_stars = voices_stars + coalesce(new.rating, 0) - coalesce(old.rating, 0)
     where matter = coalesce(new.matter, old.matter);
    return null;
end $$;
create trigger order_joined after insert or delete or update of rating, solved on order_joiner
    for each row execute function order_joined();

-- What an order is to the acting resident: 'open' may be joined, 'over' could have been, 'own' is theirs; null is none of
-- their business. What happens inside a home, or between few people, is nobody else's.
create function order_to_neighbour(of_matter uuid) returns text
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select case
                   when m.requester = linli_person() then 'own'
                   when m.ended_at is not null or m.state = 'RATED' then 'over'
                   else 'open'
               end
          from matter m
          join service_order o on o.matter = m.id
         where m.id = of_matter
           and m.kind = 'order'
           and length(m.place) < 24
           and order_public(o.category, m.place)
           and linli_person() is not null
           and m.place >= linli_place()
           and m.place < linli_place() || ':';
    end;

-- Whether an order is a person's: asked for by them, or joined.
create function order_concerns(of_matter uuid, of_person uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (select from matter m where m.id = of_matter and m.requester = of_person)
            or exists (select from order_joiner j where j.matter = of_matter and j.person = of_person);
    end;
revoke execute on function order_to_neighbour(uuid), order_concerns(uuid, uuid) from public;
grant execute on function order_to_neighbour(uuid), order_concerns(uuid, uuid) to ${app};

alter table order_joiner enable row level security;
create policy order_joiner_seen on order_joiner for select to ${app}
    using (person = linli_person()
        or (linli_may('matters') and place >= linli_place() and place < linli_place() || ':')
        or (linli_organisation() is not null
            and exists (select 1 from matter m where m.id = order_joiner.matter and m.handler = linli_organisation())));
create policy order_joiner_joined on order_joiner for insert to ${app}
    with check (place = place_of_matter(matter)
        and (person = linli_person() and merged_from is null and order_to_neighbour(matter) = 'open'
          or linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
             and left(place_of_matter(merged_from), 12) = left(place, 12)
             and order_concerns(merged_from, person)));
create policy order_joiner_rated on order_joiner for update to ${app}
    using (person = linli_person()) with check (person = linli_person());
create policy order_joiner_left on order_joiner for delete to ${app}
    using (person = linli_person()
        or (merged_from is not null
            and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'));
grant select, insert, delete on order_joiner to ${app};
grant update (rating, solved, rating_words, rated_at) on order_joiner to ${app};

-- The open orders of a category near a place that the acting resident may join, the newest first: of the same place, or of
-- the same compound; which category, which building, since when, how far, and how many joined.
create function orders_nearby(of_category text, at_place text, most int)
    returns table (id uuid, code text, name text, icon text, state text, place text, opened_at timestamptz, joiners int,
                   joined boolean, pictured boolean)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select m.id, c.code, c.name, c.icon, m.state, left(m.place, 18), m.opened_at, o.joiners,
               exists (select from order_joiner j where j.matter = m.id and j.person = linli_person()),
               exists (select from attachment a where a.matter = m.id and a.purpose = 'before')
          from matter m
          join service_order o on o.matter = m.id
          join order_category c on c.code = o.category
         where m.community = left(at_place, 12) collate "C"
           and m.kind = 'order'
           and m.ended_at is null
           and m.requester is distinct from linli_person()
           and (m.place = at_place collate "C" or length(at_place) >= 15 and starts_with(m.place, left(at_place, 15)))
           and (starts_with(o.category, of_category) or starts_with(of_category, o.category))
           and at_place collate "C" >= linli_place()
           and at_place collate "C" < linli_place() || ':'
           and order_to_neighbour(m.id) = 'open'
         order by m.opened_at desc, m.id desc
         limit most;
    end;

-- The orders that the acting person joined, or one of them: the same, who handles it, and what they said of it themselves.
create function orders_joined(of_matter uuid)
    returns table (id uuid, code text, name text, icon text, state text, place text, handler_name text,
                   opened_at timestamptz, due_at timestamptz, done_at timestamptz, ended_at timestamptz, reopened int,
                   joiners int, merged_into uuid, words text, rating int, solved boolean, rated_at timestamptz, pictured boolean)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select m.id, c.code, c.name, c.icon, m.state,
               left(m.place, case when order_public(o.category, m.place) then 18 else 15 end), m.handler_name,
               m.opened_at, m.due_at, o.done_at, m.ended_at, o.reopened, o.joiners, o.merged_into,
               j.words, j.rating, j.solved, j.rated_at,
               order_to_neighbour(m.id) is not null
                   and exists (select from attachment a where a.matter = m.id and a.purpose = 'before')
          from order_joiner j
          join matter m on m.id = j.matter
          join service_order o on o.matter = m.id
          join order_category c on c.code = o.category
         where j.person = linli_person()
           and (of_matter is null or j.matter = of_matter)
         order by m.ended_at is not null, m.opened_at desc, m.id desc
         limit 100;
    end;

-- Which of these steps were taken of an order that the acting person joined, and when; not by whom, and no word of it.
create function steps_joined(of_matter uuid, of_steps text[]) returns table (step text, state text, at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select t.step, t.to_state, t.at
          from timeline_entry t
         where t.matter = of_matter
           and t.step = any (of_steps)
           and exists (select from order_joiner j where j.matter = of_matter and j.person = linli_person())
         order by t.seq;
    end;

-- The small picture of what is the matter, for whoever may join it or did.
create function order_picture(of_matter uuid) returns bytea
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select a.thumbnail
          from attachment a
         where a.matter = of_matter
           and a.purpose = 'before'
           and (order_to_neighbour(of_matter) = 'open'
             or order_to_neighbour(of_matter) = 'over'
                and exists (select from order_joiner j where j.matter = of_matter and j.person = linli_person()))
         order by a.uploaded_at, a.id
         limit 1;
    end;
revoke execute on function orders_nearby(text, text, int), orders_joined(uuid), steps_joined(uuid, text[]), order_picture(uuid)
    from public;
grant execute on function orders_nearby(text, text, int), orders_joined(uuid), steps_joined(uuid, text[]), order_picture(uuid)
    to ${app};
