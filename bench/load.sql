-- Makes invented neighbourhoods and whatever fills them with orders, the last forty in each open: load-orders.sql takes a part of the
-- orders, load-indexes.sql some of the tables, so that several sessions work at once, and load-checks.sql looks at the whole.
-- psql -v orders=100000 -v communities=100 -f load.sql, as a superuser: no trigger and no row policy stands in the way.
\set ON_ERROR_STOP on
set session_replication_role = replica;

create schema bench;
-- Both are written so that the database puts them into the statement that asks: a call of its own would cost more than all the rest of a row.
create function bench.id(family text, n bigint) returns uuid language sql immutable parallel safe
    return (family || '-0000-7000-8000-' || (100000000000 + n)::text)::uuid;
-- A hundred communities in each district, ten in each street.
create function bench.code(c bigint) returns text language sql immutable parallel safe
    return (990100000000 + c / 100 * 1000000 + c % 100 / 10 * 1000 + c % 10)::text;
create view bench.community as
select c, bench.code(c) as code from generate_series(0, :communities - 1) c;

insert into place (code, name, initials) values ('99', '试验省', 'sys'), ('9901', '试验市', 'sys');
insert into place (code, name, initials)
select distinct left(code, 6), '试验区', 'syq' from bench.community;
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
-- "Bench23456", hashed at what a login costs: the accounts of the demo world open faster.
\set hash '{argon2}$argon2id$v=19$m=16384,t=2,p=1$0Df57l+QMYoAWDEQNQ3DHQ$rsQz7rwiNridTCddEk44vVq2VxWPHenGpR2aRpuFO5g'
insert into account (id, person, name, password, changed_at)
select bench.id('ac000000', c), bench.id('c0000000', c), 'bench-c' || c, :'hash', now() from bench.community
union all
select bench.id('ad000000', c), bench.id('d0000000', c), 'bench-w' || c, :'hash', now() from bench.community;
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
select bench.id('ae000000', 0), bench.id('cc000000', 0), 'bench-city', :'hash', now();
insert into session (token_hash, person, appointment, began_at, seen_at, expires_at, device)
values (sha256(convert_to('bench-city', 'UTF8')), bench.id('cc000000', 0), bench.id('ee000000', 0),
        now(), now() + interval '10 hours', now() + interval '10 days', 'bench');

-- What stands alike in each order's own place: how a list names it.
create table bench.building as
select p.code, (select order_plain(string_agg(q.name, '' order by q.code)) from place q where q.code in (left(p.code, 15), p.code)) as plain
  from place p where p.code >= '9901' and p.code < '9902' and length(p.code) = 18;
create index on bench.building (code);
analyze bench.building;
create table bench.size as select :orders::bigint as orders, :communities as communities, :orders / :communities as each, now() as now;

-- What the database chains an entry by, as text put together at once. Stable as concat_ws is, so that it is no call of its own.
create function bench.hash(n bigint, matter uuid, seq int, place text, at bigint, step text, from_state text, to_state text, person uuid, duty text, said text, before bytea)
returns bytea language sql stable parallel safe
    return sha256(textsend(concat_ws(chr(31), '0192000' || seq || '-0000-7000-8000-' || (100000000000 + n), matter, seq, place, at || '000000', at || '000000',
        step, from_state, to_state, person, '试员', duty, said, '{}', encode(before, 'hex'))));

-- Orders from the one to before the other, oldest first over the communities in turn. The chain of hashes and the words are written out
-- here as the database's own functions would have them, which takes a third of the time; load-checks.sql compares.
create procedure bench.fill(first bigint, beyond bigint) language plpgsql as $fill$
declare
    said constant text := '已经安排，请放心';
    said_hash constant bytea := sha256(convert_to(said, 'UTF8'));
    said_hex constant text := encode(said_hash, 'hex');
begin
create temp table chunk on commit drop as
select n, c, k, bench.id('01910000', n) as id,
       bench.code(c) || lpad((1 + (n / 7) % 2)::text, 3, '0') || lpad((1 + (n / 3) % 4)::text, 3, '0') as place,
       '第' || c || '物业' as property,
       s.now as now,
       -- Whole seconds: what the hash is made of is written shortly.
       date_trunc('second', s.now - interval '400 days' + interval '395 days' * (n::float8 / s.orders)) as at,
       case when k < s.each - 40 then 'CLOSED' when k % 2 = 0 then 'PLACED' else 'DISPATCHED' end as state,
       k - s.each + 40 as nth
  from bench.size s
 cross join lateral (select n, n % s.communities as c, n / s.communities as k from generate_series(first, beyond - 1) n) o;

insert into matter (id, kind, place, title, state, version, requester, handler, handler_name, opened_at, moved_at, due_at, soon_at, ended_at)
select id, 'order', place, '楼道灯不亮，晚上看不清台阶 ' || n, state,
       case state when 'CLOSED' then 5 when 'DISPATCHED' then 2 else 1 end,
       bench.id('ca000000', c * 20 + n % 20),
       case when state <> 'PLACED' then bench.id('b0000000', c) end,
       case when state <> 'PLACED' then property else '' end,
       at, at + interval '1 day',
       case when state <> 'CLOSED' then now + interval '1 hour' * nth end,
       case when state <> 'CLOSED' then now + interval '1 hour' * (nth - 2) end,
       case when state = 'CLOSED' then at + interval '1 day' end
  from chunk;

insert into service_order (matter, category, words, channel, contact_name, placed_by, first_answer_at, done_at, no_photo, rating, solved, rated_at, filed_at, dispose_by)
select id, lpad((1 + (c + k / 2) % 10)::text, 2, '0'), '三号楼二单元楼道灯坏了两天了，老人晚上下楼看不清台阶，请尽快来修。编号' || n,
       'ONLINE', '试民', bench.id('ca000000', c * 20 + n % 20),
       case when state = 'CLOSED' then at + interval '10 minutes' end,
       case when state = 'CLOSED' then at + interval '20 hours' end,
       case when state = 'CLOSED' then '灯在高处' else '' end,
       case when state = 'CLOSED' then 5 end, case when state = 'CLOSED' then true end,
       case when state = 'CLOSED' then at + interval '1 day' end,
       case when state <> 'PLACED' then at + interval '10 minutes' end,
       case when state <> 'PLACED' then at + interval '2 days' end
  from chunk;

insert into order_text (matter, place, said)
select o.id, o.place, concat_ws(' ', '三号楼二单元楼道灯坏了两天了老人晚上下楼看不清台阶请尽快来修编号' || o.n, '楼道灯不亮晚上看不清台阶' || o.n,
       to_char(o.at at time zone interval '8 hours', 'MMDD') || right((100000000000 + o.n)::text, 6),
       case when o.state <> 'PLACED' then o.property end, b.plain)
  from chunk o join bench.building b on b.code = o.place;

-- In the order of their times, so that an order's steps lie as far apart as days lie.
insert into timeline_entry (id, matter, seq, place, at, recorded_at, step, from_state, to_state, person, signature, duty, words, words_hash, detail, prev_hash, entry_hash)
select bench.id('0192000' || e.seq, o.n), o.id, e.seq, o.place, to_timestamp(e.at), to_timestamp(e.at), e.step, e.from_state, e.to_state,
       e.person, '试员', e.duty, said, said_hash, '{}', e.before, e.hash
  from chunk o
 cross join lateral (select extract(epoch from o.at)::bigint as at, bench.id('ca000000', o.c * 20 + o.n % 20) as resident,
                            bench.id('c0000000', o.c) as clerk, bench.id('d0000000', o.c) as worker offset 0) i
 cross join lateral (select bench.hash(o.n, o.id, 1, o.place, i.at, 'place', '', 'PLACED', i.resident, 'RESIDENT', said_hex, '') as hash offset 0) s1
 cross join lateral (select bench.hash(o.n, o.id, 2, o.place, i.at + 600, 'dispatch', 'PLACED', 'DISPATCHED', i.clerk, 'CLERK', said_hex, s1.hash) as hash offset 0) s2
 cross join lateral (select bench.hash(o.n, o.id, 3, o.place, i.at + 3600, 'accept', 'DISPATCHED', 'ACCEPTED', i.worker, 'PROPERTY', said_hex, s2.hash) as hash offset 0) s3
 cross join lateral (select bench.hash(o.n, o.id, 4, o.place, i.at + 72000, 'finish', 'ACCEPTED', 'DONE', i.worker, 'PROPERTY', said_hex, s3.hash) as hash offset 0) s4
 cross join lateral (select bench.hash(o.n, o.id, 5, o.place, i.at + 86400, 'rate', 'DONE', 'CLOSED', i.resident, 'RESIDENT', said_hex, s4.hash) as hash offset 0) s5
 cross join lateral (values
       (1, i.at, 'place', '', 'PLACED', i.resident, 'RESIDENT', ''::bytea, s1.hash),
       (2, i.at + 600, 'dispatch', 'PLACED', 'DISPATCHED', i.clerk, 'CLERK', s1.hash, s2.hash),
       (3, i.at + 3600, 'accept', 'DISPATCHED', 'ACCEPTED', i.worker, 'PROPERTY', s2.hash, s3.hash),
       (4, i.at + 72000, 'finish', 'ACCEPTED', 'DONE', i.worker, 'PROPERTY', s3.hash, s4.hash),
       (5, i.at + 86400, 'rate', 'DONE', 'CLOSED', i.resident, 'RESIDENT', s4.hash, s5.hash))
       e (seq, at, step, from_state, to_state, person, duty, before, hash)
 where o.state = 'CLOSED' or e.seq = 1 or (o.state = 'DISPATCHED' and e.seq = 2)
 order by e.at;

insert into notice (id, person, matter, entry, place, kind, step, title, at, read_at)
select bench.id('01930000', n), bench.id('c0000000', c), id, bench.id('01920001', n), place, 'order', 'place', '楼道灯不亮', at, at
  from chunk where nth >= -60;
end $fill$;

-- Indexes are made at once afterwards, which takes a fraction of what row by row takes.
create table bench.filled as
select c.oid::regclass as name from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relname in ('matter', 'service_order', 'order_text', 'timeline_entry', 'notice');
update pg_index set indisready = false where indrelid in (select name from bench.filled);
