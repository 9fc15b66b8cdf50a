-- One order split among several 拆分给几家办: each part is an order of its own, with its own handler, words and term, and points at
-- the whole; the whole waits until all its parts are over.
alter table service_order
    add column whole       uuid references matter,
    add column term_amount int check (term_amount between 1 and 9999),
    add column term_unit   text check (term_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    add column parts       int not null default 0 check (parts >= 0),
    add column parts_open  int not null default 0 check (parts_open >= 0),
    add check (num_nonnulls(term_amount, term_unit) in (0, 2)),
    add check (whole is null or parts = 0),
    add check (whole <> matter);
create index service_order_by_whole on service_order (whole) where whole is not null;
grant update (parts, parts_open) on service_order to ${app};

alter policy service_order_placed on service_order
    with check (exists (select 1 from matter m where m.id = service_order.matter)
        and (whole is null or left(place_of_matter(whole), 12) = left(place_of_matter(matter), 12)));

-- How many of its parts still run, whatever ends them.
create function order_part_ended() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update service_order w
       set parts_open = w.parts_open + case when new.ended_at is null then 1 else -1 end
      from service_order p
     where p.matter = new.id
       and w.matter = p.whole;
    return null;
end $$;
create trigger order_part_ended after update of ended_at on matter for each row
    when (new.kind = 'order' and (new.ended_at is null) <> (old.ended_at is null))
    execute function order_part_ended();

-- A part is between the community and whoever works on it: neighbours join the whole.
create or replace function order_to_neighbour(of_matter uuid) returns text
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
           and o.whole is null
           and length(m.place) < 24
           and order_public(o.category, m.place)
           and linli_person() is not null
           and m.place >= linli_place()
           and m.place < linli_place() || ':';
    end;

-- A duplicate is counted apart: neither placed nor open nor finished. An order counts once, however many joined it: as rated
-- when anybody rated it, as satisfied when all who rated it say that it is solved and give it 4 of 5 or more on average.
-- The whole of an order that was split is counted once; its parts are not.
drop function order_counts(text, text, timestamptz, text);
create function order_counts(from_place text, to_place text, since timestamptz, zone text)
    returns table (place text, month text, placed bigint, open bigint, finished bigint, rated bigint, satisfied bigint,
                   unrated bigint, declined bigint, answered bigint, answered_in_time bigint, promised bigint,
                   median_answer_seconds bigint, merged bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select case when length(m.place) >= 15 then left(m.place, 15) else m.community end,
               to_char(m.opened_at at time zone zone, 'YYYY-MM'),
               count(*) filter (where m.state <> 'MERGED'),
               count(*) filter (where m.ended_at is null),
               count(*) filter (where m.state in ('DONE', 'VERIFIED', 'RATED', 'CLOSED')),
               count(*) filter (where m.state <> 'MERGED' and (o.rating is not null or o.voices > 0)),
               count(*) filter (where m.state <> 'MERGED' and (o.rating is not null or o.voices > 0)
                                  and coalesce(o.solved, true) and o.voices_solved = o.voices
                                  and coalesce(o.rating, 0) + o.voices_stars >= 4 * (o.voices + (o.rating is not null)::int)),
               count(*) filter (where o.unrated and o.voices = 0),
               count(*) filter (where m.state = 'DECLINED'),
               count(o.first_answer_at) filter (where m.state <> 'MERGED'),
               count(*) filter (where m.state <> 'MERGED'
                                  and o.first_answer_at <= m.opened_at + make_interval(mins => o.answer_within)),
               count(*) filter (where m.state <> 'MERGED' and o.answer_within is not null),
               percentile_cont(0.5) within group (order by extract(epoch from o.first_answer_at - m.opened_at))
                   filter (where m.state <> 'MERGED')::bigint,
               count(*) filter (where m.state = 'MERGED')
          from matter m join service_order o on o.matter = m.id
         where m.kind = 'order'
           and not o.on_the_spot
           and o.whole is null
           and m.place >= from_place collate "C" and m.place < to_place collate "C"
           and m.opened_at >= since
         group by grouping sets ((1, 2), (1), ());
    end;
revoke execute on function order_counts(text, text, timestamptz, text) from public;
grant execute on function order_counts(text, text, timestamptz, text) to ${app};
