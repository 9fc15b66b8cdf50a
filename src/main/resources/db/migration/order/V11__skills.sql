-- Automatic dispatch 自动派单: the hours of each day within which a rule sends what is placed at once; none is never.
alter table order_route add column auto_hours text not null default '' check (length(auto_hours) <= 100);
create policy order_route_changed on order_route for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':'
        and serves_at(organisation, place));
grant update (auto_hours) on order_route to ${app};

-- What a category asks for 岗位: by the longest beginning of its code, one of the six posts [design]; what none names asks for none.
create table category_skill (
    category text collate "C" primary key check (category ~ '^[0-9]{2,8}$'),
    skill    text not null check (skill in ('REPAIR', 'CARE', 'ADVICE', 'POLICY', 'EMERGENCY', 'MEDIATION'))
);
alter table category_skill enable row level security;
create policy category_skill_public on category_skill for select to ${app} using (true);
grant select on category_skill to ${app};
insert into category_skill (category, skill) values
    ('01', 'REPAIR'), ('0106', 'EMERGENCY'), ('02', 'REPAIR'), ('0202', 'EMERGENCY'), ('0208', 'EMERGENCY'), ('05', 'MEDIATION'),
    ('0505', 'EMERGENCY'), ('06', 'EMERGENCY'), ('07', 'CARE'), ('0705', 'REPAIR'), ('09', 'ADVICE'), ('0901', 'POLICY'),
    ('0903', 'POLICY'), ('0906', 'MEDIATION');

-- The language 语言 of whoever asked (3-24, B13): their own, or what whoever took the order heard.
alter table service_order add column language text not null default 'zh-CN' check (language in ('zh-CN', 'bo', 'mn', 'en'));
