package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.Cookie;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.SetupLink;
import org.linli.World;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.api.Webhooks;
import org.linli.gateway.ApiKeys;
import org.linli.gateway.Codes;
import org.linli.gateway.Exchange;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Pushes;
import org.linli.gateway.Server;
import org.linli.gateway.Servers;
import org.linli.identity.Accounts;
import org.linli.identity.Sessions;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.TimeLimit;
import org.linli.order.BulkDispatch;
import org.linli.order.Exports;
import org.linli.order.Joining;
import org.linli.order.Layout;
import org.linli.order.Leave;
import org.linli.order.Merging;
import org.linli.order.OrderLists;
import org.linli.order.SavedViews;
import org.linli.order.ServiceCards;
import org.linli.order.Sought;
import org.linli.order.Splitting;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page at 390 px and 1366 px: no accessibility violation, nothing wider than the screen, no complaint of the
 * console; and on the resident face letters and buttons as large as they are promised to be.
 */
@LinliTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {

    private static final int FIRST_PAGE = 150 * 1024;
    private static final PlaceCode STREET = new PlaceCode("410181005");

    @Autowired
    Jurisdictions jurisdictions;

    @Autowired
    ApiKeys keys;

    @Autowired
    Servers servers;

    @Autowired
    Pushes pushes;

    @Autowired
    Exchange exchange;

    @Autowired
    World world;

    @Autowired
    org.linli.Street street;

    @Autowired
    org.linli.whistle.Whistles whistlesRoom;

    @Autowired
    org.linli.patrol.Reports reportsRoom;

    @Autowired
    org.linli.patrol.Handovers handovers;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Residents residents;

    @Autowired
    Accounts accounts;

    @Autowired
    Organisations organisations;

    @Autowired
    Appointments appointments;

    @Autowired
    Rotas rotas;

    @Autowired
    Posts posts;

    @Autowired
    SavedViews views;

    @Autowired
    Tokens tokens;

    @Autowired
    Merging merging;

    @Autowired
    Joining joining;

    @Autowired
    Splitting splitting;

    @Autowired
    Webhooks webhooks;

    @Autowired
    org.linli.order.Hotline hotline;

    @Autowired
    org.linli.order.Orders ordersRoom;

    @Autowired
    ServiceCards cards;

    @Autowired
    org.linli.order.Errands errands;

    @Autowired
    org.linli.place.Positions positions;

    @Autowired
    org.linli.device.Devices devices;

    @Autowired
    org.linli.device.Alerts alerts;

    @Autowired
    org.linli.device.Silences silences;

    @Autowired
    org.linli.device.Messages messages;

    @Autowired
    org.linli.device.Rules rules;

    @Autowired
    org.linli.order.Imports importing;

    @Autowired
    org.linli.order.Layouts layouts;

    @Autowired
    BulkDispatch dispatch;

    @Autowired
    Exports exports;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    private Browsers browsers;
    private Browsers.Visitor phone;
    private Browsers.Visitor desktop;
    private UUID order;
    private UUID bulk;
    private UUID export;
    private final Map<State, UUID> orders = new EnumMap<>(State.class);

    @BeforeAll
    void browser() {
        browsers = Browsers.at("http://127.0.0.1:" + port);
        phone = browsers.phone();
        desktop = browsers.desktop();
        for (State state : State.values()) {
            orders.put(state, in(state));
        }
        order = orders.get(State.PLACED);
        World.as(world.ningbao.clerk(), () -> {
            views.save("我的待派单", Sought.read("state=PLACED&state=RETURNED"));
            bulk = dispatch.begin(List.of(in(State.PLACED), orders.get(State.WITHDRAWN)), world.ningbao.firm(), "");
            dispatch.goOn(bulk);
            export = exports.begin(Sought.ALL, Layout.PLAIN, Exports.Format.XLSX, "zh-CN");
            return null;
        });
        Client chen = Client.of(port, sessions, world.ningbao.resident());
        answered(chen, "/orders/new", Map.of("category", "02", "words", "楼道灯坏了"));
        answered(chen, "/orders/new/where", Map.of("place", world.ningbao.home().value()));
        answered(chen, "/orders/new/when", Map.of("when", "EVENING", "note", "晚饭以后"));
    }

    private static void answered(Client client, String path, Map<String, String> form) {
        assertThat(client.post(path, form).statusCode()).as(path).isEqualTo(303);
    }

    @AfterAll
    void noBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void strangers() {
        looksAtAll(
                null,
                Map.of(
                        "welcome", "/",
                        "login", "/login",
                        "find", "/p?q=宁宝",
                        "public", "/p/350211003012",
                        "missing", "/p/999999999999",
                        "setup", SetupLink.fresh(url)));
    }

    @Test
    void residents() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("home", "/");
        pages.put("new-what", "/orders/new");
        pages.put("new-which", "/orders/new/which");
        pages.put("new-where", "/orders/new/where");
        pages.put("new-photo", "/orders/new/photo");
        pages.put("new-when", "/orders/new/when");
        pages.put("new-check", "/orders/new/check");
        pages.put("orders", "/orders");
        pages.put("orders-ended", "/orders?tab=ended");
        pages.put("order", "/orders/" + order);
        pages.put("inbox", "/inbox");
        pages.put("me", "/me");
        pages.put("password", "/password");
        pages.put("tokens", "/me/tokens");
        pages.put("refused", "/desk");
        hasAToken(world.ningbao.resident());
        looksAtAll(world.ningbao.resident(), pages);
    }

    /** Tibetan words are longer and higher, and on a phone in large letters there is least room for them. */
    @Test
    void residentsInTibetan() {
        Browsers.Visitor chen = browsers.phone().is(sessions, world.ningbao.resident());
        String here = "http://127.0.0.1:" + port;
        chen.page
                .context()
                .addCookies(List.of(new Cookie("lang", "bo").setUrl(here), new Cookie("elder", "1").setUrl(here)));
        Map<String, String> pages = Map.of(
                "home", "/",
                "new-what", "/orders/new",
                "order", "/orders/" + orders.get(State.DONE),
                "public", "/p/350211003012");
        pages.forEach(
                (name, path) -> chen.opens(path).looks("tibetan-" + name).measures("tibetan-" + name, 22, 22, 60));
        assertThat(chen.page.locator("html").getAttribute("lang")).isEqualTo("bo");
        assertThat(chen.complaints).isEmpty();
    }

    @Test
    void ordersInEachState() {
        List<String> complaints = new ArrayList<>();
        Browsers.Visitor chen = browsers.phone().is(sessions, world.ningbao.resident());
        resident(
                chen,
                "order-",
                (visitor, see) -> orders.forEach((state, id) -> see.accept(state.name(), "/orders/" + id)));
        complaints.addAll(chen.complaints);
        Browsers.Visitor fang = browsers.desktop().is(sessions, world.ningbao.clerk());
        orders.forEach((state, id) -> fang.opens("/desk/orders/" + id).looks("desk-order-" + state));
        complaints.addAll(fang.complaints);
        assertThat(complaints).isEmpty();
    }

    @Test
    void whoeverMustChangeTheirPassword() {
        UUID person = World.as(world.ningbao.administrator(), () -> {
            UUID made = residents.register("石邻新", world.ningbao.community(), Optional.empty());
            accounts.openWithInventedPassword(made, "must-change");
            return made;
        });
        looksAtAll(
                Actor.resident(person, "石邻新", Optional.of(world.ningbao.community())),
                Map.of("password-forced", "/password"));
    }

    @Test
    void whistlesInEachState() {
        List<String> complaints = new ArrayList<>();
        Map<org.linli.whistle.State, UUID> whistles = new EnumMap<>(org.linli.whistle.State.class);
        for (org.linli.whistle.State state : org.linli.whistle.State.values()) {
            whistles.put(state, street.in(state, world.ningbao, "烧烤店占道又冒烟 " + state));
        }
        street.takes(
                street.market,
                whistles.get(org.linli.whistle.State.ASSIGNED),
                new org.linli.whistle.Step.Objection("不归我们管"));
        street.takes(
                street.office,
                whistles.get(org.linli.whistle.State.PLAN),
                new org.linli.whistle.Step.Dismiss(org.linli.Street.of(street.urban), "到了就走，再没有来"));
        street.takes(
                street.market,
                whistles.get(org.linli.whistle.State.RATED),
                new org.linli.whistle.Step.Judge(true, false, 4, "没写是哪一家"));
        Browsers.Visitor office = browsers.desktop().is(sessions, street.leader);
        whistles.forEach((state, id) -> office.opens("/desk/whistles/" + id).looks("whistle-" + state));
        complaints.addAll(office.complaints);
        Browsers.Visitor market = browsers.phone().is(sessions, street.market);
        whistles.forEach((state, id) -> {
            if (state.ordinal() >= org.linli.whistle.State.ASSIGNED.ordinal()
                    && state != org.linli.whistle.State.CANCELLED) {
                market.opens("/desk/whistles/" + id).looks("whistle-liaison-" + state);
            }
        });
        complaints.addAll(market.complaints);
        assertThat(complaints).isEmpty();
        UUID caused = World.as(
                world.ningbao.clerk(),
                () -> whistlesRoom.draft(
                        new org.linli.whistle.Step.Draft(
                                world.ningbao.compound(),
                                org.linli.whistle.Occasion.RESIDENTS,
                                org.linli.whistle.Kind.HARD,
                                "从一件单来",
                                "街道也管不了"),
                        Optional.of(order)));
        looksAtAll(
                world.ningbao.clerk(),
                Map.of(
                        "whistle-draft", "/desk/whistles/new?order=" + order,
                        "whistle-caused", "/desk/whistles/" + caused,
                        "whistle-order", "/desk/orders/" + order,
                        "whistle-limits", "/desk/whistles/limits"));
        Map<String, String> lists = new LinkedHashMap<>();
        for (org.linli.whistle.WhistleLists.Tab tab : org.linli.whistle.WhistleLists.Tab.of(street.office)) {
            lists.put("whistles-" + tab, "/desk/whistles?tab=" + tab);
        }
        lists.put("whistle-new", "/desk/whistles/new");
        lists.put("whistle-street", "/desk/whistles/streets/" + org.linli.Street.STREET.value());
        lists.put(
                "whistles-behind-street",
                "/desk/whistles?street=" + org.linli.Street.STREET.value() + "&verdict=JUDGED");
        lists.put("whistle-card", "/desk/whistles/departments/" + org.linli.Street.of(street.market));
        looksAtAll(street.office, lists);
        looksAtAll(
                street.market,
                Map.of(
                        "whistles-liaison",
                        "/desk/whistles",
                        "whistle-liaison-card",
                        "/desk/whistles/departments/" + org.linli.Street.of(street.market)));
        looksAtAll(street.administrator, Map.of("whistle-limits-street", "/desk/whistles/limits"));
        looksAtAll(street.district, Map.of("whistles-district", "/desk/whistles"));
    }

    @Test
    void reportsAndHandovers() {
        World.Quarter here = world.ningbao;
        Map<org.linli.patrol.State, UUID> standing = new EnumMap<>(org.linli.patrol.State.class);
        for (org.linli.patrol.State state : List.of(
                org.linli.patrol.State.ESCALATED,
                org.linli.patrol.State.TAKEN_UP,
                org.linli.patrol.State.SETTLED,
                org.linli.patrol.State.CLOSED)) {
            UUID id = reports(false).orElseThrow();
            if (state != org.linli.patrol.State.ESCALATED) {
                World.as(here.gridWorker(), () -> reportsRoom.take(id, new org.linli.patrol.Step.TakeUp()));
            }
            if (state.over()) {
                World.as(here.gridWorker(), () -> reportsRoom.take(id, new org.linli.patrol.Step.Settle("已经修好")));
            }
            if (state == org.linli.patrol.State.CLOSED) {
                World.as(here.clerk(), () -> reportsRoom.take(id, new org.linli.patrol.Step.Close()));
            }
            standing.put(state, id);
        }
        reports(true);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("report-kind", "/report");
        pages.put("report-place", "/report?kind=HAZARD");
        pages.put("report-moment", "/report?kind=HAZARD&place=" + here.compound());
        pages.put("report-words", "/report?kind=HAZARD&moment=NOW&place=" + here.compound());
        pages.put("reports", "/reports");
        standing.forEach((state, id) -> pages.put("report-" + state, "/reports/" + id));
        looksAtAll(here.resident(), pages);
        Map<String, String> desk = new LinkedHashMap<>();
        for (org.linli.patrol.ReportLists.Tab tab : org.linli.patrol.ReportLists.Tab.values()) {
            desk.put("desk-reports-" + tab, "/desk/reports?tab=" + tab);
        }
        desk.put("desk-reports-none", "/desk/reports?words=没有这样的词语");
        desk.put("desk-report-new", "/desk/reports/new");
        standing.forEach((state, id) -> desk.put("desk-report-" + state, "/desk/reports/" + id));
        looksAtAll(here.chief(), desk);
        UUID handover = World.as(
                street.police,
                () -> handovers.received(Optional.empty()).items().getFirst().id());
        looksAtAll(street.police, Map.of("handovers", "/desk/handovers", "handover", "/desk/handovers/" + handover));
    }

    private Optional<UUID> reports(boolean person) {
        return World.as(
                world.ningbao.resident(),
                () -> reportsRoom.file(new org.linli.patrol.Filing(
                        new org.linli.patrol.Step.File(
                                org.linli.patrol.Kind.HAZARD,
                                world.ningbao.compound(),
                                org.linli.patrol.Moment.NOW,
                                "电线裸露，雨天有人被麻了一下"),
                        Optional.of(person),
                        false)));
    }

    /** Somebody next door met it too, and another still may. */
    @Test
    void neighbours() {
        World.Quarter here = world.ningbao;
        UUID common = script.as(here.resident()).places("门口的路灯不亮", here.compound());
        UUID second = script.as(here.resident()).places("健身器材松了", here.compound());
        UUID person = World.as(here.administrator(), () -> {
            UUID made = residents.register("林邻近", here.community(), Optional.empty());
            accounts.open(made, "next-door", World.PASSWORD, false);
            return made;
        });
        Actor next = Actor.resident(person, "林邻近", Optional.of(here.community()));
        World.as(next, () -> {
            joining.join(common, "我家窗前那盏也不亮");
            joining.join(second, "");
            return null;
        });
        script.as(here.clerk()).dispatches(common, here.firm());
        script.as(here.worker()).accepts(common);
        script.as(here.worker()).finishes(common, "换了灯泡");
        Client client = Client.of(port, sessions, next);
        answered(client, "/orders/new", Map.of("category", "02", "words", "路灯不亮了"));
        assertThat(client.post(
                                "/orders/new/where",
                                Map.of("place", here.compound().value()))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(where -> assertThat(where).endsWith("/orders/new/nearby"));
        script.as(here.resident()).places("单元门关不上", here.compound());
        looksAtAll(
                next,
                Map.of(
                        "near", "/orders/new/nearby",
                        "near-photo", "/orders/new/photo",
                        "joined-done", "/orders/" + common + "?joined=yes",
                        "joined-open", "/orders/" + second,
                        "joined-mine", "/orders"));
        looksAtAll(here.resident(), Map.of("joined-by-others", "/orders/" + common));
        looksAtAll(here.clerk(), Map.of("joined-desk", "/desk/orders/" + common));
    }

    /** One thing for several: the form, the whole with its parts, and a part, as each of them sees it. */
    @Test
    void parts() {
        World.Quarter here = world.ningbao;
        UUID whole = script.as(here.resident()).places("楼道又黑又堵", here.home());
        UUID grid = here.gridWorker().organisation().orElseThrow();
        Client clerk = Client.of(port, sessions, here.clerk());
        assertThat(clerk.post(
                                "/desk/orders/" + whole + "/split",
                                Map.of("to", here.firm().toString(), "what", "换灯泡"))
                        .body())
                .as("one part is none, and what was typed is kept")
                .contains("请分成 2 到 6 份", "换灯泡");
        List<UUID> parts = World.as(
                here.clerk(),
                () -> splitting.split(
                        whole,
                        List.of(
                                new Step.Piece(here.firm(), "换灯泡", TimeLimit.of(9, TimeLimit.Unit.HOURS)),
                                new Step.Piece(grid, "清杂物", TimeLimit.of(2, TimeLimit.Unit.DAYS))),
                        "一起办"));
        script.as(here.worker()).accepts(parts.getFirst());
        script.as(here.worker()).finishes(parts.getFirst(), "换好了");
        looksAtAll(
                here.clerk(),
                Map.of("parts-whole", "/desk/orders/" + whole, "parts-one", "/desk/orders/" + parts.getLast()));
        looksAtAll(here.worker(), Map.of("parts-handler", "/desk/orders/" + parts.getFirst()));
        looksAtAll(
                here.resident(),
                Map.of("parts-mine", "/orders/" + whole, "parts-mine-one", "/orders/" + parts.getFirst()));
    }

    /** Papers on their way: before, while they are out, and as whoever asked sees it. */
    @Test
    void papers() {
        World.Quarter here = world.ningbao;
        UUID id = org.linli.platform.Ids.at(Instant.now());
        World.as(
                here.resident(),
                () -> ordersRoom.place(
                        id,
                        new Step.Place(
                                "0702",
                                "请人代办老年卡",
                                here.home(),
                                "",
                                org.linli.order.Channel.ONLINE,
                                "陈邻安",
                                Optional.empty())));
        script.as(here.clerk()).dispatches(id, here.gridWorker().organisation().orElseThrow());
        script.as(here.gridWorker()).accepts(id);
        looksAtAll(here.gridWorker(), Map.of("errand-before", "/desk/orders/" + id + "/errand"));
        Client grid = Client.of(port, sessions, here.gridWorker());
        assertThat(grid.post("/desk/orders/" + id + "/errand", Map.of("principal", "陈邻安", "what", "代领老年卡"))
                        .body())
                .as("what was typed is kept")
                .contains("请选怎么委托的", "代领老年卡");
        World.as(here.gridWorker(), () -> {
            errands.entrust(
                    id,
                    new org.linli.order.Errand.Mandate(
                            "陈邻安",
                            org.linli.order.Errand.Given.WRITTEN,
                            "到政务中心代领老年卡",
                            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(20)),
                    List.of(
                            new org.linli.order.Errand.Taken("身份证", false),
                            new org.linli.order.Errand.Taken("户口簿", true)));
            UUID copy = errands.of(ordersRoom.order(id))
                    .orElseThrow()
                    .out()
                    .getLast()
                    .id();
            errands.settle(id, Map.of(copy, org.linli.order.Errand.Fate.DESTROYED), "");
            return null;
        });
        looksAtAll(
                here.gridWorker(),
                Map.of("errand", "/desk/orders/" + id + "/errand", "errand-order", "/desk/orders/" + id));
        looksAtAll(here.resident(), Map.of("errand-mine", "/orders/" + id));
    }

    @Test
    void clerks() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("desk", "/desk");
        for (OrderLists.Tab tab : OrderLists.Tab.of(Duty.CLERK)) {
            pages.put("desk-" + tab, "/desk?tab=" + tab);
        }
        pages.put("orders-all", "/desk/orders");
        pages.put("orders-found", "/desk/orders?words=灯&state=PLACED&state=DONE&sort=DUE&ticked=all");
        pages.put("orders-none", "/desk/orders?words=没有这样的词语&category=02&from=2026-01-01");
        pages.put("orders-refused", "/desk/orders?q=没有这个地方");
        pages.put("late", "/desk/late");
        pages.put("late-only", "/desk/late?category=02&handler=" + world.ningbao.firm());
        pages.put("late-refused", "/desk/late?q=没有这个地方");
        World.as(world.ningbao.administrator(), () -> {
            positions.set(world.ningbao.compound(), "1号楼 24.5721 118.0382\n2号楼 24.5721 118.0390\n3号楼 24.5714 118.0386");
            return null;
        });
        pages.put("map", "/desk/map");
        pages.put("map-only", "/desk/map?category=02&mark=LATE&handler=" + world.ningbao.firm());
        pages.put("map-refused", "/desk/map?q=没有这个地方");
        keepsARota();
        pages.put("duties", "/desk/duty");
        pages.put("duty", "/desk/duty/" + world.ningbao.firm());
        UUID silent = notRated();
        pages.put("callbacks", "/desk/callbacks");
        pages.put("callbacks-again", "/desk/callbacks?tab=again");
        pages.put("callbacks-enough", "/desk/callbacks?tab=enough");
        pages.put("callback", "/desk/callbacks/" + silent);
        pages.put("callback-closed", "/desk/callbacks/" + orders.get(State.CLOSED));
        pages.put("bulk", "/desk/orders/chosen?id=" + order + "&id=" + orders.get(State.CLOSED));
        pages.put("bulk-none", "/desk/orders/chosen");
        pages.put("bulked", "/desk/orders/bulk/" + bulk);
        pages.put("slips", "/desk/orders/print?id=" + order);
        pages.put("views", "/desk/orders/views");
        pages.put("exports", "/desk/orders/exports?filter=stand%3DOPEN");
        pages.put("export", "/desk/orders/exports/" + export);
        pages.put("rates", "/desk/rates");
        pages.put("rates-rules", "/desk/rates/rules");
        pages.put("rates-standards", "/desk/rates/standards");
        pages.put("rates-national", "/desk/rates?by=NATIONAL");
        pages.put("rates-handlers", "/desk/rates?by=HANDLER&rate=RESPONSE");
        pages.put("register", "/desk/orders/new");
        pages.put("desk-inbox", "/inbox");
        pages.put("people", "/desk/people");
        pages.put("registration", "/desk/people/new");
        pages.put("organisations", "/desk/organisations");
        pages.put("places", "/desk/places");
        pages.put("place-building", "/desk/places/" + world.ningbao.compound() + "001");
        pages.put("place-home", "/desk/places/" + world.ningbao.home());
        pages.put("routes", "/desk/routes?category=02&q=宁宝世家");
        pages.put("categories", "/desk/categories");
        pages.put("category", "/desk/categories/0106");
        pages.put("subclasses", "/desk/subclasses?q=井盖");
        pages.put("calendar", "/desk/calendar?year=2026");
        pages.put("calendar-due", "/desk/calendar?from=2026-09-30T16:00&amount=3&unit=WORKING_DAYS");
        pages.put("desk-tokens", "/desk/tokens");
        UUID ticket = calls("BROWSER-1", "桥头有人烧垃圾", "宁宝世家9号楼，桥头").ticket().id();
        UUID card = usedCard("FW-0012", world.ningbao.resident().self());
        pages.put("cards", "/desk/cards");
        pages.put("cards-none", "/desk/cards?q=没有这张卡");
        pages.put("card", "/desk/cards/" + card);
        pages.put("card-new", "/desk/cards/new?name=陈");
        pages.put("card-register", "/desk/orders/new?card=" + card);
        pages.put("hotline", "/desk/hotline");
        pages.put("hotline-ticket", "/desk/hotline/" + ticket);
        UUID called =
                calls("BROWSER-2", "楼道灯坏了", "宁宝世家3号楼").order().orElseThrow().id();
        calls("BROWSER-2", "楼道灯坏了，三天没有人来", "宁宝世家3号楼");
        pages.put("hotline-order", "/desk/orders/" + called);
        pages.put("imports", "/desk/imports");
        pages.put("import-ready", "/desk/imports/" + brings("PAGES-READY"));
        pages.put("import-done", "/desk/imports/" + imports("PAGES-DONE"));
        pages.put("layouts", "/desk/layouts");
        hasAToken(world.ningbao.clerk());
        looksAtAll(world.ningbao.clerk(), pages);
    }

    private UUID usedCard(String number, UUID holder) {
        World.Quarter here = world.ningbao;
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        return World.as(here.clerk(), () -> {
            UUID card = cards.issue(
                    new ServiceCards.Issue(holder, number, "水电小修、理发", Optional.of(12), today, today.plusYears(1)));
            ordersRoom.place(
                    org.linli.platform.Ids.at(Instant.now()),
                    new Step.Place(
                            "02", "水龙头关不紧", here.home(), "", org.linli.order.Channel.PHONE, "陈邻安", Optional.empty()),
                    new org.linli.order.Heard(Optional.empty(), number));
            return card;
        });
    }

    /** A file of 12345 with good rows, one that is known, and some that nobody can read. */
    private UUID brings(String number) {
        return World.as(
                world.ningbao.clerk(),
                () -> importing.read(
                        Layout.HOTLINE,
                        "12345工单-本周-导出第二版.csv",
                        ("工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间\n"
                                        + number
                                        + "-1,楼道灯,楼道灯坏了三天，老人晚上下楼看不清台阶，请尽快来修,宁宝世家3号楼2单元1203,,吴女士,13900008888,2031-05-01 18:00\n"
                                        + number + "-2,,桥头有人烧垃圾,桥头那边,,,,2031/5/1\n"
                                        + "BROWSER-1,,桥头有人烧垃圾，味道很大,宁宝世家9号楼，桥头,,,,\n"
                                        + number + "-2,,又写了一遍,宁宝世家,,,,\n"
                                        + number + "-3,,时间写错了,宁宝世家,,,,明天下午\n")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private UUID imports(String number) {
        UUID id = brings(number);
        World.as(world.ningbao.clerk(), () -> {
            importing.begin(id);
            return null;
        });
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        World.as(world.ningbao.clerk(), () -> importing.one(id)).progress()
                                == org.linli.order.Imports.Progress.DONE);
        return id;
    }

    /** The firm is there by day but on Mondays; so that the page has gaps, changes and notes. */
    private void keepsARota() {
        World.Quarter here = world.ningbao;
        UUID worker = here.worker().appointment().orElseThrow();
        World.as(here.administrator(), () -> {
            posts.set(worker, Set.of(Skill.REPAIR, Skill.EMERGENCY), Set.of(Spoken.TIBETAN));
            return worker;
        });
        World.as(here.clerk(), () -> {
            rotas.add(here.firm(), worker, EnumSet.range(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY), "8:00-20:00");
            rotas.change(here.firm(), worker, LocalDate.now(ZoneId.of("Asia/Shanghai")), true, "20:00-8:00", "替班");
            rotas.tell(here.firm(), "3号楼水泵在修，晚上再看一次压力");
            return worker;
        });
    }

    /** Done three days ago, called once, and not rated. */
    private UUID notRated() {
        World.Quarter here = world.ningbao;
        UUID[] made = new UUID[2];
        WallClock.at(Instant.now().minus(Duration.ofDays(3)), () -> {
            made[0] = in(State.DONE);
            made[1] = in(State.DONE);
        });
        script.as(here.clerk()).takes(made[1], new Step.Miss("占线"));
        return made[0];
    }

    private org.linli.order.Ticket.Feedback calls(String number, String words, String address) {
        return World.as(
                world.ningbao.clerk(),
                () -> hotline.take(new org.linli.order.Ticket.Incoming(
                                number,
                                words,
                                address,
                                Optional.empty(),
                                "吴女士",
                                Optional.of(new org.linli.platform.secret.Phone("13900008888")),
                                Optional.of(java.time.Instant.parse("2026-01-05T10:00:00Z"))))
                        .feedback());
    }

    /** A camera that told of things, was silent since, and was refused once; and its page for everybody. */
    @Test
    void devices() {
        World.Quarter here = world.ningbao;
        UUID firm = here.firm();
        UUID[] made = new UUID[2];
        WallClock.at(Instant.now().minus(Duration.ofDays(3)), () -> {
            made[0] = World.as(
                    here.clerk(),
                    () -> devices.register(
                            here.compound(),
                            "throw_camera",
                            new org.linli.device.Device.Declared(
                                    "3 号楼东侧摄像头",
                                    "东侧绿化带立杆，朝向外墙",
                                    "看清高空抛物从哪里落下，提醒住户",
                                    "民法典第 1254 条",
                                    firm,
                                    org.linli.device.Device.SeenBy.OPERATOR,
                                    30,
                                    "3 号楼东单元门旁",
                                    true,
                                    60)));
            String token = World.as(here.clerk(), () -> devices.token(made[0]));
            tells(token, "p-1", "throw", 0);
            tells(token, "p-2", "throw", 60);
            World.as(here.clerk(), () -> {
                rules.set(
                        here.compound(),
                        new org.linli.device.Rule(
                                Optional.empty(),
                                Optional.empty(),
                                "tamper",
                                false,
                                "02",
                                org.linli.device.Severity.ORDINARY,
                                10,
                                "0:00-6:00"));
                return null;
            });
            tells(token, "p-3", "tamper", 90);
            try {
                tells(token, "p-4", "nothing_like_it", 120);
            } catch (org.linli.kernel.Refusal noted) {
                assertThat(noted.code()).isEqualTo("device.alert");
            }
        });
        World.as(here.clerk(), () -> {
            devices.onSilence(made[0], Optional.of("02"));
            return null;
        });
        silences.notice();
        messages.putAside(made[0], "linli/devices/" + made[0] + "/alerts", new byte[180], Instant.now(), 5, "4f1c09ab");
        messages.putAside(
                made[0],
                "linli/devices/" + made[0] + "/alerts",
                new byte[181],
                Instant.now().minusSeconds(90_000),
                5,
                "9d02e7c4");
        World.as(here.clerk(), () -> {
            messages.drop(messages.mine().getLast().id());
            return null;
        });
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("devices", "/desk/devices");
        pages.put("device", "/desk/devices/" + made[0]);
        pages.put("device-sign", "/desk/devices/" + made[0] + "/sign");
        pages.put("device-aside", "/desk/devices/aside");
        pages.put("device-new", "/desk/devices/new");
        pages.put("device-alter", "/desk/devices/" + made[0] + "/alter");
        pages.put("device-rules", "/desk/devices/rules");
        pages.put("device-order", "/desk/orders/" + deviceOrder("device_alert", made[0]));
        pages.put("device-silence-order", "/desk/orders/" + deviceOrder("device_silence", made[0]));
        pages.put("device-silence-inbox", "/inbox");
        looksAtAll(here.clerk(), pages);
        looksAtAll(here.worker(), Map.of("device-operator", "/desk/devices/" + made[0]));
        looksAtAll(
                null, Map.of("device-public", "/p/devices/" + made[0], "public-with-device", "/p/" + here.compound()));
        Browsers.Visitor clerk = browsers.phone().is(sessions, here.clerk());
        clerk.opens("/desk/devices/" + made[0]);
        clerk.page.locator("details:has(form[action$='/token']) summary").click();
        clerk.page.locator("form[action$='/token'] button").click();
        clerk.page.waitForLoadState();
        clerk.looks("page-device-token");
        assertThat(clerk.page.content()).contains("linlid_");
        assertThat(clerk.complaints).isEmpty();
    }

    private void tells(String token, String event, String alert, int seconds) {
        alerts.take(
                devices.enter(token).orElseThrow(),
                new org.linli.device.Reading(
                        event,
                        alert,
                        Instant.now().minus(Duration.ofDays(3)).plusSeconds(seconds - 300),
                        Optional.of(2),
                        Optional.of(93),
                        Optional.of(71)),
                false);
    }

    private String deviceOrder(String table, UUID device) {
        try (java.sql.Connection admin = org.linli.TestDatabase.admin(url);
                java.sql.Statement statement = admin.createStatement();
                java.sql.ResultSet row = statement.executeQuery(
                        "select matter from " + table + " where matter is not null and device = '" + device + "'")) {
            row.next();
            return row.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hasAToken(Actor actor) {
        World.as(actor, () -> tokens.make("物业工单系统", java.util.Set.of(Scope.values()), actor.appointment(), 90));
    }

    @Test
    void chiefs() {
        looksAtAll(
                world.ningbao.chief(),
                Map.of(
                        "export-log",
                        "/desk/orders/exports/log",
                        "chief-rates",
                        "/desk/rates",
                        "chief-rules",
                        "/desk/rates/rules"));
    }

    @Test
    void administrators() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("admin-community", "/desk/places/" + world.ningbao.community());
        pages.put("admin-compound", "/desk/places/" + world.ningbao.compound());
        pages.put("admin-building", "/desk/places/" + world.ningbao.compound() + "001");
        pages.put("admin-person", "/desk/people/" + world.ningbao.clerk().self());
        pages.put("admin-organisation", "/desk/organisations/" + world.ningbao.firm());
        pages.put("admin-appointing", "/desk/appointments/new");
        pages.put("admin-people", "/desk/people");
        pages.put("admin-registration", "/desk/people/new");
        pages.put("admin-founding", "/desk/organisations/new");
        pages.put("trail", "/desk/trail");
        pages.put("admin-categories", "/desk/categories");
        pages.put("admin-category", "/desk/categories/0201");
        pages.put("admin-subclasses", "/desk/subclasses");
        pages.put("admin-calendar", "/desk/calendar?year=2027");
        World.as(world.ningbao.administrator(), () -> {
            layouts.keep("区热线中心的表", "HOTLINE", "单号=NUMBER\n反映内容=WORDS\n地点=ADDRESS\n备注=NOTHING");
            return null;
        });
        pages.put("admin-layouts", "/desk/layouts?as=" + Layout.HOTLINE);
        opensTheDoor();
        pages.put("admin-open311", "/desk/open311");
        pages.put("admin-outbox", "/desk/open311/outbox");
        pages.put("admin-duty", "/desk/duty/" + world.ningbao.firm());
        pages.put("admin-routes", "/desk/routes?category=09&q=3号楼");
        pages.put("admin-standards", "/desk/rates/standards");
        pages.put("admin-routes-fill", "/desk/routes?fillCategory=03&fillAt=" + world.ningbao.compound());
        pages.put("webhooks", "/desk/webhooks");
        pages.put("deliveries", "/desk/webhooks/deliveries");
        pages.put("deliveries-failed", "/desk/webhooks/deliveries?state=FAILED");
        World.as(
                world.ningbao.administrator(),
                () -> webhooks.register(
                        "物业工单系统", "http://127.0.0.1:9/linli", java.util.Set.of("place", "finish"), true));
        somethingIsTold();
        looksAtAll(world.ningbao.administrator(), pages);
    }

    /** One message that waits, and one that nobody took however often it was tried. */
    private void somethingIsTold() {
        script.as(world.ningbao.resident()).places("告诉别的系统", world.ningbao.home());
        script.as(world.ningbao.resident()).places("告诉不成的", world.ningbao.home());
        await().atMost(java.time.Duration.ofSeconds(20))
                .until(() -> told("select count(*) from webhook_delivery where place = '350211003012'") >= 2);
        told(
                "update webhook_delivery set state = 'FAILED', tries = 15, failure = '连不上对方系统'"
                        + " where id = (select id from webhook_delivery where place = '350211003012' order by id limit 1) returning 1");
    }

    private int told(String sql) {
        try (java.sql.Connection admin = org.linli.TestDatabase.admin(url);
                java.sql.Statement statement = admin.createStatement();
                java.sql.ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void streets() {
        looksAtAll(
                ofTheStreet(),
                Map.of(
                        "street", "/desk/places",
                        "street-community", "/desk/places/410181005005"));
        looksAtAll(
                street.office, Map.of("street-map", "/desk/map", "street-map-inside", "/desk/map?place=350211003012"));
    }

    @Test
    void theFirstPageIsLight() {
        Browsers.Visitor stranger = browsers.phone();
        assertThat(stranger.weighs("/")).isBetween(1, FIRST_PAGE);
        Browsers.Visitor chen = browsers.phone().is(sessions, world.ningbao.resident());
        assertThat(chen.weighs("/")).isBetween(1, FIRST_PAGE);
    }

    /** So that the pages of the open interface are not empty: a push that did not arrive, and one given up. */
    private void opensTheDoor() {
        World.Quarter here = world.ningbao;
        UUID far = World.as(here.administrator(), () -> {
            jurisdictions.open("pages.example.cn", here.community());
            keys.make("pages.example.cn", "市民热线", 60);
            UUID lamps = organisations.found(Organisation.Kind.PROPERTY, "路灯管养队", here.community(), "");
            servers.connect(new Servers.Connection(
                    "市政热线",
                    "http://127.0.0.1:9/open311/v2",
                    "city.example.cn",
                    "",
                    Server.Direction.BOTH,
                    Optional.of(lamps),
                    here.community(),
                    Codes.parse("02=LAMP")));
            return lamps;
        });
        for (int i = 1; i <= 2; i++) {
            UUID order = script.as(here.resident()).places("路灯不亮了", here.home());
            script.as(here.clerk()).dispatches(order, far);
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            waiting().stream().anyMatch(push -> push.order().equals(order)));
        }
        exchange.pushDue();
        exchange.fetchAll();
        World.as(here.administrator(), () -> {
            pushes.giveUp(waiting().getFirst().id());
            return null;
        });
    }

    private List<Pushes.Push> waiting() {
        return World.as(world.ningbao.administrator(), () -> pushes.mine(Pushes.State.WAITING, 10));
    }

    private Actor ofTheStreet() {
        return World.as(World.founder(STREET), () -> {
            UUID office = organisations.found(Organisation.Kind.STREET, "紫荆路街道服务中心", STREET, "");
            UUID person = residents.register("管里街", STREET, Optional.empty());
            accounts.open(person, "street-pages", World.PASSWORD, false);
            UUID appointment =
                    appointments.appoint(person, office, Duty.ADMINISTRATOR, "系统管理员", STREET, LocalDate.of(2026, 1, 1));
            return new Actor(
                    Optional.of(person),
                    "管里街",
                    Duty.ADMINISTRATOR,
                    "系统管理员",
                    Optional.of(appointment),
                    Optional.of(office),
                    "紫荆路街道服务中心",
                    Optional.of(STREET));
        });
    }

    /** An order that stands there. */
    private UUID in(State wanted) {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道灯坏了，晚上看不见台阶", here.home());
        switch (wanted) {
            case PLACED -> {}
            case DECLINED -> script.as(here.clerk()).takes(id, new Step.Decline("这件事归供电公司管"));
            case WITHDRAWN -> script.as(here.resident()).takes(id, new Step.Withdraw("自己修好了"));
            case VOIDED -> {
                script.as(here.clerk()).takes(id, new Step.Ask(Leave.Kind.CANCELLATION, 0, "点错了"));
                script.as(here.chief()).takes(id, new Step.Cancel("居民说点错了"));
            }
            case MERGED -> {
                UUID other = script.as(here.resident()).places("整个楼道的灯都坏了", here.compound());
                World.as(here.clerk(), () -> {
                    merging.merge(id, other, "同一个楼道");
                    return null;
                });
            }
            case DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, DONE, VERIFIED, RATED, REOPENED, CLOSED ->
                handled(id, wanted);
        }
        assertThat(script.as(here.clerk()).sees(id).state()).isEqualTo(wanted);
        return id;
    }

    private void handled(UUID id, State wanted) {
        World.Quarter here = world.ningbao;
        script.as(here.clerk()).dispatches(id, here.firm());
        if (wanted == State.RETURNED) {
            script.as(here.worker()).returns(id, "要请电工来");
            return;
        }
        if (wanted != State.DISPATCHED) {
            script.as(here.worker()).accepts(id);
        }
        if (wanted == State.DISPATCHED || wanted == State.ACCEPTED) {
            return;
        }
        script.as(here.worker()).starts(id);
        if (wanted == State.IN_PROGRESS) {
            script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.EXTENSION, 4, "等配件"));
            return;
        }
        if (wanted == State.SUSPENDED) {
            script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.SUSPENSION, 30, "等厂家发货"));
            script.as(here.chief()).takes(id, new Step.Suspend(""));
            return;
        }
        script.as(here.worker()).finishes(id, "换了灯泡");
        if (wanted == State.VERIFIED) {
            script.as(here.gridWorker()).takes(id, new Step.Verify(true, ""));
        } else if (wanted == State.REOPENED) {
            script.as(here.resident()).rates(id, 1, false);
        } else if (wanted != State.DONE) {
            script.as(here.resident()).rates(id, 5, true);
        }
        if (wanted == State.CLOSED) {
            script.as(here.clerk()).closes(id);
        }
    }

    private void looksAtAll(@Nullable Actor actor, Map<String, String> pages) {
        List<String> complaints = new ArrayList<>();
        for (Browsers.Visitor visitor : List.of(phone, desktop)) {
            visitor.isNobody();
            if (actor != null) {
                visitor.is(sessions, actor);
            }
            if (actor != null && actor.duty().staff()) {
                pages.forEach((name, path) -> visitor.opens(path).looks("page-" + name));
            } else {
                resident(visitor, "", (same, see) -> pages.forEach(see));
            }
            complaints.addAll(visitor.complaints);
        }
        assertThat(complaints).isEmpty();
    }

    /** The pages of the resident face, first as they are and then in the hand in large letters 长辈版. */
    private static void resident(
            Browsers.Visitor visitor, String prefix, BiConsumer<Browsers.Visitor, BiConsumer<String, String>> pages) {
        pages.accept(
                visitor,
                (name, path) -> visitor.opens(path)
                        .looks("page-" + prefix + name)
                        .measures("page-" + prefix + name, 18, 15, 44));
        if (!visitor.holdsAPhone()) {
            return;
        }
        visitor.page.evaluate("() => fetch('/elder', { method: 'POST', body: new URLSearchParams({ elder: 'on' }) })");
        pages.accept(
                visitor,
                (name, path) -> visitor.opens(path)
                        .looks("elder-" + prefix + name)
                        .measures("elder-" + prefix + name, 22, 22, 60));
    }
}
