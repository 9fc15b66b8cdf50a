-- The subclasses 小类 of parts and events, GB/T 30428.2-2013 [memory]: two digits of the class and two of the subclass, as text. The text of
-- the standard was not at hand. checked says that the code stands with this name in a list that a city published with its own
-- software (two lists were found); the rest is from memory alone, and each place may set what holds there.
create table national_subclass (
    code    text collate "C" primary key check (code ~ '^[PE][0-9]{4}$'),
    class   text collate "C" not null generated always as (left(code, 3)) stored references national_class,
    name    text not null check (length(name) between 2 and 20),
    checked boolean not null
);
grant select on national_subclass to ${app};

-- Both lists number 突发事件 as 04 and 街面秩序 as 05; ours stood the other way round, and digital city management reads the numbers.
update national_class
   set name = case code when 'E04' then '突发事件' else '街面秩序' end, street = code = 'E05'
 where code in ('E04', 'E05');
update order_category set national = case national when 'E04' then 'E05' else 'E04' end where national in ('E04', 'E05');

insert into national_subclass (code, name, checked) values
    ('P0101', '上水井盖', true), ('P0102', '污水井盖', true), ('P0103', '雨水井盖', true), ('P0104', '雨水箅子', true),
    ('P0105', '电力井盖', true), ('P0106', '路灯井盖', true), ('P0107', '通信井盖', true), ('P0108', '电视井盖', true),
    ('P0109', '网络井盖', true), ('P0110', '热力井盖', true), ('P0111', '燃气井盖', true), ('P0112', '公安井盖', true),
    ('P0113', '消防设施', true), ('P0114', '无主井盖', true), ('P0115', '通信交接箱', true), ('P0116', '电力设施', true),
    ('P0117', '立杆', true), ('P0118', '路灯', true), ('P0119', '地灯', true), ('P0120', '景观灯', true),
    ('P0121', '报刊亭', true), ('P0122', '电话亭', true), ('P0123', '邮筒', true), ('P0124', '信息亭', true),
    ('P0125', '自动售货机', true), ('P0126', '健身设施', true), ('P0127', '中水井盖', true), ('P0128', '公交井盖', false),
    ('P0129', '输油（气）井盖', false), ('P0130', '特殊井盖', false), ('P0131', '民用水井', false), ('P0132', '供水器', false),
    ('P0133', '高压线铁塔', false), ('P0134', '变压器（箱）', false), ('P0135', '燃气调压站（箱）', true), ('P0136', '监控电子眼', false),
    ('P0137', '售货亭', false), ('P0138', '治安岗亭', false), ('P0199', '其他公用设施', false),
    ('P0201', '停车场', true), ('P0202', '停车咪表', true), ('P0203', '公交站亭', true), ('P0204', '出租车站牌', true),
    ('P0205', '过街天桥', true), ('P0206', '地下通道', true), ('P0207', '高架立交桥', true), ('P0208', '跨河桥', true),
    ('P0209', '交通标志牌', true), ('P0210', '交通信号灯', false), ('P0211', '交通护栏', true), ('P0212', '存车支架', true),
    ('P0213', '路名牌', true), ('P0214', '交通信号设施', false), ('P0215', '道路信息显示屏', false), ('P0216', '道路隔音屏', false),
    ('P0217', '交通岗亭', false), ('P0299', '其他交通设施', false),
    ('P0301', '公共厕所', true), ('P0302', '化粪池', true), ('P0303', '公厕指示牌', true), ('P0304', '垃圾间（楼）', true),
    ('P0305', '垃圾箱', true), ('P0306', '灯箱霓虹灯', true), ('P0307', '广告牌匾', true), ('P0308', '环保监测站', false),
    ('P0309', '气象监测站', false), ('P0310', '污水口监测站', false), ('P0311', '噪声显示屏', false), ('P0399', '其他市容环境设施', false),
    ('P0401', '古树名木', true), ('P0402', '行道树', true), ('P0403', '护树设施', false), ('P0404', '花架花钵', true),
    ('P0405', '绿地', true), ('P0406', '雕塑', true), ('P0407', '街头座椅', true), ('P0408', '绿地护栏', false),
    ('P0409', '绿地维护设施', true), ('P0410', '喷泉', false), ('P0499', '其他园林绿化设施', false),
    ('P0501', '重大危险源', false), ('P0502', '工地', false), ('P0503', '水域附属设施', false), ('P0504', '水域护栏', false),
    ('P0505', '港监设施', false), ('P0506', '防汛墙', false),
    ('E0101', '私搭乱建', true), ('E0102', '暴露垃圾', true), ('E0103', '积存垃圾渣土', true), ('E0104', '道路不洁', true),
    ('E0105', '水域不洁', true), ('E0106', '绿地脏乱', true), ('E0107', '废弃车辆', true), ('E0108', '废弃家具设备', true),
    ('E0109', '非装饰性树挂', true), ('E0110', '道路破损', true), ('E0111', '河堤破损', true), ('E0112', '道路遗撒', true),
    ('E0113', '建筑物外立面不洁', true), ('E0114', '水域秩序问题', true), ('E0115', '焚烧垃圾、树叶', true), ('E0116', '油烟污染', true),
    ('E0117', '动物尸体清理', true), ('E0118', '擅自饲养家禽家畜', true), ('E0199', '其他市容环境问题', true),
    ('E0201', '非法小广告', true), ('E0202', '违章张贴悬挂广告牌匾', true), ('E0203', '占道广告牌', true), ('E0204', '街头散发广告', true),
    ('E0205', '广告招牌破损', true), ('E0299', '其他宣传广告问题', false),
    ('E0301', '施工扰民', true), ('E0302', '工地扬尘', true), ('E0303', '施工废弃料', true), ('E0304', '施工占道', true),
    ('E0305', '无证掘路', true), ('E0399', '其他施工管理问题', true),
    ('E0401', '路面塌陷', true), ('E0402', '自来水管破裂', true), ('E0403', '燃气管道破裂', true), ('E0404', '下水道堵塞或破损', true),
    ('E0405', '热力管道破裂', true), ('E0406', '道路积水', true), ('E0407', '道路积雪结冰', true), ('E0408', '架空线缆损坏', true),
    ('E0409', '群发性事件', true), ('E0499', '其他突发事件', true),
    ('E0501', '无照经营游商', true), ('E0502', '流浪乞讨', true), ('E0503', '占道废品收购', true), ('E0504', '店外经营', true),
    ('E0505', '机动车乱停放', true), ('E0506', '非机动车乱停放', true), ('E0507', '乱堆物堆料', true), ('E0508', '商业噪音', true),
    ('E0509', '黑车拉客', true), ('E0510', '露天烧烤', true), ('E0511', '沿街晾挂', true), ('E0512', '非法出版物销售', true),
    ('E0513', '空调室外机低挂', true), ('E0599', '其他街面秩序问题', true);

-- What a place calls a subclass, or what it has beside those of the standard 扩展小类; the closest place wins.
create table local_subclass (
    place  text collate "C" not null references place,
    code   text collate "C" not null check (code ~ '^[PE][0-9]{4}$'),
    name   text not null check (length(name) between 2 and 20),
    set_by uuid not null,
    set_at timestamptz not null,
    primary key (place, code)
);
create index local_subclass_by_code on local_subclass (code);
alter table local_subclass enable row level security;
create policy local_subclass_public on local_subclass for select to ${app} using (true);
create policy local_subclass_made on local_subclass for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy local_subclass_changed on local_subclass for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy local_subclass_dropped on local_subclass for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert, update, delete on local_subclass to ${app};

-- Which subclass one of our categories is, where that is plain; a place may set another, or none (the empty text).
alter table order_category
    add column subclass text collate "C" references national_subclass,
    add check (subclass is null or left(subclass, 3) = national);
alter table category_term add column subclass text collate "C" check (subclass = '' or subclass ~ '^[PE][0-9]{4}$');
update order_category c
   set subclass = v.subclass, national = left(v.subclass, 3)
  from (values ('0205', 'P0126'), ('0207', 'P0118'), ('0301', 'E0102'), ('0303', 'E0303'), ('0308', 'E0201'), ('0309', 'P0305'),
               ('0402', 'E0505'), ('0405', 'E0506'), ('0502', 'E0301'), ('0605', 'E0101'),
               ('0606', 'E0408')) as v (code, subclass)
 where c.code = v.code;

-- A case of digital city management tells its subclass by number too.
update order_layout
   set columns = replace(columns, E'\n小类名称=CATEGORY', E'\n小类代码=NATIONAL_SUBCODE\n小类名称=CATEGORY')
 where id = '019a0000-0000-7000-8000-000000030428';
