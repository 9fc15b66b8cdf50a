-- Kinds of devices 设备类别: what they are, whether they film, and by what law. Of everywhere, or of one community.
create table device_kind (
    code  text collate "C" primary key check (code ~ '^[a-z][a-z0-9_]{1,29}$'),
    place text collate "C" references place,
    name  text not null check (length(name) between 1 and 30),
    films boolean not null,
    law   text not null check (length(law) <= 300)
);
alter table device_kind enable row level security;
create policy device_kind_seen on device_kind for select to ${app} using (true);
create policy device_kind_added on device_kind for insert to ${app}
    with check (linli_person() is not null and (linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on device_kind to ${app};

-- Kinds of alerts 告警类别, by the word that devices send, and what follows where no rule says otherwise.
create table device_alert_kind (
    code           text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{1,29}$' and code <> 'heartbeat'),
    place          text collate "C" not null default '',
    name           text not null check (length(name) between 1 and 30),
    category       text collate "C" not null references order_category,
    severity       text not null check (severity in ('URGENT', 'ORDINARY')),
    window_minutes int not null check (window_minutes between 0 and 1440),
    primary key (code, place)
);
alter table device_alert_kind enable row level security;
create policy device_alert_kind_seen on device_alert_kind for select to ${app} using (true);
create policy device_alert_kind_added on device_alert_kind for insert to ${app}
    with check (linli_person() is not null and (linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert on device_alert_kind to ${app};

insert into device_kind (code, name, films, law) values
    ('throw_camera', '高空抛物摄像头', true, '民法典第 1254 条（防止高空抛物）；个人信息保护法第 26 条（公共场所图像采集）；公共安全视频图像信息系统管理条例（国务院令第 799 号）'),
    ('ebike_gate', '电梯电动车阻车器', true, '民法典第 942 条（维护物业区域秩序）；个人信息保护法第 26 条（公共场所图像采集）；公共安全视频图像信息系统管理条例（国务院令第 799 号）'),
    ('smoke', '烟雾探测器', false, '消防法第 18 条（共用消防设施的维护）'),
    ('lift', '电梯运行监测器', false, '特种设备安全法第 38 条（电梯的管理）'),
    ('other', '其他设备', false, '');
insert into device_alert_kind (code, name, category, severity, window_minutes) values
    ('throw', '高空抛物', '0505', 'URGENT', 10),
    ('ebike', '电动车进电梯', '0602', 'ORDINARY', 10),
    ('smoke', '烟雾报警', '0603', 'URGENT', 5),
    ('trapped', '电梯困人', '0202', 'URGENT', 5),
    ('fault', '设备故障', '02', 'ORDINARY', 720),
    ('tamper', '设备被遮挡或移动', '02', 'ORDINARY', 120);

-- Devices 智能设备: what each is for, under what law, who runs it and who may look; its token is nowhere but as a keyed hash, and the
-- key by which it signs over a broker only sealed.
create table device (
    id             uuid primary key,
    place          text collate "C" not null references place check (length(place) in (12, 15, 18, 20)),
    kind           text collate "C" not null references device_kind,
    name           text not null check (length(name) between 1 and 30),
    spot           text not null check (length(spot) between 1 and 80),
    purpose        text not null check (length(purpose) between 2 and 200),
    law            text not null check (length(law) between 2 and 300),
    operator       uuid not null references organisation,
    seen_by        text not null check (seen_by in ('COMMUNITY', 'OPERATOR')),
    retention_days int not null check (retention_days between 0 and 365),
    sign           text not null check (length(sign) <= 100),
    shielded       boolean not null,
    silent_minutes int not null check (silent_minutes between 0 and 43200),
    registered_at  timestamptz not null,
    registered_by  uuid not null,
    changed_at     timestamptz not null,
    retired_at     timestamptz,
    retired_why    text not null default '' check (length(retired_why) <= 200),
    token_hash     bytea unique check (length(token_hash) = 32),
    signing_key    bytea check (length(signing_key) <= 300),
    token_at       timestamptz,
    seen_at        timestamptz,
    battery        int check (battery between 0 and 100),
    refused_at     timestamptz,
    refused_code   text not null default '' check (length(refused_code) <= 60),
    check ((token_hash is null) = (signing_key is null)),
    check (retired_at is null or token_hash is null)
);
create index device_by_place on device (place, id);
create index device_by_operator on device (operator);
alter table device enable row level security;
create policy device_seen on device for select to ${app}
    using ((linli_may('matters') or linli_may('appoint')) and place >= linli_place() and place < linli_place() || ':'
        or operator = linli_organisation());
create policy device_registered on device for insert to ${app}
    with check (registered_by = linli_person() and (linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':'
        and serves_at(operator, place)
        and exists (select 1 from device_kind k where k.code = kind and (k.place is null or starts_with(device.place, k.place))));
create policy device_changed on device for update to ${app}
    using ((linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':')
    with check (place >= linli_place() and place < linli_place() || ':' and serves_at(operator, place));
grant select, insert on device to ${app};
grant update (name, spot, purpose, law, operator, seen_by, retention_days, sign, shielded, silent_minutes, changed_at, retired_at,
              retired_why, token_hash, signing_key, token_at, seen_at, battery, refused_at, refused_code) on device to ${app};

-- Rules 告警规则: the closest place decides what becomes of a kind of alert.
create table device_rule (
    id             uuid primary key,
    place          text collate "C" not null references place check (length(place) in (12, 15, 18, 20)),
    alert          text collate "C" not null,
    orders         boolean not null,
    category       text collate "C" not null references order_category,
    severity       text not null check (severity in ('URGENT', 'ORDINARY')),
    window_minutes int not null check (window_minutes between 0 and 1440),
    quiet          text not null check (length(quiet) <= 100),
    made_by        uuid not null,
    made_at        timestamptz not null,
    unique (place, alert),
    check (severity <> 'URGENT' or quiet = '')
);
alter table device_rule enable row level security;
create policy device_rule_seen on device_rule for select to ${app}
    using ((linli_may('matters') or linli_may('appoint'))
        and (place >= linli_place() and place < linli_place() || ':' or starts_with(linli_place(), place))
        or exists (select 1 from device d where d.operator = linli_organisation() and starts_with(d.place, device_rule.place)));
create policy device_rule_made on device_rule for insert to ${app}
    with check (made_by = linli_person() and (linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
create policy device_rule_dropped on device_rule for delete to ${app}
    using (linli_person() is not null and (linli_may('appoint') or linli_may('matters') and linli_may('people'))
        and place >= linli_place() and place < linli_place() || ':');
grant select, insert, delete on device_rule to ${app};

-- Alerts 设备告警: once by the device's own number; what came of each, and by which rule, as the rule stood then. Nothing of anybody.
create table device_alert (
    id             uuid primary key,
    device         uuid not null references device,
    place          text collate "C" not null,
    event          text collate "C" not null check (event ~ '^[A-Za-z0-9._:-]{1,64}$'),
    alert          text collate "C" not null,
    alert_name     text not null check (length(alert_name) <= 30),
    at             timestamptz not null,
    received_at    timestamptz not null,
    broker         boolean not null,
    things         int check (things between 1 and 1000),
    confidence     int check (confidence between 0 and 100),
    outcome        text not null check (outcome in ('ORDERED', 'JOINED', 'QUIET', 'RECORDED', 'HELD', 'RAISED')),
    rule_place     text collate "C" not null default '',
    category       text collate "C" not null,
    severity       text not null check (severity in ('URGENT', 'ORDINARY')),
    window_minutes int not null check (window_minutes between 0 and 1440),
    matter         uuid references matter,
    taken_back_at  timestamptz,
    taken_back_by  text not null default '' check (length(taken_back_by) <= 200),
    taken_back_why text not null default '' check (length(taken_back_why) <= 500),
    unique (device, event),
    check (outcome in ('ORDERED', 'JOINED', 'RAISED') = (matter is not null))
);
create index device_alert_by_device on device_alert (device, at desc, id desc);
create index device_alert_near on device_alert (device, alert, at desc) where matter is not null;
create index device_alert_by_matter on device_alert (matter) where matter is not null;
alter table device_alert enable row level security;
create policy device_alert_seen on device_alert for select to ${app}
    using (linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        or exists (select 1 from device d
                    where d.id = device_alert.device and d.operator = linli_organisation() and d.seen_by = 'OPERATOR'));
create policy device_alert_heard on device_alert for insert to ${app}
    with check (linli_person() is null and linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and exists (select 1 from device d where d.id = device_alert.device and d.place = device_alert.place)
        and (matter is null or exists (select 1 from matter m where m.id = device_alert.matter)));
create policy device_alert_decided on device_alert for update to ${app}
    using (linli_person() is not null and linli_may('matters') and linli_may('people')
        and place >= linli_place() and place < linli_place() || ':')
    with check (matter is null or exists (select 1 from matter m where m.id = device_alert.matter));
grant select, insert on device_alert to ${app};
grant update (outcome, matter, taken_back_at, taken_back_by, taken_back_why) on device_alert to ${app};

-- Each look at the alerts of a device that films 查看记录.
create table device_look (
    id        uuid primary key,
    device    uuid not null references device,
    place     text collate "C" not null,
    by_person uuid not null,
    signature text not null check (length(signature) <= 200),
    at        timestamptz not null
);
create index device_look_by_device on device_look (device, at desc);
alter table device_look enable row level security;
create policy device_look_seen on device_look for select to ${app}
    using (by_person = linli_person()
        or (linli_may('appoint') or linli_may('matters')) and place >= linli_place() and place < linli_place() || ':');
create policy device_look_recorded on device_look for insert to ${app}
    with check (by_person = linli_person()
        and exists (select 1 from device d where d.id = device_look.device and d.place = device_look.place));
grant select, insert on device_look to ${app};

-- Whose token it is; a stranger who knows one learns what it is for.
create function device_enter(of_hash bytea) returns table (id uuid, name text, place text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select d.id, d.name, d.place
          from device d
         where d.token_hash = of_hash
           and d.retired_at is null;
    end;
-- The same by its id, with the sealed key that its signature is checked with.
create function device_signs(of_id uuid) returns table (id uuid, name text, place text, signing_key bytea)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select d.id, d.name, d.place, d.signing_key
          from device d
         where d.id = of_id
           and d.signing_key is not null
           and d.retired_at is null;
    end;

-- What anybody may know of devices 公开: what the sign beside each says, and how often they gave an alert.
create function devices_public(of_place text, of_id uuid)
    returns table (id uuid, place text, kind text, films boolean, name text, spot text, purpose text, law text, operator text,
                   seen_by text, retention_days int, sign text, registered_at timestamptz, retired_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select d.id, d.place, k.name, k.films, d.name, d.spot, d.purpose, d.law, o.name,
               d.seen_by, d.retention_days, d.sign, d.registered_at, d.retired_at
          from device d
          join device_kind k on k.code = d.kind
          join organisation o on o.id = d.operator
         where d.id = of_id
            or of_id is null and d.retired_at is null
               and d.place >= of_place collate "C" and d.place < (of_place || ':') collate "C"
         order by d.place, d.name, d.id
         limit 200;
    end;
create function device_months(of_id uuid, since timestamptz, zone text) returns table (month text, alerts int, orders int)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select to_char(a.at at time zone zone, 'YYYY-MM'), count(*)::int, count(distinct a.matter)::int
          from device_alert a
         where a.device = of_id
           and a.at >= since
         group by 1
         order by 1;
    end;
create function device_counts(of_id uuid, since timestamptz, before timestamptz) returns table (alerts int, looks int)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select (select count(*) from device_alert a where a.device = of_id and a.at >= since and a.at < before)::int,
               (select count(*) from device_look l where l.device = of_id and l.at >= since and l.at < before)::int;
    end;
revoke execute on function device_enter(bytea), device_signs(uuid), devices_public(text, uuid),
    device_months(uuid, timestamptz, text), device_counts(uuid, timestamptz, timestamptz) from public;
grant execute on function device_enter(bytea), device_signs(uuid), devices_public(text, uuid),
    device_months(uuid, timestamptz, text), device_counts(uuid, timestamptz, timestamptz) to ${app};
