package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** For every route and every role: another community's ids are not found and change nothing, and no list speaks of them. */
@LinliTest
class IsolationTest {

    /** What anybody may open; its ids are public. */
    private static final Set<String> PUBLIC = Set.of("/p/{place}", "/setup/{token}");

    private static final String SECRET = "隔壁社区的水管";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    private UUID order;

    @BeforeEach
    void theOthersHaveAnOrderUnderWay() {
        World.Quarter there = world.fangzhi;
        order = script.as(there.resident()).places(SECRET + "漏了", there.home());
        script.as(there.clerk()).dispatches(order, there.firm());
        script.as(there.worker()).accepts(order);
    }

    private record Route(String method, String pattern) {}

    @Test
    void idsOfAnotherCommunityAreNotFoundAndChangeNothing() throws SQLException {
        Map<String, Client> clients = clients();
        clients.forEach(IsolationTest::holdsAKeyThatWorks);
        String before = theirs();
        List<String> leaks = new ArrayList<>();
        for (Route route : routes()) {
            if (!route.pattern().contains("{") || PUBLIC.contains(route.pattern())) {
                continue;
            }
            for (String path : filled(route.pattern())) {
                for (Map.Entry<String, Client> client : clients.entrySet()) {
                    HttpResponse<String> answer = route.method().equals("GET")
                            ? client.getValue().get(path)
                            : client.getValue().post(path, form(path));
                    String where = answer.headers().firstValue("Location").orElse("");
                    boolean refused = answer.statusCode() == 404
                            || answer.statusCode() == 403
                            || where.contains("/login")
                            // From one face to the other, whatever the id; it is not found there.
                            || where.endsWith("/orders/" + order);
                    if (!refused
                            || mayAsk(route, client.getKey()) && answer.statusCode() != 404
                            || answer.body().contains(SECRET)
                            || answer.body().contains("华铃花园")) {
                        leaks.add(client.getKey() + ": " + route.method() + " " + path + " → " + answer.statusCode()
                                + " " + where);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(theirs()).as("nothing of theirs has changed").isEqualTo(before);
    }

    @Test
    void noListSearchOrCountSpeaksOfAnotherCommunity() {
        List<String> leaks = new ArrayList<>();
        for (Map.Entry<String, Client> client : clients().entrySet()) {
            for (Route route : routes()) {
                if (route.method().equals("GET")
                        && !route.pattern().contains("{")
                        && !route.pattern().equals("/live")) {
                    for (String query : List.of(
                            "",
                            "?q=" + java.net.URLEncoder.encode(SECRET, java.nio.charset.StandardCharsets.UTF_8),
                            "?compound=350211003003001&place=350211003003001&tab=ALL&state=ACCEPTED")) {
                        if (route.pattern().equals("/p") || route.pattern().equals("/places/find")) {
                            continue;
                        }
                        String body = client.getValue()
                                .get(route.pattern() + query)
                                .body()
                                .replace("value=\"" + SECRET + "\"", "");
                        if (body.contains(SECRET + "漏了")
                                || body.contains("华铃花园物业")
                                || body.contains(order.toString())) {
                            leaks.add(client.getKey() + ": " + route.pattern() + query);
                        }
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void theirIdsInsideAFormAreNotTakenEither() throws SQLException {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        Client administrator = Client.of(port, sessions, here.administrator());
        Client clerk = Client.of(port, sessions, here.clerk());
        UUID ours = script.as(here.resident()).places("楼道灯坏了", here.home());
        String before = theirs();

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
        refused(clerk, "/desk/people", registering("华铃花园", there.home()));
        refused(clerk, "/desk/orders/new", placing(there.home()));
        refused(
                clerk,
                "/desk/orders/" + ours + "/dispatch",
                Map.of("organisation", there.firm().toString()));
        Map<String, String> theirChief =
                Map.of("appointment", there.chief().appointment().orElseThrow().toString());
        assertThat(clerk.post("/capacity", theirChief).statusCode()).isEqualTo(404);
        assertThat(Client.of(port, sessions, here.resident())
                        .follow("/live?matter=" + order)
                        .statusCode())
                .isEqualTo(404);
        assertThat(theirs()).as("nothing of theirs has changed").isEqualTo(before);

        // The same forms with what is ours are taken: it was the place that was refused, and not the form.
        taken(administrator, "/desk/appointments", appointing(here.clerk(), here.committee(), "宁宝世家", here.compound()));
        taken(administrator, "/desk/organisations", founding("宁宝世家", here.compound()));
        taken(
                administrator,
                "/desk/organisations/" + here.committee() + "/links",
                Map.of("kind", "SERVES", "target", here.firm().toString()));
        taken(clerk, "/desk/people", registering("宁宝世家", here.home()));
        taken(clerk, "/desk/orders/new", placing(here.home()));
        taken(
                clerk,
                "/desk/orders/" + ours + "/dispatch",
                Map.of("organisation", here.firm().toString()));
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

    private static Map<String, String> founding(String typed, PlaceCode where) {
        return Map.of(
                "kind", "MERCHANT", "name", "店" + UUID.randomUUID(), "phone", "", "q", typed, "where", where.value());
    }

    private static Map<String, String> registering(String typed, PlaceCode where) {
        return Map.of("name", "李邻喜", "phone", "", "q", typed, "where", where.value(), "kind", "OWNER");
    }

    private static Map<String, String> placing(PlaceCode where) {
        return Map.of(
                "channel", "PHONE",
                "name", "李邻喜",
                "phone", "10000009999",
                "category", "02",
                "words", "替别人点的",
                "place", where.value(),
                "when", "ANY");
    }

    private static void refused(Client client, String path, Map<String, String> form) {
        HttpResponse<String> answer = client.post(path, form);
        assertThat(answer.statusCode()).as("%s %s", path, form).isIn(404, 422);
        assertThat(answer.body()).as("%s %s", path, form).doesNotContain(SECRET);
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
    private static boolean mayAsk(Route route, String who) {
        if (who.equals("nobody")) {
            return false;
        }
        Duty duty = Duty.valueOf(who.toUpperCase(java.util.Locale.ROOT));
        boolean reads = route.method().equals("GET");
        boolean desk = route.pattern().startsWith("/desk/");
        return switch (route.pattern().replaceFirst("^/desk", "").split("/")[1]) {
            case "orders" -> desk ? duty.readsMatters() || duty == Duty.PROPERTY : duty == Duty.RESIDENT;
            case "photos" -> true;
            case "people" -> reads ? duty.readsPeople() : duty == Duty.ADMINISTRATOR;
            case "organisations" -> reads ? duty.staff() : duty.appoints();
            case "appointments" -> duty.appoints();
            case "places" -> desk && duty.staff();
            default -> false;
        };
    }

    private Map<String, Client> clients() {
        Map<String, Client> clients = new LinkedHashMap<>();
        World.Quarter here = world.ningbao;
        clients.put("nobody", Client.stranger(port));
        for (Actor actor : List.of(
                here.resident(), here.clerk(), here.chief(), here.worker(), here.gridWorker(), here.administrator())) {
            clients.put(
                    actor.duty() == Duty.RESIDENT ? "resident" : actor.duty().name(), Client.of(port, sessions, actor));
        }
        return clients;
    }

    private Set<Route> routes() {
        Set<Route> found = new TreeSet<>(java.util.Comparator.comparing(Route::toString));
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
            case "orders" -> steps.replace("{id}", order.toString());
            case "photos" -> steps.replace("{id}", one("select id from attachment where matter is not null limit 1"));
            case "people" ->
                steps.replace("{id}", there.resident().self().toString())
                        .replace(
                                "{tie}",
                                one("select id from tie where person = '"
                                        + there.resident().self() + "'"));
            case "organisations" ->
                steps.replace("{id}", there.firm().toString())
                        .replace("{link}", UUID.randomUUID().toString());
            case "appointments" ->
                steps.replace("{id}", there.clerk().appointment().orElseThrow().toString());
            case "places" ->
                steps.replace("{code}", there.compound().value())
                        .replace("{id}", UUID.randomUUID().toString())
                        .replace("{prefix}", there.compound().value());
            case "routes" ->
                steps.replace("{id}", one("select id from order_route where place like '350211003003%' limit 1"))
                        .replace("{place}", there.compound().value());
            default -> throw new AssertionError("Say whose ids " + pattern + " takes");
        };
        if (!path.contains("{step}")) {
            return List.of(path);
        }
        String[] names = pattern.replaceAll(".*\\{step:([^}]*)}.*", "$1").split("\\|");
        return java.util.Arrays.stream(names)
                .map(step -> path.replace("{step}", step))
                .toList();
    }

    private Map<String, String> form(String path) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("words", "看一看再说");
        form.put("reason", "看一看再说");
        form.put("noPhoto", "不便拍照");
        form.put("organisation", world.ningbao.firm().toString());
        form.put("handler", world.ningbao.firm().toString());
        form.put("target", world.ningbao.firm().toString());
        form.put("kind", path.contains("/links") ? "LEADS" : path.contains("/grids") ? "BASE" : "OWNER");
        form.put("score", "5");
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
        return form;
    }

    /** Everything of theirs, as one text. */
    private String theirs() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            for (String query : List.of(
                    "matter where place like '350211003003%'",
                    "timeline_entry where place like '350211003003%'",
                    "service_order where matter in (select id from matter where place like '350211003003%')",
                    "person where community like '350211003003%'",
                    "tie where home like '350211003003%'",
                    "appointment where place like '350211003003%'",
                    "organisation where place like '350211003003%'",
                    "organisation_link",
                    "order_route where place like '350211003003%' or organisation in"
                            + " (select id from organisation where place like '350211003003%')",
                    "answer_promise where place like '350211003003%'",
                    "place where code like '350211003003%'",
                    "grid where community like '350211003003%'",
                    "account where person in (select id from person where community like '350211003003%')",
                    "attachment where matter in (select id from matter where place like '350211003003%')",
                    "look where matter in (select id from matter where place like '350211003003%')")) {
                String table = query.split(" ")[0];
                ResultSet row = sql.executeQuery(
                        "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from (select * from "
                                + query + ") t");
                row.next();
                all.append(table).append(' ').append(row.getString(1)).append('\n');
            }
        }
        return all.toString();
    }

    private String one(String query) {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getString(1) : UUID.randomUUID().toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
