-- Fills a database with invented neighbourhoods: a thousand orders in each, forty of them open.
-- psql -v orders=100000 -f load.sql, as a superuser: no trigger and no row policy stands in the way, so the chain is computed here.
\set ON_ERROR_STOP on
set session_replication_role = replica;
set maintenance_work_mem = '512MB';
set work_mem = '256MB';
set synchronous_commit = off;

create schema bench;
create function bench.id(family text, n bigint) returns uuid language sql immutable parallel safe
    return (family || '-0000-7000-8000-' || (100000000000 + n))::uuid;
create view bench.community as
select c, (990100000000 + c)::text as code from generate_series(0, :orders / 1000 - 1) c;

insert into place (code, name, initials) values ('99', '试验省', 'sys'), ('9901', '试验市', 'sys'), ('990100', '试验区', 'syq');
insert into place (code, name, initials)
select distinct left(code, 9), '试验街道', 'syjd' from bench.community;
insert into place (code, name, initials, phone)
select code, '第' || c || '社区', 'd' || c || 'sq', '0592-1000' from bench.community;
insert into place (code, name, initials)
select code || lpad(p::text, 3, '0'), '试验花园' || p || '期', 'syhy' || p || 'q' from bench.community, generate_series(1, 2) p;
insert into place (code, name, initials)
select code || lpad(p::text, 3, '0') || lpad(b::text, 3, '0'), b || '号楼', b || 'hl'
  from bench.community, generate_series(1, 2) p, generate_series(1, 4) b;
insert into place (code, name, initials)
select code || lpad(p::text, 3, '0') || lpad(b::text, 3, '0') || '01', '1单元', '1dy'
  from bench.community, generate_series(1, 2) p, generate_series(1, 4) b;
insert into place (code, name, initials)
select code || lpad(p::text, 3, '0') || lpad(b::text, 3, '0') || '01' || (1000 + h), (1000 + h)::text, (1000 + h)::text
  from bench.community, generate_series(1, 2) p, generate_series(1, 4) b, generate_series(1, 40) h;

insert into organisation (id, kind, name, place, phone, since)
select bench.id('a0000000', c), 'COMMUNITY', '第' || c || '社区居委会', code, '0592-1000', date '2020-01-01' from bench.community
union all
select bench.id('b0000000', c), 'PROPERTY', '第' || c || '物业', code, '0592-2000', date '2020-01-01' from bench.community;
insert into order_route (id, place, category, organisation)
select bench.id('ab000000', c), code, '', bench.id('b0000000', c) from bench.community;

insert into open311_jurisdiction (id, place, opened_at)
select 'bench' || c, code, now() from bench.community;

-- A clerk and a property worker in each community, and twenty residents who ask.
insert into person (id, name, community, phone_mask, since)
select bench.id('c0000000', c), '试员' || c, code, '', now() from bench.community
union all
select bench.id('d0000000', c), '试工' || c, code, '', now() from bench.community
union all
select bench.id('ca000000', c * 20 + r), '试民' || r, code, '', now() from bench.community, generate_series(0, 19) r;
insert into appointment (id, person, organisation, duty, title, place, since)
select bench.id('e0000000', c), bench.id('c0000000', c), bench.id('a0000000', c), 'CLERK', '社区工作者', code, date '2020-01-01' from bench.community
union all
select bench.id('f0000000', c), bench.id('d0000000', c), bench.id('b0000000', c), 'PROPERTY', '维修', code, date '2020-01-01' from bench.community;
insert into account (id, person, name, password, changed_at)
select bench.id('ac000000', c), bench.id('c0000000', c), 'bench-c' || c, known.password, now()
  from bench.community, (select a.password from account a join demo_account d on d.name = a.name where a.name = 'nb-shequ') known
union all
select bench.id('ad000000', c), bench.id('d0000000', c), 'bench-w' || c, known.password, now()
  from bench.community, (select a.password from account a join demo_account d on d.name = a.name where a.name = 'nb-shequ') known;
insert into session (token_hash, person, appointment, began_at, seen_at, expires_at, device)
select sha256(convert_to('bench-clerk-' || c, 'UTF8')), bench.id('c0000000', c), bench.id('e0000000', c),
       now(), now() + interval '10 hours', now() + interval '10 days', 'bench' from bench.community
union all
select sha256(convert_to('bench-worker-' || c, 'UTF8')), bench.id('d0000000', c), bench.id('f0000000', c),
       now(), now() + interval '10 hours', now() + interval '10 days', 'bench' from bench.community;

-- Somebody who sees all of them.
insert into organisation (id, kind, name, place, phone, since) values (bench.id('aa000000', 0), 'STREET', '试验市', '9901', '', date '2020-01-01');
insert into person (id, name, community, phone_mask, since) values (bench.id('cc000000', 0), '试员', '990100000000', '', now());
insert into appointment (id, person, organisation, duty, title, place, since)
values (bench.id('ee000000', 0), bench.id('cc000000', 0), bench.id('aa000000', 0), 'STREET', '工作人员', '9901', date '2020-01-01');
insert into account (id, person, name, password, changed_at)
select bench.id('ae000000', 0), bench.id('cc000000', 0), 'bench-city', a.password, now()
  from account a join demo_account d on d.name = a.name where a.name = 'nb-shequ';
insert into session (token_hash, person, appointment, began_at, seen_at, expires_at, device)
values (sha256(convert_to('bench-city', 'UTF8')), bench.id('cc000000', 0), bench.id('ee000000', 0),
        now(), now() + interval '10 hours', now() + interval '10 days', 'bench');

-- Orders, oldest first over the communities in turn; the last forty of each community are open.
create unlogged table bench.orders as
select n, n % (:orders / 1000) as c, n / (:orders / 1000) as k, bench.id('01910000', n) as id,
       (990100000000 + n % (:orders / 1000)) || lpad((1 + (n / 7) % 2)::text, 3, '0') || lpad((1 + (n / 3) % 4)::text, 3, '0') as place,
       now() - interval '400 days' + interval '395 days' * (n::float8 / :orders) as at,
       case when n / (:orders / 1000) < 960 then 'CLOSED'
            when n / (:orders / 1000) % 2 = 0 then 'PLACED' else 'DISPATCHED' end as state
  from generate_series(0, :orders - 1) n;
analyze bench.orders;

insert into matter (id, kind, place, title, state, version, requester, handler, handler_name, opened_at, moved_at, due_at, soon_at, ended_at)
select id, 'order', place, '楼道灯不亮，晚上看不清台阶 ' || n, state,
       case state when 'CLOSED' then 5 when 'DISPATCHED' then 2 else 1 end,
       bench.id('ca000000', c * 20 + n % 20),
       case when state <> 'PLACED' then bench.id('b0000000', c) end,
       case when state <> 'PLACED' then '第' || c || '物业' else '' end,
       at, at + interval '1 day',
       case when state <> 'CLOSED' then now() + interval '1 hour' * (k - 960) end,
       case when state <> 'CLOSED' then now() + interval '1 hour' * (k - 962) end,
       case when state = 'CLOSED' then at + interval '1 day' end
  from bench.orders;
insert into service_order (matter, category, words, channel, contact_name, placed_by, first_answer_at, done_at, no_photo, rating, solved, rated_at, filed_at, dispose_by)
select id, lpad((1 + n % 10)::text, 2, '0'), '三号楼二单元楼道灯坏了两天了，老人晚上下楼看不清台阶，请尽快来修。编号' || n,
       'ONLINE', '试民', bench.id('ca000000', c * 20 + n % 20),
       case when state = 'CLOSED' then at + interval '10 minutes' end,
       case when state = 'CLOSED' then at + interval '20 hours' end,
       case when state = 'CLOSED' then '灯在高处' else '' end,
       case when state = 'CLOSED' then 5 end, case when state = 'CLOSED' then true end,
       case when state = 'CLOSED' then at + interval '1 day' end,
       case when state <> 'PLACED' then at + interval '10 minutes' end,
       case when state = 'CLOSED' then at + interval '2 days' end
  from bench.orders;

-- Words are found by an index that is made faster at once than row by row.
drop index order_text_by_words;
insert into order_text (matter, place, said) select id, place, order_said(id) from bench.orders;
create index order_text_by_words on order_text using gin (order_found(said, place));

create function bench.chained(e timeline_entry) returns timeline_entry language plpgsql immutable parallel safe as $$
begin
    e.words_hash := sha256(convert_to(coalesce(e.words, ''), 'UTF8'));
    e.entry_hash := timeline_hash(e);
    return e;
end $$;
create unlogged table bench.step (seq int, step text, from_state text, to_state text, duty text, after interval, family text);
insert into bench.step values
    (1, 'place', '', 'PLACED', 'RESIDENT', '0', '01920001'),
    (2, 'dispatch', 'PLACED', 'DISPATCHED', 'CLERK', '10 minutes', '01920002'),
    (3, 'accept', 'DISPATCHED', 'ACCEPTED', 'PROPERTY', '1 hour', '01920003'),
    (4, 'finish', 'ACCEPTED', 'DONE', 'PROPERTY', '20 hours', '01920004'),
    (5, 'rate', 'DONE', 'CLOSED', 'RESIDENT', '1 day', '01920005');
analyze matter;
select format($sql$
insert into timeline_entry
select e.*
  from bench.orders o
  join bench.step s on s.seq = %s
  left join timeline_entry p on p.matter = o.id and p.seq = %s - 1
 cross join lateral bench.chained(row(bench.id(s.family, o.n), o.id, s.seq, o.place, o.at + s.after, o.at + s.after, s.step, s.from_state, s.to_state,
        case s.duty when 'CLERK' then bench.id('c0000000', o.c) when 'PROPERTY' then bench.id('d0000000', o.c)
                    else bench.id('ca000000', o.c * 20 + o.n %% 20) end,
        '试员', s.duty, '已经安排，请放心', ''::bytea, '{}'::jsonb, coalesce(p.entry_hash, ''::bytea), ''::bytea)::timeline_entry) e
 where o.state = 'CLOSED' or s.seq = 1 or (o.state = 'DISPATCHED' and s.seq = 2)$sql$, seq, seq), 'analyze timeline_entry'
  from generate_series(1, 5) seq \gexec

insert into notice (id, person, matter, entry, place, kind, step, title, at, read_at)
select bench.id('01930000', n), bench.id('c0000000', c), id, bench.id('01920001', n), place, 'order', 'place', '楼道灯不亮', at, at
  from bench.orders where k >= 900;

set session_replication_role = origin;
vacuum analyze;
checkpoint;
