-- Verification 核查 by somebody other than the handler, and what was settled on the spot 随手解决.
alter table service_order
    add column reworks     smallint not null default 0 check (reworks >= 0),
    add column on_the_spot boolean not null default false;
grant update (reworks) on service_order to ${app};

-- What was settled on the spot was never dispatched: it is counted apart, and neither as answered nor as finished in time.
create or replace function order_counts(from_place text, to_place text, since timestamptz, zone text)
    returns table (place text, month text, placed bigint, open bigint, finished bigint, rated bigint, satisfied bigint,
                   unrated bigint, declined bigint, answered bigint, answered_in_time bigint, promised bigint, median_answer_seconds bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select case when length(m.place) >= 15 then left(m.place, 15) else m.community end,
               to_char(m.opened_at at time zone zone, 'YYYY-MM'),
               count(*),
               count(*) filter (where m.ended_at is null),
               count(*) filter (where m.state in ('DONE', 'VERIFIED', 'RATED', 'CLOSED')),
               count(*) filter (where o.rating is not null),
               count(*) filter (where o.rating >= 4 and o.solved),
               count(*) filter (where o.unrated),
               count(*) filter (where m.state = 'DECLINED'),
               count(o.first_answer_at),
               count(*) filter (where o.first_answer_at <= m.opened_at + make_interval(mins => o.answer_within)),
               count(*) filter (where o.answer_within is not null),
               percentile_cont(0.5) within group (order by extract(epoch from o.first_answer_at - m.opened_at))::bigint
          from matter m join service_order o on o.matter = m.id
         where m.kind = 'order'
           and not o.on_the_spot
           and m.place >= from_place collate "C" and m.place < to_place collate "C"
           and m.opened_at >= since
         group by grouping sets ((1, 2), (1), ());
    end;
