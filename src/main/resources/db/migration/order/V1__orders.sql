-- Orders 服务单: what a matter of kind 'order' holds beyond its standing.
create table order_category (
    code text collate "C" primary key check (code ~ '^[0-9]{2,8}$'),
    name text not null,
    icon text not null,
    sort int not null,
    hours int not null check (hours between 1 and 2000)
);
grant select on order_category to ${app};

create table service_order (
    matter         uuid primary key references matter,
    category       text collate "C" not null references order_category,
    words          text not null check (length(words) between 1 and 2000),
    channel        text not null check (channel in ('ONLINE', 'PHONE', 'COUNTER', 'BOX', 'GRID')),
    contact_name   text not null check (length(contact_name) <= 50),
    contact_phone  bytea check (length(contact_phone) <= 200),
    contact_mask   text not null default '',
    convenient     text not null default '' check (length(convenient) <= 200),
    placed_by      uuid,
    answer_within  int check (answer_within between 1 and 10080),
    first_answer_at timestamptz,
    done_at        timestamptz,
    no_photo       text not null default '' check (length(no_photo) <= 200),
    rating         smallint check (rating between 1 and 5),
    solved         boolean,
    rated_at       timestamptz,
    reopened       smallint not null default 0 check (reopened between 0 and 1),
    returns        smallint not null default 0,
    unrated        boolean not null default false
);
alter table service_order enable row level security;
create policy service_order_seen on service_order for select to ${app}
    using (exists (select 1 from matter m where m.id = service_order.matter));
create policy service_order_placed on service_order for insert to ${app}
    with check (exists (select 1 from matter m where m.id = service_order.matter));
create policy service_order_moved on service_order for update to ${app}
    using (exists (select 1 from matter m where m.id = service_order.matter)) with check (true);
grant select, insert on service_order to ${app};
grant update (first_answer_at, done_at, no_photo, rating, solved, rated_at, reopened, returns, unrated) on service_order to ${app};

-- Drafts 草稿: nothing a person typed is lost between two screens; the draft's id becomes the order's.
create table order_draft (
    id         uuid primary key,
    person     uuid not null references person,
    category   text collate "C" references order_category,
    words      text not null default '' check (length(words) <= 2000),
    place      text collate "C" references place,
    convenient text not null default '' check (length(convenient) <= 200),
    saved_at   timestamptz not null
);
create unique index order_draft_by_person on order_draft (person);
alter table order_draft enable row level security;
create policy order_draft_mine on order_draft to ${app} using (person = linli_person()) with check (person = linli_person());
grant select, insert, delete on order_draft to ${app};
grant update (category, words, place, convenient, saved_at) on order_draft to ${app};

-- What nobody came back to: drafts, and photos kept for a form that was never taken.
create function forget_drafts(before timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from order_draft where saved_at < before;
        delete from attachment a
         where a.matter is null
           and a.uploaded_at < before
           and not exists (select from order_draft d where d.id = a.draft);
    end;
revoke execute on function forget_drafts(timestamptz) from public;
grant execute on function forget_drafts(timestamptz) to ${app};

-- Routes 派单规则: longest-prefix match over (place, category).
create table order_route (
    id           uuid primary key,
    place        text collate "C" not null references place,
    category     text collate "C" not null check (category ~ '^[0-9]{0,8}$'),
    organisation uuid not null references organisation,
    unique (place, category, organisation)
);
grant select on order_route to ${app};
alter table order_route enable row level security;
create policy order_route_public on order_route for select to ${app} using (true);
create policy order_route_made on order_route for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':'
        and serves_at(organisation, place));
create policy order_route_dropped on order_route for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant insert, delete on order_route to ${app};

-- What a compound promises 服务承诺: a first human answer within so many minutes (杏林街道 13415: 5 minutes).
create table answer_promise (
    place   text collate "C" primary key references place,
    minutes int not null check (minutes between 1 and 10080)
);
grant select on answer_promise to ${app};
alter table answer_promise enable row level security;
create policy answer_promise_public on answer_promise for select to ${app} using (true);
create policy answer_promise_made on answer_promise for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy answer_promise_changed on answer_promise for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy answer_promise_dropped on answer_promise for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant insert, update, delete on answer_promise to ${app};

-- The counts that anyone may see 公开数字: no row of an order leaves this function, only numbers of a whole place.
create function order_counts(from_place text, to_place text, since timestamptz, zone text)
    returns table (place text, month text, placed bigint, open bigint, finished bigint, rated bigint, satisfied bigint,
                   unrated bigint, declined bigint, answered bigint, answered_in_time bigint, promised bigint, median_answer_seconds bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select case when length(m.place) >= 15 then left(m.place, 15) else m.community end,
               to_char(m.opened_at at time zone zone, 'YYYY-MM'),
               count(*),
               count(*) filter (where m.ended_at is null),
               count(*) filter (where m.state in ('DONE', 'RATED', 'CLOSED')),
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
           and m.place >= from_place collate "C" and m.place < to_place collate "C"
           and m.opened_at >= since
         group by grouping sets ((1, 2), (1), ());
    end;
revoke execute on function order_counts(text, text, timestamptz, text) from public;
grant execute on function order_counts(text, text, timestamptz, text) to ${app};

insert into order_category (code, name, icon, sort, hours) values
    ('01', '水电维修', 'tool', 1, 24),
    ('02', '公共设施', 'bulb', 2, 48),
    ('03', '环境卫生', 'trash', 3, 24),
    ('04', '停车秩序', 'car', 4, 24),
    ('05', '噪音邻里', 'users', 5, 48),
    ('06', '安全隐患', 'alert-triangle', 6, 4),
    ('07', '帮扶跑腿', 'heart-handshake', 7, 24),
    ('08', '便民服务', 'list-check', 8, 72),
    ('09', '咨询建议', 'message-circle', 9, 24),
    ('10', '其他事情', 'dots', 10, 72);
