-- Makes invented neighbourhoods and whatever fills them with orders, the last forty in each open: load-orders.sql takes some of the tables,
-- load-indexes.sql one kind of index, so that several sessions work at once; load-vacuum.sql and load-checks.sql look at the whole.
-- psql -v orders=100000 -v communities=100 -f load.sql, as a superuser: no trigger and no row policy stands in the way.
\set ON_ERROR_STOP on
set session_replication_role = replica;

create schema bench;
-- All are written so that the database puts them into the statement that asks: a call of its own would cost more than all the rest of a row.
create function bench.id(family text, n bigint) returns uuid language sql immutable parallel safe
    return (family || '-0000-7000-8000-' || (100000000000 + n)::text)::uuid;
-- As ids made one after the other are: what is made later is greater from its first half on, by which the database sorts.
create function bench.made(n bigint) returns text language sql immutable parallel safe
    return left(lpad(n::text, 8, '0'), 4) || '-' || right(lpad(n::text, 8, '0'), 4);
create function bench.order_id(n bigint) returns uuid language sql immutable parallel safe
    return ('0191' || bench.made(n) || '-7000-8000-' || (100000000000 + n)::text)::uuid;
-- A hundred communities in each district, ten in each street.
create function bench.code(c bigint) returns text language sql immutable parallel safe
    return (990100000000 + c / 100 * 1000000 + c % 100 / 10 * 1000 + c % 10)::text;
create view bench.community as
select c, bench.code(c) as code from generate_series(0, :communities - 1) c;

-- A million homes are indexed at once afterwards; for a few thousand the whole country is not indexed anew.
select :communities > 200 as many \gset
\if :many
update pg_index set indisready = false where indrelid = 'place'::regclass;
\endif
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
\if :many
set maintenance_work_mem = '2GB';
reindex table place;
\endif
analyze place;

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

-- Orders from the one to before the other, oldest first over the communities in turn: their trail, or all else of them. The chain of hashes and the words are written out
-- here as the database's own functions would have them, which takes a third of the time; load-checks.sql compares.
create procedure bench.fill(first bigint, beyond bigint, trail boolean) language plpgsql as $fill$
declare
    said constant text := '已经安排，请放心';
    said_hash constant bytea := sha256(convert_to(said, 'UTF8'));
    -- What the database chains an entry by has this between its parts; put together piece by piece, for a function of many parts costs more.
    s constant text := chr(31);
    placed constant text := s || 'place' || s || s || 'PLACED' || s;
    dispatched constant text := s || 'dispatch' || s || 'PLACED' || s || 'DISPATCHED' || s;
    accepted constant text := s || 'accept' || s || 'DISPATCHED' || s || 'ACCEPTED' || s;
    done constant text := s || 'finish' || s || 'ACCEPTED' || s || 'DONE' || s;
    rated constant text := s || 'rate' || s || 'DONE' || s || 'CLOSED' || s;
    rest constant text := s || encode(said_hash, 'hex') || s || '{}' || s;
    by_resident constant text := s || '试员' || s || 'RESIDENT' || rest;
    by_clerk constant text := s || '试员' || s || 'CLERK' || rest;
    by_worker constant text := s || '试员' || s || 'PROPERTY' || rest;
begin
create temp table chunk as
select n, c, k, named::uuid as id, s || named || s as of_order, s || o.place || s as of_place, o.place, '0192' || made || '-700' as entry, '-8000-' || tail as entry_of,
       resident, resident::uuid as resident_id, clerk, clerk::uuid as clerk_id, worker, worker::uuid as worker_id, bench.id('b0000000', c) as property_id,
       '三号楼二单元楼道灯坏了两天了，老人晚上下楼看不清台阶，请尽快来修。编号' || n as words,
       '第' || c || '物业' as property, o.now, secs, to_timestamp(secs) as at,
       case when k < each - 40 then 'CLOSED' when k % 2 = 0 then 'PLACED' else 'DISPATCHED' end as state,
       k - each + 40 as nth
  from (select n, n % z.communities as c, n / z.communities as k, bench.made(n) as made, (100000000000 + n)::text as tail, z.each, z.now,
               -- Whole seconds: what the hash is made of is written shortly.
               extract(epoch from z.now - interval '400 days' + interval '395 days' * (n::float8 / z.orders))::bigint as secs
          from bench.size z, generate_series(first, beyond - 1) n offset 0) m
 cross join lateral (select m.now, '0191' || made || '-7000-8000-' || tail as named,
                            bench.code(c) || lpad((1 + (n / 7) % 2)::text, 3, '0') || lpad((1 + (n / 3) % 4)::text, 3, '0') as place,
                            'ca000000-0000-7000-8000-' || (100000000000 + c * 20 + n % 20) as resident,
                            'c0000000-0000-7000-8000-' || (100000000000 + c) as clerk,
                            'd0000000-0000-7000-8000-' || (100000000000 + c) as worker offset 0) o;

if trail then

-- In the order of their times, so that an order's steps lie as far apart as days lie.
insert into timeline_entry (id, matter, seq, place, at, recorded_at, step, from_state, to_state, person, signature, duty, words, words_hash, detail, prev_hash, entry_hash)
select (o.entry || e.seq || o.entry_of)::uuid, o.id, e.seq, o.place, to_timestamp(o.secs + e.after), to_timestamp(o.secs + e.after), e.step, e.from_state, e.to_state,
       case e.who when 'd' then o.worker_id when 'c' then o.clerk_id else o.resident_id end, '试员', e.duty, said, said_hash, '{}',
       case e.seq when 1 then ''::bytea when 2 then s1.hash when 3 then s2.hash when 4 then s3.hash else s4.hash end,
       case e.seq when 1 then s1.hash when 2 then s2.hash when 3 then s3.hash when 4 then s4.hash else s5.hash end
  from chunk o
 cross join lateral (select secs || '000000' as t1, (secs + 600) || '000000' as t2, (secs + 3600) || '000000' as t3,
                            (secs + 72000) || '000000' as t4, (secs + 86400) || '000000' as t5 offset 0) t
 cross join lateral (select sha256(textsend(entry || '1' || entry_of || of_order || '1' || of_place || t1 || s || t1 || placed || resident || by_resident)) as hash offset 0) s1
 cross join lateral (select sha256(textsend(entry || '2' || entry_of || of_order || '2' || of_place || t2 || s || t2 || dispatched || clerk || by_clerk || encode(s1.hash, 'hex'))) as hash offset 0) s2
 cross join lateral (select sha256(textsend(entry || '3' || entry_of || of_order || '3' || of_place || t3 || s || t3 || accepted || worker || by_worker || encode(s2.hash, 'hex'))) as hash offset 0) s3
 cross join lateral (select sha256(textsend(entry || '4' || entry_of || of_order || '4' || of_place || t4 || s || t4 || done || worker || by_worker || encode(s3.hash, 'hex'))) as hash offset 0) s4
 cross join lateral (select sha256(textsend(entry || '5' || entry_of || of_order || '5' || of_place || t5 || s || t5 || rated || resident || by_resident || encode(s4.hash, 'hex'))) as hash offset 0) s5
 cross join (values (1, 0, 'place', '', 'PLACED', 'r', 'RESIDENT'), (2, 600, 'dispatch', 'PLACED', 'DISPATCHED', 'c', 'CLERK'), (3, 3600, 'accept', 'DISPATCHED', 'ACCEPTED', 'd', 'PROPERTY'),
                    (4, 72000, 'finish', 'ACCEPTED', 'DONE', 'd', 'PROPERTY'), (5, 86400, 'rate', 'DONE', 'CLOSED', 'r', 'RESIDENT')) e (seq, after, step, from_state, to_state, who, duty)
 where o.state = 'CLOSED' or e.seq = 1 or (o.state = 'DISPATCHED' and e.seq = 2)
 order by o.secs + e.after;

else

insert into matter (id, kind, place, title, state, version, requester, handler, handler_name, opened_at, moved_at, due_at, soon_at, ended_at)
select id, 'order', place, case when length(words) <= 40 then words else left(words, 39) || '…' end, state,
       case state when 'CLOSED' then 5 when 'DISPATCHED' then 2 else 1 end,
       resident_id,
       case when state <> 'PLACED' then property_id end,
       case when state <> 'PLACED' then property else '' end,
       at, at + interval '1 day',
       case when state <> 'CLOSED' then now + interval '1 hour' * nth end,
       case when state <> 'CLOSED' then now + interval '1 hour' * (nth - 2) end,
       case when state = 'CLOSED' then at + interval '1 day' end
  from chunk;

insert into service_order (matter, category, words, channel, contact_name, placed_by, first_answer_at, done_at, no_photo, rating, solved, rated_at, filed_at, dispose_by)
select id, lpad((1 + (c + k / 2) % 10)::text, 2, '0'), words,
       'ONLINE', '试民', resident_id,
       case when state = 'CLOSED' then at + interval '10 minutes' end,
       case when state = 'CLOSED' then at + interval '20 hours' end,
       case when state = 'CLOSED' then '灯在高处' else '' end,
       case when state = 'CLOSED' then 5 end, case when state = 'CLOSED' then true end,
       case when state = 'CLOSED' then at + interval '1 day' end,
       case when state <> 'PLACED' then at + interval '10 minutes' end,
       case when state <> 'PLACED' then at + interval '2 days' end
  from chunk;

insert into order_text (matter, place, said)
select o.id, o.place, concat_ws(' ', '三号楼二单元楼道灯坏了两天了老人晚上下楼看不清台阶请尽快来修编号' || o.n,
       to_char(o.at at time zone interval '8 hours', 'MMDD') || right((100000000000 + o.n)::text, 6),
       case when o.state <> 'PLACED' then o.property end, b.plain)
  from chunk o join bench.building b on b.code = o.place;

insert into notice (id, person, matter, entry, place, kind, step, title, at, read_at)
select bench.id('01930000', n), clerk_id, id, (entry || 1 || entry_of)::uuid, place, 'order', 'place', left(words, 20), at, at
  from chunk where nth >= -60;

end if;
drop table chunk;
end $fill$;

create table bench.filled as
select c.oid::regclass as name from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relname in ('matter', 'service_order', 'order_text', 'timeline_entry', 'notice');
