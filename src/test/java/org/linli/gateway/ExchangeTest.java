package org.linli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.gateway.Pushes.Push;
import org.linli.kernel.Refusal;
import org.linli.order.Channel;
import org.linli.order.Heard;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Construction;
import org.linli.place.Layout;
import org.linli.place.Positions;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Orders go to other servers and their progress comes back, whatever these answer; nobody waits, the clock is told. */
@LinliTest
class ExchangeTest {

    private static final String HOME_WORDS = "厨房水管漏了";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    OrderLists lists;

    @Autowired
    Organisations organisations;

    @Autowired
    Servers servers;

    @Autowired
    Pushes pushes;

    @Autowired
    Pulls pulls;

    @Autowired
    Relaying relaying;

    @Autowired
    Positions positions;

    @Autowired
    Exchange exchange;

    @Autowired
    Wire wire;

    @Autowired
    Jurisdictions jurisdictions;

    @Autowired
    ApiKeys keys;

    @Autowired
    Construction construction;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private Stub stub;
    private World.Quarter here;
    private UUID organisation;
    private final List<UUID> connected = new ArrayList<>();

    /** Another city's server, that answers what it is told to and remembers what it was asked. */
    private static final class Stub implements AutoCloseable {

        private final HttpServer http;
        final Map<String, Answer> answers = new ConcurrentHashMap<>();
        final Map<String, Answer> answersTo = new ConcurrentHashMap<>();
        final List<String> asked = new CopyOnWriteArrayList<>();

        final Map<String, String> links = new ConcurrentHashMap<>();

        record Answer(int status, String body, String location) {}

        Stub() throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", this::serve);
            http.start();
        }

        String url() {
            return "http://127.0.0.1:" + http.getAddress().getPort() + "/v2";
        }

        void says(String path, int status, String body) {
            answers.put(path, new Answer(status, body, ""));
        }

        private void serve(HttpExchange call) throws IOException {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = call.getRequestURI().getRawQuery();
            String what = call.getRequestMethod() + " " + call.getRequestURI().getPath();
            asked.add(what + " " + (query == null ? "" : query) + " " + body);
            Answer answer = answersTo.entrySet().stream()
                    .filter(known -> (what + " " + query).contains(known.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse(answers.getOrDefault(what, new Answer(404, "<errors/>", "")));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            if (links.containsKey(what)) {
                call.getResponseHeaders().set("Link", links.get(what));
            }
            if (!answer.location().isEmpty()) {
                call.getResponseHeaders().set("Location", answer.location());
            }
            call.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            try (call) {
                call.getResponseBody().write(bytes);
            }
        }

        /** The fields of the last post. */
        Map<String, String> posted() {
            String form = asked.stream()
                    .filter(call -> call.startsWith("POST"))
                    .reduce("", (one, next) -> next)
                    .replaceFirst("^POST [^ ]* ", "")
                    .strip();
            Map<String, String> fields = new LinkedHashMap<>();
            Arrays.stream(form.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> fields.put(
                            URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                            URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
            return fields;
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    @BeforeEach
    void anotherServerStands() throws IOException {
        stub = new Stub();
        here = world.ningbao;
        organisation = World.as(
                here.administrator(),
                () -> organisations.found(
                        Organisation.Kind.PROPERTY, "市政管养" + UUID.randomUUID(), here.community(), ""));
    }

    @AfterEach
    void itIsDisconnected() {
        World.as(here.administrator(), () -> {
            connected.forEach(servers::end);
            return null;
        });
        stub.close();
    }

    private UUID connect(Server.Direction direction, String codes) {
        return connect(stub.url(), "city", "their-key", direction, codes);
    }

    private UUID connect(String url, String jurisdiction, String key, Server.Direction direction, String codes) {
        UUID id = World.as(
                here.administrator(),
                () -> servers.connect(new Servers.Connection(
                        "市政热线",
                        url,
                        jurisdiction,
                        key,
                        direction,
                        direction == Server.Direction.FETCH ? Optional.empty() : Optional.of(organisation),
                        here.community(),
                        Codes.parse(codes))));
        connected.add(id);
        return id;
    }

    private UUID dispatched(String category) {
        return dispatched(category, new Heard(Optional.empty(), "", true));
    }

    private UUID dispatched(String category, Heard heard) {
        UUID order = World.as(
                here.resident(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(
                                category,
                                HOME_WORDS,
                                here.home(),
                                "",
                                Channel.ONLINE,
                                "陈邻安",
                                Optional.of(new Phone("13700137999"))),
                        heard));
        script.as(here.clerk()).dispatches(order, organisation);
        await().atMost(Duration.ofSeconds(60)).until(() -> find(order).isPresent());
        return order;
    }

    private List<String> posts() {
        return stub.asked.stream().filter(call -> call.startsWith("POST")).toList();
    }

    private Optional<Push> find(UUID order) {
        return World.as(
                here.administrator(),
                () -> Arrays.stream(Pushes.State.values())
                        .flatMap(state -> pushes.mine(state, 100).stream())
                        .filter(push -> push.order().equals(order))
                        .findFirst());
    }

    private Push push(UUID order) {
        return find(order).orElseThrow();
    }

    private State state(UUID order) {
        return script.as(here.clerk()).sees(order).state();
    }

    private List<Trace> line(UUID order) {
        return World.as(here.clerk(), () -> orders.timeline(orders.order(order)));
    }

    @Test
    void whatIsDispatchedIsPushedAndWhatBecomesOfItComesBack() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = dispatched("02");
        stub.says(
                "POST /v2/requests.xml",
                200,
                "<service_requests><request><service_request_id>77</service_request_id></request></service_requests>");
        exchange.pushDue();
        assertThat(push(order).state()).isEqualTo(Pushes.State.SENT);
        assertThat(push(order).remoteId()).hasValue("77");
        assertThat(stub.posted())
                .containsEntry("api_key", "their-key")
                .containsEntry("jurisdiction_id", "city")
                .containsEntry("service_code", "LAMP")
                .containsEntry("description", HOME_WORDS)
                .containsEntry("address_string", "宁宝世家 3号楼");
        assertThat(stub.posted().toString()).doesNotContain("陈邻安", "13700137999", "1203");
        exchange.pushDue();
        assertThat(posts()).as("what has arrived is not sent again").hasSize(1);

        stub.says("GET /v2/requests.xml", 200, requests("77", "open", "已安排师傅"));
        exchange.fetchAll();
        exchange.fetchAll();
        assertThat(state(order)).isEqualTo(State.ACCEPTED);
        assertThat(line(order)).extracting(Trace::step).containsExactly("place", "dispatch", "accept", "reply");
        assertThat(line(order).getLast().words()).isEqualTo("已安排师傅");
        assertThat(line(order).getLast().signature()).startsWith("市政热线");

        stub.says("GET /v2/requests.xml", 200, requests("77", "closed", "灯已更换"));
        exchange.fetchAll();
        exchange.fetchAll();
        assertThat(state(order)).isEqualTo(State.DONE);
        assertThat(line(order).getLast().words()).contains("市政热线", "灯已更换");
        assertThat(push(order).state()).isEqualTo(Pushes.State.ENDED);
        assertThat(script.as(here.resident()).rates(order, 5, true)).isEqualTo(State.RATED);
    }

    private static String requests(String id, String status, String notes) {
        return "<service_requests><request><service_request_id>" + id + "</service_request_id><status>" + status
                + "</status><status_notes>" + notes + "</status_notes></request></service_requests>";
    }

    @Test
    void whatDoesNotArriveIsTriedAgainLaterAndLater() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = dispatched("02");
        Instant now = clock.instant()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .plusSeconds(5);
        List<String> why = new ArrayList<>();
        stub.says("POST /v2/requests.xml", 500, "");
        Instant[] at = {now};
        for (String[] answer : new String[][] {
            {"500", ""},
            {"400", "<errors><error><code>400</code><description>类别错了</description></error></errors>"},
            {"200", "这不是XML"},
            {
                "200",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x><y><service_request_id>&e;</service_request_id></y></x>"
            },
            {"200", "<service_requests><request/></service_requests>"},
            {"200", "<x>" + " ".repeat(3_000_000) + "</x>"},
        }) {
            stub.says("POST /v2/requests.xml", Integer.parseInt(answer[0]), answer[1]);
            WallClock.at(at[0], exchange::pushDue);
            Push push = push(order);
            why.add(push.failure());
            assertThat(push.state()).isEqualTo(Pushes.State.WAITING);
            assertThat(push.nextAt()).isEqualTo(at[0].plus(Pushes.patience(push.tries())));
            int before = stub.asked.size();
            WallClock.at(push.nextAt().minusSeconds(1), exchange::pushDue);
            assertThat(stub.asked).as("not before its time").hasSize(before);
            at[0] = push.nextAt();
        }
        assertThat(why)
                .containsExactly(
                        "对方系统回答了错误 500", "对方系统回答了错误 400：类别错了", "对方系统的回答看不懂", "对方系统的回答看不懂", "对方系统收下了，却没有给编号", "连不上对方系统");
        stub.says("POST /v2/requests.xml", 302, "");
        stub.answers.put("POST /v2/requests.xml", new Stub.Answer(302, "", "http://127.0.0.1:" + port + "/p"));
        WallClock.at(at[0], exchange::pushDue);
        assertThat(push(order).failure()).as("nobody follows them elsewhere").contains("302");

        UUID id = push(order).id();
        World.as(here.administrator(), () -> {
            pushes.giveUp(id);
            return null;
        });
        assertThat(push(order).state()).isEqualTo(Pushes.State.GIVEN_UP);
        stub.says(
                "POST /v2/requests.xml",
                200,
                "<service_requests><request><token>t/1</token></request></service_requests>");
        WallClock.at(at[0].plus(Duration.ofDays(1)), exchange::pushDue);
        assertThat(push(order).state()).isEqualTo(Pushes.State.GIVEN_UP);
        World.as(here.administrator(), () -> {
            pushes.again(id);
            return null;
        });
        exchange.pushDue();
        assertThat(push(order).state()).isEqualTo(Pushes.State.SENT);
        assertThat(push(order).token()).hasValue("t/1");

        stub.says(
                "GET /v2/tokens/t/1.xml",
                200,
                "<service_requests><request><token>t/1</token><service_request_id>88</service_request_id></request></service_requests>");
        stub.says("GET /v2/requests.xml", 200, requests("88", "open", ""));
        exchange.fetchAll();
        assertThat(push(order).remoteId()).hasValue("88");
        assertThatThrownBy(() -> World.as(here.administrator(), () -> {
                    pushes.giveUp(id);
                    return null;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeUntilItIs() {
        UUID id = connect(Server.Direction.BOTH, "02=LAMP");
        stub.close();
        exchange.fetchAll();
        Server failing = server(id);
        assertThat(failing.failingSince()).isPresent();
        assertThat(failing.failure()).isEqualTo("连不上对方系统");
        exchange.fetchAll();
        assertThat(server(id).failingSince()).isEqualTo(failing.failingSince());
    }

    private Server server(UUID id) {
        return World.as(
                here.administrator(),
                () -> servers.mine().stream()
                        .filter(known -> known.id().equals(id))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aCategoryThatNobodyMatchedWaitsUntilSomebodyDoes() {
        UUID id = connect(Server.Direction.PUSH, "03=TRASH");
        UUID order = dispatched("02");
        exchange.pushDue();
        assertThat(push(order).failure()).contains("公共设施");
        assertThat(stub.asked).isEmpty();
        World.as(here.administrator(), () -> {
            servers.match(id, Codes.parse("02=LAMP"), Defaults.parse(""));
            pushes.again(push(order).id());
            return null;
        });
        stub.says("POST /v2/requests.xml", 200, requests("99", "open", ""));
        exchange.pushDue();
        assertThat(push(order).remoteId()).hasValue("99");
    }

    @Test
    void whatIsRecalledIsNotPushed() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = dispatched("02");
        script.as(here.clerk()).takes(order, new Step.Recall("派错了"));
        exchange.pushDue();
        assertThat(push(order).state()).isEqualTo(Pushes.State.ENDED);
        assertThat(stub.asked).isEmpty();
    }

    @Test
    void whatIsRecalledAfterwardsIsTheirsNoMore() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = dispatched("02");
        stub.says("POST /v2/requests.xml", 200, requests("55", "open", ""));
        exchange.pushDue();
        script.as(here.clerk()).takes(order, new Step.Recall("派错了"));
        stub.says("GET /v2/requests.xml", 200, requests("55", "closed", "做完了"));
        exchange.fetchAll();
        assertThat(state(order)).isEqualTo(State.PLACED);
        assertThat(push(order).state()).isEqualTo(Pushes.State.ENDED);
    }

    @Test
    void theirUpdatesAreTakenOnceEach() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = dispatched("02");
        stub.says("POST /v2/requests.xml", 200, requests("66", "open", ""));
        exchange.pushDue();
        stub.says("GET /v2/requests.xml", 200, requests("66", "open", ""));
        stub.says(
                "GET /v2/servicerequestupdates.xml",
                200,
                "<service_request_updates>" + update("u1", "66", "OPEN", "师傅在路上") + update("u1", "66", "OPEN", "师傅在路上")
                        + update("u2", "66", "CLOSED", "修好了") + update("u3", "其他", "OPEN", "别人的")
                        + "</service_request_updates>");
        exchange.fetchAll();
        exchange.fetchAll();
        assertThat(line(order))
                .extracting(Trace::step)
                .containsExactly("place", "dispatch", "accept", "reply", "finish");
        assertThat(state(order)).isEqualTo(State.DONE);
    }

    private static String update(String id, String request, String status, String said) {
        return "<request_update><update_id>" + id + "</update_id><service_request_id>" + request
                + "</service_request_id><status>" + status + "</status><description>" + said
                + "</description></request_update>";
    }

    @Test
    void theirRequestsBecomeOrdersOnceEach() {
        connect(Server.Direction.FETCH, "02=LAMP");
        String marked = "转来的" + UUID.randomUUID();
        stub.says(
                "GET /v2/requests.xml",
                200,
                "<service_requests>" + theirs("a", "LAMP", marked + "甲", "宁宝世家3号楼")
                        + theirs("b", "LAMP", marked + "乙", "不知道哪里")
                        + theirs("c", "BENCH", marked + "丙", "宁宝世家3号楼") + theirs("", "LAMP", marked + "丁", "")
                        + "</service_requests>");
        exchange.fetchAll();
        exchange.fetchAll();
        List<OrderLists.Row> rows = World.as(
                here.clerk(),
                () -> lists.inbox(
                                OrderLists.Tab.OPEN,
                                new OrderLists.Filter(marked, "", Optional.empty(), Optional.empty()),
                                Optional.empty())
                        .items());
        assertThat(rows).extracting(OrderLists.Row::title).containsExactlyInAnyOrder(marked + "甲", marked + "乙");
        assertThat(rows)
                .extracting(row -> row.place().value())
                .containsExactlyInAnyOrder(
                        here.compound().value() + "003", here.community().value());
        assertThat(rows).allSatisfy(row -> assertThat(row.channel()).isEqualTo(Channel.OPEN311));
        assertThat(rows).allSatisfy(row -> assertThat(row.contactName()).isEqualTo("市政热线"));
        assertThat(World.as(here.administrator(), () -> pulls.refused(100)))
                .filteredOn(refused -> refused.remoteId().equals("c"))
                .singleElement()
                .satisfies(refused -> assertThat(refused.failure()).contains("BENCH"));
    }

    private static String updates(String... rows) {
        return "<service_request_updates>" + String.join("", rows) + "</service_request_updates>";
    }

    private static String list(String... rows) {
        return "<service_requests>" + String.join("", rows) + "</service_requests>";
    }

    private static String row(String id, String status, String notes) {
        return "<request><service_request_id>" + id + "</service_request_id><status>" + status
                + "</status><status_notes>" + notes + "</status_notes></request>";
    }

    private UUID sent(String remote) {
        UUID order = dispatched("02");
        stub.says("POST /v2/requests.xml", 200, requests(remote, "open", ""));
        exchange.pushDue();
        assertThat(push(order).remoteId()).hasValue(remote);
        return order;
    }

    @Test
    void oneBadRowStopsNoOther() {
        UUID id = connect(Server.Direction.PUSH, "02=LAMP");
        UUID rated = sent("r1");
        UUID reopened = sent("r2");
        UUID good = sent("r3");
        stub.says("GET /v2/requests.xml", 200, list(row("r1", "closed", "修好了"), row("r2", "closed", "修好了")));
        exchange.fetchAll();
        script.as(here.resident()).rates(rated, 5, true);
        script.as(here.resident()).rates(reopened, 1, false);
        assertThat(state(reopened)).isEqualTo(State.REOPENED);
        UUID token = dispatched("02");
        stub.says("POST /v2/requests.xml", 200, list("<request><token>gone</token></request>"));
        exchange.pushDue();
        stub.says("GET /v2/requests.xml", 200, list(row("r3", "open", "在路上")));
        stub.says(
                "GET /v2/servicerequestupdates.xml",
                200,
                updates(
                        update("late-1", "r1", "OPEN", "晚来的一句"),
                        update("late-2", "r2", "OPEN", "也是晚来的"),
                        update("good", "r3", "OPEN", "正常的一句")));
        exchange.fetchAll();
        exchange.fetchAll();
        assertThat(line(good)).extracting(Trace::words).contains("正常的一句", "在路上");
        assertThat(line(reopened).getLast().words()).isEqualTo("也是晚来的");
        assertThat(line(reopened).getLast().signature()).startsWith("市政热线");
        assertThat(state(rated)).isEqualTo(State.RATED);
        assertThat(World.as(here.administrator(), () -> pulls.refused(100)))
                .filteredOn(refused -> refused.remoteId().equals("late-1"))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.failure()).contains("晚来的一句");
                    assertThat(refused.again()).isFalse();
                });
        assertThat(push(token).state()).isEqualTo(Pushes.State.SENT);
        assertThat(push(token).failure()).contains("404");
        assertThat(server(id).failingSince()).as("the server itself is well").isEmpty();
    }

    @Test
    void moreThanFiftyUnderWayAreAskedAfterInTurn() {
        UUID id = connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = sent("t0");
        Push one = push(order);
        Server server = server(id);
        World.as(org.linli.platform.Actor.system(here.community()), () -> {
            for (int i = 1; i <= 60; i++) {
                UUID dispatch = Ids.at(clock.instant());
                pushes.add(dispatch, orders.order(one.order()), server);
                pushes.sent(pushes.push(dispatch).orElseThrow(), "t" + i, "");
            }
            return null;
        });
        stub.says("GET /v2/requests.xml", 200, list());
        stub.asked.clear();
        exchange.fetchAll();
        exchange.fetchAll();
        String asked = String.join(" ", stub.asked);
        for (int i = 0; i <= 60; i++) {
            assertThat(asked).containsPattern("[=C]t" + i + "(%2C|&| )");
        }
    }

    @Test
    void everyPageIsReadBeforeTheWindowMovesOn() {
        UUID id = connect(Server.Direction.FETCH, "02=LAMP");
        String marked = "分页" + UUID.randomUUID();
        Instant before = server(id).fetchedUntil();
        stub.says("GET /v2/requests.xml", 200, list());
        stub.answersTo.put("&page=1", new Stub.Answer(200, list(theirs("p1", "LAMP", marked + "甲", "宁宝世家3号楼")), ""));
        stub.answersTo.put("&page=2", new Stub.Answer(500, "", ""));
        exchange.fetchAll();
        assertThat(server(id).fetchedUntil()).isEqualTo(before);
        assertThat(server(id).failure()).contains("500");
        // A server that answers oldest first: nothing is new on its first page, and something on its second.
        stub.answersTo.put("&page=2", new Stub.Answer(200, list(theirs("p2", "LAMP", marked + "乙", "宁宝世家3号楼")), ""));
        stub.answersTo.put("&page=3", new Stub.Answer(200, list(), ""));
        exchange.fetchAll();
        assertThat(titles(marked)).containsExactlyInAnyOrder(marked + "甲", marked + "乙");
        assertThat(server(id).fetchedUntil()).isAfter(before);
        assertThat(server(id).failingSince()).isEmpty();
    }

    private List<String> titles(String marked) {
        return found(marked).stream().map(OrderLists.Row::title).toList();
    }

    private List<OrderLists.Row> found(String marked) {
        return World.as(
                here.clerk(),
                () -> lists.inbox(
                                OrderLists.Tab.OPEN,
                                new OrderLists.Filter(marked, "", Optional.empty(), Optional.empty()),
                                Optional.empty())
                        .items());
    }

    @Test
    void theirLinksToTheNextPageAreFollowedOnTheirOwnServerOnly() throws Wire.Failure {
        UUID id = connect(Server.Direction.PUSH, "02=LAMP");
        stub.links.put(
                "GET /v2/servicerequestupdates.xml",
                "<http://elsewhere.invalid/x?after=a%2Bb&page_size=2>; rel=\"next\"");
        stub.says("GET /v2/servicerequestupdates.xml", 200, updates());
        assertThat(wire.sheet(server(id), "/servicerequestupdates.xml", Map.of())
                        .next())
                .contains(Map.of("after", "a+b", "page_size", "2"));
    }

    @Test
    void whatTheirServiceAsksForIsAnsweredAndTheBuildingsPositionGoesAlong() {
        UUID id = connect(Server.Direction.PUSH, "02=LAMP");
        stub.says(
                "GET /v2/services/LAMP.xml",
                200,
                "<service_definition><service_code>LAMP</service_code><attributes><attribute><variable>true</variable><code>colour</code>"
                        + "<required>true</required><description>灯的颜色</description></attribute><attribute><variable>true</variable>"
                        + "<code>note</code><required>false</required></attribute></attributes></service_definition>");
        stub.says("POST /v2/requests.xml", 200, requests("a1", "open", ""));
        UUID order = dispatched("02");
        exchange.pushDue();
        assertThat(push(order).failure()).contains("colour", "灯的颜色");
        assertThat(posts()).isEmpty();
        World.as(here.administrator(), () -> {
            servers.match(id, Codes.parse("02=LAMP"), Defaults.parse("LAMP.colour=白色\nnote=$category $number"));
            positions.set(here.compound(), "3号楼 24.60112 118.05823");
            pushes.again(push(order).id());
            return null;
        });
        exchange.pushDue();
        assertThat(stub.posted())
                .containsEntry("attribute[colour]", "白色")
                .containsEntry(
                        "attribute[note]",
                        "公共设施 " + script.as(here.clerk()).sees(order).number())
                .containsEntry("lat", "24.60112")
                .containsEntry("long", "118.05823");
    }

    @Test
    void noWordOfTheirsGoesOutWithoutTheirConsent() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = dispatched("02", Heard.NOTHING);
        stub.says("POST /v2/requests.xml", 200, requests("c1", "open", ""));
        exchange.pushDue();
        assertThat(stub.posted()).containsEntry("description", "公共设施").containsEntry("address_string", "宁宝世家 3号楼");
        stub.says(
                "POST /v2/servicerequestupdates.xml",
                200,
                updates("<request_update><update_id>e1</update_id></request_update>"));
        script.as(here.resident()).replies(order, "水漏到楼下了");
        relaying.tellDue();
        assertThat(stub.posted())
                .containsEntry("service_request_id", "c1")
                .containsEntry("status", "OPEN")
                .containsEntry("description", "居民有补充，内容请向社区了解");
        assertThat(String.join(" ", posts()))
                .doesNotContain(java.net.URLEncoder.encode(HOME_WORDS, StandardCharsets.UTF_8))
                .doesNotContain(java.net.URLEncoder.encode("水漏到楼下了", StandardCharsets.UTF_8));
        UUID consented = dispatched("02");
        stub.says("POST /v2/requests.xml", 200, requests("c2", "open", ""));
        exchange.pushDue();
        assertThat(stub.posted()).containsEntry("description", HOME_WORDS);
        script.as(here.resident()).replies(consented, "水漏到楼下了");
        relaying.tellDue();
        assertThat(stub.posted()).containsEntry("description", "水漏到楼下了");
    }

    @Test
    void repliesAndARecallAreToldAndWhatTheySaidIsNotToldBack() {
        connect(Server.Direction.PUSH, "02=LAMP");
        UUID order = sent("k1");
        stub.says("GET /v2/requests.xml", 200, list(row("k1", "open", "师傅在路上")));
        exchange.fetchAll();
        int before = posts().size();
        relaying.tellDue();
        assertThat(posts()).as("what they said is not told back").hasSize(before);
        stub.says("POST /v2/servicerequestupdates.xml", 503, "");
        script.as(here.clerk()).replies(order, "请带上梯子");
        relaying.tellDue();
        assertThat(World.as(here.administrator(), () -> relaying.untold(100)))
                .anySatisfy(untold -> assertThat(untold.failure()).contains("503"));
        stub.says(
                "POST /v2/servicerequestupdates.xml",
                200,
                updates("<request_update><update_id>echo</update_id></request_update>"));
        WallClock.at(clock.instant().plus(Duration.ofMinutes(5)), relaying::tellDue);
        assertThat(stub.posted()).containsEntry("description", "请带上梯子").containsEntry("status", "OPEN");
        stub.says("GET /v2/servicerequestupdates.xml", 200, updates(update("echo", "k1", "OPEN", "请带上梯子")));
        exchange.fetchAll();
        assertThat(line(order))
                .filteredOn(trace -> trace.words().equals("请带上梯子"))
                .hasSize(1);
        script.as(here.chief()).takes(order, new Step.Recall("派错了"));
        relaying.tellDue();
        assertThat(stub.posted())
                .containsEntry("status", "CLOSED")
                .hasEntrySatisfying("description", said -> assertThat(said).contains("撤回", "派错了"));
        script.as(here.clerk()).replies(order, "重新安排");
        stub.says("POST /v2/servicerequestupdates.xml", 404, "<errors/>");
        relaying.tellDue();
        assertThat(World.as(here.administrator(), () -> relaying.untold(100)))
                .anySatisfy(untold -> assertThat(untold.over()).isTrue());
    }

    @Test
    void whatCouldNotBeTakenOverIsTakenWhenItIsMatchedOrSomebodySaysSo() {
        UUID id = connect(Server.Direction.FETCH, "02=LAMP");
        String marked = "再试" + UUID.randomUUID();
        String bench = theirs("m1", "BENCH", marked + "甲", "宁宝世家3号楼");
        stub.says("GET /v2/requests.xml", 200, list(bench));
        exchange.fetchAll();
        assertThat(titles(marked)).isEmpty();
        stub.says("GET /v2/requests/m1.xml", 404, "<errors/>");
        World.as(here.administrator(), () -> {
            pulls.again(id, "m1");
            return null;
        });
        exchange.fetchAll();
        assertThat(titles(marked)).isEmpty();
        stub.says("GET /v2/requests/m1.xml", 200, list(bench));
        World.as(here.administrator(), () -> {
            servers.match(id, Codes.parse("02=LAMP\n03=BENCH"), Defaults.parse(""));
            return null;
        });
        stub.says("GET /v2/requests.xml", 200, list());
        exchange.fetchAll();
        exchange.fetchAll();
        assertThat(titles(marked)).containsExactly(marked + "甲");
        assertThat(World.as(here.administrator(), () -> pulls.refused(100)))
                .noneMatch(refused -> refused.remoteId().equals("m1"));
        assertThatThrownBy(() -> World.as(here.administrator(), () -> {
                    pulls.again(id, "m1");
                    return null;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theirRequestIsFollowedAndItsOriginHearsHowWeGetOn() {
        connect(Server.Direction.FETCH, "02=LAMP");
        String marked = "跟着走" + UUID.randomUUID();
        stub.says("GET /v2/requests.xml", 200, list(theirs("f1", "LAMP", marked, "宁宝世家3号楼")));
        stub.says(
                "POST /v2/servicerequestupdates.xml",
                200,
                updates("<request_update><update_id>ours</update_id></request_update>"));
        exchange.fetchAll();
        UUID order = found(marked).getFirst().id();
        script.as(here.clerk()).dispatches(order, here.firm());
        relaying.tellDue();
        assertThat(stub.posted())
                .containsEntry("service_request_id", "f1")
                .containsEntry("status", "OPEN")
                .containsEntry("description", "已派单，等承办单位接单");
        stub.says("GET /v2/requests.xml", 200, list(row("f1", "open", "来电人又问了")));
        stub.says("GET /v2/servicerequestupdates.xml", 200, updates(update("n1", "f1", "OPEN", "门卫有钥匙")));
        exchange.fetchAll();
        exchange.fetchAll();
        assertThat(line(order))
                .extracting(Trace::words)
                .containsOnlyOnce("来电人又问了")
                .containsOnlyOnce("门卫有钥匙");
        stub.says("GET /v2/requests.xml", 200, list(row("f1", "closed", "来电人说不用了")));
        exchange.fetchAll();
        assertThat(line(order).getLast().words()).contains("市政热线", "已经办结", "来电人说不用了");
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "灯换好了");
        script.as(here.clerk()).rates(order, 5, true);
        script.as(here.clerk()).closes(order);
        for (int i = 0; i < 5; i++) {
            relaying.tellDue();
        }
        assertThat(stub.posted()).containsEntry("status", "CLOSED").containsEntry("description", "已办结");
    }

    private static String theirs(String id, String service, String said, String address) {
        return "<request><service_request_id>" + id + "</service_request_id><status>open</status><service_code>"
                + service + "</service_code><description>" + said + "</description><address>" + address
                + "</address></request>";
    }

    /** This Linli as the other server: what is pushed next door is an order there, and its progress comes back. */
    @Test
    void twoNeighboursOfLinliWorkOnTheSameMatter() {
        World.Quarter there = world.another("350211003016", "高浦花园", "o311g");
        here = world.another("350211003015", "对接花园", "o311n");
        organisation = World.as(
                here.administrator(),
                () -> organisations.found(Organisation.Kind.PROPERTY, "隔壁社区代办", here.community(), ""));
        String key = World.as(there.administrator(), () -> {
            jurisdictions.open("gaopu.example.cn", there.community());
            return keys.make("gaopu.example.cn", "宁宝社区", 600);
        });
        connect("http://127.0.0.1:" + port + "/open311/v2/", "gaopu.example.cn", key, Server.Direction.PUSH, "02=02");
        UUID ours = World.as(
                here.resident(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place("02", HOME_WORDS, here.home(), "", Channel.ONLINE, "陈邻安", Optional.empty()),
                        new Heard(Optional.empty(), "", true)));
        script.as(here.clerk()).dispatches(ours, organisation);
        await().atMost(Duration.ofSeconds(60)).until(() -> find(ours).isPresent());
        exchange.pushDue();
        assertThat(push(ours).failure()).as("they have no such address").contains("对接花园");

        World.as(there.administrator(), () -> {
            construction.generate(construction.build(there.community(), "对接花园"), new Layout(1, 3, 1, 1, 1));
            return null;
        });
        World.as(here.administrator(), () -> {
            pushes.again(push(ours).id());
            return null;
        });
        exchange.pushDue();
        UUID theirs = UUID.fromString(push(ours).remoteId().orElseThrow());
        Order over = script.as(there.clerk()).sees(theirs);
        assertThat(over.words()).isEqualTo(HOME_WORDS);
        assertThat(over.contactName()).isEqualTo("宁宝社区");

        exchange.fetchAll();
        assertThat(state(ours)).isEqualTo(State.ACCEPTED);
        script.as(there.clerk()).dispatches(theirs, there.firm());
        script.as(there.worker()).accepts(theirs);
        script.as(there.worker()).finishes(theirs, "换了水管");
        script.as(there.clerk()).rates(theirs, 5, true);
        script.as(there.clerk()).closes(theirs);
        exchange.fetchAll();
        assertThat(state(ours)).isEqualTo(State.DONE);
        assertThat(line(ours).getLast().words()).contains("已办结").doesNotContain("换了水管");
    }

    @Test
    void whatMayNotBeConnectedIsRefused() {
        for (String url : List.of(
                "ftp://x.example.cn",
                "x.example.cn",
                "http://u:p@127.0.0.1/",
                "http://127.0.0.1/?a=b",
                "http://",
                "http://no such host/",
                "http://nobody.invalid/")) {
            assertThatThrownBy(() -> connect(url, "", "", Server.Direction.FETCH, ""))
                    .as(url)
                    .isInstanceOf(Refusal.class);
        }
        connect(Server.Direction.PUSH, "");
        assertThatThrownBy(() -> connect(Server.Direction.PUSH, "")).as("taken").isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> World.as(here.clerk(), () -> servers.mine())).isInstanceOf(Refusal.class);
        organisation = World.as(
                World.founder(here.community()),
                () -> organisations.found(Organisation.Kind.OWNERS_COMMITTEE, "业委会", here.compound(), ""));
        assertThatThrownBy(() -> connect(Server.Direction.PUSH, ""))
                .as("handles nothing")
                .isInstanceOf(Refusal.class);
    }
}
