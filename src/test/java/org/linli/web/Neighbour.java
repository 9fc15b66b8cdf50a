package org.linli.web;

import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.api.Webhooks;
import org.linli.gateway.ApiKeys;
import org.linli.gateway.Codes;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Server;
import org.linli.gateway.Servers;
import org.linli.identity.Accounts;
import org.linli.identity.Sessions;
import org.linli.order.BulkDispatch;
import org.linli.order.Categories;
import org.linli.order.Channel;
import org.linli.order.Drafts;
import org.linli.order.Emergencies;
import org.linli.order.Errand;
import org.linli.order.Errands;
import org.linli.order.Exports;
import org.linli.order.Heard;
import org.linli.order.Layout;
import org.linli.order.Orders;
import org.linli.order.SavedViews;
import org.linli.order.ServiceCards;
import org.linli.order.Sought;
import org.linli.order.Step;
import org.linli.order.Terms;
import org.linli.organisation.Appointments;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Photo;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** 纺织社区 with something in every table, each of its words marked, so that one glance tells whether any of them left it. */
final class Neighbour {

    /** Stands in every word of theirs that is not public. */
    static final String MARK = "隔壁";

    static final String PHONE = "13900139000";

    /** By which the world knows them. */
    static final String JURISDICTION = "gebi.example.cn";

    /** What 12345 calls a call of theirs. */
    static final String TICKET = "GEBI-0001";

    /** The free service card of one of theirs. */
    static final String CARD = "GEBI-1";

    private static final String WHERE = "like '350211003003%'";
    private static final String PEOPLE = "(select id from person where community " + WHERE + ")";
    private static final String MATTERS = "(select id from matter where place " + WHERE + ")";
    private static final String ORGANISATIONS = "(select id from organisation where place " + WHERE + ")";

    /** Which rows of each table are theirs; a table whose rows belong to nobody's community is compared whole or not at all. */
    private static final Map<String, String> THEIRS = rows();

    /** What moves by itself, or is counted for all: clocks, the outbox, attempts, what the system is told once. */
    private static final Set<String> NOBODYS = Set.of(
            "scheduled_tasks",
            "event_publication",
            "attempt",
            "system_fact",
            "seal",
            "national_class",
            "national_subclass",
            "holiday",
            "calendar_edition",
            "category_skill",
            "demo_account");

    private final World.Quarter there;
    private final String url;

    /** Accepted, with a photo of each purpose. */
    final UUID order;

    final UUID withdrawn;

    /** In their compound, where everybody of theirs may say that they met it too; one of them did. */
    final UUID common;

    /** Who called for it too. */
    final UUID caller;

    final UUID photo;
    final UUID draft;
    final UUID draftPhoto;
    final UUID person;
    final UUID appointment;
    final UUID tie;
    final UUID rule;

    /** By which something is left out of their rates, and what was. */
    final UUID rateRule;

    final UUID exclusion;
    final UUID call;

    final UUID card;

    /** With papers of somebody of theirs. */
    final UUID errand;

    /** A category of their own. */
    final String category;

    /** On the rota of their firm. */
    final UUID shift;

    final UUID change;
    final UUID grid;
    final UUID link;
    final UUID view;
    final UUID token;
    final UUID webhook;
    final UUID delivery;

    /** Of 12345, and nobody knows where it belongs. */
    final UUID ticket;

    /** It films, and told of something that became an order. */
    final UUID device;

    final UUID deviceAlert;
    final UUID deviceRule;
    final UUID deviceMessage;
    final UUID layout;
    final UUID imported;

    final UUID bulk;
    final UUID export;
    final UUID apiKey;
    final UUID server;
    final UUID push;

    /** What their server could not be told. */
    final UUID tell;

    /** Of theirs: called to by a department of their own. */
    final UUID whistle;

    /** Of theirs: settled with words. */
    final UUID report;

    /** What was found against a reporter of theirs, and appealed. */
    final UUID bar;

    /** What was handed over there, to their liaison. */
    final UUID handover;

    /** A department of their community, and of nobody else's. */
    final UUID department;

    Neighbour(ApplicationContext linli, World.Quarter there, org.linli.Street street, String url) {
        this.there = there;
        this.url = url;
        Residents residents = linli.getBean(Residents.class);
        Orders orders = linli.getBean(Orders.class);
        Drafts drafts = linli.getBean(Drafts.class);
        Attachments attachments = linli.getBean(Attachments.class);
        Clock clock = linli.getBean(Clock.class);
        Script script = linli.getBean(Script.class);
        Photo clean = clean(attachments);

        if (one("select id from webhook where place " + WHERE).isEmpty()) {
            // Nothing is sent there, so that what is to be told stays as it is.
            World.as(
                    there.administrator(),
                    () -> linli.getBean(Webhooks.class)
                            .register(MARK + "的系统", "http://127.0.0.1:9/", Set.of("withdraw"), true));
            run("update webhook set disabled_at = made_at where place " + WHERE);
        }
        order = World.as(there.resident(), () -> {
            UUID id = Ids.at(clock.instant());
            attachments.addToDraft(id, clean);
            return orders.place(
                    id,
                    new Step.Place(
                            "02",
                            MARK + "社区的水管漏了",
                            there.home(),
                            MARK + "的周末",
                            Channel.ONLINE,
                            MARK + "老陈",
                            Optional.of(new Phone(PHONE))));
        });
        script.as(there.resident()).replies(order, MARK + "又漏了");
        script.as(there.clerk()).dispatches(order, there.firm());
        script.as(there.worker()).accepts(order);
        World.as(there.worker(), () -> orders.contactPhone(order));
        withdrawn = script.as(there.resident()).places(MARK + "的灯不亮", there.home());
        script.as(there.resident()).takes(withdrawn, new Step.Withdraw(MARK + "自己修好了"));
        common = script.as(there.resident()).places(MARK + "的路灯不亮", there.compound());
        World.as(
                org.linli.platform.Actor.resident(
                        there.clerk().self(), there.clerk().name(), Optional.of(there.community())),
                () -> {
                    linli.getBean(org.linli.order.Joining.class).join(common, MARK + "也不亮");
                    return null;
                });
        World.as(there.clerk(), () -> {
            linli.getBean(org.linli.order.Callers.class)
                    .join(common, MARK + "的邻居", Optional.of(new Phone("10000077777")), MARK + "也黑");
            return null;
        });
        caller = id("order_caller where place " + WHERE);
        photo = UUID.fromString(one("select id from attachment where matter = '" + order + "' limit 1"));
        World.as(there.resident(), () -> linli.getBean(Sessions.class).begin(MARK + "的手机"));

        draft = World.as(there.resident(), () -> {
            UUID id = drafts.mine().id();
            drafts.keep(new Drafts.Asked(id, Optional.of("02"), MARK + "没写完", Optional.empty(), ""));
            return id;
        });
        draftPhoto = World.as(there.resident(), () -> {
            if (attachments.ofDraft(draft).isEmpty()) {
                attachments.addToDraft(draft, clean);
            }
            return attachments.ofDraft(draft).getFirst().id();
        });

        String known = one("select id from person where name = '" + MARK + "老李'");
        if (known.isEmpty()) {
            person = World.as(there.administrator(), () -> {
                UUID id = residents.register(MARK + "老李", there.community(), Optional.of(new Phone("13900139001")));
                residents.tie(id, there.home(), Tie.Kind.TENANT, LocalDate.now(clock));
                linli.getBean(Appointments.class)
                        .appoint(
                                id,
                                there.committee(),
                                Duty.CLERK,
                                MARK + "职务",
                                there.community(),
                                LocalDate.now(clock));
                linli.getBean(Accounts.class).open(id, "gebi-li", World.PASSWORD, false);
                linli.getBean(org.linli.place.Grids.class)
                        .draw(there.community(), "第一网格", org.linli.place.Grid.Kind.BASE, List.of(there.compound()));
                Categories categories = linli.getBean(Categories.class);
                Terms terms = categories.terms("02", there.community());
                // The names of categories are public: they say what may be asked for, and nobody's business.
                categories.add(there.community(), "02", "水塔漏水", terms);
                categories.set(there.community(), "0201", terms, true);
                linli.getBean(org.linli.order.Subclasses.class).set(there.community(), "E0121", "占用登高场地");
                categories.asks(there.community(), "0201", Optional.of(Optional.of(org.linli.organisation.Skill.CARE)));
                linli.getBean(Emergencies.class).add(there.community(), "抢修", MARK + "师傅", "0592-6000000", "");
                linli.getBean(org.linli.organisation.Organisations.class)
                        .link(there.committee(), org.linli.organisation.Link.Kind.LEADS, there.firm());
                onDuty(linli);
                linli.getBean(org.linli.place.Positions.class).set(there.compound(), "1号楼 24.57 118.04");
                linli.getBean(org.linli.organisation.Calendars.class)
                        .open(there.firm(), Optional.of(org.linli.kernel.WorkingWeek.STANDARD), false);
                return id;
            });
            World.as(
                    org.linli.platform.Actor.nobody(),
                    () -> linli.getBean(Accounts.class).authenticate("gebi-li", World.PASSWORD, "203.0.113.77"));
            World.as(there.clerk(), () -> {
                LocalDate today = LocalDate.now(clock);
                linli.getBean(ServiceCards.class)
                        .issue(new ServiceCards.Issue(
                                person, CARD, MARK + "的水电小修", Optional.of(12), today, today.plusYears(1)));
                return orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(
                                "02", MARK + "的水龙头漏了", there.home(), "", Channel.PHONE, MARK + "老李", Optional.empty()),
                        new Heard(Optional.empty(), CARD));
            });
            runsAnErrand(linli, script);
            speaksWithOthers(linli);
            run("insert into answered_request values ('" + person + "', 'gebi-key', '\\x00', '/" + MARK + "', now())");
        } else {
            person = UUID.fromString(known);
        }
        org.linli.platform.Actor police = police(linli, street);
        department = org.linli.Street.of(police);
        String whistled = one("select m.id from matter m join matter_link l on l.target = m.id where m.kind = 'whistle'"
                + " and m.place " + WHERE + " and m.title like '" + MARK + "%'");
        whistle = whistled.isEmpty() ? whistled(linli, street, police) : UUID.fromString(whistled);
        String reported = one("select m.id from matter m join report r on r.matter = m.id where r.outcome like '" + MARK
                + "%' and m.place " + WHERE);
        report = reported.isEmpty() ? reported(linli) : UUID.fromString(reported);
        bar = id("report_bar where place " + WHERE);
        String handed = one("select id from handover where sealed is not null and place " + WHERE);
        handover = handed.isEmpty() ? handedOver(linli, street) : UUID.fromString(handed);
        tie = id("tie where person = '" + person + "'");
        appointment = id("appointment where person = '" + person + "'");
        rule = id("order_route where place " + WHERE);
        if (one("select id from rate_rule where place " + WHERE).isEmpty()) {
            leavesOut();
        }
        rateRule = id("rate_rule where place " + WHERE);
        exclusion = id("rate_exclusion where place " + WHERE);
        call = id("emergency_contact where place " + WHERE);
        category = one("select code from order_category where place " + WHERE);
        shift = id("duty_shift where place " + WHERE);
        change = id("duty_change where place " + WHERE);
        errand = UUID.fromString(one("select matter from errand where place " + WHERE));
        card = id("service_card where community " + WHERE);
        grid = id("grid where community " + WHERE);
        link = id("organisation_link where source in " + ORGANISATIONS);
        if (one("select id from order_view where person in " + PEOPLE).isEmpty()) {
            World.as(there.clerk(), () -> {
                SavedViews views = linli.getBean(SavedViews.class);
                views.share(views.save(MARK + "的筛选", Sought.read("words=" + MARK)), true);
                BulkDispatch many = linli.getBean(BulkDispatch.class);
                many.goOn(many.begin(List.of(withdrawn), there.firm(), MARK + "一起派"));
                return linli.getBean(Exports.class)
                        .begin(Sought.read("words=" + MARK), Layout.PLAIN, Exports.Format.CSV, "zh-CN");
            });
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> one("select state from order_export where person in " + PEOPLE)
                            .equals("DONE"));
        }
        view = id("order_view where person in " + PEOPLE);
        World.as(
                there.resident(),
                () -> linli.getBean(Tokens.class).make(MARK + "的程序", Set.of(Scope.READ), Optional.empty(), 1));
        token = id("api_token where person in " + PEOPLE);
        World.as(
                there.clerk(),
                () -> linli.getBean(org.linli.order.Hotline.class)
                        .take(new org.linli.order.Ticket.Incoming(
                                TICKET,
                                MARK + "的井盖没了",
                                MARK + "那边",
                                Optional.empty(),
                                MARK + "老吴",
                                Optional.of(new Phone("13900139007")),
                                Optional.empty())));
        ticket = id("hotline_ticket where matter is null and reach " + WHERE);
        String hung = one("select id from device where retired_at is null and place " + WHERE);
        device = hung.isEmpty() ? hung(linli, clock) : UUID.fromString(hung);
        deviceAlert = id("device_alert where place " + WHERE);
        deviceRule = id("device_rule where place " + WHERE);
        deviceMessage = id("device_message where place " + WHERE);
        if (one("select id from order_import where person in " + PEOPLE).isEmpty()) {
            World.as(there.administrator(), () -> {
                linli.getBean(org.linli.order.Layouts.class).keep(MARK + "的表", "HOTLINE", "编号=NUMBER\n内容=WORDS");
                return null;
            });
            layout = id("order_layout where place " + WHERE);
            World.as(
                    there.clerk(),
                    () -> linli.getBean(org.linli.order.Imports.class)
                            .read(
                                    layout,
                                    MARK + ".csv",
                                    ("编号,内容\nGEBI-7," + MARK + "的灯\n,没有编号")
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } else {
            layout = id("order_layout where place " + WHERE);
        }
        imported = id("order_import where person in " + PEOPLE);
        webhook = id("webhook where place " + WHERE);
        quiet();
        delivery = id("webhook_delivery where place " + WHERE);
        bulk = id("order_bulk where person in " + PEOPLE);
        export = id("order_export where person in " + PEOPLE);
        apiKey = id("open311_key where place " + WHERE);
        server = id("open311_server where place " + WHERE);
        push = id("open311_push where place " + WHERE);
        tell = id("open311_tell where place " + WHERE);
        quiet();
        // No clock of theirs runs out while somebody tries; some promise an answer within minutes.
        run("update scheduled_tasks set execution_time = now() + interval '1 day' where task_name = 'deadline'");
        for (String table : THEIRS.keySet()) {
            if (one("select 1 from " + table + " where " + THEIRS.get(table) + " limit 1")
                    .isEmpty()) {
                throw new AssertionError("Nothing of theirs stands in " + table);
            }
        }
    }

    private org.linli.platform.Actor police(ApplicationContext linli, org.linli.Street street) {
        String known = one("select id from organisation where name = '第二警务室' and place = '" + there.community() + "'");
        if (known.isEmpty()) {
            return street.department("第二警务室", MARK + "老警", "gebi-jing", there.community());
        }
        UUID person = id("person where name = '" + MARK + "老警'");
        return World.as(
                there.administrator(),
                () -> linli.getBean(Appointments.class)
                        .heldBy(person)
                        .getFirst()
                        .actor());
    }

    private void onDuty(ApplicationContext linli) {
        UUID worker = there.worker().appointment().orElseThrow();
        org.linli.organisation.Rotas rotas = linli.getBean(org.linli.organisation.Rotas.class);
        rotas.add(there.firm(), worker, Set.of(java.time.DayOfWeek.MONDAY), "8:00-20:00");
        rotas.change(
                there.firm(), worker, LocalDate.now(linli.getBean(Clock.class)).plusDays(300), false, "", MARK + "办喜事");
        rotas.tell(there.firm(), MARK + "的阀门关着");
        linli.getBean(org.linli.organisation.Posts.class)
                .set(
                        worker,
                        Set.of(org.linli.organisation.Skill.REPAIR),
                        Set.of(org.linli.organisation.Spoken.TIBETAN));
    }

    private UUID hung(ApplicationContext linli, Clock clock) {
        org.linli.device.Devices devices = linli.getBean(org.linli.device.Devices.class);
        UUID id = World.as(there.clerk(), () -> {
            linli.getBean(org.linli.device.Kinds.class).add(MARK + "水浸探头", false);
            linli.getBean(org.linli.device.Kinds.class)
                    .addAlert("flood", MARK + "水浸", "02", org.linli.device.Severity.ORDINARY);
            linli.getBean(org.linli.device.Rules.class)
                    .set(
                            there.compound(),
                            new org.linli.device.Rule(
                                    Optional.empty(),
                                    Optional.empty(),
                                    "throw",
                                    true,
                                    "0505",
                                    org.linli.device.Severity.URGENT,
                                    10,
                                    ""));
            return devices.register(
                    there.compound(),
                    "throw_camera",
                    new org.linli.device.Device.Declared(
                            MARK + "摄像头",
                            MARK + "路口",
                            MARK + "防高空抛物",
                            "民法典第 1254 条",
                            there.firm(),
                            org.linli.device.Device.SeenBy.OPERATOR,
                            30,
                            MARK + "单元门旁",
                            true,
                            60));
        });
        String token = World.as(there.clerk(), () -> devices.token(id));
        linli.getBean(org.linli.device.Alerts.class)
                .take(
                        devices.enter(token).orElseThrow(),
                        new org.linli.device.Reading(
                                "gebi-1", "throw", clock.instant(), Optional.of(1), Optional.empty(), Optional.of(80)),
                        false);
        World.as(there.clerk(), () -> {
            devices.look(devices.one(id));
            devices.onSilence(id, Optional.of("02"));
            return null;
        });
        linli.getBean(org.linli.device.Messages.class)
                .putAside(id, "linli/devices/" + MARK, new byte[200], clock.instant(), 5, "0gebi0");
        // It was silent for a while, and then heard of again.
        org.linli.platform.WallClock.at(
                clock.instant().plus(Duration.ofHours(2)),
                () -> linli.getBean(org.linli.device.Silences.class).notice());
        linli.getBean(org.linli.device.Alerts.class)
                .take(
                        devices.enter(token).orElseThrow(),
                        new org.linli.device.Reading(
                                "gebi-2",
                                "heartbeat",
                                clock.instant(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        false);
        return id;
    }

    private UUID reported(ApplicationContext linli) {
        org.linli.patrol.Reports reports = linli.getBean(org.linli.patrol.Reports.class);
        UUID id = World.as(there.resident(), () -> reports.file(filing(MARK + "的井盖没了", false)))
                .orElseThrow();
        World.as(there.gridWorker(), () -> reports.take(id, new org.linli.patrol.Step.TakeUp()));
        World.as(there.gridWorker(), () -> reports.take(id, new org.linli.patrol.Step.Settle(MARK + "补上了")));
        // By somebody else who works there, so that their resident may go on reporting.
        UUID wild = World.as(there.worker(), () -> reports.file(filing(MARK + "的乱报", false)))
                .orElseThrow();
        org.linli.patrol.Bars bars = linli.getBean(org.linli.patrol.Bars.class);
        World.as(there.chief(), () -> {
            bars.propose(org.linli.patrol.Bar.Origin.REPORT, wild, org.linli.patrol.Bar.Reason.ABUSED);
            return null;
        });
        World.as(there.clerk(), () -> {
            bars.confirm(org.linli.patrol.Bar.Origin.REPORT, wild);
            return null;
        });
        World.as(there.worker(), () -> {
            bars.appeal(
                    linli.getBean(org.linli.patrol.Rights.class)
                            .against()
                            .getFirst()
                            .id(),
                    MARK + "没有乱报");
            return null;
        });
        return id;
    }

    private UUID handedOver(ApplicationContext linli, org.linli.Street street) {
        org.linli.patrol.Handovers handovers = linli.getBean(org.linli.patrol.Handovers.class);
        World.as(
                there.resident(),
                () -> linli.getBean(org.linli.patrol.Reports.class).file(filing(MARK + "有人撬门", true)));
        String account = "gebi-an" + one("select count(*) from account where name like 'gebi-an%'");
        org.linli.platform.Actor liaison = street.police("第二派出所" + account, MARK + "老安", account, there.community());
        return World.as(liaison, () -> {
            UUID id = handovers.received(Optional.empty()).items().getFirst().id();
            handovers.look(id, org.linli.patrol.Purpose.VERIFY, MARK + "核实");
            return id;
        });
    }

    private org.linli.patrol.Filing filing(String words, boolean person) {
        return new org.linli.patrol.Filing(
                new org.linli.patrol.Step.File(
                        org.linli.patrol.Kind.SUSPICIOUS, there.compound(), org.linli.patrol.Moment.NOW, words),
                Optional.of(person),
                false);
    }

    private UUID whistled(ApplicationContext linli, org.linli.Street street, org.linli.platform.Actor police) {
        UUID id = World.as(
                there.clerk(),
                () -> linli.getBean(org.linli.whistle.Whistles.class)
                        .draft(
                                new org.linli.whistle.Step.Draft(
                                        there.compound(),
                                        org.linli.whistle.Occasion.RESIDENTS,
                                        org.linli.whistle.Kind.WORK,
                                        MARK + "的哨",
                                        MARK + "管不了"),
                                Optional.of(order)));
        street.takes(street.leader, id, new org.linli.whistle.Step.Approve(MARK + "同意"));
        street.takes(street.office, id, new org.linli.whistle.Step.Blow(""));
        street.takes(street.office, id, new org.linli.whistle.Step.Assign(List.of(department), department, ""));
        street.takes(police, id, new org.linli.whistle.Step.Note(MARK + "收到"));
        World.as(World.founder(org.linli.Street.STREET), () -> {
            linli.getBean(org.linli.whistle.Limits.class)
                    .set(
                            there.community(),
                            org.linli.whistle.Kind.HARD,
                            org.linli.whistle.Limit.DONE,
                            org.linli.kernel.TimeLimit.of("9", "WORKING_DAYS"));
            return null;
        });
        return id;
    }

    private void runsAnErrand(ApplicationContext linli, Script script) {
        UUID id = World.as(
                there.clerk(),
                () -> linli.getBean(Orders.class)
                        .place(
                                Ids.at(linli.getBean(Clock.class).instant()),
                                new Step.Place(
                                        "0702",
                                        MARK + "的老年卡",
                                        there.home(),
                                        "",
                                        Channel.PHONE,
                                        MARK + "老李",
                                        Optional.empty())));
        script.as(there.clerk())
                .dispatches(id, there.gridWorker().organisation().orElseThrow());
        script.as(there.gridWorker()).accepts(id);
        World.as(there.gridWorker(), () -> {
            linli.getBean(Errands.class)
                    .entrust(
                            id,
                            new Errand.Mandate(
                                    MARK + "老李",
                                    Errand.Given.WRITTEN,
                                    MARK + "代领",
                                    LocalDate.now(linli.getBean(Clock.class)).plusDays(30)),
                            List.of());
            linli.getBean(Errands.class)
                    .entrust(
                            id,
                            new Errand.Mandate(
                                    MARK + "老李",
                                    Errand.Given.SPOKEN,
                                    MARK + "代领",
                                    LocalDate.now(linli.getBean(Clock.class)).plusDays(30)),
                            List.of(new Errand.Taken(MARK + "身份证", false)));
            return id;
        });
    }

    private void leavesOut() {
        run(
                "insert into rate_rule (id, place, name, words, citation, valid_from, author, author_name, written_at, approver,"
                        + " approver_name, approved_at) values (gen_random_uuid(), '" + there.community() + "', '"
                        + MARK
                        + "的规则', '" + MARK + "的标准', '" + MARK + "的文件', '2020-01-01', '"
                        + there.chief().self() + "', '书记', now(), '"
                        + there.clerk().self() + "', '街道', now())");
        run("insert into rate_exclusion (id, matter, place, rule, why, made_by, made_name, made_at)"
                + " select gen_random_uuid(), m.id, m.place, r.id, '" + MARK + "的理由', r.author, '书记', now()"
                + " from matter m, rate_rule r where m.id = '" + order + "' and r.place " + WHERE);
        run("insert into verification_limit values ('" + there.compound() + "', 9, 'HOURS', '"
                + there.administrator().self() + "', now()) on conflict do nothing");
        run("insert into patrol_mark values ('" + there.compound() + "', '', false, '"
                + there.administrator().self() + "', now()) on conflict do nothing");
    }

    private void speaksWithOthers(ApplicationContext linli) {
        World.as(there.administrator(), () -> {
            linli.getBean(Jurisdictions.class).open(JURISDICTION, there.community());
            // With two of them nobody is meant by naming none.
            linli.getBean(Jurisdictions.class).open("two." + JURISDICTION, there.community());
            UUID far = linli.getBean(org.linli.organisation.Organisations.class)
                    .found(org.linli.organisation.Organisation.Kind.PROPERTY, "远方管养队", there.community(), "");
            linli.getBean(ApiKeys.class).make(JURISDICTION, MARK + "的系统", 60);
            return linli.getBean(Servers.class)
                    .connect(new Servers.Connection(
                            MARK + "的热线",
                            "http://127.0.0.1:9/v2",
                            "",
                            MARK,
                            Server.Direction.PUSH,
                            Optional.of(far),
                            there.community(),
                            Codes.parse("")));
        });
        String server = one("select id from open311_server where place " + WHERE);
        run(
                "insert into open311_push (id, matter, server, place, number, state, next_at, made_at) values (gen_random_uuid(), '"
                        + order + "', '" + server + "', '" + there.home().value() + "', '" + MARK
                        + "', 'WAITING', 'infinity', now())");
        run("insert into open311_pulled values ('" + server + "', 'request', '" + MARK + "', '350211003003', null, '"
                + MARK + "', now())");
        run(
                "insert into open311_tell (id, server, matter, place, state, next_at, failure, made_at) values (gen_random_uuid(), '"
                        + server + "', '" + order + "', '350211003003', 'GIVEN_UP', 'infinity', '" + MARK
                        + "', now())");
        run("insert into open311_posted select id, '" + MARK + "', '\\x00', place, '" + order
                + "', now() from open311_key where place " + WHERE);
    }

    private static Photo clean(Attachments attachments) {
        try {
            BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(3, 3, Color.ORANGE.getRGB());
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(picture, "jpeg", jpeg);
            return attachments.clean(new ByteArrayResource(jpeg.toByteArray()), jpeg.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("matter", "place " + WHERE);
        rows.put("timeline_entry", "place " + WHERE);
        rows.put("service_order", "matter in " + MATTERS);
        rows.put("matter_link", "source in " + MATTERS + " or target in " + MATTERS);
        rows.put("matter_party", "place " + WHERE + " or organisation in " + ORGANISATIONS);
        rows.put("whistle", "matter in " + MATTERS);
        rows.put("whistle_department", "place " + WHERE + " or organisation in " + ORGANISATIONS);
        rows.put("whistle_limit", "place " + WHERE);
        rows.put("report", "matter in " + MATTERS);
        rows.put("handover", "place " + WHERE);
        rows.put("handover_look", "place " + WHERE);
        rows.put("report_bar", "place " + WHERE);
        rows.put("handover_receipt", "reporter in " + PEOPLE);
        rows.put("attachment", "matter in " + MATTERS + " or uploaded_by in " + PEOPLE);
        rows.put("notice", "place " + WHERE + " or person in " + PEOPLE + " or matter in " + MATTERS);
        rows.put("person", "community " + WHERE);
        rows.put("tie", "home " + WHERE + " or person in " + PEOPLE);
        rows.put("appointment", "place " + WHERE + " or person in " + PEOPLE + " or organisation in " + ORGANISATIONS);
        rows.put("working_hours", "organisation in " + ORGANISATIONS);
        rows.put("duty_shift", "place " + WHERE);
        rows.put("duty_change", "place " + WHERE);
        rows.put("duty_note", "place " + WHERE);
        String held = "appointment in (select id from appointment where place " + WHERE + ")";
        rows.put("appointment_skill", held);
        rows.put("appointment_language", held);
        rows.put("account", "person in " + PEOPLE);
        rows.put("login_source", "account in (select id from account where person in " + PEOPLE + ")");
        rows.put("session", "person in " + PEOPLE);
        rows.put("login_event", "person in " + PEOPLE);
        rows.put("look", "matter in " + MATTERS + " or subject in " + PEOPLE);
        rows.put("order_joiner", "place " + WHERE + " or person in " + PEOPLE);
        rows.put("order_caller", "place " + WHERE);
        rows.put("order_draft", "person in " + PEOPLE);
        rows.put("answered_request", "person in " + PEOPLE);
        rows.put("organisation", "place " + WHERE);
        rows.put("organisation_link", "source in " + ORGANISATIONS + " or target in " + ORGANISATIONS);
        rows.put("order_route", "place " + WHERE + " or organisation in " + ORGANISATIONS);
        rows.put("answer_promise", "place " + WHERE);
        rows.put("verification_limit", "place " + WHERE);
        rows.put("patrol_mark", "place " + WHERE);
        rows.put("rate_rule", "place " + WHERE);
        rows.put("rate_exclusion", "place " + WHERE);
        rows.put("working_hours", "organisation in " + ORGANISATIONS);
        rows.put("order_category", "place " + WHERE);
        rows.put("category_term", "place " + WHERE);
        rows.put("local_subclass", "place " + WHERE);
        rows.put("category_skill_at", "place " + WHERE);
        rows.put("emergency_contact", "place " + WHERE);
        rows.put("order_text", "place " + WHERE);
        rows.put("order_view", "person in " + PEOPLE);
        rows.put("api_token", "person in " + PEOPLE);
        rows.put("order_layout", "place " + WHERE);
        rows.put("order_import", "person in " + PEOPLE);
        rows.put("order_import_row", "import in (select id from order_import where person in " + PEOPLE + ")");
        rows.put("hotline_ticket", "reach " + WHERE);
        rows.put("device_kind", "place " + WHERE);
        rows.put("device_alert_kind", "place " + WHERE);
        rows.put("device", "place " + WHERE);
        rows.put("device_rule", "place " + WHERE);
        rows.put("device_alert", "place " + WHERE);
        rows.put("device_look", "place " + WHERE);
        rows.put("device_message", "place " + WHERE);
        rows.put("device_silence", "place " + WHERE);
        rows.put("webhook", "place " + WHERE);
        rows.put("webhook_delivery", "place " + WHERE);
        rows.put("order_bulk", "person in " + PEOPLE);
        rows.put("order_bulk_row", "bulk in (select id from order_bulk where person in " + PEOPLE + ")");
        rows.put("order_export", "person in " + PEOPLE);
        rows.put("order_export_part", "export in (select id from order_export where person in " + PEOPLE + ")");
        rows.put("place", "code " + WHERE);
        rows.put("open311_jurisdiction", "place " + WHERE);
        rows.put("open311_key", "place " + WHERE);
        rows.put("open311_posted", "place " + WHERE);
        rows.put("open311_server", "place " + WHERE);
        rows.put("open311_push", "place " + WHERE);
        rows.put("open311_pulled", "place " + WHERE);
        rows.put("open311_tell", "place " + WHERE);
        rows.put("service_card", "community " + WHERE);
        rows.put("service_card_use", "community " + WHERE);
        rows.put("errand", "place " + WHERE);
        rows.put("errand_paper", "place " + WHERE);
        rows.put("errand_earlier", "place " + WHERE);
        rows.put("place_position", "place " + WHERE);
        rows.put("grid", "community " + WHERE);
        rows.put("grid_prefix", "prefix " + WHERE);
        return rows;
    }

    /** A digest of every row of theirs, table by table. Fails on a table of which nobody said whose its rows are. */
    String everything() {
        quiet();
        List<String> unknown = new ArrayList<>(list("""
                select relname from pg_class
                 where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'flyway%'"""));
        unknown.removeAll(THEIRS.keySet());
        unknown.removeAll(NOBODYS);
        if (!unknown.isEmpty()) {
            throw new AssertionError("Say which rows of these tables belong to a community: " + unknown);
        }
        StringBuilder all = new StringBuilder();
        THEIRS.forEach((table, which) -> all.append(table)
                .append(' ')
                .append(one("select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), ''))"
                        + " from (select * from " + table + " where " + which + ") t"))
                .append('\n'));
        return all.toString();
    }

    /** The ids of all rows of theirs that are not public. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        for (String table : List.of(
                "matter",
                "timeline_entry",
                "attachment",
                "notice",
                "person",
                "tie",
                "appointment",
                "duty_shift",
                "duty_change",
                "duty_note",
                "account",
                "look",
                "handover",
                "handover_look",
                "handover_receipt",
                "report_bar",
                "order_view",
                "rate_rule",
                "rate_exclusion",
                "api_token",
                "webhook",
                "webhook_delivery",
                "hotline_ticket",
                "service_card",
                "errand_paper",
                "order_caller",
                "device",
                "device_rule",
                "device_alert",
                "device_look",
                "device_message",
                "device_silence",
                "order_import",
                "order_layout",
                "order_bulk",
                "order_export",
                "open311_key",
                "open311_server",
                "open311_push")) {
            ids.addAll(list("select id from " + table + " where " + THEIRS.get(table)));
        }
        return ids;
    }

    /** Waits until everybody concerned has been told of everything: no event is left to be heard. */
    void quiet() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> one("select count(*) from event_publication").equals("0"));
    }

    private UUID id(String rows) {
        return UUID.fromString(one("select id from " + rows + " limit 1"));
    }

    String one(String query) {
        List<String> found = list(query);
        return found.isEmpty() ? "" : found.getFirst();
    }

    List<String> list(String query) {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String statement) {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
