package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The vectors of the rates (RULES C 7 and 14) as real orders, through SQL and on the page. */
@LinliTest
class RatePagesTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    /**
     * So many orders of a category: filed, closed on time, closed late, and late and still open; the rest is under way and not late.
     * Without their lines: what a rate counts stands in the order.
     */
    private void seed(World.Quarter here, String category, int filed, int onTime, int late, int open) {
        String rows = """
                create temp table made on commit drop as
                select n, gen_random_uuid() as id, timestamptz '2025-03-03 09:00+08' as opened
                  from generate_series(1, %d) as n;
                insert into matter (id, kind, place, title, state, version, handler, handler_name, opened_at, moved_at, due_at,
                                    soon_at, ended_at)
                select id, 'order', '%s', '天门 ' || n, case when n <= %d then 'CLOSED' else 'IN_PROGRESS' end, 1, '%s', '物业',
                       opened, opened,
                       case when n <= %d then null else timestamptz '2099-01-01' end,
                       case when n <= %d then null else timestamptz '2098-01-01' end,
                       case when n <= %d then opened + interval '9 days' end
                  from made;
                insert into service_order (matter, category, words, channel, contact_name, filed_at, dispose_by, dispose_promised, done_at)
                select id, '%s', '一件事', 'GRID', '巡查', opened,
                       case when n <= %d then opened + interval '2 days' else timestamptz '2099-01-01' end, true,
                       case when n <= %d then opened + interval '1 day' when n <= %d then opened + interval '3 days' end
                  from made;
                """.formatted(
                        filed,
                        here.compound(),
                        onTime + late,
                        here.firm(),
                        onTime + late,
                        onTime + late,
                        onTime + late,
                        category,
                        onTime + late + open,
                        onTime,
                        onTime + late);
        make(rows);
    }

    /** Orders made by statements, each with the one line that says so, so that the trail stays whole. */
    private void make(String rows) {
        try (Connection admin = TestDatabase.admin(url);
                Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute(rows + """
                    insert into timeline_entry (id, matter, seq, place, at, recorded_at, step, from_state, to_state, signature,
                                                duty, words_hash, detail, prev_hash, entry_hash)
                    select gen_random_uuid(), m.id, 1, m.place, m.opened_at, m.opened_at, 'place', '', m.state, '',
                           'SYSTEM', '', '{}', '', ''
                      from made join matter m on m.id = made.id
                    """);
            admin.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rate(String page, String name) {
        Matcher card = Pattern.compile("<h3>" + name + "</h3><p class=\"rate-value\">([^<]*)</p>")
                .matcher(page);
        assertThat(card.find()).as(name).isTrue();
        return card.group(1);
    }

    /** The line of a group, without its tags. */
    private static String group(String page, String name) {
        Matcher row = Pattern.compile(
                        "<th role=\"rowheader\" scope=\"row\">" + name + "</th>(.*?)</tr>", Pattern.DOTALL)
                .matcher(page);
        assertThat(row.find()).as(name).isTrue();
        return row.group(1).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    /** 996 filed, 972 to be closed, 911 of them closed, 737 on time; events 902 of 956, parts 9 of 16. */
    @Test
    void theFiguresOfTianmenStandOnThePage() {
        World.Quarter here = world.founding("410181005001", "天门花园", "tm", "");
        seed(here, "0301", 978, 730, 172, 54);
        seed(here, "0208", 18, 7, 2, 7);
        String page = Client.of(port, sessions, here.clerk())
                .get("/desk/rates?by=NATIONAL&from=2025-03-01&until=2025-03-31")
                .body();
        assertThat(rate(page, "结案率")).isEqualTo("93.72%");
        assertThat(rate(page, "按期结案率")).isEqualTo("75.82%");
        assertThat(page)
                .containsPattern(">911<span")
                .containsPattern(">972<span")
                .containsPattern(">737<span");
        assertThat(group(page, "事件")).contains("94.35%").contains("902").contains("956");
        assertThat(group(page, "部件")).contains("56.25%").contains("9").contains("16");
        assertThat(page).contains("mark=EVENT").contains("mark=PART");
        String list = Client.of(port, sessions, here.clerk())
                .get("/desk/orders?mark=PART&from=2025-03-01&until=2025-03-31&figure=SHOULD_CLOSE")
                .body();
        assertThat(list).contains("共 16 件");
    }

    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-11-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    /** Intake 10:00:00, a robot at 10:00:02, a human at 10:05:00 in time and at 10:05:01 late. */
    @Test
    void fiveMinutesToTheSecondStandOnThePage() {
        World.Quarter here = world.founding("410181005201", "响应花园", "xy", "");
        UUID onTime = at("03T10:00:00", () -> script.as(here.resident()).places("五分钟", here.home()));
        UUID late = at("03T10:00:00", () -> script.as(here.resident()).places("五分零一秒", here.home()));
        Actor robot = Actor.system("智能客服", "", here.community());
        at("03T10:00:02", () -> script.as(robot).takes(onTime, new Step.Reply("您好")));
        at("03T10:00:02", () -> script.as(robot).takes(late, new Step.Reply("您好")));
        at("03T10:05:00", () -> script.as(here.clerk()).replies(onTime, "马上来"));
        at("03T10:05:01", () -> script.as(here.clerk()).replies(late, "马上来"));
        String page = Client.of(port, sessions, here.clerk())
                .get("/desk/rates?from=2027-11-01&until=2027-11-30")
                .body();
        assertThat(rate(page, "响应率")).isEqualTo("50.00%");
    }

    @Test
    void groupsStandPageByPage() {
        World.Quarter here = world.founding("410181005202", "分组花园", "fz2", "");
        make("""
                create temp table made on commit drop as
                select n, gen_random_uuid() as id, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid as handler
                  from generate_series(1, 120) as n;
                insert into organisation (id, kind, name, place, since)
                select handler, 'PROPERTY', '接单方' || n, '%s', '2025-01-01' from made;
                insert into matter (id, kind, place, title, state, version, handler, handler_name, opened_at, moved_at, due_at, soon_at)
                select id, 'order', '%s', '分组', 'DISPATCHED', 1, handler, '接单方' || n, timestamptz '2025-05-05 09:00+08',
                       timestamptz '2025-05-05 09:00+08', timestamptz '2099-01-01', timestamptz '2098-01-01'
                  from made;
                insert into service_order (matter, category, words, channel, contact_name, filed_at, dispose_by)
                select id, '02', '一件事', 'GRID', '巡查', timestamptz '2025-05-05 09:10+08', timestamptz '2099-01-01' from made;
                """.formatted(here.community(), here.compound()));
        Client fang = Client.of(port, sessions, here.clerk());
        String first = fang.get("/desk/rates?by=HANDLER&from=2025-05-01&until=2025-05-31")
                .body();
        assertThat(first).contains(">接单方100<").doesNotContain(">接单方101<");
        Matcher more = Pattern.compile("href=\"(/desk/rates\\?[^\"]*beyond=[^\"]*)#groups\"")
                .matcher(first);
        assertThat(more.find()).isTrue();
        String second = fang.get(more.group(1).replace("&amp;", "&")).body();
        assertThat(second).contains(">接单方101<", ">接单方120<").doesNotContain(">接单方100<");
        assertThat(second).doesNotContain("beyond=");
    }

    @Test
    void aRuleIsWrittenApprovedUsedAndUndoneByClicking() {
        World.Quarter here = world.founding("410181005203", "剔除花园", "tc", "");
        UUID order = script.as(here.resident()).places("要求拆邻居的房", here.home());
        Client chief = Client.of(port, sessions, here.chief());
        Map<String, String> rule =
                Map.of("name", "要求违法的", "words", "要求社区做法律不许做的事", "citation", "考核办法第九条", "from", "2020-01-01");
        HttpResponse<String> half = chief.post(
                "/desk/rates/rules", Map.of("name", "要求违法的", "words", "", "citation", "考核办法", "from", "2020-01-01"));
        assertThat(half.statusCode()).isEqualTo(422);
        assertThat(half.body()).contains("value=\"要求违法的\"", "value=\"考核办法\"");
        assertThat(chief.post("/desk/rates/rules", rule).statusCode()).isEqualTo(303);
        String waiting = chief.get("/desk/rates/rules?order=" + order).body();
        assertThat(waiting).contains("等另一人批准", "现在没有一条在这里有效的规则").doesNotContain("/approve");
        assertThat(Client.of(port, sessions, here.worker())
                        .get("/desk/rates/rules")
                        .statusCode())
                .isEqualTo(403);
        String id = one("select id from rate_rule where place = '" + here.community() + "'");
        assertThat(chief.post("/desk/rates/rules/" + id + "/approve", Map.of()).statusCode())
                .isEqualTo(403);
        run("update rate_rule set approver = '" + here.administrator().self()
                + "', approver_name = '街道', approved_at = now() where id = '" + id + "'");
        Client clerk = Client.of(port, sessions, here.clerk());
        assertThat(clerk.get("/desk/rates/rules?order=" + order).body()).contains("/desk/orders/" + order + "/exclude");
        assertThat(clerk.post("/desk/orders/" + order + "/exclude", Map.of("rule", id, "why", ""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(clerk.post("/desk/orders/" + order + "/exclude", Map.of("rule", id, "why", "不合法"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(clerk.get("/desk/rates/rules?order=" + order).body()).contains("已按“要求违法的”剔除：不合法");
        assertThat(clerk.get("/desk/orders?figure=EXCLUDED").body()).contains("要求拆邻居的房");
        String out = one("select id from rate_exclusion where matter = '" + order + "'");
        assertThat(chief.post("/desk/rates/exclusions/" + out + "/undo", Map.of("why", ""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(chief.post("/desk/rates/exclusions/" + out + "/undo", Map.of("why", "不符合"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(chief.get("/desk/rates/rules").body()).contains("已撤销：不符合");
        assertThat(chief.post("/desk/rates/rules/" + id + "/end", Map.of()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void standardsAreSetByTheAdministrator() {
        World.Quarter here = world.founding("410181005204", "口径花园", "kj", "");
        Client guan = Client.of(port, sessions, here.administrator());
        String path = "/desk/rates/standards";
        assertThat(guan.post(path + "/limits", Map.of("amount", "x", "unit", "HOURS"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(guan.post(path + "/limits", Map.of("amount", "9", "unit", "HOURS"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(guan.post(path + "/marks", Map.of("category", "0403", "patrolled", "maybe"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(guan.post(path + "/marks", Map.of("category", "0403", "patrolled", "yes"))
                        .statusCode())
                .isEqualTo(303);
        String page = Client.of(port, sessions, here.chief()).get(path).body();
        assertThat(page).contains("9 小时", "车位被占", "要巡查").doesNotContain("<form method=\"post\" action=\"" + path);
        assertThat(guan.post(path + "/limits/" + here.community() + "/drop", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(guan.post(path + "/marks/" + here.community() + "/drop", Map.of("category", "0403"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(Client.of(port, sessions, here.clerk())
                        .post(path + "/limits", Map.of("amount", "9", "unit", "HOURS"))
                        .statusCode())
                .isEqualTo(403);
    }

    private void run(String sql) {
        try (Connection admin = TestDatabase.admin(url);
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String one(String query) {
        try (Connection admin = TestDatabase.admin(url);
                Statement statement = admin.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
