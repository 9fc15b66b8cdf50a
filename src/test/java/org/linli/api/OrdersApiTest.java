package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.identity.Accounts;
import org.linli.kernel.Refusal;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.organisation.Appointments;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.linli.platform.attachment.Uploads;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Programs with tokens: what each may see and do, exactly as its person, and what they are told when they may not. */
@LinliTest
class OrdersApiTest {

    private static final String ORDERS = "/api/v1/orders";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Tokens tokens;

    @Autowired
    Orders orders;

    @Autowired
    Residents residents;

    @Autowired
    Appointments appointments;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    private World.Quarter here;
    private Program chen;
    private Program clerk;
    private Program worker;

    @BeforeEach
    void programs() {
        here = world.ningbao;
        chen = program(here.resident());
        clerk = program(here.clerk());
        worker = program(here.worker());
    }

    private String token(Actor actor, Scope... scopes) {
        Set<Scope> all = scopes.length == 0 ? EnumSet.allOf(Scope.class) : Set.of(scopes);
        return World.as(actor, () -> tokens.make("测试程序", all, actor.appointment(), 30));
    }

    private Program program(Actor actor, Scope... scopes) {
        return new Program(port, token(actor, scopes));
    }

    private Map<String, Object> asking(String words) {
        return Map.of("category", "02", "words", words, "place", here.home().value(), "convenient", "晚上");
    }

    private static String step(UUID order, String step) {
        return ORDERS + "/" + order + "/steps/" + step;
    }

    private static List<String> list(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static byte[] photo() {
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(Uploads.quarters(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
            return jpeg.toByteArray();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void sql(String statement) {
        try (Connection admin = TestDatabase.admin(url);
                Statement one = admin.createStatement()) {
            one.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody new who works for the committee until somebody ends it. */
    private Actor newcomer(String account) {
        return World.as(here.administrator(), () -> {
            UUID person = residents.register("新来的" + account, here.community(), Optional.empty());
            accounts.open(person, account, World.PASSWORD, false);
            UUID appointment = appointments.appoint(
                    person,
                    here.committee(),
                    Duty.CLERK,
                    "干事",
                    here.community(),
                    LocalDate.now(ZoneId.of("Asia/Shanghai")));
            return new Actor(
                    Optional.of(person),
                    "新来的" + account,
                    Duty.CLERK,
                    "干事",
                    Optional.of(appointment),
                    Optional.of(here.committee()),
                    "居委会nb",
                    Optional.of(here.community()));
        });
    }

    @Test
    void anOrderFromItsBeginToItsEnd() {
        Said placed = chen.post(ORDERS, asking("楼道灯坏了"));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        UUID id = placed.id();
        assertThat(placed.header("Location")).isEqualTo(ORDERS + "/" + id);
        assertThat(placed.header("ETag")).isEqualTo("\"1\"");
        Said seen = clerk.get(ORDERS + "/" + id);
        assertThat(seen.text("words")).isEqualTo("楼道灯坏了");
        assertThat(seen.text("contactName")).isEqualTo("陈邻安");
        assertThat(seen.text("channel")).isEqualTo("ONLINE");
        assertThat(seen.text("placeName")).contains("1203");
        assertThat(list(seen.json().path("steps")))
                .contains("dispatch", "decline")
                .doesNotContain("accept", "rate");

        Said dispatched = clerk.post(
                step(id, "dispatch"), Map.of("organisation", here.firm().toString(), "words", "请上门"));
        assertThat(dispatched.text("state")).as(dispatched.toString()).isEqualTo("DISPATCHED");
        assertThat(worker.post(step(id, "accept"), Map.of()).status()).isEqualTo(200);
        assertThat(worker.post(step(id, "start"), Map.of("words", "出发了")).status())
                .isEqualTo(200);
        Said finished = worker.post(
                step(id, "finish"),
                Map.of("words", "换了灯泡"),
                photo(),
                UUID.randomUUID().toString());
        assertThat(finished.text("state")).as(finished.toString()).isEqualTo("DONE");
        Said rated = chen.post(step(id, "rate"), Map.of("stars", 5, "solved", true, "words", "谢谢"));
        assertThat(rated.text("state")).as(rated.toString()).isEqualTo("RATED");
        assertThat(clerk.post(step(id, "close"), Map.of()).text("state")).isEqualTo("CLOSED");

        Said whole = chen.get(ORDERS + "/" + id);
        assertThat(list(whole.json().path("steps"))).isEmpty();
        assertThat(whole.json()
                        .path("line")
                        .valueStream()
                        .map(row -> row.path("step").asString()))
                .containsExactly("place", "dispatch", "accept", "start", "finish", "rate", "close");
        assertThat(whole.json().path("line").get(1).path("by").asString()).isEqualTo("方里平 · 居委会nb");
        String photo = whole.json().path("photos").get(0).path("href").asString();
        for (String path : List.of(photo, photo + "/small")) {
            assertThat(chen.get(path).header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(program(world.fangzhi.clerk()).get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void everyOtherStepIsTakenToo() {
        UUID declined = chen.post(ORDERS, asking("不归社区")).id();
        assertThat(clerk.post(step(declined, "decline"), Map.of("words", "请打 12345"))
                        .text("state"))
                .isEqualTo("DECLINED");
        UUID withdrawn = chen.post(ORDERS, asking("不要了")).id();
        assertThat(chen.post(step(withdrawn, "withdraw"), Map.of("words", "自己修好了"))
                        .text("state"))
                .isEqualTo("WITHDRAWN");
        UUID id = chen.post(ORDERS, asking("水管漏水")).id();
        assertThat(clerk.post(step(id, "reply"), Map.of("words", "马上安排")).text("state"))
                .isEqualTo("PLACED");
        String firm = here.firm().toString();
        clerk.post(step(id, "dispatch"), Map.of("organisation", firm));
        assertThat(clerk.post(step(id, "recall"), Map.of("words", "派错了")).text("state"))
                .isEqualTo("PLACED");
        refused(clerk.post(step(id, "dispatch"), Map.of("organisation", firm)), 422, "order.dispatchWhy");
        clerk.post(step(id, "dispatch"), Map.of("organisation", firm, "words", "还是归物业"));
        assertThat(worker.post(step(id, "return"), Map.of("words", "不是我们的")).text("state"))
                .isEqualTo("RETURNED");
        clerk.post(step(id, "dispatch"), Map.of("organisation", firm, "words", "查过了，归物业"));
        worker.post(step(id, "accept"), Map.of());
        assertThat(worker.post(step(id, "ask"), Map.of("kind", "EXTENSION", "amount", 1, "words", "等材料"))
                        .status())
                .isEqualTo(200);
        assertThat(clerk.get(ORDERS + "/" + id)
                        .json()
                        .path("waiting")
                        .path("kind")
                        .asString())
                .isEqualTo("EXTENSION");
        assertThat(clerk.post(step(id, "extend"), Map.of()).status()).isEqualTo(200);
        worker.post(step(id, "ask"), Map.of("kind", "SUSPENSION", "amount", 3, "words", "等配件"));
        Program chief = program(here.chief());
        assertThat(chief.post(step(id, "suspend"), Map.of()).text("state")).isEqualTo("SUSPENDED");
        assertThat(worker.post(step(id, "resume"), Map.of()).text("state")).isEqualTo("IN_PROGRESS");
        worker.post(step(id, "ask"), Map.of("kind", "CANCELLATION", "amount", 0, "words", "不是一件事"));
        assertThat(clerk.post(step(id, "refuse"), Map.of("words", "请接着办")).status())
                .isEqualTo(200);
        Map<String, String> done = Map.of("words", "修好了", "noPhoto", "在住户家里，不便拍照");
        assertThat(worker.post(step(id, "finish"), done).text("state")).isEqualTo("DONE");
        assertThat(clerk.post(step(id, "verify"), Map.of("passed", false, "words", "还在漏"))
                        .text("state"))
                .isEqualTo("IN_PROGRESS");
        worker.post(step(id, "finish"), done);
        assertThat(clerk.post(step(id, "verify"), Map.of("passed", true)).text("state"))
                .isEqualTo("VERIFIED");
        UUID no = chen.post(ORDERS, asking("说错了")).id();
        clerk.post(step(no, "ask"), Map.of("kind", "CANCELLATION", "amount", 0, "words", "重复"));
        assertThat(chief.post(step(no, "void"), Map.of("words", "是重复的")).text("state"))
                .isEqualTo("VOIDED");
    }

    @Test
    void whatConcernsSeveralOrdersOrHandlersIsTakenByItsStepToo() {
        UUID one = chen.post(ORDERS, asking("路灯不亮")).id();
        UUID same = chen.post(ORDERS, asking("路灯又不亮")).id();
        assertThat(clerk.get(ORDERS + "/" + same).json().path("steps").toString())
                .contains("merge", "split");
        assertThat(clerk.post(step(same, "merge"), Map.of("into", one.toString(), "words", "同一盏灯"))
                        .text("state"))
                .isEqualTo("MERGED");
        assertThat(clerk.post(step(same, "unmerge"), Map.of("words", "是两盏")).text("state"))
                .isEqualTo("PLACED");
        refused(
                clerk.post(step(same, "merge"), Map.of("into", UUID.randomUUID().toString(), "words", "同一盏灯")),
                404,
                "notFound");

        String grid = here.gridWorker().organisation().orElseThrow().toString();
        Map<String, Object> lamp = Map.of("organisation", here.firm().toString(), "words", "换灯泡");
        Map<String, Object> boxes = Map.of("organisation", grid, "words", "清杂物", "term", 2, "unit", "DAYS");
        refused(clerk.post(step(one, "split"), Map.of("shares", List.of(lamp), "words", "")), 422, "order.partsMany");
        refused(
                clerk.post(
                        step(one, "split"),
                        Map.of("shares", List.of(lamp, Map.of("organisation", grid, "words", "清杂物", "term", 2)))),
                422,
                "api.fieldMissing");
        refused(clerk.post(step(one, "split"), Map.of("shares", "x")), 422, "api.field");
        refused(clerk.post(step(one, "split"), Map.of("shares", List.of("x", "y"))), 422, "api.field");
        Said split = clerk.post(step(one, "split"), Map.of("shares", List.of(lamp, boxes), "words", "一起办"));
        assertThat(split.text("state")).isEqualTo("DISPATCHED");
        assertThat(worker.get(ORDERS).json().path("orders").toString()).contains("换灯泡");
    }

    @Test
    void staffPlaceForSomebodyElseAndResidentsForThemselvesOnly() {
        Map<String, Object> onBehalf = new LinkedHashMap<>(asking("打电话来的"));
        onBehalf.putAll(Map.of("channel", "PHONE", "contactName", "李邻喜", "contactPhone", "10000009998"));
        Said placed = clerk.post(ORDERS, onBehalf);
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        Said seen = clerk.get(ORDERS + "/" + placed.id());
        assertThat(seen.text("contactMask")).isEqualTo("100****9998");
        assertThat(seen.answer().body()).doesNotContain("10000009998");
        refused(chen.post(ORDERS, onBehalf), 422, "api.onBehalf");
        refused(clerk.post(ORDERS, asking("没说从哪来")), 422, "api.fieldMissing");
        refused(worker.post(ORDERS, onBehalf), 403, "");
        Said withPhoto = chen.post(
                ORDERS,
                Map.of("category", "02", "words", "有照片", "place", here.home().value()),
                photo(),
                UUID.randomUUID().toString());
        assertThat(withPhoto.status()).as(withPhoto.toString()).isEqualTo(201);
        assertThat(chen.get(ORDERS + "/" + withPhoto.id()).json().path("photos").size())
                .isEqualTo(1);
    }

    @Test
    void listsAreThoseOfTheDeskPageByPage() {
        String mark = "页" + UUID.randomUUID().toString().substring(0, 6);
        for (int i = 0; i < 51; i++) {
            script.as(here.resident()).places(mark + " " + i, here.home());
        }
        Said first = clerk.get(ORDERS + "?stand=OPEN&words=" + encoded(mark));
        assertThat(first.json().path("orders").size()).as(first.toString()).isEqualTo(50);
        String link = first.header("Link");
        assertThat(link).endsWith(">; rel=\"next\"");
        Said second = clerk.get(link.substring(1, link.indexOf('>')));
        assertThat(second.json().path("orders").size()).as(second.toString()).isEqualTo(1);
        assertThat(second.header("Link")).isEmpty();
        assertThat(second.json().path("next").isNull()).isTrue();
        Set<String> ids = new java.util.TreeSet<>();
        Stream.of(first, second)
                .forEach(said -> said.json()
                        .path("orders")
                        .forEach(order -> ids.add(order.path("id").asString())));
        assertThat(ids).hasSize(51);
        assertThat(chen.get(ORDERS).json().path("orders").size()).isPositive();
        assertThat(chen.get(ORDERS + "?stand=OVER").status()).isEqualTo(200);
        refused(chen.get(ORDERS + "?words=x"), 422, "api.filterResident");
        refused(clerk.get(ORDERS + "?state=NOWHERE"), 422, "order.filterBroken");
        refused(clerk.get(ORDERS + "?colour=red"), 422, "api.fieldUnknown");
        refused(clerk.get(ORDERS + "?after=xyz"), 422, "cursor.malformed");
        refused(program(here.administrator()).get(ORDERS), 403, "list.notYours");
        assertThat(worker.get(ORDERS).status()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void whatMayBeChosenAndWhoWouldGetIt() {
        Said kinds = chen.get("/api/v1/categories?place=" + here.home());
        assertThat(kinds.json()
                        .path("categories")
                        .valueStream()
                        .map(kind -> kind.path("code").asString()))
                .contains("02");
        assertThat(chen.get("/api/v1/categories").text("place"))
                .isEqualTo(here.community().value());
        Said handlers = clerk.get("/api/v1/handlers?category=02&place=" + here.home());
        assertThat(handlers.json().path("handlers").get(0).path("organisation").asString())
                .isEqualTo(here.firm().toString());
        assertThat(handlers.json().path("promisedMinutes").asInt()).isEqualTo(5);
        refused(clerk.get("/api/v1/handlers?category=99"), 422, "order.category");
        refused(clerk.get("/api/v1/handlers"), 400, "web.malformed");
        for (String path : List.of("categories?place=", "handlers?category=02&place=")) {
            refused(clerk.get("/api/v1/" + path + world.fangzhi.home()), 404, "notFound");
            refused(clerk.get("/api/v1/" + path + "12x"), 422, "place.malformed");
        }
        assertThat(clerk.get("/api/v1/me").text("duty")).isEqualTo("CLERK");
        assertThat(chen.get("/api/v1/me").text("duty")).isEqualTo("RESIDENT");
    }

    @Test
    void anotherCommunitysOrdersAreNotFoundAndNotListed() {
        UUID theirs = script.as(world.fangzhi.resident()).places("隔壁的水管", world.fangzhi.home());
        List<Actor> all = List.of(
                here.resident(), here.clerk(), here.chief(), here.worker(), here.gridWorker(), here.administrator());
        for (Actor actor : all) {
            Program program = program(actor);
            refused(program.get(ORDERS + "/" + theirs), 404, "notFound");
            for (String step : List.of("dispatch", "accept", "reply", "withdraw", "rate", "void")) {
                Said said = program.post(step(theirs, step), Map.of("words", "看一看"));
                refused(said, 404, "notFound");
            }
            Said list = program.get(ORDERS);
            assertThat(list.answer().body()).doesNotContain(theirs.toString());
        }
        assertThat(script.as(world.fangzhi.clerk()).sees(theirs).matter().version())
                .isEqualTo(1);
        refused(
                chen.post(
                        ORDERS,
                        Map.of(
                                "category",
                                "02",
                                "words",
                                "x",
                                "place",
                                world.fangzhi.home().value())),
                422,
                "order.place");
    }

    @Test
    void aTokenDoesWhatItWasMadeForAndNothingElse() {
        Program reads = program(here.clerk(), Scope.READ);
        UUID id = chen.post(ORDERS, asking("只看不办")).id();
        assertThat(reads.get(ORDERS + "/" + id).status()).isEqualTo(200);
        Said no = reads.post(step(id, "reply"), Map.of("words", "好"));
        refused(no, 403, "api.scope");
        assertThat(no.text("detail")).contains("orders:write");
        refused(reads.post(ORDERS, asking("不行")), 403, "api.scope");
        refused(program(here.clerk(), Scope.WRITE).get(ORDERS), 403, "api.scope");
        refused(program(here.clerk(), Scope.WRITE).get("/api/v1/photos/" + id), 403, "api.scope");
        assertThat(program(here.resident(), Scope.PLACE)
                        .post(ORDERS, asking("只点单"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void withoutATokenThatWorksNothingIsSaid() {
        for (String header : List.of("", "Bearer x", "Basic eDp5", "Bearer linli_" + "a".repeat(40))) {
            Said said = new Program(port, "").send("GET", ORDERS, Map.of("Authorization", header), new byte[0]);
            refused(said, 401, "api.token");
            assertThat(said.header("WWW-Authenticate")).startsWith("Bearer");
        }
        Said nowhere = new Program(port, "").get("/api/v2/orders");
        refused(nowhere, 401, "api.token");
        refused(chen.get("/api/v1/nothing"), 404, "");
        refused(chen.send("DELETE", ORDERS, Map.of(), new byte[0]), 405, "");
        assertThat(chen.get(ORDERS).answer().headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenEndsWithTheAppointmentTheAccountAndItself() {
        Actor someone = newcomer("api-one");
        String bound = token(someone);
        Program program = new Program(port, bound);
        assertThat(program.get(ORDERS).status()).isEqualTo(200);
        World.as(here.administrator(), () -> {
            appointments.end(someone.appointment().orElseThrow());
            return null;
        });
        refused(program.get(ORDERS), 401, "api.token");
        assertThat(World.as(someone, tokens::mine)).allMatch(token -> !token.works(clock.instant()));

        Actor resident = Actor.resident(someone.self(), someone.name(), Optional.of(here.community()));
        Program asResident = program(resident);
        assertThat(asResident.get(ORDERS).status()).isEqualTo(200);
        List<Consumer<String>> ends = List.of(
                set -> sql("update account set locked_until = now() + interval '1 hour' where " + set),
                set -> sql("update account set must_change = true where " + set),
                set -> sql("update account set ended_at = now() where " + set));
        for (Consumer<String> end : ends) {
            end.accept("person = '" + someone.self() + "'");
            refused(asResident.get(ORDERS), 401, "api.token");
            sql("update account set locked_until = null, must_change = false, ended_at = null where person = '"
                    + someone.self() + "'");
            assertThat(asResident.get(ORDERS).status()).isEqualTo(200);
        }
        UUID own = World.as(resident, tokens::mine).getFirst().id();
        assertThat(World.as(here.resident(), () -> notFound(() -> tokens.revoke(own))))
                .isTrue();
        World.as(resident, () -> {
            tokens.revoke(own);
            return null;
        });
        refused(asResident.get(ORDERS), 401, "api.token");
        List<Optional<Caller>> after = new ArrayList<>();
        String short_ = World.as(here.resident(), () -> tokens.make("一天", Set.of(Scope.READ), Optional.empty(), 1));
        WallClock.at(clock.instant().plus(Duration.ofDays(1)), () -> after.add(tokens.enter(short_)));
        assertThat(after).containsExactly(Optional.empty());
        assertThat(tokens.enter(short_)).isPresent();
    }

    private static boolean notFound(Runnable work) {
        try {
            work.run();
            return false;
        } catch (Refusal refusal) {
            return refusal.kind() == Refusal.Kind.NOT_FOUND;
        }
    }

    @Test
    void theSameKeyIsDoneOnceAndAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        Map<String, String> header = Map.of("Idempotency-Key", key);
        String json = "{\"category\":\"02\",\"words\":\"只要一次\",\"place\":\"" + here.home() + "\"}";
        Said first = chen.post(ORDERS, json, header);
        Said again = chen.post(ORDERS, json, header);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.answer().body()).isEqualTo(first.answer().body());
        refused(chen.post(ORDERS, json.replace("一次", "两次"), header), 409, "once.otherBody");
        refused(chen.post(ORDERS, json, Map.of()), 422, "api.keyMissing");
        UUID id = first.id();
        String reply = UUID.randomUUID().toString();
        Said said = clerk.post(step(id, "reply"), Map.of("words", "好的"), "Idempotency-Key", reply);
        assertThat(clerk.post(step(id, "reply"), Map.of("words", "好的"), "Idempotency-Key", reply)
                        .answer()
                        .body())
                .isEqualTo(said.answer().body());
        assertThat(script.as(here.clerk()).sees(id).matter().version()).isEqualTo(2);
    }

    @Test
    void aStepMayDependOnTheVersion() {
        UUID id = chen.post(ORDERS, asking("看清楚再办")).id();
        String seen = clerk.get(ORDERS + "/" + id).header("ETag");
        chen.post(step(id, "reply"), Map.of("words", "补充一句"));
        refused(clerk.post(step(id, "reply"), Map.of("words", "迟了"), "If-Match", seen), 412, "api.moved");
        refused(clerk.post(step(id, "reply"), Map.of("words", "弱的"), "If-Match", "W/\"2\""), 412, "api.moved");
        Said now = clerk.post(step(id, "reply"), Map.of("words", "正好"), "If-Match", "\"1\", \"2\"");
        assertThat(now.header("ETag")).as(now.toString()).isEqualTo("\"3\"");
        assertThat(clerk.post(step(id, "reply"), Map.of("words", "都行"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsWrongIsSaidInWords() {
        UUID id = chen.post(ORDERS, asking("说清楚")).id();
        Said chinese = clerk.post(step(id, "decline"), Map.of("words", ""));
        refused(chinese, 422, "order.reason");
        assertThat(chinese.text("detail")).containsPattern("\\p{IsHan}");
        Said english = clerk.post(step(id, "decline"), Map.of("words", ""), "Accept-Language", "en-GB,en;q=0.9");
        assertThat(english.text("detail")).doesNotContainPattern("\\p{IsHan}");
        assertThat(english.text("type")).isEqualTo("urn:linli:order.reason");
        refused(clerk.post(step(id, "accept"), Map.of()), 409, "lifecycle.closed");
        refused(clerk.post(step(id, "dance"), Map.of()), 404, "notFound");
        refused(clerk.post(step(id, "dispatch"), Map.of()), 422, "api.fieldMissing");
        refused(clerk.post(step(id, "dispatch"), Map.of("organisation", "x")), 422, "api.field");
        refused(clerk.post(step(id, "reply"), Map.of("word", "x")), 422, "api.fieldUnknown");
        refused(clerk.post(step(id, "reply"), Map.of("words", List.of("x"))), 422, "api.field");
        Map<String, String> key = Map.of("Idempotency-Key", "12345678");
        for (String broken : List.of("", "{", "[]", "null", "{\"words\":\"\\u0000\"}", "{\"words\":\"\\ud800\"}")) {
            refused(clerk.post(step(id, "reply"), broken, key), 400, "api.body");
        }
        refused(clerk.post(step(id, "reply"), "{\"words\":\"" + "长".repeat(30_000) + "\"}", key), 413, "api.large");
        refused(clerk.send("POST", step(id, "reply"), Map.of("Content-Type", "text/plain"), new byte[] {1}), 415, "");
        refused(clerk.get(ORDERS + "/not-an-id"), 400, "web.malformed");
        refused(worker.post(step(id, "reply"), Map.of("words", "看一看"), photo(), "12345678"), 404, "notFound");
        assertThat(script.as(here.clerk()).sees(id).state()).isEqualTo(State.PLACED);
    }

    private static void refused(Said said, int status, String code) {
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        assertThat(said.header("Content-Type")).startsWith("application/problem+json");
        assertThat(said.json().path("status").asInt()).isEqualTo(status);
        assertThat(said.text("detail")).isNotBlank();
        if (!code.isEmpty()) {
            assertThat(said.text("code")).as(said.toString()).isEqualTo(code);
        }
    }

    @Test
    void tooManyRequestsOfOneTokenWait() {
        Program hasty = program(here.resident());
        int last = 0;
        for (int i = 0; i < 601 && last != 429; i++) {
            last = hasty.get("/api/v1/me").status();
        }
        Said said = hasty.get("/api/v1/me");
        refused(said, 429, "web.tooOften");
        assertThat(said.header("Retry-After")).isEqualTo("60");
        assertThat(chen.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void tokensAreMadeForOnesOwnCapacitiesOnly() {
        UUID chiefs = here.chief().appointment().orElseThrow();
        assertThat(refusal(here.resident(), () -> tokens.make("x", Set.of(Scope.READ), Optional.of(chiefs), 1)))
                .isEqualTo("api.capacity");
        assertThat(refusal(here.resident(), () -> tokens.make(" ", Set.of(Scope.READ), Optional.empty(), 1)))
                .isEqualTo("api.tokenName");
        assertThat(refusal(here.resident(), () -> tokens.make("x", Set.of(), Optional.empty(), 1)))
                .isEqualTo("api.scopeMissing");
        assertThat(refusal(here.resident(), () -> tokens.make("x", Set.of(Scope.READ), Optional.empty(), 367)))
                .isEqualTo("api.tokenDays");
        assertThat(refusal(here.resident(), () -> Scope.of("orders:all").name()))
                .isEqualTo("api.scopeUnknown");
        Actor many = newcomer("api-many");
        for (int i = 0; i < 50; i++) {
            token(many);
        }
        assertThat(refusal(many, () -> token(many))).isEqualTo("api.tokensMost");
    }

    private static String refusal(Actor actor, java.util.concurrent.Callable<String> work) {
        try {
            return World.as(actor, work);
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }
}
