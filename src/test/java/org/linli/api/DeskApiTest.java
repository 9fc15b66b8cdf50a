package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.order.Exclusions;
import org.linli.order.Layout;
import org.linli.order.ServiceCards;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Uploads;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the desk does beside the steps of an order, by programs: each once under its key, and refused to whom its page is closed. */
@LinliTest
class DeskApiTest {

    private static final String ORDERS = "/api/v1/orders";
    private static final String ORDER = ORDERS + "/{id}";

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Tokens tokens;

    @Autowired
    ServiceCards cards;

    @Autowired
    Exclusions exclusions;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private World.Quarter here;
    private Program chen;
    private Program clerk;
    private Program worker;
    private Program grid;
    private Program elsewhere;
    private JsonNode document;

    @BeforeEach
    void programs() {
        here = world.ningbao;
        chen = program(here.resident());
        clerk = program(here.clerk());
        worker = program(here.worker());
        grid = program(here.gridWorker());
        elsewhere = program(world.fangzhi.clerk());
        document = new Program(port, "").get("/api/v1/openapi.json").json();
    }

    private Program program(Actor actor, Scope... scopes) {
        Set<Scope> all = scopes.length == 0 ? EnumSet.allOf(Scope.class) : Set.of(scopes);
        return new Program(port, World.as(actor, () -> tokens.make("工作台的程序", all, actor.appointment(), 30)));
    }

    private Map<String, Object> asking(String category, String words) {
        return Map.of("category", category, "words", words, "place", here.home().value());
    }

    private Map<String, Object> onBehalf(Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(asking("02", "打电话来的"));
        all.putAll(Map.of("channel", "PHONE", "contactName", "李邻喜", "contactPhone", "10000009997"));
        all.putAll(more);
        return all;
    }

    private UUID placed(String words) {
        return script.as(here.resident()).places(words, here.home());
    }

    private static String order(UUID id) {
        return ORDERS + "/" + id;
    }

    private static byte[] photo() {
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(Uploads.quarters(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
            return jpeg.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said fits(String verb, String path, int status, Said said) {
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        assertThat(Shape.faults(document, verb, path, said)).isEmpty();
        return said;
    }

    private static void refused(Said said, int status, String code) {
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        assertThat(said.header("Content-Type")).startsWith("application/problem+json");
        assertThat(said.text("code")).as(said.toString()).isEqualTo(code);
        assertThat(said.text("detail")).containsPattern("\\p{IsHan}");
    }

    /** The same under the same key is the same answer. */
    private static void once(Program program, String path, Map<String, ?> fields) {
        String key = UUID.randomUUID().toString();
        Said first = program.post(path, fields, "Idempotency-Key", key);
        assertThat(first.status()).as(first.toString()).isLessThan(300);
        Said again = program.post(path, fields, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.answer().body()).isEqualTo(first.answer().body());
        String sent = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(fields);
        refused(program.post(path, sent, Map.of()), 422, "api.keyMissing");
    }

    @Test
    void whatIsHeardWhenAnOrderIsPlaced() {
        Said heard = clerk.post(ORDERS, onBehalf(Map.of("language", "TIBETAN")));
        JsonNode desk =
                fits("get", ORDER, 200, clerk.get(order(heard.id()))).json().path("desk");
        assertThat(desk.path("language").asString()).isEqualTo("TIBETAN");
        assertThat(desk.path("card").asString()).isEmpty();
        refused(clerk.post(ORDERS, onBehalf(Map.of("language", "KLINGON"))), 422, "api.field");
        refused(clerk.post(ORDERS, onBehalf(Map.of("card", "NB-404"))), 422, "order.cardUnknown");
        assertThat(clerk.post(ORDERS, onBehalf(Map.of("passOn", true))).status())
                .as("whoever asks was asked")
                .isEqualTo(201);

        String number = "API-" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(java.util.Locale.ROOT);
        LocalDate today = LocalDate.now(clock);
        World.as(
                here.clerk(),
                () -> cards.issue(new ServiceCards.Issue(
                        here.resident().self(), number, "换灯泡", Optional.of(1), today, today.plusYears(1))));
        Map<String, Object> mine = new LinkedHashMap<>(asking("02", "用卡换灯泡"));
        mine.putAll(Map.of("card", number, "passOn", true));
        Said carded = chen.post(ORDERS, mine);
        assertThat(carded.status()).as(carded.toString()).isEqualTo(201);
        assertThat(clerk.get(order(carded.id()))
                        .json()
                        .path("desk")
                        .path("card")
                        .asString())
                .isEqualTo(number);
        refused(chen.post(ORDERS, mine), 422, "order.cardUsedUp");
        for (String field : List.of("language", "result")) {
            Map<String, Object> notMine = new LinkedHashMap<>(asking("02", "给自己点"));
            notMine.put(field, "ENGLISH");
            refused(chen.post(ORDERS, notMine), 422, "api.onBehalf");
        }
    }

    @Test
    void whatIsSettledOnTheRoundThatFoundIt() {
        Map<String, String> found = Map.of(
                "category", "02",
                "words", "楼道的灯不亮",
                "place", here.home().value(),
                "channel", "GRID",
                "contactName", "王里仁",
                "onTheSpot", "true",
                "result", "换了灯泡");
        String key = UUID.randomUUID().toString();
        Said fixed = fits("post", ORDERS, 201, grid.post(ORDERS, found, photo(), key));
        assertThat(fixed.text("state")).isEqualTo("CLOSED");
        assertThat(grid.post(ORDERS, found, photo(), key).id()).isEqualTo(fixed.id());
        JsonNode whole = clerk.get(order(fixed.id())).json();
        assertThat(whole.path("line").get(0).path("step").asString()).isEqualTo("fix");
        assertThat(whole.path("photos").get(0).path("purpose").asString()).isEqualTo("AFTER");
        refused(grid.post(ORDERS, found), 422, "order.photoNeeded");
        Map<String, String> called = new LinkedHashMap<>(found);
        called.put("channel", "PHONE");
        refused(grid.post(ORDERS, called, photo(), UUID.randomUUID().toString()), 422, "order.fixChannel");
        called.remove("onTheSpot");
        refused(grid.post(ORDERS, called), 422, "api.fieldMissing");
    }

    @Test
    void anOrderShowsWhatItsPageShows() {
        UUID one = placed("灯和杂物");
        UUID same = placed("灯和杂物，又说一遍");
        JsonNode beside = fits("get", ORDER, 200, clerk.get(order(same))).json();
        assertThat(beside.path("desk").path("suggested").toString()).contains(one.toString());
        clerk.post(order(same) + "/steps/merge", Map.of("into", one.toString(), "words", "同一件"));
        JsonNode merged = fits("get", ORDER, 200, clerk.get(order(same))).json();
        assertThat(merged.path("mergedInto").asString()).isEqualTo(one.toString());
        assertThat(merged.path("desk").path("goesOn").path("id").asString()).isEqualTo(one.toString());
        assertThat(clerk.get(order(one)).json().path("desk").path("merged").toString())
                .contains(same.toString());
        Map<String, Object> lamp = Map.of("organisation", here.firm().toString(), "words", "换灯泡");
        Map<String, Object> boxes = Map.of(
                "organisation", here.gridWorker().organisation().orElseThrow().toString(), "words", "清杂物");
        clerk.post(order(one) + "/steps/split", Map.of("shares", List.of(lamp, boxes), "words", "一起办"));
        JsonNode mine = fits("get", ORDER, 200, chen.get(order(one))).json();
        assertThat(mine.path("parts").size()).isEqualTo(2);
        assertThat(mine.path("desk").isNull()).isTrue();
        JsonNode whole = fits("get", ORDER, 200, clerk.get(order(one))).json();
        UUID part = UUID.fromString(whole.path("parts").get(0).path("id").asString());
        assertThat(fits("get", ORDER, 200, clerk.get(order(part)))
                        .json()
                        .path("whole")
                        .path("id")
                        .asString())
                .isEqualTo(one.toString());
    }

    @Test
    void theNumberIsShownToWhoeverCallsAndEachLookIsRecorded() {
        UUID id = clerk.post(ORDERS, onBehalf(Map.of())).id();
        String contact = order(id) + "/contact";
        Said number = fits("post", ORDER + "/contact", 200, clerk.post(contact, Map.of()));
        assertThat(number.text("phone")).isEqualTo("10000009997");
        assertThat(number.header("Cache-Control")).contains("no-store");
        refused(elsewhere.post(contact, Map.of()), 404, "notFound");
        refused(grid.post(contact, Map.of()), 403, "order.contact");
        refused(worker.post(contact, Map.of()), 404, "notFound");
        refused(program(here.clerk(), Scope.READ).post(contact, Map.of()), 403, "api.scope");
    }

    @Test
    void whoeverCallsForItTooIsCalledBack() {
        UUID id = placed("楼道灯闪");
        String callers = order(id) + "/callers";
        Map<String, Object> calling = Map.of("contactName", "吴女士", "contactPhone", "10000008881", "words", "我也看见了");
        once(clerk, callers, calling);
        refused(chen.post(callers, calling), 403, "order.registrar");
        refused(elsewhere.post(callers, calling), 404, "notFound");
        refused(clerk.post(callers, Map.of("contactName", "")), 422, "order.contactName");
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, "换了灯泡");

        Said list = fits("get", "/api/v1/callbacks", 200, clerk.get("/api/v1/callbacks?tab=FIRST"));
        assertThat(list.json().path("callers").toString()).contains(id.toString());
        assertThat(list.json().path("counts").has("ENOUGH")).isTrue();
        refused(worker.get("/api/v1/callbacks"), 403, "callback.notYours");
        refused(chen.get("/api/v1/callbacks"), 403, "callback.notYours");
        refused(clerk.get("/api/v1/callbacks?after=x"), 422, "cursor.malformed");
        refused(clerk.get("/api/v1/callbacks?tab=NONE"), 400, "web.malformed");

        JsonNode desk = fits("get", ORDER, 200, clerk.get(order(id))).json().path("desk");
        assertThat(desk.path("callable").booleanValue()).isTrue();
        JsonNode caller = desk.path("callers").get(0);
        assertThat(caller.path("mask").asString()).isEqualTo("100****8881");
        String one = callers + "/" + caller.path("id").asString();
        String pattern = ORDER + "/callers/{caller}";
        assertThat(fits("post", pattern + "/contact", 200, grid.post(one + "/contact", Map.of()))
                        .text("phone"))
                .isEqualTo("10000008881");
        refused(worker.post(one + "/contact", Map.of()), 403, "callback.notYours");
        refused(elsewhere.post(one + "/callback", Map.of("reached", false)), 404, "notFound");
        refused(clerk.post(one + "/callback", Map.of("reached", true, "solved", true)), 422, "api.fieldMissing");
        refused(clerk.post(one + "/callback", Map.of("reached", true, "solved", true, "stars", 6)), 422, "order.stars");
        once(clerk, one + "/callback", Map.of("reached", false));
        assertThat(clerk.get(order(id))
                        .json()
                        .path("desk")
                        .path("callers")
                        .get(0)
                        .path("calls")
                        .asInt())
                .isEqualTo(1);
        fits(
                "post",
                pattern + "/callback",
                200,
                grid.post(one + "/callback", Map.of("reached", true, "solved", true, "stars", 5, "words", "亮了")));
        refused(grid.post(one + "/callback", Map.of("reached", false)), 409, "order.callsEnough");
    }

    @Test
    void anErrandIsEntrustedAndItsPapersGoBack() {
        UUID id = chen.post(ORDERS, asking("0702", "代办老年卡")).id();
        script.as(here.clerk()).dispatches(id, here.gridWorker().organisation().orElseThrow());
        script.as(here.gridWorker()).accepts(id);
        String errand = order(id) + "/errand";
        LocalDate until = LocalDate.now(clock).plusMonths(1);
        Map<String, Object> mandate = Map.of(
                "principal",
                "陈邻安",
                "given",
                "WRITTEN",
                "what",
                "代办老年卡",
                "until",
                until.toString(),
                "papers",
                List.of(Map.of("name", "身份证", "copy", false), Map.of("name", "户口簿", "copy", true)));
        assertThat(clerk.get(order(id)).json().path("desk").path("takesPapers").booleanValue())
                .isFalse();
        assertThat(grid.get(order(id)).json().path("desk").path("takesPapers").booleanValue())
                .isTrue();
        refused(clerk.post(errand, mandate), 403, "errand.notYours");
        refused(elsewhere.post(errand, mandate), 404, "notFound");
        Map<String, Object> wrong = new LinkedHashMap<>(mandate);
        wrong.put("until", "2020-02-30");
        refused(grid.post(errand, wrong), 422, "api.field");
        wrong.put("until", "2020-02-03");
        refused(grid.post(errand, wrong), 422, "errand.until");
        once(grid, errand, mandate);

        JsonNode entrusted = fits("get", ORDER, 200, chen.get(order(id))).json().path("errand");
        assertThat(entrusted.path("mandate").path("until").asString()).isEqualTo(until.toString());
        assertThat(entrusted.path("papers").size()).as("taken once").isEqualTo(2);
        String card = entrusted.path("papers").get(0).path("id").asString();
        String copy = entrusted.path("papers").get(1).path("id").asString();
        String papers = errand + "/papers";
        Map<String, String> back = Map.of("paper", card, "fate", "RETURNED");
        refused(grid.post(papers, Map.of("papers", List.of(), "receiver", "本人")), 422, "errand.which");
        refused(grid.post(papers, Map.of("papers", List.of(back, back), "receiver", "本人")), 422, "errand.which");
        refused(
                grid.post(papers, Map.of("papers", List.of(Map.of("paper", card, "fate", "DESTROYED")))),
                422,
                "errand.original");
        refused(chen.post(papers, Map.of("papers", List.of(back), "receiver", "本人")), 403, "errand.notYours");
        once(
                grid,
                papers,
                Map.of("papers", List.of(back, Map.of("paper", copy, "fate", "DESTROYED")), "receiver", "本人"));
        assertThat(chen.get(order(id)).json().path("errand").path("papers").toString())
                .contains("RETURNED", "DESTROYED");
    }

    @Test
    void manyAreDispatchedAtOnceAndOnce() {
        UUID first = placed("第一盏灯");
        UUID second = placed("第二盏灯");
        UUID over = placed("不用派了");
        script.as(here.resident()).takes(over, new Step.Withdraw("好了"));
        Map<String, Object> many = Map.of(
                "orders",
                List.of(first.toString(), over.toString(), second.toString()),
                "organisation",
                here.firm().toString(),
                "words",
                "请上门");
        String key = UUID.randomUUID().toString();
        Said done = fits("post", "/api/v1/bulk", 200, clerk.post("/api/v1/bulk", many, "Idempotency-Key", key));
        assertThat(done.json()
                        .path("lines")
                        .valueStream()
                        .map(line -> line.path("outcome").asString()))
                .containsExactly("DONE", "REFUSED", "DONE");
        assertThat(clerk.post("/api/v1/bulk", many, "Idempotency-Key", key)
                        .answer()
                        .body())
                .isEqualTo(done.answer().body());
        assertThat(script.as(here.clerk()).sees(first).matter().version()).isEqualTo(2);
        String bulk = "/api/v1/bulk/" + done.id();
        fits("get", "/api/v1/bulk/{id}", 200, clerk.get(bulk));
        fits("post", "/api/v1/bulk/{id}/on", 200, clerk.post(bulk + "/on", Map.of()));
        refused(elsewhere.get(bulk), 404, "notFound");
        refused(elsewhere.post(bulk + "/on", Map.of()), 404, "notFound");
        refused(worker.post("/api/v1/bulk", many), 403, "order.bulkNotYours");
        refused(elsewhere.post("/api/v1/bulk", many), 404, "notFound");
        refused(
                clerk.post(
                        "/api/v1/bulk",
                        Map.of(
                                "orders",
                                List.of("x"),
                                "organisation",
                                here.firm().toString())),
                422,
                "api.field");
        refused(
                clerk.post(
                        "/api/v1/bulk",
                        Map.of("orders", List.of(), "organisation", here.firm().toString())),
                422,
                "order.bulkNone");
    }

    @Test
    void filtersAreSavedRenamedSharedAndDropped() {
        String name = "程序存的" + UUID.randomUUID().toString().substring(0, 4);
        Said saved = fits(
                "post",
                "/api/v1/views",
                201,
                clerk.post("/api/v1/views", Map.of("name", name, "filter", "stand=OPEN&mark=LATE")));
        assertThat(saved.json().path("mine").booleanValue()).isTrue();
        refused(clerk.post("/api/v1/views", Map.of("name", name)), 422, "order.viewExists");
        refused(clerk.post("/api/v1/views", Map.of("name", "坏的", "filter", "state=NO")), 422, "order.filterBroken");
        refused(chen.post("/api/v1/views", Map.of("name", name)), 403, "list.notYours");
        refused(chen.get("/api/v1/views"), 403, "list.notYours");
        String view = "/api/v1/views/" + saved.id();
        Said renamed = fits(
                "post",
                "/api/v1/views/{id}/rename",
                200,
                clerk.post(view + "/rename", Map.of("name", name.replace("存", "改"))));
        assertThat(renamed.text("name")).startsWith("程序改的");
        Program chief = program(here.chief());
        refused(chief.post(view + "/rename", Map.of("name", "别人的")), 404, "notFound");
        assertThat(fits("post", "/api/v1/views/{id}/share", 200, clerk.post(view + "/share", Map.of("shared", true)))
                        .json()
                        .path("shared")
                        .booleanValue())
                .isTrue();
        assertThat(fits("get", "/api/v1/views", 200, chief.get("/api/v1/views"))
                        .answer()
                        .body())
                .contains(saved.id().toString());
        assertThat(elsewhere.get("/api/v1/views").answer().body())
                .doesNotContain(saved.id().toString());
        refused(chief.post(view + "/drop", Map.of()), 404, "notFound");
        fits("post", "/api/v1/views/{id}/drop", 200, clerk.post(view + "/drop", Map.of()));
        refused(clerk.post(view + "/share", Map.of("shared", false)), 404, "notFound");
    }

    @Test
    void anExportIsBegunFollowedAndFetched() {
        String mark = "导" + UUID.randomUUID().toString().substring(0, 6);
        placed(mark);
        Map<String, Object> asked = Map.of(
                "filter",
                "words=" + java.net.URLEncoder.encode(mark, java.nio.charset.StandardCharsets.UTF_8),
                "layout",
                Layout.PLAIN.toString(),
                "format",
                "CSV");
        String key = UUID.randomUUID().toString();
        Said begun = fits("post", "/api/v1/exports", 201, clerk.post("/api/v1/exports", asked, "Idempotency-Key", key));
        assertThat(clerk.post("/api/v1/exports", asked, "Idempotency-Key", key).id())
                .isEqualTo(begun.id());
        String export = "/api/v1/exports/" + begun.id();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !clerk.get(export).text("progress").equals("RUNNING"));
        Said done = fits("get", "/api/v1/exports/{id}", 200, clerk.get(export));
        assertThat(done.text("progress")).as(done.toString()).isEqualTo("DONE");
        Said file = clerk.get(done.text("file"));
        assertThat(file.header("Content-Type")).startsWith("text/csv");
        assertThat(file.answer().body()).contains(mark);
        assertThat(Shape.faults(document, "get", "/api/v1/exports/{id}/file", file))
                .isEmpty();
        Said mine = fits("get", "/api/v1/exports", 200, clerk.get("/api/v1/exports"));
        assertThat(mine.json().path("exports").toString()).contains(begun.id().toString());
        assertThat(mine.json().path("layouts").toString()).contains(Layout.PLAIN.toString());
        fits("post", "/api/v1/exports/{id}/cancel", 200, clerk.post(export + "/cancel", Map.of()));
        for (String path : List.of(export, export + "/file")) {
            refused(program(here.chief()).get(path), 404, "notFound");
        }
        refused(elsewhere.post(export + "/cancel", Map.of()), 404, "notFound");
        refused(chen.get("/api/v1/exports"), 403, "list.notYours");
        refused(chen.post("/api/v1/exports", asked), 403, "list.notYours");
        Map<String, Object> wrong = new LinkedHashMap<>(asked);
        wrong.put("layout", UUID.randomUUID().toString());
        refused(clerk.post("/api/v1/exports", wrong), 422, "order.layout");
    }

    @Test
    void aPlaceIsFoundByWords() {
        Said found = fits(
                "get",
                "/api/v1/places",
                200,
                chen.get("/api/v1/places?q="
                        + java.net.URLEncoder.encode("宁宝世家 3-2-1203", java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(found.json().path("places").get(0).path("code").asString())
                .isEqualTo(here.home().value());
        refused(chen.get("/api/v1/places?q=" + "a".repeat(300)), 422, "place.findTooLong");
        refused(chen.get("/api/v1/places?q=a&within=12x"), 422, "place.malformed");
        refused(chen.get("/api/v1/places"), 400, "web.malformed");
    }

    @Test
    void anOrderIsLeftOutOfTheRatesByARuleAndCountedAgain() {
        UUID id = placed("要求拆邻居的房");
        UUID rule = World.as(
                here.chief(),
                () -> exclusions.write("要求违法的", "要求社区做法律不许做的事", "街道考核办法第九条", LocalDate.now(clock), Optional.empty()));
        World.as(street.office, () -> {
            exclusions.approve(rule);
            return null;
        });
        String exclusion = order(id) + "/exclusion";
        Said before = fits("get", ORDER + "/exclusion", 200, clerk.get(exclusion));
        assertThat(before.json().path("rules").toString()).contains(rule.toString());
        assertThat(before.json().path("current").isNull()).isTrue();
        Map<String, Object> why = Map.of("rule", rule.toString(), "why", "要求拆别人合法的房");
        refused(elsewhere.post(exclusion, why), 404, "notFound");
        refused(chen.get(exclusion), 403, "rule.notYours");
        refused(grid.post(exclusion, why), 403, "rule.notYours");
        refused(clerk.post(exclusion, Map.of("rule", rule.toString(), "why", "")), 422, "rule.why");
        once(clerk, exclusion, why);
        refused(clerk.post(exclusion, why), 409, "rule.leftOut");
        String undo = "/api/v1/exclusions/"
                + clerk.get(exclusion).json().path("current").path("id").asString() + "/undo";
        refused(clerk.post(undo, Map.of("why", "算进去")), 403, "rule.notYours");
        fits("post", "/api/v1/exclusions/{id}/undo", 200, program(here.chief()).post(undo, Map.of("why", "查过了，应该算")));
        assertThat(clerk.get(exclusion).json().path("current").isNull()).isTrue();
    }
}
