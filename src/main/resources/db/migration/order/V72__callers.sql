-- Who called or came for what somebody else had asked for already 也打来电话的, and has no account here: with their sealed number, so
-- that they are called back as whoever asked is. Somebody who is known here joins as themselves, in order_joiner.
create table order_caller (
    id           uuid primary key,
    matter       uuid not null references matter,
    place        text collate "C" not null,
    source       uuid not null,
    name         text not null check (length(name) between 1 and 50),
    phone        bytea check (length(phone) <= 200),
    mask         text not null default '' check (length(mask) <= 20),
    words        text not null default '' check (length(words) <= 500),
    at           timestamptz not null,
    merged_from  uuid references matter,
    calls        smallint not null default 0 check (calls between 0 and 3),
    called_at    timestamptz,
    rating       smallint check (rating between 1 and 5),
    solved       boolean,
    rating_words text not null default '' check (length(rating_words) <= 1000),
    rated_at     timestamptz,
    rated_by     uuid,
    unique (matter, source),
    check (num_nonnulls(rating, solved, rated_at, rated_by) in (0, 4))
);
create index order_caller_by_place on order_caller (place) where rating is null;
create index order_caller_by_merging on order_caller (merged_from) where merged_from is not null;
create trigger order_called after insert or delete or update of rating, solved on order_caller
    for each row execute function order_joined();
alter table order_caller enable row level security;
create policy order_caller_seen on order_caller for select to ${app}
    using (linli_may('matters') and linli_may('people') and place >= linli_place() and place < linli_place() || ':');
create policy order_caller_kept on order_caller for insert to ${app}
    with check (linli_may('matters') and linli_may('people') and place >= linli_place() and place < linli_place() || ':'
        and place = place_of_matter(matter)
        and (merged_from is null or left(place_of_matter(merged_from), 12) = left(place, 12)));
create policy order_caller_called on order_caller for update to ${app}
    using (linli_may('matters') and linli_may('people') and place >= linli_place() and place < linli_place() || ':')
    with check (rated_by is null or rated_by = linli_person());
create policy order_caller_left on order_caller for delete to ${app}
    using (merged_from is not null
        and linli_may('matters') and linli_may('people') and place >= linli_place() and place < linli_place() || ':');
grant select, insert, delete on order_caller to ${app};
grant update (calls, called_at, rating, solved, rating_words, rated_at, rated_by) on order_caller to ${app};

-- Staff join somebody whom they know to what that person called for, where any neighbour might have joined it: what happens inside a
-- home, or between few people, is shown to nobody through their account.
alter policy order_joiner_joined on order_joiner
    with check (place = place_of_matter(matter)
        and (person = linli_person() and merged_from is null and order_to_neighbour(matter) = 'open'
          or linli_may('matters') and linli_may('people') and merged_from is null
             and place >= linli_place() and place < linli_place() || ':'
             and length(place) < 24
             and exists (select 1 from service_order o where o.matter = order_joiner.matter and order_public(o.category, order_joiner.place))
             and exists (select 1 from person p where p.id = order_joiner.person)
          or linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
             and left(place_of_matter(merged_from), 12) = left(place, 12)
             and order_concerns(merged_from, person)));
