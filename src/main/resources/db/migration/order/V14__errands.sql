-- Errands by proxy 上门代办 (1-29): a grid worker does paperwork for somebody who cannot come. By whose word, for what and until when;
-- and which papers were taken along, until each is handed back or, being a copy, destroyed. No picture of a paper is kept.
alter table order_category add column errand boolean not null default false;
update order_category set errand = true where code = '0702';

alter table service_order add column papers_out smallint not null default 0 check (papers_out between 0 and 100);
grant update (papers_out) on service_order to ${app};

create table errand (
    matter    uuid primary key references matter,
    place     text collate "C" not null,
    principal text not null check (length(principal) between 1 and 50),
    given     text not null check (given in ('WRITTEN', 'SPOKEN')),
    what      text not null check (length(what) between 2 and 500),
    until     date not null,
    taken_at  timestamptz not null,
    taken_by  uuid not null,
    taker     text not null check (length(taker) <= 200)
);
create table errand_paper (
    id          uuid primary key,
    matter      uuid not null references errand,
    place       text collate "C" not null,
    name        text not null check (length(name) between 1 and 50),
    copy        boolean not null,
    taken_at    timestamptz not null,
    fate        text check (fate in ('RETURNED', 'DESTROYED')),
    settled_at  timestamptz,
    settled_by  uuid,
    receiver    text not null default '' check (length(receiver) <= 50),
    check (num_nonnulls(fate, settled_at, settled_by) in (0, 3)),
    check (fate is distinct from 'DESTROYED' or copy)
);
create index errand_paper_by_matter on errand_paper (matter, taken_at, id);

alter table errand enable row level security;
alter table errand_paper enable row level security;
create policy errand_seen on errand for select to ${app}
    using (exists (select 1 from matter m where m.id = errand.matter));
create policy errand_taken on errand for insert to ${app}
    with check (taken_by = linli_person() and exists (select 1 from matter m where m.id = errand.matter and m.place = errand.place));
create policy errand_again on errand for update to ${app}
    using (exists (select 1 from matter m where m.id = errand.matter and m.requester is distinct from linli_person()))
    with check (taken_by = linli_person());
create policy errand_paper_seen on errand_paper for select to ${app}
    using (exists (select 1 from matter m where m.id = errand_paper.matter));
create policy errand_paper_taken on errand_paper for insert to ${app}
    with check (exists (select 1 from matter m where m.id = errand_paper.matter and m.place = errand_paper.place));
create policy errand_paper_settled on errand_paper for update to ${app}
    using (fate is null and exists (select 1 from matter m where m.id = errand_paper.matter and m.requester is distinct from linli_person()))
    with check (settled_by = linli_person());
grant select, insert on errand, errand_paper to ${app};
grant update (principal, given, what, until, taken_at, taken_by, taker) on errand to ${app};
grant update (fate, settled_at, settled_by, receiver) on errand_paper to ${app};
