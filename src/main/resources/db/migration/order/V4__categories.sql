-- Categories as data 事项类别: what each is, how long it may take, when it may be filed and closed, and what proves it.
-- The classes of parts 部件 (P) and events 事件 (E) are those of GB/T 30428.2; things inside a compound have none there.
create table national_class (
    code text collate "C" primary key check (code ~ '^[PE][0-9]{2}$'),
    name text not null
);
grant select on national_class to ${app};
insert into national_class (code, name) values
    ('P01', '公用设施'), ('P02', '交通设施'), ('P03', '市容环境设施'), ('P04', '园林绿化'), ('P05', '其他部件'),
    ('E01', '市容环境'), ('E02', '宣传广告'), ('E03', '施工管理'), ('E04', '街面秩序'), ('E05', '突发事件'), ('E06', '其他事件');

alter table order_category
    add column national     text collate "C" references national_class,
    add column limit_amount int,
    add column limit_unit   text not null default 'HOURS' check (limit_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    add column evidence     text not null default 'PHOTO_OR_REASON' check (evidence in ('PHOTO', 'PHOTO_OR_REASON', 'WORDS')),
    add column responsible  text not null default 'COMMUNITY',
    add column seen         text not null default 'PARTIES' check (seen in ('PARTIES', 'PUBLIC')),
    add column urgent       boolean not null default false,
    add column filing       text not null default '' check (length(filing) <= 300),
    add column closing      text not null default '' check (length(closing) <= 300),
    add column place        text collate "C" references place,
    add column retired_at   timestamptz;
update order_category set limit_amount = hours;
alter table order_category
    alter column limit_amount set not null,
    add check (limit_amount between 1 and 2000),
    drop column hours;

-- The limits are ours [design]: cities differ (暴露垃圾 4 working hours here, a working day there), so each place sets its own.
insert into order_category (code, name, icon, sort, limit_amount, limit_unit, evidence, responsible, national, urgent, seen, filing, closing)
select v.code, v.name, t.icon, 100 * t.sort + right(v.code, 2)::int, v.amount, v.unit, v.evidence, v.responsible, v.national, v.urgent,
       v.seen, v.filing, v.closing
  from (values
    ('0101', '停电、跳闸', 4, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '家里或楼道没有电，不是欠费', '恢复供电，试过一次'),
    ('0102', '水管漏水', 12, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '看得见漏水，或水表不用水也在走', '不再漏水，关阀打开后观察过'),
    ('0103', '下水道堵了', 12, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '积水下不去或反水', '排水通畅，周围冲洗干净'),
    ('0104', '暖气不热', 24, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '供暖期内室温不够或暖气片不热', '暖气片热了，或写明属于热力公司并已报修'),
    ('0105', '停水、水压小', 4, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PUBLIC', '没有水或水太小，不是欠费', '恢复供水，或写明停水原因和来水时间'),
    ('0106', '燃气漏气、有气味', 30, 'MINUTES', 'PHOTO_OR_REASON', 'PROPERTY', 'E05', true, 'PARTIES', '闻到燃气味，或报警器响', '燃气公司到场确认安全，现场有人看守到解除'),
    ('0107', '门窗、门锁坏了', 48, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '门窗或锁不能正常开关', '开关正常，住户试过'),
    ('0108', '屋顶、外墙渗水', 10, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', null, false, 'PUBLIC', '下雨时屋顶、外墙、窗边渗水', '修好后经过一次雨或泼水试验不渗'),
    ('0201', '楼道灯不亮', 24, 'HOURS', 'PHOTO', 'PROPERTY', null, false, 'PUBLIC', '楼道、地下室公共照明不亮', '灯亮，开关或感应正常'),
    ('0202', '电梯困人、停运', 30, 'MINUTES', 'PHOTO_OR_REASON', 'PROPERTY', 'E05', true, 'PUBLIC', '有人被困，或电梯停止运行', '人员安全救出，维保单位确认后恢复运行'),
    ('0203', '电梯有异响、按键失灵', 24, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PUBLIC', '运行有异响、抖动、平层不准、按键不灵', '维保单位检查并签字，恢复正常'),
    ('0204', '单元门、门禁坏了', 48, 'HOURS', 'PHOTO', 'PROPERTY', null, false, 'PUBLIC', '单元门关不上，门禁刷不开', '门能关能开，门禁正常'),
    ('0205', '健身、游乐设施坏了', 3, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'P01', false, 'PUBLIC', '器材松动、断裂、缺件', '修好或拆除，不留危险'),
    ('0206', '路面、台阶、扶手破损', 5, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'P02', false, 'PUBLIC', '地面破损可能绊倒人', '修补平整，现场清理'),
    ('0207', '路灯不亮', 2, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'P01', false, 'PUBLIC', '院内或门口路灯不亮', '灯亮，夜间看过'),
    ('0208', '井盖丢失、破损', 4, 'HOURS', 'PHOTO', 'PROPERTY', 'P01', true, 'PUBLIC', '井盖缺失、松动、破损；先围挡', '换好井盖，行走不响不翘'),
    ('0209', '围墙、栏杆损坏', 5, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'P05', false, 'PUBLIC', '围墙、护栏倾斜或缺失', '加固或修复，不留缺口'),
    ('0210', '充电桩、车棚坏了', 3, 'WORKING_DAYS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PUBLIC', '充电桩不能用，车棚破损', '能正常充电，或写明停用和替代地点'),
    ('0211', '快递柜、信箱坏了', 3, 'WORKING_DAYS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PUBLIC', '柜门打不开、信箱破损', '能正常取件'),
    ('0301', '垃圾没有及时清', 4, 'WORKING_HOURS', 'PHOTO', 'PROPERTY', 'E01', false, 'PUBLIC', '垃圾满溢或散落', '清走并冲洗，地面没有残留'),
    ('0302', '楼道堆放杂物', 3, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'E01', false, 'PUBLIC', '楼道、通道有杂物妨碍通行', '杂物清走，通道畅通'),
    ('0303', '建筑垃圾乱倒', 2, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'E03', false, 'PUBLIC', '装修或施工垃圾没有放到指定点', '清走，责任人已被告知'),
    ('0304', '宠物粪便、遛狗不牵绳', 24, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', 'E01', false, 'PARTIES', '现场有粪便，或犬只未牵绳', '清理干净，已提醒养犬人'),
    ('0305', '绿化修剪、树枝遮挡', 5, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'P04', false, 'PUBLIC', '树枝遮窗、挡路、碰线', '修剪完，枝叶清走'),
    ('0306', '蚊虫、老鼠、蟑螂', 3, 'WORKING_DAYS', 'PHOTO_OR_REASON', 'PROPERTY', 'E01', false, 'PUBLIC', '公共部位虫鼠较多', '消杀完成，公示药物和日期'),
    ('0307', '污水外溢', 8, 'HOURS', 'PHOTO', 'PROPERTY', 'E01', false, 'PUBLIC', '井口、地面有污水冒出', '不再外溢，地面冲洗消毒'),
    ('0308', '小广告、乱涂乱画', 3, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'E02', false, 'PUBLIC', '公共部位有张贴、喷涂', '清除并复原墙面'),
    ('0309', '垃圾分类投放点', 24, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', 'P03', false, 'PUBLIC', '桶缺、标识错、没人管', '桶齐、标识对、地面干净'),
    ('0401', '占用消防通道', 1, 'HOURS', 'PHOTO', 'PROPERTY', 'E04', true, 'PUBLIC', '车辆或物品堵住消防通道', '通道腾空'),
    ('0402', '乱停车堵路、堵门', 2, 'HOURS', 'PHOTO', 'PROPERTY', 'E04', false, 'PUBLIC', '车辆妨碍通行', '车辆移走，道路畅通'),
    ('0403', '车位被占', 4, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '自己的车位被别人停了', '车位腾出，或双方说定'),
    ('0404', '长期不动的车', 10, 'WORKING_DAYS', 'PHOTO', 'GRID_TEAM', 'E04', false, 'PUBLIC', '车辆一个月以上没有动，占用公共车位', '联系到车主移走，或依法处置'),
    ('0405', '电动车、自行车乱停', 24, 'HOURS', 'PHOTO', 'PROPERTY', 'E04', false, 'PUBLIC', '停在门口、通道、绿地', '摆放到划线处，通道畅通'),
    ('0406', '私装地锁、圈占车位', 5, 'WORKING_DAYS', 'PHOTO', 'PROPERTY', 'E04', false, 'PUBLIC', '公共车位被私自加锁、圈占', '地锁拆除，地面恢复'),
    ('0407', '道闸、收费有问题', 2, 'WORKING_DAYS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '道闸不抬杆，或收费有疑问', '能正常进出，收费说清楚'),
    ('0501', '夜里有人吵闹', 2, 'HOURS', 'WORDS', 'PROPERTY', null, false, 'PARTIES', '晚上十点到早上六点仍有噪声', '上门劝止，对方答应'),
    ('0502', '装修噪音', 24, 'HOURS', 'WORDS', 'PROPERTY', 'E03', false, 'PARTIES', '规定时间以外装修', '施工方停工或改到规定时间'),
    ('0503', '楼上楼下漏水纠纷', 5, 'WORKING_DAYS', 'PHOTO_OR_REASON', 'PROPERTY', null, false, 'PARTIES', '漏水责任说不清', '查明原因，双方达成一致或转人民调解'),
    ('0504', '宠物扰民', 3, 'WORKING_DAYS', 'WORDS', 'GRID_TEAM', null, false, 'PARTIES', '叫声、气味影响邻居', '与饲养人约定改进，回访无反复'),
    ('0505', '高空抛物', 2, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', 'E05', true, 'PUBLIC', '有东西从楼上掉下或被抛下', '查看监控，入户提醒，危险物已清'),
    ('0506', '广场舞、音响声大', 24, 'HOURS', 'WORDS', 'GRID_TEAM', null, false, 'PARTIES', '音量大或时间太早太晚', '商定时间和音量'),
    ('0507', '邻里矛盾', 5, 'WORKING_DAYS', 'WORDS', 'GRID_TEAM', null, false, 'PARTIES', '双方说不拢，愿意让社区来劝', '谈过一次并有结果，或转人民调解'),
    ('0601', '飞线充电', 24, 'HOURS', 'PHOTO', 'GRID_TEAM', 'E05', false, 'PUBLIC', '从家里拉线给电动车充电', '线收回，已指引到充电棚'),
    ('0602', '电动车进楼、进电梯', 24, 'HOURS', 'PHOTO_OR_REASON', 'PROPERTY', 'E05', false, 'PUBLIC', '电动车或电池进楼', '车辆推出，已告知风险'),
    ('0603', '消防设施损坏', 24, 'HOURS', 'PHOTO', 'PROPERTY', 'E05', false, 'PUBLIC', '灭火器、消火栓、应急灯缺损', '补齐或修好，可以使用'),
    ('0604', '外墙、瓷砖脱落', 4, 'HOURS', 'PHOTO', 'PROPERTY', 'E05', true, 'PUBLIC', '有脱落或松动；先拉警戒线', '危险部位清除，隔离到修好'),
    ('0605', '私搭乱建', 20, 'WORKING_DAYS', 'PHOTO', 'GRID_TEAM', 'E03', false, 'PUBLIC', '占用公共部位、屋顶、绿地搭建', '自行拆除、帮拆，或移交执法部门'),
    ('0606', '电线裸露、垂落', 2, 'HOURS', 'PHOTO', 'PROPERTY', 'E05', true, 'PUBLIC', '线缆断落、裸露、下垂；不要靠近', '产权单位处理完，现场安全'),
    ('0607', '树要倒了、断枝', 8, 'HOURS', 'PHOTO', 'PROPERTY', 'P04', true, 'PUBLIC', '树木倾斜、断枝悬挂', '扶正、加固或移除'),
    ('0608', '施工没有围挡', 1, 'WORKING_DAYS', 'PHOTO', 'GRID_TEAM', 'E03', false, 'PUBLIC', '开挖或施工没有围挡、警示', '围挡和警示齐全'),
    ('0701', '代买东西、取药', 8, 'HOURS', 'WORDS', 'VOLUNTEERS', null, false, 'PARTIES', '本人或家人不方便出门', '东西送到，票据和找零交清'),
    ('0702', '上门代办证件', 3, 'WORKING_DAYS', 'WORDS', 'GRID_TEAM', null, false, 'PARTIES', '本人不能到场，写明委托办什么', '办好交回，材料当面清点'),
    ('0703', '陪同看病', 2, 'DAYS', 'WORDS', 'VOLUNTEERS', null, false, 'PARTIES', '没有家人陪同，提前一天约', '陪同完成，送到家'),
    ('0704', '搬重物、挪家具', 24, 'HOURS', 'WORDS', 'VOLUNTEERS', null, false, 'PARTIES', '老人、残疾人家里搬不动', '搬好放稳'),
    ('0705', '换灯泡、小修小补', 24, 'HOURS', 'PHOTO_OR_REASON', 'VOLUNTEERS', null, false, 'PARTIES', '家里小毛病，没有人会弄', '修好试过'),
    ('0706', '送餐', 4, 'HOURS', 'WORDS', 'VOLUNTEERS', null, false, 'PARTIES', '本人做不了饭', '按时送到'),
    ('0707', '探望老人', 24, 'HOURS', 'WORDS', 'VOLUNTEERS', null, false, 'PARTIES', '独居、空巢，联系不上或想有人去看看', '见到本人，情况告诉委托人'),
    ('0801', '家电维修', 48, 'HOURS', 'WORDS', 'MERCHANT', null, false, 'PARTIES', '上门前说清收费', '修好试机，费用当面说清'),
    ('0802', '家政保洁', 3, 'DAYS', 'WORDS', 'MERCHANT', null, false, 'PARTIES', '说清面积和时间', '住户验收'),
    ('0803', '上门理发', 3, 'DAYS', 'WORDS', 'MERCHANT', null, false, 'PARTIES', '出不了门的老人、病人优先', '理完，住户满意'),
    ('0804', '开锁、换锁', 2, 'HOURS', 'WORDS', 'MERCHANT', null, false, 'PARTIES', '核对身份和住址', '开好，费用当面说清'),
    ('0805', '磨刀、配钥匙、缝补', 3, 'DAYS', 'WORDS', 'MERCHANT', null, false, 'PARTIES', '小活送到便民点或约上门', '做好交回'),
    ('0806', '借活动室、借工具', 2, 'WORKING_DAYS', 'WORDS', 'COMMUNITY', null, false, 'PARTIES', '写明时间、人数、用途', '答复并登记'),
    ('0901', '问政策、问怎么办', 1, 'WORKING_DAYS', 'WORDS', 'COMMUNITY', null, false, 'PARTIES', '说清想办什么', '答复清楚，告诉去哪里、带什么'),
    ('0902', '物业费、公共收益', 3, 'WORKING_DAYS', 'WORDS', 'PROPERTY', null, false, 'PARTIES', '对收费或账目有疑问', '出示依据，答复清楚'),
    ('0903', '业委会、业主大会', 3, 'WORKING_DAYS', 'WORDS', 'COMMUNITY', null, false, 'PARTIES', '询问选举、表决、议事', '答复清楚'),
    ('0904', '提建议', 5, 'WORKING_DAYS', 'WORDS', 'COMMUNITY', null, false, 'PARTIES', '对小区、社区有建议', '答复是否采纳和理由'),
    ('0905', '表扬', 5, 'WORKING_DAYS', 'WORDS', 'COMMUNITY', null, false, 'PARTIES', '想夸夸谁', '转告本人'),
    ('0906', '投诉服务态度', 3, 'WORKING_DAYS', 'WORDS', 'COMMUNITY', null, false, 'PARTIES', '说清时间、地点、经过', '由被投诉人以外的人核实并答复')
  ) as v (code, name, amount, unit, evidence, responsible, national, urgent, seen, filing, closing)
  join order_category t on t.code = left(v.code, 2);

-- What a place sets otherwise 本地标准: all of a category's terms, for the place and everything in it; the closest place wins.
create table category_term (
    place        text collate "C" not null references place,
    category     text collate "C" not null references order_category,
    limit_amount int not null check (limit_amount between 1 and 2000),
    limit_unit   text not null check (limit_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    evidence     text not null check (evidence in ('PHOTO', 'PHOTO_OR_REASON', 'WORDS')),
    responsible  text not null,
    seen         text not null check (seen in ('PARTIES', 'PUBLIC')),
    urgent       boolean not null,
    filing       text not null check (length(filing) <= 300),
    closing      text not null check (length(closing) <= 300),
    offered      boolean not null,
    set_by       uuid not null,
    set_at       timestamptz not null,
    primary key (place, category)
);
grant select on category_term to ${app};
alter table category_term enable row level security;
create policy category_term_public on category_term for select to ${app} using (true);
create policy category_term_made on category_term for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy category_term_changed on category_term for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy category_term_dropped on category_term for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant insert, update, delete on category_term to ${app};

-- What happens in what all share may be seen by all; what happens at home, between neighbours or to a person is theirs.
update order_category set seen = 'PUBLIC' where code in ('02', '03', '04', '06');

-- Whether anybody may see that such a thing was reported there 是否公开, by the closest place that says so.
create function order_public(of_category text, at_place text) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(
            (select t.seen
               from category_term t
              where t.category = of_category collate "C"
                and starts_with(at_place, t.place)
              order by length(t.place) desc
              limit 1),
            (select c.seen from order_category c where c.code = of_category collate "C")) = 'PUBLIC';
    end;
revoke execute on function order_public(text, text) from public;
grant execute on function order_public(text, text) to ${app};

-- A place's own categories 本地类别, beside those that hold everywhere.
alter table order_category enable row level security;
create policy order_category_public on order_category for select to ${app} using (true);
create policy order_category_made on order_category for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy order_category_retired on order_category for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant insert on order_category to ${app};
grant update (name, retired_at) on order_category to ${app};

-- Whom to call at any hour 应急电话, before any form: the closest place's first.
create table emergency_contact (
    id    uuid primary key,
    place text collate "C" references place,
    kind  text not null check (length(kind) between 2 and 20),
    name  text not null check (length(name) between 1 and 50),
    phone text not null check (phone ~ '^[0-9][0-9-]{2,19}$'),
    hours text not null default '' check (length(hours) <= 50),
    sort  int not null default 100
);
create index emergency_contact_by_place on emergency_contact (place);
grant select on emergency_contact to ${app};
alter table emergency_contact enable row level security;
create policy emergency_contact_public on emergency_contact for select to ${app} using (true);
create policy emergency_contact_made on emergency_contact for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy emergency_contact_dropped on emergency_contact for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant insert, delete on emergency_contact to ${app};
-- The numbers that hold in the whole country.
insert into emergency_contact (id, kind, name, phone, hours, sort) values
    ('00000000-0000-7000-8000-000000000110', '报警', '公安', '110', '24小时', 1),
    ('00000000-0000-7000-8000-000000000119', '火警', '消防救援', '119', '24小时', 2),
    ('00000000-0000-7000-8000-000000000120', '急救', '医疗急救', '120', '24小时', 3),
    ('00000000-0000-7000-8000-000000095598', '停电', '国家电网', '95598', '24小时', 4),
    ('00000000-0000-7000-8000-000000012345', '政务', '政务服务便民热线', '12345', '24小时', 9);
