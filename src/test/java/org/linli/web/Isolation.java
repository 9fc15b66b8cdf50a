package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.Far;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.World;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.gateway.ApiKeys;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Servers;
import org.linli.identity.Sessions;
import org.linli.kernel.PlaceCode;
import org.linli.order.Layout;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * For every route and every role: another community's ids are not found and change nothing, and no list speaks of them.
 * Run as the application is, and with its look-ups taken away.
 */
@LinliTest
abstract class Isolation {

    /** What anybody may open with whatever id; its ids are public, or are a secret themselves. */
    private static final Set<String> PUBLIC = Set.of(
            "/p/{place}",
            "/p/devices/{id}",
            "/setup/{token}",
            "/open311/v2/requests/{id}.json",
            "/open311/v2/requests/{id}.xml",
            "/open311/v2/services/{code}.json",
            "/open311/v2/services/{code}.xml",
            "/open311/v2/tokens/{token}.json",
            "/open311/v2/tokens/{token}.xml");

    /** Lists, searches, counts and forms: they take no id, and must not speak of others. */
    private static final Set<String> LISTS = Set.of(
            "/",
            "/api/v1/callbacks",
            "/api/v1/categories",
            "/api/v1/exports",
            "/api/v1/handlers",
            "/api/v1/me",
            "/api/v1/openapi.json",
            "/api/v1/orders",
            "/api/v1/orders/joined",
            "/api/v1/orders/nearby",
            "/api/v1/places",
            "/api/v1/views",
            "/desk",
            "/desk/appointments/new",
            "/desk/callbacks",
            "/desk/cards",
            "/desk/cards/new",
            "/desk/categories",
            "/desk/categories.csv",
            "/desk/orders",
            "/desk/orders/chosen",
            "/desk/orders/exports",
            "/desk/orders/exports/log",
            "/desk/calendar",
            "/desk/devices",
            "/desk/devices/aside",
            "/desk/devices/new",
            "/desk/devices/rules",
            "/desk/orders/new",
            "/desk/orders/print",
            "/desk/orders/views",
            "/desk/rates",
            "/desk/rates/rules",
            "/desk/rates/standards",
            "/desk/appeals",
            "/desk/duty",
            "/desk/handovers",
            "/desk/late",
            "/desk/map",
            "/desk/hotline",
            "/desk/imports",
            "/desk/layouts",
            "/desk/organisations",
            "/desk/open311",
            "/desk/open311/outbox",
            "/desk/organisations/new",
            "/desk/people",
            "/desk/people/new",
            "/desk/places",
            "/desk/reports",
            "/desk/reports/new",
            "/desk/routes",
            "/desk/subclasses",
            "/desk/subclasses.csv",
            "/desk/tokens",
            "/desk/trail",
            "/desk/webhooks",
            "/desk/webhooks/deliveries",
            "/desk/whistles",
            "/desk/whistles/limits",
            "/desk/whistles/new",
            "/inbox",
            "/login",
            "/me",
            "/me/tokens",
            "/open311/discovery.json",
            "/open311/discovery.xml",
            "/open311/v2/requests.json",
            "/open311/v2/requests.xml",
            "/open311/v2/servicerequestupdates.json",
            "/open311/v2/servicerequestupdates.xml",
            "/open311/v2/services.json",
            "/open311/v2/services.xml",
            "/orders",
            "/orders/new",
            "/orders/new/check",
            "/orders/new/nearby",
            "/orders/new/photo",
            "/orders/new/when",
            "/orders/new/where",
            "/orders/new/which",
            "/password",
            "/p",
            "/places/find",
            "/report",
            "/report/rights",
            "/reports");

    /** Forms whose fields may hold the id of somebody else's: each is sent with one below. */
    private static final Set<String> FORMS_WITH_IDS = Set.of(
            "/api/v1/orders",
            "/capacity",
            "/desk/appointments",
            "/desk/cards",
            "/desk/categories",
            "/desk/devices",
            "/desk/devices/alert-kinds",
            "/desk/devices/rules",
            "/desk/orders/bulk",
            "/desk/open311/jurisdictions",
            "/desk/open311/keys",
            "/desk/open311/servers",
            "/desk/orders/new",
            "/desk/organisations",
            "/desk/people",
            "/desk/rates/standards/limits",
            "/desk/rates/standards/marks",
            "/desk/reports",
            "/desk/routes",
            "/desk/routes/promises",
            "/desk/whistles",
            "/desk/whistles/limits",
            "/desk/whistles/limits/drop",
            "/orders/new/check",
            "/orders/new/nearby",
            "/orders/new/photo",
            "/orders/new/where",
            "/orders/new/which",
            "/report");

    /** Forms whose filters, tables, addresses and numbers may name somebody else's: each is sent with theirs below. */
    private static final Set<String> FORMS_THAT_NAME = Set.of(
            "/api/v1/bulk",
            "/api/v1/devices/alerts",
            "/api/v1/devices/alerts/batch",
            "/api/v1/exports",
            "/api/v1/hotline/tickets",
            "/desk/imports",
            "/desk/orders/exports",
            "/open311/v2/requests.json",
            "/open311/v2/requests.xml",
            "/open311/v2/servicerequestupdates.json",
            "/open311/v2/servicerequestupdates.xml");

    /** Forms that take no id: they act on whoever sends them. */
    private static final Set<String> FORMS_WITHOUT = Set.of(
            "/api/v1/views",
            "/desk/layouts",
            "/desk/categories/file",
            "/desk/devices/kinds",
            "/desk/emergencies",
            "/desk/orders/views",
            "/desk/calendar",
            "/desk/subclasses",
            "/desk/subclasses/file",
            "/desk/rates/rules",
            "/desk/tokens",
            "/desk/trail",
            "/desk/webhooks",
            "/desk/webhooks/deliveries/again",
            "/elder",
            "/inbox/read",
            "/language",
            "/login",
            "/logout",
            "/me/tokens",
            "/orders/new",
            "/orders/new/when",
            "/password");

    /** Before the duty of somebody of the other county, where there is somebody of ours too. */
    private static final String FAR = "far ";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** A stream: what it tells is asked in a test of its own. */
    private static final Set<String> STREAMS = Set.of("/live");

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Far far;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Tokens tokens;

    @Autowired
    ApplicationContext linli;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    Neighbour neighbour;

    @BeforeEach
    void theOthersHaveSomethingOfEverything() {
        neighbour = new Neighbour(linli, world.fangzhi, street, url);
    }

    /** Whether the look-ups are asked; without them what is public by policy is shown, and nothing else. */
    abstract boolean lookups();

    private record Route(String method, String pattern) {

        boolean reads() {
            return method.equals("GET");
        }

        boolean takesId() {
            return pattern.contains("{");
        }
    }

    @Test
    void everyRouteIsKnownHere() {
        Set<String> without = routes().stream()
                .filter(route -> !route.takesId() && !route.pattern().equals("/error"))
                .map(Route::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        Stream.of(LISTS, STREAMS).flatMap(Set::stream).forEach(path -> known.add(new Route("GET", path).toString()));
        Stream.of(FORMS_WITH_IDS, FORMS_THAT_NAME, FORMS_WITHOUT)
                .flatMap(Set::stream)
                .forEach(path -> known.add(new Route("POST", path).toString()));
        assertThat(without)
                .as("say of each new route whether it lists, streams, or takes a form with or without ids")
                .isEqualTo(known);
    }

    @Test
    void idsOfAnotherCommunityAreNotFoundAndChangeNothing() {
        String before = neighbour.everything();
        assertThat(leaksById()).isEmpty();
        assertThat(neighbour.everything()).as("nothing of theirs has changed").isEqualTo(before);
    }

    @Test
    void noListSearchOrCountSpeaksOfAnotherCommunity() {
        assertThat(leaksInLists()).isEmpty();
    }

    @Test
    void theCountsAreOfOurOwnOnly() {
        World.Quarter here = world.ningbao;
        script.as(here.resident()).places("数一数", here.home());
        neighbour.quiet();
        String ours = neighbour.one("select count(*) from matter where kind = 'order' and ended_at is null"
                + " and place like '350211003012%'");
        assertThat(neighbour.one("select count(*) from matter where kind = 'order' and ended_at is null"
                        + " and place like '350211003003%'"))
                .as("they have some too")
                .isNotEqualTo("0");
        for (Actor actor : List.of(here.clerk(), here.chief(), here.gridWorker())) {
            assertThat(Client.of(port, sessions, actor).get("/desk?tab=open").body())
                    .as(actor.duty().name())
                    .containsPattern("aria-current=\"page\">[^<]*<span class=\"count \">" + ours + "</span>");
        }
    }

    @Test
    void aStreamTellsNothingOfAnotherCommunity() throws Exception {
        World.Quarter here = world.ningbao;
        UUID ours = script.as(here.resident()).places("听一听", here.home());
        neighbour.quiet();
        try (Client.Stream stream = Client.of(port, sessions, here.clerk()).stream("/live?matter=" + ours)) {
            assertThat(stream.next()).isEqualTo("open");
            script.as(world.fangzhi.resident()).replies(neighbour.order, Neighbour.MARK);
            script.as(world.fangzhi.worker()).starts(neighbour.order);
            neighbour.quiet();
            script.as(here.resident()).replies(ours, "还在吗");
            // The first thing that is heard at all is of our own.
            assertThat(stream.next()).isEqualTo("moved");
        }
    }

    /** Every route that takes an id, with theirs, as everybody of ours; what was answered that should not have been. */
    List<String> leaksById() {
        return leaksById(path -> true);
    }

    /** As {@link #leaksById()}, of those requests only, written as {@code GET /path}. */
    List<String> leaksById(Predicate<String> asked) {
        Map<String, Client> clients = clients();
        clients.forEach(Isolation::holdsAKeyThatWorks);
        List<String> leaks = new ArrayList<>();
        for (Route route : routes()) {
            if (!route.takesId() || PUBLIC.contains(route.pattern())) {
                continue;
            }
            for (String path : filled(route.pattern())) {
                if (!asked.test(route.method() + " " + path)) {
                    continue;
                }
                clients.forEach((who, client) -> {
                    HttpResponse<String> answer = route.reads() ? client.get(path) : client.post(path, form(path));
                    if (leaks(route, who, answer)) {
                        leaks.add(who + ": " + route.method() + " " + path + " → " + answer.statusCode() + " "
                                + where(answer));
                    }
                });
            }
        }
        return leaks;
    }

    private boolean leaks(Route route, String who, HttpResponse<String> answer) {
        if (tellsOfThem(answer.body())
                || answer.headers().firstValue("Content-Type").orElse("").startsWith("image/")) {
            return true;
        }
        boolean shown = answer.statusCode() == 200 && route.reads() && !lookups() && publicByPolicy(route);
        boolean notFound = answer.statusCode() == 404 || answer.statusCode() == 422 && !lookups() && !route.reads();
        if (answer.statusCode() == 200 && hasTheSameNumber(route.pattern(), who)) {
            return false;
        }
        boolean refused = notFound
                || answer.statusCode() == 403
                || who.equals("nobody") && answer.statusCode() == 401
                || where(answer).contains("/login")
                // From one face to the other, whatever the id; it is not found there.
                || where(answer).endsWith("/orders/" + neighbour.order);
        return !shown && (!refused || mayAsk(route, who) && !notFound)
                || lookups() && answer.body().contains("华铃花园");
    }

    /** A number of 12345 is its senders’ own: those who passed one on under the same number are shown theirs. */
    private static boolean hasTheSameNumber(String path, String who) {
        return path.contains("/hotline/tickets/") && (who.equals(FAR + "CLERK") || who.startsWith("STREET"));
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Names of places, organisations and their rules are public; without look-ups their pages open, and show no more. */
    private static boolean publicByPolicy(Route route) {
        return Stream.of(
                        "/desk/places/",
                        "/desk/organisations/",
                        "/desk/duty/",
                        "/desk/whistles/departments/",
                        "/desk/whistles/streets/")
                .anyMatch(route.pattern()::startsWith);
    }

    /** A street of another city than anybody's here. */
    private static final String ELSEWHERE = "110101001";

    private static boolean tellsOfThem(String body) {
        return body.contains(Neighbour.MARK) || body.contains("139****9000") || body.contains(Neighbour.PHONE);
    }

    /** Every list, search and count as everybody of ours, however it is asked; what spoke of them. */
    List<String> leaksInLists() {
        return leaksInLists(list -> true);
    }

    /** As {@link #leaksInLists()}, of those lists only. */
    List<String> leaksInLists(Predicate<String> asked) {
        Set<String> ids = neighbour.ids();
        List<String> leaks = new ArrayList<>();
        Map<String, Routes> lists = Routes.of(routes).stream()
                .filter(route -> route.method() == RequestMethod.GET && LISTS.contains(route.pattern()))
                .collect(Collectors.toMap(Routes::pattern, route -> route));
        clients().forEach((who, client) -> {
            Set<String> closed = new TreeSet<>();
            for (String path : LISTS) {
                if (!asked.test(path)) {
                    continue;
                }
                Routes list = java.util.Objects.requireNonNull(lists.get(path), path);
                for (String query : List.of(
                        "",
                        "?q=" + encoded("社区的水管"),
                        "?q=" + encoded("老"),
                        "?q=" + Neighbour.PHONE,
                        "?q=" + neighbour.order.toString().substring(30),
                        "?compound=350211003003001&place=350211003003001&tab=ALL&state=ACCEPTED",
                        "?tab=OPEN",
                        "?tab=MINE",
                        "?tab=LATE",
                        "?tab=ENDED",
                        "?tab=ended",
                        "?vacant=true",
                        "?words=" + encoded("社区的水管"),
                        "?words=" + encoded("漏"),
                        "?words=" + encoded("水管") + "&stand=OPEN&sort=DUE",
                        "?words=" + neighbour.order.toString().substring(30),
                        "?handler=" + world.fangzhi.firm(),
                        "?place=35&figure=REPORTED",
                        "?filter=" + encoded("words=" + encoded("社区的水管")),
                        "?by=HANDLER&from=2020-01-01&until=2030-01-01",
                        "?id=" + neighbour.order,
                        "?card=" + neighbour.card,
                        "?order=" + neighbour.order,
                        "?tab=OPEN&department=" + neighbour.department + "&figure=SIGN_MET",
                        "?tab=OPEN&department=" + neighbour.department,
                        "?person=" + neighbour.person,
                        "?near=350211003003&within=350211003003&q=" + encoded("老"),
                        "?category=02&place=350211003003001",
                        "?category=02&askAt=350211003003001&q=" + encoded("华铃花园"))) {
                    if (!list.hears(query)) {
                        continue;
                    }
                    // From afar only what names nothing of ours either: words, and the widest reach.
                    boolean narrow = who.startsWith(FAR)
                            && !query.isEmpty()
                            && !query.contains("words=")
                            && !query.contains("q=")
                            && !query.contains("place=35&");
                    if (narrow || !query.isEmpty() && closed.contains(path)) {
                        continue;
                    }
                    HttpResponse<String> answer = client.get(path + query);
                    // Closed to this duty, whatever is asked.
                    if (query.isEmpty() && Set.of(302, 303, 401, 403).contains(answer.statusCode())) {
                        closed.add(path);
                    }
                    String body = answer.body();
                    boolean speaksOfPlaces = !lookups()
                            || path.equals("/p")
                            // Whoever called 12345 may have named any place there is.
                            || path.equals("/desk/hotline")
                            || path.equals("/places/find")
                            || path.equals("/api/v1/places")
                            || query.contains(encoded("华铃花园"));
                    // Whom to call at any hour in a place is nobody's secret; the numbers of the neighbours bear their
                    // mark.
                    boolean callable = !lookups() && path.equals("/desk/categories");
                    if (tellsOfThem(body.replace(Neighbour.PHONE, "")) && !callable
                            || namesOneOf(ids, body, query)
                            || !speaksOfPlaces && body.contains("华铃花园")) {
                        leaks.add(who + ": " + path + query);
                    }
                }
            }
        });
        return leaks;
    }

    /** Whether a page holds one of these ids that was not asked for. */
    private static boolean namesOneOf(Set<String> ids, String body, String asked) {
        return ID.matcher(body)
                .results()
                .map(java.util.regex.MatchResult::group)
                .anyMatch(id -> ids.contains(id) && !asked.contains(id));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void theirIdsInsideAFormAreNotTakenEither() {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        Client administrator = Client.of(port, sessions, here.administrator());
        Client clerk = Client.of(port, sessions, here.clerk());
        UUID ours = script.as(here.resident()).places("楼道灯坏了", here.home());
        String before = neighbour.everything();

        refused(
                clerk,
                "/desk/cards",
                Map.of(
                        "person",
                        neighbour.person.toString(),
                        "number",
                        "FW-1",
                        "covers",
                        "理发",
                        "from",
                        "2026-01-01",
                        "until",
                        "2026-12-31"));
        Map<String, String> theirCard = new LinkedHashMap<>(placing(here.home()));
        theirCard.put("card", Neighbour.CARD);
        refused(clerk, "/desk/orders/new", theirCard);
        refused(
                administrator,
                "/desk/appointments",
                appointing(here.clerk(), there.committee(), "", there.community()));
        refused(
                administrator,
                "/desk/appointments",
                appointing(here.clerk(), here.committee(), "纺织社区", there.community()));
        refused(administrator, "/desk/appointments", appointing(there.clerk(), here.committee(), "", here.community()));
        refused(administrator, "/desk/organisations", founding("纺织社区", there.community()));
        refused(
                administrator,
                "/desk/organisations/" + here.committee() + "/links",
                Map.of("kind", "LEADS", "target", there.committee().toString()));
        refused(administrator, "/desk/organisations/" + there.firm() + "/hours", Map.of("monday", "9:00-17:00"));
        refused(
                administrator,
                "/desk/routes",
                Map.of("organisation", there.firm().toString(), "category", "03"));
        refused(
                administrator,
                "/desk/routes",
                Map.of(
                        "organisation",
                        here.firm().toString(),
                        "q",
                        "华铃花园",
                        "ruleAt",
                        there.compound().value()));
        refused(
                administrator,
                "/desk/routes/promises",
                Map.of(
                        "minutes",
                        "9",
                        "q",
                        "华铃花园",
                        "promiseAt",
                        there.compound().value()));
        refused(
                administrator,
                "/desk/rates/standards/limits",
                Map.of(
                        "amount",
                        "9",
                        "unit",
                        "HOURS",
                        "q",
                        "华铃花园",
                        "limitAt",
                        there.compound().value()));
        refused(
                administrator,
                "/desk/rates/standards/marks",
                Map.of(
                        "patrolled",
                        "no",
                        "q",
                        "华铃花园",
                        "markAt",
                        there.compound().value()));
        refused(
                administrator,
                "/desk/categories",
                Map.of("of", neighbour.category, "name", "水塔", "amount", "1", "unit", "DAYS"));
        refused(
                administrator,
                "/desk/open311/jurisdictions",
                Map.of("id", "stolen.example.cn", "place", there.community().value()));
        refused(
                administrator,
                "/desk/open311/keys",
                Map.of("jurisdiction", Neighbour.JURISDICTION, "name", "偷来的", "perMinute", "60"));
        refused(administrator, "/desk/open311/servers", connecting(there.community(), here.firm()));
        refused(administrator, "/desk/open311/servers", connecting(here.community(), there.firm()));
        refused(clerk, "/desk/devices", hanging("华铃花园", there.compound(), here.firm()));
        refused(clerk, "/desk/devices", hanging("宁宝世家", here.compound(), there.firm()));
        refused(clerk, "/desk/devices/rules", ruling("华铃花园", there.compound(), "0505"));
        refused(clerk, "/desk/devices/rules", ruling("宁宝世家", here.compound(), neighbour.category));
        refused(
                clerk,
                "/desk/devices/alert-kinds",
                Map.of("code", "water", "name", "水浸", "category", neighbour.category));
        refused(clerk, "/desk/people", registering("华铃花园", there.home()));
        refused(clerk, "/desk/orders/new", placing(there.home()));
        refused(
                clerk,
                "/desk/orders/" + ours + "/dispatch",
                Map.of("organisation", there.firm().toString()));
        refused(clerk, "/desk/orders/" + ours + "/merge", Map.of("into", neighbour.order.toString(), "words", "同一件事"));
        refused(
                clerk,
                "/desk/orders/bulk",
                Map.of(
                        "id",
                        neighbour.order.toString(),
                        "organisation",
                        here.firm().toString()));
        assertThat(clerk.get("/desk/orders/chosen?id=" + neighbour.order).body())
                .doesNotContain(Neighbour.MARK);
        assertThat(clerk.get("/desk/orders/print?id=" + neighbour.order).body()).doesNotContain(Neighbour.MARK);
        Client programs = Client.of(port, sessions, here.clerk()).holds(token(here.clerk()));
        refused(
                programs,
                "/api/v1/orders/" + ours + "/steps/dispatch",
                Map.of("organisation", there.firm().toString()));
        refused(
                programs,
                "/api/v1/orders",
                Map.of(
                        "category", "02",
                        "words", "替别人点的",
                        "place", there.home().value(),
                        "channel", "PHONE",
                        "contactName", "李邻喜"));
        Map<String, String> theirCapacity = Map.of(
                "name",
                "借用",
                "scope",
                "orders:read",
                "capacity",
                there.clerk().appointment().orElseThrow().toString(),
                "days",
                "9");
        refused(clerk, "/desk/tokens", theirCapacity);
        refused(clerk, "/desk/reports", reporting(there.compound(), "no"));
        refused(clerk, "/desk/reports", reporting(there.compound(), "yes"));
        refused(Client.of(port, sessions, here.resident()), "/report", reporting(there.compound(), "no"));
        refused(Client.of(port, sessions, here.resident()), "/report", reporting(there.compound(), "yes"));
        refused(clerk, "/desk/whistles", drafting(there.compound(), ""));
        refused(clerk, "/desk/whistles", drafting(here.compound(), neighbour.order.toString()));
        Client ofStreet = Client.of(port, sessions, street.office);
        UUID blown = street.in(org.linli.whistle.State.BLOWN, here, "我们的哨");
        // Without look-ups everybody's place is the province, and only who is of a street calls departments:
        // WhistlesTest asks the
        // database itself.
        if (lookups()) {
            refused(
                    ofStreet,
                    "/desk/whistles/" + blown + "/assign",
                    Map.of("departments", neighbour.department.toString(), "lead", neighbour.department.toString()));
        }
        assertThat(Client.of(port, sessions, street.administrator)
                        .post(
                                "/desk/whistles/limits",
                                Map.of(
                                        "place",
                                        "410181005",
                                        "kind",
                                        "WORK",
                                        "limit",
                                        "SIGN",
                                        "amount",
                                        "9",
                                        "unit",
                                        "DAYS"))
                        .statusCode())
                .isIn(404, 403, 422);
        Map<String, String> theirChief =
                Map.of("appointment", there.chief().appointment().orElseThrow().toString());
        assertThat(clerk.post("/capacity", theirChief).statusCode()).isEqualTo(404);
        Client resident = Client.of(port, sessions, here.resident());
        resident.post("/orders/new", Map.of("category", "02", "words", "灯坏了"));
        refused(resident, "/orders/new/which", Map.of("category", neighbour.category));
        resident.post("/orders/new/where", Map.of("place", here.home().value()));
        resident.post("/orders/new/photo", Map.of("remove", neighbour.draftPhoto.toString()));
        resident.post("/orders/new/photo", Map.of("remove", neighbour.photo.toString()));
        refused(resident, "/orders/new/nearby", Map.of("order", neighbour.common.toString()));
        refused(resident, "/orders/new/check", Map.of("draft", neighbour.draft.toString()));
        refused(resident, "/orders/new/check", Map.of("draft", neighbour.order.toString()));
        Map<String, String> theirHome = Map.of("place", there.home().value());
        if (lookups()) {
            refused(resident, "/orders/new/where", theirHome);
        } else {
            // A place is public, so a draft may name it; nothing becomes of it.
            taken(resident, "/orders/new/where", theirHome);
            String mine = neighbour.one("select id from order_draft where person = '"
                    + here.resident().self() + "'");
            refused(resident, "/orders/new/check", Map.of("draft", mine));
            taken(resident, "/orders/new/where", Map.of("place", here.home().value()));
        }
        assertThat(Client.of(port, sessions, here.resident())
                        .follow("/live?matter=" + neighbour.order)
                        .statusCode())
                .isEqualTo(404);
        assertThat(neighbour.everything()).as("nothing of theirs has changed").isEqualTo(before);

        // The same forms with what is ours are taken: it was the place that was refused, and not the form.
        taken(clerk, "/desk/reports", reporting(here.compound(), "no"));
        taken(Client.of(port, sessions, here.resident()), "/report", reporting(here.compound(), "yes"));
        taken(clerk, "/desk/whistles", drafting(here.compound(), ours.toString()));
        if (lookups()) {
            taken(
                    ofStreet,
                    "/desk/whistles/" + blown + "/assign",
                    Map.of(
                            "departments", Street.of(street.fire).toString(),
                            "lead", Street.of(street.fire).toString()));
        }
        taken(administrator, "/desk/appointments", appointing(here.clerk(), here.committee(), "宁宝世家", here.compound()));
        taken(administrator, "/desk/organisations", founding("宁宝世家", here.compound()));
        taken(
                administrator,
                "/desk/organisations/" + here.committee() + "/links",
                Map.of("kind", "SERVES", "target", here.firm().toString()));
        taken(administrator, "/desk/open311/servers", connecting(here.community(), here.firm()));
        World.as(here.administrator(), () -> {
            Servers servers = linli.getBean(Servers.class);
            servers.mine().forEach(server -> servers.end(server.id()));
            return null;
        });
        taken(administrator, "/desk/organisations/" + here.firm() + "/hours", Map.of("as", "above"));
        taken(clerk, "/desk/devices", hanging("宁宝世家", here.compound(), here.firm()));
        taken(clerk, "/desk/devices/rules", ruling("宁宝世家", here.compound(), "0505"));
        taken(clerk, "/desk/people", registering("宁宝世家", here.home()));
        taken(clerk, "/desk/orders/new", placing(here.home()));
        taken(
                clerk,
                "/desk/orders/" + ours + "/dispatch",
                Map.of("organisation", here.firm().toString()));
    }

    private JsonNode described() {
        return JsonMapper.shared()
                .readTree(Client.stranger(port).get("/api/v1/openapi.json").body())
                .path("paths");
    }

    /** Every operation that the interface describes, its path, query and body filled with theirs by their shapes. */
    @Test
    void noOperationOfTheInterfaceTakesWhatIsTheirs() {
        JsonNode document = JsonMapper.shared()
                .readTree(Client.stranger(port).get("/api/v1/openapi.json").body());
        Map<String, Client> clients = clients();
        Set<String> ids = neighbour.ids();
        String before = neighbour.everything();
        List<String> leaks = new ArrayList<>();
        Set<String> refusedInTheBody = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String verb = operation.getKey().toUpperCase(Locale.ROOT);
                    JsonNode told = operation.getValue();
                    List<String> asked = new ArrayList<>();
                    for (JsonNode parameter : told.path("parameters")) {
                        if (parameter.path("in").asString().equals("query")) {
                            String name = parameter.path("name").asString();
                            asked.add("?" + name + "="
                                    + encoded(theirs(document, name, parameter.path("schema"))
                                            .toString()));
                        }
                    }
                    asked.add("");
                    JsonNode schema = told.path("requestBody")
                            .path("content")
                            .path("application/json")
                            .path("schema");
                    Object body = schema.isMissingNode() ? "" : theirs(document, "", schema);
                    String sent =
                            schema.isMissingNode() ? "" : JsonMapper.shared().writeValueAsString(body);
                    boolean naming = sent.contains(world.fangzhi.firm().toString())
                            || sent.contains(neighbour.order.toString())
                            || sent.contains(world.fangzhi.community().value());
                    String theirs = path.getKey()
                            .replace("{id}", programmed(path.getKey()).toString())
                            .replace("{caller}", neighbour.caller.toString())
                            .replace("{number}", Neighbour.TICKET);
                    clients.forEach((who, client) -> {
                        // It waits in the list of whoever took it: tried by those of the other county only.
                        if (verb.equals("POST") && path.getKey().contains("/hotline/") && ofNingbao(who)) {
                            return;
                        }
                        for (String query : verb.equals("GET") ? asked : List.of("")) {
                            HttpResponse<String> answer = program(client, verb, theirs + query, sent);
                            boolean named = !hasTheSameNumber(path.getKey(), who)
                                    && (!path.getKey().equals(theirs) || naming && !verb.equals("GET"));
                            if (tellsOfThem(answer.body())
                                    || namesOneOf(ids, answer.body(), theirs + query + sent)
                                    || named && answer.statusCode() < 400
                                    || answer.statusCode() >= 500) {
                                leaks.add(who + ": " + verb + " " + theirs + query + " → " + answer.statusCode());
                            }
                        }
                    });
                    if (naming && path.getKey().contains("{id}")) {
                        // What is ours with what is theirs inside: the one is found, and the other is not.
                        UUID ours = script.as(world.ningbao.resident()).places("接口上的灯", world.ningbao.home());
                        HttpResponse<String> answer = program(
                                java.util.Objects.requireNonNull(clients.get("CLERK")),
                                verb,
                                path.getKey().replace("{id}", ours.toString()),
                                sent);
                        refusedInTheBody.add(path.getKey().replaceAll(".*/", ""));
                        // Papers are their handler’s to hand back, whichever are named.
                        boolean refused = answer.statusCode() == 404
                                || answer.statusCode() == 422
                                || answer.statusCode() == 403 && path.getKey().endsWith("/errand/papers");
                        if (!refused || tellsOfThem(answer.body())) {
                            leaks.add("CLERK: " + path.getKey() + " with " + sent + " → " + answer.statusCode()
                                    + answer.body());
                        }
                    }
                }));
        assertThat(leaks).isEmpty();
        assertThat(refusedInTheBody).contains("dispatch", "merge", "split", "exclusion");
        assertThat(neighbour.everything()).as("nothing of theirs has changed").isEqualTo(before);
    }

    private boolean ofNingbao(String who) {
        Actor actor = everybody().get(who);
        return actor != null && actor.covers(world.ningbao.compound());
    }

    private static HttpResponse<String> program(Client client, String verb, String path, String sent) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        if (!sent.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return client.sends(verb, path, headers, sent.getBytes(StandardCharsets.UTF_8));
    }

    /** A value of this shape; whatever may name something names what is theirs. */
    private Object theirs(JsonNode document, String name, JsonNode schema) {
        JsonNode shape = schema.has("$ref")
                ? document.path("components")
                        .path("schemas")
                        .path(schema.path("$ref").asString().replaceAll(".*/", ""))
                : schema;
        if (shape.has("anyOf")) {
            return theirs(document, name, shape.path("anyOf").get(0));
        }
        if (shape.has("enum")) {
            return shape.path("enum").get(0).asString();
        }
        JsonNode types = shape.path("type");
        return switch (types.isArray() ? types.get(0).asString() : types.asString("string")) {
            case "boolean" -> true;
            case "integer" -> 3;
            case "array" -> {
                Object one = theirs(document, name, shape.path("items"));
                yield one instanceof Map ? List.of(one, one) : List.of(one);
            }
            case "object" -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                shape.path("properties")
                        .properties()
                        .forEach(field ->
                                fields.put(field.getKey(), theirs(document, field.getKey(), field.getValue())));
                yield fields;
            }
            default -> theirs(name, shape.path("format").asString(""));
        };
    }

    private String theirs(String name, String format) {
        return switch (name) {
            case "organisation", "handler" -> world.fangzhi.firm().toString();
            case "place" -> world.fangzhi.home().value();
            case "category" -> neighbour.category;
            case "number" -> Neighbour.TICKET;
            case "address" -> "华铃花园3号楼2单元1203";
            case "contactPhone" -> Neighbour.PHONE;
            case "device" -> neighbour.device.toString();
            case "from" -> "2020-01-01";
            case "until" -> "2030-01-01";
            case "words" -> "社区的水管";
            default ->
                switch (format) {
                    case "uuid" -> neighbour.order.toString();
                    case "date-time" -> "2030-01-01T12:00:00+08:00";
                    case "date" -> "2030-01-01";
                    default -> "看一看再说";
                };
        };
    }

    /** Filters, tables and addresses that name theirs: nothing of it appears, and nothing of theirs changes. */
    @Test
    void whatFormsNameInWordsIsOurOwnOnly() {
        World.Quarter there = world.fangzhi;
        String before = neighbour.everything();
        Set<String> ids = neighbour.ids();
        Map<String, Actor> everybody = everybody();
        List<String> leaks = new ArrayList<>();
        Map<String, Client> clients = new LinkedHashMap<>();
        for (String who : List.of("CLERK", "PROPERTY", "GRID_WORKER", "STREET", "MERCHANT", FAR + "CLERK")) {
            clients.put(who, Client.of(port, sessions, java.util.Objects.requireNonNull(everybody.get(who))));
        }
        for (String filter : List.of(
                "",
                "words=" + encoded("社区的水管"),
                "words=" + neighbour.order.toString().substring(30),
                "place=" + there.community(),
                "place=35",
                "handler=" + there.firm(),
                "category=" + neighbour.category)) {
            Map<String, HttpResponse<String>> begun = new LinkedHashMap<>();
            clients.forEach((who, client) -> {
                // A node makes two at once: the others ask for the widest only.
                if (who.endsWith("CLERK") || filter.equals("place=35")) {
                    begun.put(
                            who,
                            client.post(
                                    "/desk/orders/exports",
                                    Map.of("filter", filter, "layout", Layout.PLAIN.toString(), "format", "CSV")));
                }
            });
            begun.forEach((who, answer) -> {
                Client client = java.util.Objects.requireNonNull(clients.get(who));
                String told = answer.body();
                if (answer.statusCode() == 303) {
                    String export = where(answer).replaceAll(".*/", "");
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> !neighbour
                                    .one("select state from order_export where id = '" + export + "'")
                                    .equals("RUNNING"));
                    told += client.get(where(answer)).body()
                            + client.get(where(answer) + "/file").body();
                }
                if (tellsOfThem(told) || namesOneOf(ids, told, filter) || lookups() && told.contains("华铃花园")) {
                    leaks.add(who + " exports " + filter);
                }
            });
        }
        leaks.addAll(importsThatNameTheirs());
        leaks.addAll(postsOfOthersThatNameTheirs());
        assertThat(leaks).isEmpty();
        assertThat(neighbour.one("select count(*) from matter where place not like '350211003003%' and requester in"
                        + " (select id from person where community like '350211003003%')"))
                .as("whose phone was named asked for nothing")
                .isEqualTo("0");
        assertThat(neighbour.everything()).as("nothing of theirs has changed").isEqualTo(before);
    }

    private List<String> importsThatNameTheirs() {
        List<String> leaks = new ArrayList<>();
        Client clerk = Client.of(port, sessions, far.community.clerk());
        String table = "工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间\n"
                + Neighbour.TICKET + ",,井盖没了,华铃花园3号楼2单元1203,水塔漏水,李邻喜," + Neighbour.PHONE + ",\n"
                + "NB-" + UUID.randomUUID().toString().substring(0, 8) + ",,路灯不亮,华铃花园,,," + Neighbour.PHONE + ",\n";
        HttpResponse<String> read = clerk.post(
                "/desk/imports",
                Map.of("layout", Layout.HOTLINE.toString()),
                "table",
                table.getBytes(StandardCharsets.UTF_8));
        if (!lookups()) {
            // A file belongs to the place of whoever sends it, which is the whole province here: row security refuses
            // it.
            assertThat(read.statusCode()).isEqualTo(403);
            return leaks;
        }
        assertThat(read.statusCode()).isEqualTo(303);
        String path = where(read);
        String shown = clerk.get(path).body();
        assertThat(clerk.post(path + "/begin", Map.of()).statusCode()).isIn(303, 422);
        String id = path.replaceAll(".*/", "");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !neighbour
                        .one("select state from order_import where id = '" + id + "'")
                        .equals("RUNNING"));
        shown += clerk.get(path).body() + clerk.get(path + "/refused.csv").body();
        if (tellsOfThem(shown.replace(Neighbour.PHONE, "").replace("139****9000", ""))) {
            leaks.add("an import tells of them");
        }
        return leaks;
    }

    /** Of systems that hold a key of the other county. */
    private List<String> postsOfOthersThatNameTheirs() {
        String jurisdiction = "yuan.example.cn";
        String key = World.as(far.community.administrator(), () -> {
            if (neighbour
                    .one("select id from open311_jurisdiction where id = '" + jurisdiction + "'")
                    .isEmpty()) {
                linli.getBean(Jurisdictions.class).open(jurisdiction, far.community.community());
            }
            return linli.getBean(ApiKeys.class).make(jurisdiction, "远方的系统", 600);
        });
        List<String> leaks = new ArrayList<>();
        List<Map<String, String>> wheres = List.of(
                Map.of("address_id", world.fangzhi.home().value()),
                Map.of("address_string", "华铃花园3号楼2单元1203"),
                Map.of("lat", "24.57", "long", "118.04"));
        for (String named : List.of(jurisdiction, Neighbour.JURISDICTION)) {
            for (String format : List.of("json", "xml")) {
                for (Map<String, String> where : wheres) {
                    for (String service : List.of("02", neighbour.category)) {
                        Map<String, String> form = new LinkedHashMap<>(where);
                        form.put("service_code", service);
                        posted(leaks, "requests." + format, key, named, form);
                    }
                }
                posted(
                        leaks,
                        "servicerequestupdates." + format,
                        key,
                        named,
                        Map.of("service_request_id", neighbour.order.toString()));
            }
        }
        // So it was the place that was refused, and not the key.
        HttpResponse<String> ours = open(
                "requests.json",
                Map.of(
                        "api_key",
                        key,
                        "jurisdiction_id",
                        jurisdiction,
                        "service_code",
                        "02",
                        "description",
                        "远方的路灯",
                        "address_id",
                        far.community.compound().value()));
        assertThat(ours.statusCode()).as(ours.body()).isIn(200, 201);
        return leaks;
    }

    private void posted(List<String> leaks, String path, String key, String jurisdiction, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("api_key", key);
        form.put("jurisdiction_id", jurisdiction);
        form.put("description", "从远方说的");
        form.put("phone", Neighbour.PHONE);
        HttpResponse<String> answer = open(path, form);
        if (answer.statusCode() < 400 || answer.statusCode() >= 500 || tellsOfThem(answer.body())) {
            leaks.add(path + " " + fields + " → " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> open(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return Client.stranger(port)
                .sends(
                        "POST",
                        "/open311/v2/" + path,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> appointing(Actor who, UUID organisation, String typed, PlaceCode where) {
        return Map.of(
                "person",
                who.self().toString(),
                "organisation",
                organisation.toString(),
                "duty",
                "CHIEF",
                "title",
                "书记",
                "q",
                typed,
                "where",
                where.value(),
                "since",
                // From today: at their next login the clerk still acts as a clerk first.
                LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
    }

    private static Map<String, String> connecting(PlaceCode place, UUID organisation) {
        return Map.of(
                "name",
                "市政热线",
                "url",
                "http://127.0.0.1:9/v2",
                "direction",
                "PUSH",
                "organisation",
                organisation.toString(),
                "place",
                place.value(),
                "codes",
                "02=LAMP");
    }

    private static Map<String, String> hanging(String typed, PlaceCode where, UUID operator) {
        return Map.of(
                "kind", "smoke",
                "name", "烟感",
                "spot", "楼道顶",
                "purpose", "防火",
                "operator", operator.toString(),
                "retention", "0",
                "silent", "24",
                "q", typed,
                "where", where.value());
    }

    private static Map<String, String> ruling(String typed, PlaceCode where, String category) {
        return Map.of(
                "alert", "throw",
                "orders", "yes",
                "category", category,
                "severity", "ORDINARY",
                "window", "10",
                "q", typed,
                "where", where.value());
    }

    private static Map<String, String> founding(String typed, PlaceCode where) {
        return Map.of(
                "kind", "MERCHANT", "name", "店" + UUID.randomUUID(), "phone", "", "q", typed, "where", where.value());
    }

    private static Map<String, String> registering(String typed, PlaceCode where) {
        return Map.of("name", "李邻喜", "phone", "", "q", typed, "where", where.value(), "kind", "OWNER");
    }

    private static Map<String, String> drafting(PlaceCode where, String order) {
        return Map.of(
                "order", order,
                "title", "烧烤店占道",
                "words", "劝过三次",
                "occasion", "ENFORCEMENT",
                "kind", "WORK",
                "place", where.value());
    }

    private static Map<String, String> reporting(PlaceCode where, String person) {
        return Map.of("kind", "HAZARD", "place", where.value(), "moment", "NOW", "words", "电线裸露", "person", person);
    }

    private static Map<String, String> placing(PlaceCode where) {
        return Map.of(
                "channel", "PHONE",
                "name", "李邻喜",
                "phone", "10000009999",
                "category", "02",
                "words", "替别人点的",
                "place", where.value(),
                "when", "ANY",
                "join", "none");
    }

    private static void refused(Client client, String path, Map<String, String> form) {
        HttpResponse<String> answer = client.post(path, form);
        assertThat(answer.statusCode()).as("%s %s", path, form).isIn(404, 422);
        assertThat(answer.body()).as("%s %s", path, form).doesNotContain(Neighbour.MARK);
    }

    private static void taken(Client client, String path, Map<String, String> form) {
        HttpResponse<String> answer = client.post(path, form);
        assertThat(answer.statusCode()).as("%s %s", path, form).isEqualTo(303);
    }

    /** A refusal for want of the key against forgery would look like a refusal of the id. */
    private static void holdsAKeyThatWorks(String who, Client client) {
        boolean nobody = who.equals("nobody");
        assertThat(client.post(nobody ? "/login" : "/inbox/read", Map.of()).statusCode())
                .as("%s sends a form", who)
                .isEqualTo(nobody ? 422 : 303);
    }

    /** Whether this duty is for such pages, so that nothing but the id can have been refused. */
    private boolean mayAsk(Route route, String who) {
        if (who.equals("nobody")) {
            return false;
        }
        Duty duty = Duty.valueOf(who.replace(FAR, "").toUpperCase(Locale.ROOT));
        boolean reads = route.method().equals("GET");
        boolean desk = route.pattern().startsWith("/desk/");
        return switch (route.pattern().replaceFirst("^/desk", "").split("/")[1]) {
            case "orders" ->
                desk ? duty.readsMatters() || duty.handles() && duty != Duty.DEPARTMENT : duty == Duty.RESIDENT;
            case "photos" -> true;
            // Of programs: whoever sees orders at all asks for one, and the other's is not found.
            case "api" ->
                (reads || lookups() && route.pattern().contains("/steps/"))
                        && !route.pattern().contains("/hotline/");
            case "imports" -> duty.dispatches();
            case "layouts" -> duty == Duty.ADMINISTRATOR;
            case "hotline" -> duty.dispatches() || duty.ofStreet();
            case "cards" -> reads ? duty.readsMatters() && duty.readsPeople() : duty.dispatches();
            case "devices" ->
                reads && !route.pattern().endsWith("/alter")
                        ? duty.readsMatters() || duty.appoints() || duty == Duty.PROPERTY
                        : duty.dispatches();
            case "webhooks" -> duty == Duty.ADMINISTRATOR;
            case "whistles" -> duty.readsMatters();
            case "reports" -> desk ? duty.readsMatters() : duty == Duty.RESIDENT;
            case "handovers" -> duty.receivesHandovers();
            case "duty" ->
                duty.appoints() || duty.dispatches() && !route.pattern().contains("/posts/");
            case "callbacks" -> duty.dispatches() || duty == Duty.GRID_WORKER;
            case "people" -> reads ? duty.readsPeople() : duty == Duty.ADMINISTRATOR;
            case "organisations" -> reads ? duty.staff() : duty.appoints();
            case "appointments", "open311" -> desk && duty.appoints();
            case "places" -> desk && (reads || lookups() ? duty.staff() : duty.appoints());
            default -> false;
        };
    }

    private Map<String, Client> clients() {
        Map<String, Client> clients = new LinkedHashMap<>();
        World.Quarter here = world.ningbao;
        clients.put("nobody", Client.stranger(port));
        everybody()
                .forEach((who, actor) ->
                        clients.put(who, Client.of(port, sessions, actor).holds(token(actor))));
        return clients;
    }

    /** One of each duty, none of whom has to do with the neighbours; of a street or a district, one of another county. */
    private Map<String, Actor> everybody() {
        World.Quarter here = world.ningbao;
        Map<String, Actor> everybody = new LinkedHashMap<>();
        for (Actor actor : List.of(
                here.resident(),
                here.clerk(),
                here.chief(),
                here.worker(),
                here.gridWorker(),
                here.administrator(),
                street.station,
                street.police,
                far.office,
                far.leader,
                far.merchant,
                far.volunteer)) {
            everybody.put(
                    actor.duty() == Duty.RESIDENT ? "resident" : actor.duty().name(), actor);
        }
        everybody.put(FAR + "CLERK", far.community.clerk());
        everybody.put(FAR + "ADMINISTRATOR", far.administrator);
        return everybody;
    }

    @Test
    void everyDutyHasSomebodyHere() {
        Set<Duty> duties = everybody().values().stream().map(Actor::duty).collect(Collectors.toSet());
        // The machinery has no session and no token.
        assertThat(duties)
                .as("say here who tries each new duty")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Duty.SYSTEM)));
        assertThat(everybody().values())
                .allSatisfy(actor ->
                        assertThat(actor.covers(world.fangzhi.community())).isFalse());
    }

    /** For what programs ask: the same person in the same capacity. */
    private String token(Actor actor) {
        return World.as(actor, () -> tokens.make("隔离", Set.of(Scope.values()), actor.appointment(), 1));
    }

    private Set<Route> routes() {
        Set<Route> found = new TreeSet<>(Comparator.comparing(Route::toString));
        for (RequestMappingInfo info : routes.getHandlerMethods().keySet()) {
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    found.add(new Route(method.name(), pattern));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(50);
        return found;
    }

    /** The route with the others' ids in it; a new kind of route must say here whose ids it takes. */
    private List<String> filled(String pattern) {
        World.Quarter there = world.fangzhi;
        String room = pattern.replaceFirst("^/desk", "").split("/")[1];
        String steps = pattern.replaceAll("\\{step:([^}]*)}", "{step}");
        String path = switch (room) {
            case "api" ->
                steps.replace("{id}", programmed(pattern).toString())
                        .replace("{caller}", neighbour.caller.toString())
                        .replace("{number}", Neighbour.TICKET);
            case "webhooks" ->
                steps.replace(
                        "{id}", (pattern.contains("/deliveries/") ? neighbour.delivery : neighbour.webhook).toString());
            case "imports" -> steps.replace("{id}", neighbour.imported.toString());
            case "layouts" -> steps.replace("{id}", neighbour.layout.toString());
            case "hotline" -> steps.replace("{id}", neighbour.ticket.toString());
            case "cards" -> steps.replace("{id}", neighbour.card.toString());
            case "devices" ->
                steps.replace(
                        "{id}",
                        (pattern.contains("/alerts/")
                                        ? neighbour.deviceAlert
                                        : pattern.contains("/aside/")
                                                ? neighbour.deviceMessage
                                                : pattern.contains("/rules/") ? neighbour.deviceRule : neighbour.device)
                                .toString());
            case "me", "tokens" -> steps.replace("{id}", neighbour.token.toString());
            case "orders" ->
                steps.replace(
                        "{id}",
                        (pattern.contains("/views/")
                                        ? neighbour.view
                                        : pattern.contains("/bulk/")
                                                ? neighbour.bulk
                                                : pattern.contains("/exports/")
                                                        ? neighbour.export
                                                        : pattern.contains("/errand")
                                                                ? neighbour.errand
                                                                : neighbour.order)
                                .toString());
            case "callbacks" ->
                steps.replace("{id}", (steps.contains("{caller}") ? neighbour.common : neighbour.order).toString())
                        .replace("{caller}", neighbour.caller.toString());
            case "photos" -> steps.replace("{id}", neighbour.photo.toString());
            case "people" ->
                steps.replace("{id}", neighbour.person.toString()).replace("{tie}", neighbour.tie.toString());
            case "organisations" ->
                steps.replace("{id}", there.firm().toString()).replace("{link}", neighbour.link.toString());
            case "duty" ->
                steps.replace("{id}", there.firm().toString())
                        .replace("{shift}", neighbour.shift.toString())
                        .replace("{change}", neighbour.change.toString())
                        .replace("{appointment}", neighbour.appointment.toString());
            case "appointments" -> steps.replace("{id}", neighbour.appointment.toString());
            case "places" ->
                steps.replace("{code}", there.compound().value())
                        .replace("{id}", neighbour.grid.toString())
                        .replace("{prefix}", there.compound().value());
            case "categories" -> steps.replace("{code}", neighbour.category);
            case "emergencies" -> steps.replace("{id}", neighbour.call.toString());
            case "whistles" ->
                steps.contains("/departments/")
                        ? steps.replace("{id}", neighbour.department.toString())
                        : steps.replace("{code}", ELSEWHERE).replace("{id}", neighbour.whistle.toString());
            case "reports" -> steps.replace("{id}", neighbour.report.toString());
            case "report", "appeals" -> steps.replace("{id}", neighbour.bar.toString());
            case "handovers" -> steps.replace("{id}", neighbour.handover.toString());
            case "open311" ->
                steps.replace("{name}", Neighbour.JURISDICTION)
                        .replace(
                                "{id}",
                                (pattern.contains("/keys/")
                                                ? neighbour.apiKey
                                                : pattern.contains("/tells/")
                                                        ? neighbour.tell
                                                        : pattern.contains("/servers/")
                                                                ? neighbour.server
                                                                : neighbour.push)
                                        .toString());
            case "rates" ->
                steps.replace(
                                "{id}",
                                (pattern.contains("/exclusions/") ? neighbour.exclusion : neighbour.rateRule)
                                        .toString())
                        .replace("{place}", there.compound().value());
            case "routes" ->
                steps.replace("{id}", neighbour.rule.toString())
                        .replace("{place}", there.compound().value());
            default -> throw new AssertionError("Say whose ids " + pattern + " takes");
        };
        if (!path.contains("{step}")) {
            return List.of(path);
        }
        if (room.equals("api")) {
            // As the description of the interface has them.
            List<String> described = described().propertyNames().stream()
                    .filter(known -> known.startsWith("/api/v1/orders/{id}/steps/"))
                    .map(known -> known.replace("{id}", neighbour.order.toString()))
                    .toList();
            assertThat(described).hasSizeGreaterThan(20);
            return described;
        }
        String[] names = pattern.replaceAll(".*\\{step:([^}]*)}.*", "$1").split("\\|");
        return Arrays.stream(names).map(step -> path.replace("{step}", step)).toList();
    }

    /** Which of theirs an operation of the interface takes. */
    private UUID programmed(String pattern) {
        if (pattern.matches(".*/(join|leave|rate|picture)|.*/joined/.*|.*\\{caller}.*")) {
            // Whoever lives there might join it; others called for it.
            return neighbour.common;
        }
        return switch (pattern.split("/")[3]) {
            case "photos" -> neighbour.photo;
            case "bulk" -> neighbour.bulk;
            case "views" -> neighbour.view;
            case "exports" -> neighbour.export;
            case "exclusions" -> neighbour.exclusion;
            default -> pattern.contains("/errand") ? neighbour.errand : neighbour.order;
        };
    }

    private Map<String, String> form(String path) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("words", "看一看再说");
        form.put("reason", path.contains("/malicious") ? "INVENTED" : "看一看再说");
        form.put("noPhoto", "不便拍照");
        form.put("organisation", world.ningbao.firm().toString());
        form.put("handler", world.ningbao.firm().toString());
        form.put("target", world.ningbao.firm().toString());
        form.put(
                "kind",
                path.contains("/whistles")
                        ? "WORK"
                        : path.contains("/links") ? "LEADS" : path.contains("/grids") ? "BASE" : "OWNER");
        form.put("purpose", "VERIFY");
        form.put("lift", "yes");
        form.put("into", neighbour.order.toString());
        form.put("score", "5");
        form.put("server", neighbour.server.toString());
        form.put("punctual", "yes");
        form.put("justified", "yes");
        form.put("clear", "yes");
        form.put("occasion", "RESIDENTS");
        form.put("title", "改个题目");
        form.put("department", neighbour.department.toString());
        form.put("departments", neighbour.department.toString());
        form.put("lead", neighbour.department.toString());
        form.put("reached", "yes");
        form.put(
                "appointment",
                world.ningbao.worker().appointment().orElseThrow().toString());
        form.put("day", "MONDAY");
        form.put("hours", "8:00-20:00");
        form.put("comes", "yes");
        form.put("date", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
        form.put("stars", "5");
        form.put("solved", "yes");
        form.put("name", "改名");
        form.put("account", "tuan-zhang");
        form.put("phone", "0592-1111111");
        form.put("home", world.ningbao.home().value());
        form.put("place", world.ningbao.home().value());
        form.put("buildings", "1");
        form.put("units", "1");
        form.put("floors", "1");
        form.put("homes", "1");
        form.put("first", "900");
        form.put("prefix", world.ningbao.compound().value());
        form.put("until", "2026-01-01");
        form.put("shared", "yes");
        form.put("monday", "9:00-17:00");
        form.put("device", neighbour.device.toString());
        return form;
    }
}
