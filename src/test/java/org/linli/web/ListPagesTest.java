package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.Layout;
import org.linli.order.State;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;

/** The list of all orders as a browser without a screen uses it: filters, views, many at once, exports, rates. */
@LinliTest
class ListPagesTest {

    private static final Pattern FIGURE =
            Pattern.compile("<a href=\"(/desk/orders\\?[^\"]*figure=[^\"]*)\"[^>]*>(\\d+)<");
    private static final Pattern FOUND = Pattern.compile("共 ([0-9,]+) 件");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @LocalServerPort
    int port;

    private Client as(Actor actor) {
        return Client.of(port, sessions, actor);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aFilterIsAnAddressAndEachConditionCanBeTakenOff() {
        World.Quarter here = world.ningbao;
        script.as(here.resident()).places("列表页的路灯<b>不亮</b>", here.home());
        Client fang = as(here.clerk());
        String page = fang.get("/desk/orders?words=" + encoded("列表页的路灯") + "&state=PLACED&category=02")
                .body();
        assertThat(page)
                .contains("<mark>列表页的路灯</mark>&lt;b&gt;不亮")
                .contains("href=\"/desk/orders?state=PLACED&amp;category=02\"")
                .contains("共 ");
        assertThat(fang.get("/desk/orders?words=" + encoded("没有这样的词语")).body()).contains("没有找到这样的事项");
        assertThat(fang.get("/desk/orders?from=2026-02-30").body()).contains("有个条件看不懂");
        assertThat(fang.get("/desk/orders?place=350211003003").body()).contains("这个地方不在您管的范围里");
        HttpResponse<String> meant = fang.get("/desk/orders?q=" + encoded("宁宝世家 3号楼") + "&stand=OPEN");
        assertThat(meant.headers().firstValue("Location"))
                .hasValue("/desk/orders?stand=OPEN&place=" + here.compound() + "003");
        assertThat(as(here.administrator()).get("/desk/orders").statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsFoundInLongWordsIsShownWithWhatStandsAround() {
        World.Quarter here = world.ningbao;
        script.as(here.resident())
                .places("地下车库进水\n" + "前面说了很多别的话".repeat(10) + "水泵房钥匙在门卫" + "后面还有".repeat(20), here.home());
        assertThat(as(here.clerk())
                        .get("/desk/orders?words=" + encoded("水泵房钥匙"))
                        .body())
                .containsPattern("<small class=\"said\">…[^<]{20,60}<mark>水泵房钥匙</mark>在门卫");
    }

    @Test
    void aViewIsSavedFromTheListAndStandsThereAsATab() {
        Client wang = as(world.ningbao.gridWorker());
        HttpResponse<String> saved = wang.post("/desk/orders/views", Map.of("name", "待办的", "filter", "stand=OPEN"));
        assertThat(saved.headers().firstValue("Location")).hasValue("/desk/orders?stand=OPEN");
        assertThat(wang.get("/desk/orders?stand=OPEN").body())
                .contains("<a href=\"/desk/orders?stand=OPEN\" aria-current=\"page\">待办的</a>");
        HttpResponse<String> refused = wang.post("/desk/orders/views", Map.of("name", "待办的", "filter", "mark=LATE"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("您已经有一个叫这个名字的常用筛选", "value=\"待办的\"", "value=\"mark=LATE\"");
        Matcher id = Pattern.compile("/desk/orders/views/([0-9a-f-]{36})/rename")
                .matcher(wang.get("/desk/orders/views").body());
        assertThat(id.find()).isTrue();
        String path = "/desk/orders/views/" + id.group(1);
        assertThat(wang.post(path + "/rename", Map.of("name", "")).statusCode()).isEqualTo(422);
        assertThat(wang.post(path + "/rename", Map.of("name", "改了名")).statusCode())
                .isEqualTo(303);
        assertThat(wang.post(path + "/share", Map.of("shared", "yes")).statusCode())
                .isEqualTo(303);
        assertThat(wang.get("/desk/orders/views").body()).contains("改了名", "的人都能用");
        assertThat(wang.post(path + "/drop", Map.of()).statusCode()).isEqualTo(303);
        assertThat(wang.get("/desk/orders/views").body()).doesNotContain("改了名");
    }

    @Test
    void severalAreDispatchedAndAFormSentAgainDoesNothingMore() {
        World.Quarter here = world.ningbao;
        UUID one = script.as(here.resident()).places("一起派的一", here.home());
        UUID two = script.as(here.resident()).places("一起派的二", here.home());
        UUID sent = script.as(here.resident()).places("早就派了的", here.home());
        script.as(here.clerk()).dispatches(sent, here.firm());
        Client fang = as(here.clerk());
        String choose = fang.get("/desk/orders/chosen?id=" + one + "&id=" + two + "&id=" + sent)
                .body();
        assertThat(choose).contains("要派的 2 件", "这 1 件现在派不了").containsPattern("value=\"" + here.firm() + "\" checked");
        Map<String, List<String>> form = Map.of(
                "id",
                List.of(one.toString(), two.toString()),
                "organisation",
                List.of(here.firm().toString()),
                "words",
                List.of("请今天去"));
        String key = UUID.randomUUID().toString();
        HttpResponse<String> done = posts(fang, form, key);
        assertThat(done.statusCode()).isEqualTo(303);
        String result = done.headers().firstValue("Location").orElseThrow();
        assertThat(fang.get(result).body()).contains("2 件派好了，0 件没派成，0 件还没派");
        HttpResponse<String> again = posts(fang, form, key);
        assertThat(again.headers().firstValue("Location")).hasValue(result);
        assertThat(script.as(here.clerk()).sees(one).matter().version()).isEqualTo(2);
        assertThat(script.as(here.clerk()).sees(two).state()).isEqualTo(State.DISPATCHED);
        assertThat(fang.post(result + "/on", Map.of()).headers().firstValue("Location"))
                .hasValue(result);
        assertThat(as(here.chief()).get(result).statusCode()).isEqualTo(404);
        HttpResponse<String> nobody = posts(
                fang,
                Map.of("id", List.of(one.toString()), "words", List.of("给谁呢")),
                UUID.randomUUID().toString());
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(as(here.worker()).get("/desk/orders/chosen?id=" + one).statusCode())
                .isEqualTo(403);
        assertThat(fang.get("/desk/orders/print?id=" + one + "&id=" + two).body())
                .contains("一起派的一", "一起派的二", "承办人签字");
    }

    private static HttpResponse<String> posts(Client client, Map<String, List<String>> form, String key) {
        List<String> pairs = new ArrayList<>(List.of("_csrf=" + encoded(client.key()), "_once=" + key));
        form.forEach((name, values) -> values.forEach(value -> pairs.add(name + "=" + encoded(value))));
        return client.sends(
                "POST",
                "/desk/orders/bulk",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"),
                String.join("&", pairs).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void anExportIsBegunFollowedAndFetched() {
        World.Quarter here = world.ningbao;
        script.as(here.resident()).places("要导出的这一件", here.home());
        Client fang = as(here.clerk());
        String filter = "words=" + encoded("要导出的这一件");
        assertThat(fang.get("/desk/orders/exports?filter=" + encoded(filter)).body())
                .contains("要导出的：1 件");
        HttpResponse<String> refused =
                fang.post("/desk/orders/exports", Map.of("filter", filter, "layout", Layout.PLAIN.toString()));
        assertThat(refused.statusCode()).isEqualTo(422);
        HttpResponse<String> begun = fang.post(
                "/desk/orders/exports", Map.of("filter", filter, "layout", Layout.PLAIN.toString(), "format", "CSV"));
        String path = begun.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(60)).until(() -> fang.get(path).body().contains("导出好了"));
        HttpResponse<String> file = fang.get(path + "/file");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"linli-");
        assertThat(file.body()).startsWith("\uFEFF单号,").contains("要导出的这一件");
        assertThat(as(here.chief()).get(path + "/file").statusCode()).isEqualTo(404);
        assertThat(as(here.chief()).get("/desk/orders/exports/log").body())
                .contains(here.clerk().signature());
        assertThat(fang.get("/desk/orders/exports/log").statusCode()).isEqualTo(403);
        assertThat(fang.post(path + "/cancel", Map.of()).headers().firstValue("Location"))
                .hasValue(path);
        assertThat(fang.get(path).body()).as("what is done is not cancelled").contains("导出好了");
    }

    @Test
    void everyFigureOfTheRatesIsALinkToAsManyOrders() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("算进指标的", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "好了");
        script.as(here.resident()).places("社区广场的灯", here.community());
        Client fang = as(here.clerk());
        Map<String, Integer> before = figures(fang);
        assertThat(before).hasSizeGreaterThan(60);
        Map<String, Integer> counted = new LinkedHashMap<>();
        before.keySet().forEach(link -> {
            Matcher found = FOUND.matcher(fang.get(link).body());
            assertThat(found.find()).as(link).isTrue();
            counted.put(link, Integer.valueOf(found.group(1)));
        });
        // Clocks end meanwhile, and what they measure is counted from then on.
        Map<String, Integer> after = figures(fang);
        counted.forEach((link, count) -> {
            int then = after.getOrDefault(link, before.get(link));
            assertThat(count).as(link).isBetween(Math.min(before.get(link), then), Math.max(before.get(link), then));
        });
    }

    /** How many each link of the rates says that there are behind it. */
    private static Map<String, Integer> figures(Client client) {
        Map<String, Integer> figures = new LinkedHashMap<>();
        for (String by : List.of("COMPOUND", "HANDLER", "CATEGORY")) {
            String page = client.get("/desk/rates?by=" + by + "&rate=FILING").body();
            assertThat(page).contains("按期结案率", "怎么算的");
            Matcher figure = FIGURE.matcher(page);
            while (figure.find()) {
                figures.put(HtmlUtils.htmlUnescape(figure.group(1)), Integer.valueOf(figure.group(2)));
            }
        }
        return figures;
    }
}
