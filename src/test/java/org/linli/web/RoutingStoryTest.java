package org.linli.web;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.Channel;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;

/** Lateness, call-backs, rotas and rules as a browser without a screen uses them. */
@LinliTest
class RoutingStoryTest {

    private static final Pattern NUMBER = Pattern.compile(
            "<a class=\"status status-(?:late|soon)\" href=\"([^\"]+)\">\\s*<svg[^>]*><use[^>]*></svg>\\s*(?:超时|快到) (\\d+)</a>");
    private static final Pattern FOUND = Pattern.compile("共 ([0-9,]+) 件");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Orders orders;

    @Autowired
    Posts posts;

    @Autowired
    Rotas rotas;

    @Autowired
    org.linli.order.Routes routes;

    @LocalServerPort
    int port;

    private Client as(Actor actor) {
        return Client.of(port, sessions, actor);
    }

    @Test
    void everyNumberOfTheBoardLeadsToAListAsLong() {
        World.Quarter here = world.ningbao;
        WallClock.at(Instant.now().minus(Duration.ofHours(5)), () -> {
            script.as(here.resident()).places("五个小时没人理", here.home());
            UUID sent = script.as(here.resident()).places("派了没人接", here.home());
            script.as(here.clerk()).dispatches(sent, here.firm());
        });
        Client fang = as(here.clerk());
        String board;
        Map<String, String> lists;
        int tries = 0;
        do {
            assertThat(tries++)
                    .as("the board stood still while its lists were read")
                    .isLessThan(5);
            board = fang.get("/desk/late").body();
            lists = lengths(fang, board);
        } while (!numbers(fang.get("/desk/late").body()).equals(numbers(board)));
        assertThat(lists).isEqualTo(numbers(board)).hasSizeGreaterThan(3);
        assertThat(board).contains("/desk/orders/exports?filter=mark%3DPRESSING", "等受理", "等接单");
        assertThat(fang.get("/desk/late?category=02&place=" + here.compound()).body())
                .contains("category=02", "等受理");
        assertThat(as(here.administrator()).get("/desk/late").statusCode()).isEqualTo(403);
    }

    /** The numbers of the board by the addresses they lead to; time goes on, and they with it. */
    private static Map<String, String> numbers(String board) {
        return NUMBER.matcher(board)
                .results()
                .collect(toMap(found -> HtmlUtils.htmlUnescape(found.group(1)), found -> found.group(2)));
    }

    /** How long the lists are that the numbers of the board lead to. */
    private static Map<String, String> lengths(Client desk, String board) {
        return numbers(board).keySet().stream().collect(toMap(list -> list, list -> {
            Matcher found = FOUND.matcher(desk.get(list).body());
            assertThat(found.find()).as(list).isTrue();
            return found.group(1);
        }));
    }

    @Test
    void somebodyIsCalledBackNotReachedAndThenSaysThatItIsNotSolved() {
        World.Quarter here = world.ningbao;
        UUID[] made = new UUID[1];
        WallClock.at(Instant.now().minus(Duration.ofDays(3)), () -> {
            made[0] = World.as(
                    here.resident(),
                    () -> orders.place(
                            Ids.at(Instant.now()),
                            new Step.Place(
                                    "02",
                                    "回访一下水管",
                                    here.home(),
                                    "",
                                    Channel.ONLINE,
                                    "陈邻安",
                                    Optional.of(new Phone("10000001234")))));
            script.as(here.clerk()).dispatches(made[0], here.firm());
            script.as(here.worker()).accepts(made[0]);
            script.as(here.worker()).finishes(made[0], "换了接头");
        });
        String path = "/desk/callbacks/" + made[0];
        Client wang = as(here.gridWorker());
        assertThat(wang.get("/desk/callbacks").body()).contains(path);
        assertThat(wang.post(path + "/contact", Map.of()).body()).contains("tel:");
        HttpResponse<String> half = wang.post(path, Map.of("reached", "yes", "solved", "no", "words", "还在漏<b>"));
        assertThat(half.statusCode()).isEqualTo(422);
        assertThat(half.body()).contains("还在漏&lt;b&gt;", "id=\"solved-no\" name=\"solved\" value=\"no\" checked");
        assertThat(wang.post(path, Map.of("words", "忘了选")).statusCode()).isEqualTo(422);
        assertThat(wang.post(path, Map.of("reached", "no")).headers().firstValue("Location"))
                .hasValue("/desk/callbacks");
        assertThat(wang.get("/desk/callbacks?tab=again").body()).contains(path, "没打通 1 次");
        assertThat(as(here.worker()).post(path, Map.of("reached", "no")).statusCode())
                .isEqualTo(403);
        assertThat(wang.post(path, Map.of("reached", "yes", "solved", "no", "stars", "2", "words", "还在漏"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(script.as(here.clerk()).sees(made[0]).state()).isEqualTo(State.REOPENED);
        assertThat(as(here.resident()).get("/orders/" + made[0]).body()).contains("电话回访，没打通（第 1 次）", "电话回访");
        assertThat(wang.get(path).body()).contains("这件事现在不用您回访");
    }

    @Test
    void whoSpeaksTheResidentsLanguageComesFirstAndThePageSaysWhyInASentence() {
        World.Quarter here = world.ningbao;
        World.as(here.administrator(), () -> {
            posts.set(here.gridWorker().appointment().orElseThrow(), Set.of(Skill.ADVICE), Set.of(Spoken.TIBETAN));
            posts.set(here.worker().appointment().orElseThrow(), Set.of(Skill.REPAIR), Set.of());
            rotas.add(
                    here.gridWorker().organisation().orElseThrow(),
                    here.gridWorker().appointment().orElseThrow(),
                    EnumSet.allOf(DayOfWeek.class),
                    "0:00-24:00");
            return here;
        });
        Client fang = as(here.clerk());
        String chinese = registered(fang, "");
        assertThat(chinese.indexOf("宁宝世家物业 ·")).isLessThan(chinese.indexOf("网格队nb ·"));
        String tibetan = registered(fang, "TIBETAN");
        assertThat(tibetan.indexOf("网格队nb ·")).isPositive().isLessThan(tibetan.indexOf("宁宝世家物业 ·"));
        assertThat(tibetan)
                .contains("；王里仁会说藏语；现在王里仁值班；有信息咨询岗（王里仁）；手上 ", "没有会说藏语的人", "说什么话")
                .containsPattern("id=\"dispatch-handler\"[^>]*value=\""
                        + here.gridWorker().organisation().orElseThrow());
    }

    private String registered(Client fang, String language) {
        HttpResponse<String> placed = fang.post(
                "/desk/orders/new",
                Map.of(
                        "channel", "COUNTER",
                        "name", "卓玛",
                        "category", "09",
                        "words", "问一问医保怎么办",
                        "place", world.ningbao.home().value(),
                        "when", "ANY",
                        "join", "none",
                        "language", language));
        assertThat(placed.statusCode()).isEqualTo(303);
        return fang.get(placed.headers().firstValue("Location").orElseThrow()).body();
    }

    @Test
    void whoeverCallsForWhatIsAskedForAlreadyIsNotedThereAndCalledBack() {
        World.Quarter here = world.ningbao;
        UUID first = script.as(here.resident()).places("大门口的路灯闪", here.compound());
        Client fang = as(here.clerk());
        Map<String, String> form = new java.util.LinkedHashMap<>(Map.of(
                "channel", "PHONE",
                "name", "来电人甲",
                "phone", "10000066601",
                "category", "02",
                "words", "门口那盏灯一闪一闪",
                "place", here.compound().value(),
                "when", "ANY"));
        HttpResponse<String> asked = fang.post("/desk/orders/new", form);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("附近有人报过同样的", "value=\"" + first, "大门口的路灯闪", "来电人甲");
        form.put("join", "胡写的");
        assertThat(fang.post("/desk/orders/new", form).statusCode()).isEqualTo(422);
        form.put("join", first.toString());
        assertThat(fang.post("/desk/orders/new", form).headers().firstValue("Location"))
                .hasValue("/desk/orders/" + first);
        assertThat(fang.get("/desk/orders/" + first).body()).contains("来电人甲", "还有 1 人打来电话");
        script.as(here.clerk()).dispatches(first, here.firm());
        script.as(here.worker()).accepts(first);
        script.as(here.worker()).finishes(first, "换了灯");
        Client wang = as(here.gridWorker());
        String path = "/desk/callbacks/" + first;
        assertThat(wang.get("/desk/callbacks").body()).contains(path + "#callers", "还有 1 人要回访");
        Matcher caller = Pattern.compile(path + "/callers/([0-9a-f-]{36})\"")
                .matcher(wang.get(path).body());
        assertThat(caller.find()).isTrue();
        String called = path + "/callers/" + caller.group(1);
        assertThat(wang.post(called + "/contact", Map.of()).body()).contains("tel:10000066601");
        HttpResponse<String> half = wang.post(called, Map.of("reached", "yes", "solved", "no", "words", "还在闪<b>"));
        assertThat(half.statusCode()).isEqualTo(422);
        assertThat(half.body()).contains("还在闪&lt;b&gt;");
        assertThat(wang.post(called, Map.of("reached", "no")).statusCode()).isEqualTo(303);
        assertThat(wang.get(path).body()).contains("没打通 1 次");
        assertThat(wang.post(called, Map.of("reached", "yes", "solved", "yes", "stars", "5", "words", ""))
                        .statusCode())
                .isEqualTo(303);
        assertThat(wang.get("/desk/callbacks").body()).doesNotContain(path + "#callers");
        assertThat(as(here.worker()).get("/desk/orders/" + first).body())
                .as("whoever works on it does not see who called")
                .doesNotContain("来电人甲");
    }

    @Test
    void thePageOfTheRulesSaysWhatDispatchWouldDoNow() {
        World.Quarter here = world.ningbao;
        Client guan = as(here.administrator());
        String asked = "/desk/routes?category=02&q="
                + java.net.URLEncoder.encode("宁宝世家", java.nio.charset.StandardCharsets.UTF_8);
        assertThat(guan.get(asked).body()).contains("id=\"told\"", "不会自动派", "宁宝世家物业", "手上 ");
        assertThat(guan.get(asked + "&language=MONGOLIAN").body()).contains("没有会说蒙古语的人");
        String rule = World.as(
                        here.administrator(),
                        () -> routes.suggest("02", here.compound()).getFirst())
                .rule()
                .toString();
        HttpResponse<String> wrong =
                guan.post("/desk/routes/" + rule + "/automatic", Map.of("hours", "00:00-24:00", "most", "很多"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"很多\"");
        guan.post("/desk/routes/" + rule + "/automatic", Map.of("hours", "00:00-24:00", "most", "900"));
        try {
            assertThat(guan.get(asked + "&language=MONGOLIAN").body())
                    .contains("手上不满 900 件", "<option value=\"MONGOLIAN\" selected")
                    .containsPattern("要会说蒙古语的人，宁宝世家物业没有|宁宝世家物业现在没人值班");
        } finally {
            guan.post("/desk/routes/" + rule + "/automatic", Map.of("hours", ""));
        }
    }

    @Test
    void aRotaIsKeptByTheClerkAndReadByWhoeverWorksThere() {
        World.Quarter here = world.ningbao;
        String path = "/desk/duty/" + here.firm();
        String worker = here.worker().appointment().orElseThrow().toString();
        Client fang = as(here.clerk());
        HttpResponse<String> refused =
                fang.post(path + "/shifts", Map.of("appointment", worker, "day", "MONDAY", "hours", "一大早"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"一大早\"");
        assertThat(fang.post(path + "/shifts", Map.of("appointment", worker, "day", "MONDAY", "hours", "21:00-5:00"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(fang.get(path).body()).contains("21:00-24:00", "00:00-05:00");
        Client liu = as(here.worker());
        assertThat(liu.get("/desk/duty").headers().firstValue("Location")).hasValue(path);
        assertThat(liu.post(path + "/notes", Map.of("words", "阀门没关严")).statusCode())
                .isEqualTo(303);
        String seen = liu.get(path).body();
        assertThat(seen).contains("阀门没关严", "21:00-24:00").doesNotContain("/shifts/");
        assertThat(liu.post(path + "/shifts", Map.of("appointment", worker, "day", "SUNDAY", "hours", "1:00-2:00"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(here.resident()).get("/desk/duty").statusCode()).isEqualTo(403);
    }

    @Test
    void aGapFillsTheFormOfTheRuleThatMendsIt() {
        World.Quarter here = world.ningbao;
        Client guan = as(here.administrator());
        String page = guan.get("/desk/routes?fillCategory=03&fillAt=" + here.compound())
                .body();
        assertThat(page).contains("value=\"宁宝世家\"").containsPattern("<option value=\"03\" selected");
        assertThat(guan.get("/desk/routes?fillCategory=03&fillAt=" + world.fangzhi.compound())
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(here.clerk()).get("/desk/routes").body()).contains("规则体检");
    }
}
