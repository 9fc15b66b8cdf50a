-- Layouts 表格格式: which columns somebody else's table has, under which headings and in which order, and what each holds; by one
-- layout a file is read and written. Those of no place are everybody's, and nobody changes them: their columns are those that
-- work orders of 12345 (GB/T 33358) and cases of digital city management (GB/T 30428) usually have [design]. A column is written
-- heading=FIELD, one a line; without a heading it is called what we call its field.
create table order_layout (
    id         uuid primary key,
    place      text collate "C" references place,
    code       text not null default '' check (code ~ '^[A-Z]{0,20}$'),
    name       text not null check (length(name) between 1 and 40),
    source     text check (source in ('HOTLINE', 'CITY')),
    columns    text not null check (length(columns) between 1 and 4000),
    changed_at timestamptz not null,
    ended_at   timestamptz,
    check (code = '' or place is null)
);
create unique index order_layout_by_name on order_layout (coalesce(place, ''), name) where ended_at is null;
alter table order_layout enable row level security;
create policy order_layout_seen on order_layout for select to ${app}
    using (place is null or starts_with(linli_place(), place)
        or linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy order_layout_made on order_layout for insert to ${app}
    with check (linli_may('appoint') and code = '' and place >= linli_place() and place < linli_place() || ':');
create policy order_layout_changed on order_layout for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert on order_layout to ${app};
grant update (source, columns, changed_at, ended_at) on order_layout to ${app};

insert into order_layout (id, place, code, name, source, columns, changed_at) values
    ('019a0000-0000-7000-8000-000000000001', null, 'PLAIN', '通用表', null,
     E'=ORDER\n=TITLE\n=WORDS\n=CATEGORY\n=PLACE\n=PLACE_CODE\n=STATE\n=CHANNEL\n=CALLER\n=PHONE\n=CONVENIENT\n=UNIT\n=OPENED_AT\n'
     '=ANSWERED_AT\n=FILED_AT\n=DUE_AT\n=DONE_AT\n=ENDED_AT\n=RESULT\n=STARS\n=SOLVED\n=REOPENED\n=RETURNS',
     '2026-01-01T00:00:00Z'),
    ('019a0000-0000-7000-8000-000000012345', null, 'HOTLINE', '12345 工单', 'HOTLINE',
     E'工单编号=NUMBER\n服务单编号=ORDER\n来电时间=OPENED_AT\n诉求来源=CHANNEL\n诉求人=CALLER\n联系电话=PHONE\n诉求类型=CATEGORY\n'
     '诉求标题=TITLE\n诉求内容=WORDS\n事发地址=ADDRESS\n行政区划代码=DIVISION\n承办单位=UNIT\n派单时间=FILED_AT\n'
     '12345 要求办结时间=DEADLINE\n办理时限=LIMIT\n首次联系时间=ANSWERED_AT\n办结时间=DONE_AT\n工单状态=STATE',
     '2026-01-01T00:00:00Z'),
    ('019a0000-0000-7000-8000-000000012346', null, 'FEEDBACK', '12345 办理反馈', 'HOTLINE',
     E'工单编号=NUMBER\n承办单位=UNIT\n首次联系时间=ANSWERED_AT\n办理结果=RESULT\n办结时间=DONE_AT\n是否解决=SOLVED\n'
     '是否满意=SATISFIED\n满意度=STARS\n工单状态=STATE',
     '2026-01-01T00:00:00Z'),
    ('019a0000-0000-7000-8000-000000030428', null, 'CITY', '数字城管案卷', 'CITY',
     E'案卷编号=NUMBER\n问题来源=CHANNEL\n问题类型=NATIONAL_KIND\n大类代码=NATIONAL_CODE\n大类名称=NATIONAL_CLASS\n小类名称=CATEGORY\n'
     '问题描述=WORDS\n县级区划代码=COUNTY\n所属区划=DIVISION\n位置描述=ADDRESS\n上报时间=OPENED_AT\n立案时间=FILED_AT\n'
     '处置部门=UNIT\n处置时限=DEADLINE\n处置截止时间=LIMIT\n处置结果=RESULT\n处置时间=DONE_AT\n结案时间=ENDED_AT\n案卷阶段=STAGE\n'
     '案卷状态=STATE\n是否超期=OVERDUE\n返工次数=REOPENED',
     '2026-01-01T00:00:00Z');

-- What an export is called and its columns, as its layout was when it was asked for.
alter table order_export
    drop constraint order_export_layout_check,
    add column columns text not null default '' check (length(columns) <= 4000),
    add column source text check (source in ('HOTLINE', 'CITY')),
    add check (length(layout) between 1 and 40);
alter table order_export alter column columns drop default;

-- Cases of digital city management 城管案卷 come as tickets of the hotline do; each has numbers of its own.
alter table service_order drop constraint service_order_channel_check;
alter table service_order add constraint service_order_channel_check
    check (channel in ('ONLINE', 'PHONE', 'COUNTER', 'BOX', 'GRID', 'OPEN311', 'HOTLINE', 'CITY'));
alter table hotline_ticket add column source text not null default 'HOTLINE' check (source in ('HOTLINE', 'CITY'));
alter table hotline_ticket
    alter column source drop default,
    drop constraint hotline_ticket_reach_number_key,
    add unique (reach, source, number);

-- Imports 导入: a file of somebody else's tickets, looked at before anything is made of it, then taken row by row. What a row says is
-- kept sealed until it is taken, or a day.
create table order_import (
    id          uuid primary key,
    person      uuid not null references person,
    appointment uuid not null references appointment,
    place       text collate "C" not null references place,
    layout      text not null check (length(layout) between 1 and 40),
    source      text not null check (source in ('HOTLINE', 'CITY')),
    file        text not null check (length(file) <= 200),
    digest      bytea not null check (length(digest) = 32),
    state       text not null check (state in ('READY', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    total       int not null check (total between 1 and 50000),
    ready       int not null check (ready between 0 and total),
    done        int not null default 0 check (done between 0 and ready),
    begun_at    timestamptz not null,
    ended_at    timestamptz
);
create index order_import_by_person on order_import (person, begun_at desc);
create index order_import_by_file on order_import (person, digest);
create index order_import_by_time on order_import (begun_at);
create table order_import_row (
    import uuid not null references order_import,
    row    int not null check (row between 1 and 60000),
    number text not null check (length(number) <= 60),
    sealed bytea check (length(sealed) <= 30000),
    known  boolean not null,
    state  text not null check (state in ('READY', 'REFUSED', 'PLACED', 'WAITING', 'SAME', 'REMINDED')),
    reason text not null default '' check (length(reason) <= 300),
    matter uuid references matter,
    primary key (import, row)
);
create index order_import_row_by_state on order_import_row (import, state, row);
alter table order_import enable row level security;
alter table order_import_row enable row level security;
create policy order_import_mine on order_import for select to ${app} using (person = linli_person());
create policy order_import_begun on order_import for insert to ${app}
    with check (person = linli_person() and place = linli_place()
        and exists (select 1 from appointment a where a.id = appointment and a.person = linli_person()));
create policy order_import_went_on on order_import for update to ${app}
    using (person = linli_person()) with check (person = linli_person());
create policy order_import_row_mine on order_import_row for select to ${app}
    using (exists (select 1 from order_import i where i.id = import and i.person = linli_person()));
create policy order_import_row_read on order_import_row for insert to ${app}
    with check (exists (select 1 from order_import i where i.id = import and i.person = linli_person())
        and (matter is null or exists (select 1 from matter m where m.id = order_import_row.matter)));
create policy order_import_row_taken on order_import_row for update to ${app}
    using (exists (select 1 from order_import i where i.id = import and i.person = linli_person()))
    with check (exists (select 1 from order_import i where i.id = import and i.person = linli_person())
        and (matter is null or exists (select 1 from matter m where m.id = order_import_row.matter)));
grant select, insert on order_import to ${app};
grant update (state, done, ended_at) on order_import to ${app};
grant select, insert on order_import_row to ${app};
grant update (state, reason, sealed, matter) on order_import_row to ${app};

-- What nobody began within a day is forgotten, and what became of each row after a month.
create function forget_imports(a_day_ago timestamptz, a_month_ago timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        update order_import set state = 'CANCELLED', ended_at = a_day_ago where state = 'READY' and begun_at < a_day_ago;
        update order_import_row r
           set sealed = null
          from order_import i
         where i.id = r.import
           and i.state not in ('READY', 'RUNNING')
           and r.sealed is not null;
        delete from order_import_row r using order_import i where i.id = r.import and i.begun_at < a_month_ago;
        delete from order_import where begun_at < a_month_ago;
    end;
revoke execute on function forget_imports(timestamptz, timestamptz) from public;
grant execute on function forget_imports(timestamptz, timestamptz) to ${app};
