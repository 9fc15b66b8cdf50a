package org.linli.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.FoundOrders;
import org.linli.order.Layout;
import org.linli.order.Sought;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A file goes in by a form, however often its button is pressed, and what was wrong with it comes back as a file. */
@LinliTest
class ImportPagesTest {

    private static final String ROWS = "工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间\n"
            + "WEB-0001,,楼道灯坏了,宁宝世家3号楼,,吴女士,13900008888,\n"
            + "WEB-0002,,不知道在哪,<i id=x>桥头,,,,\n"
            + "WEB-0003,,时间不对,宁宝世家,,,,明天\n";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    FoundOrders found;

    @LocalServerPort
    int port;

    private static HttpResponse<String> brings(Client client, UUID layout, String rows, String once) {
        return client.post(
                "/desk/imports",
                Map.of("layout", layout.toString()),
                "table",
                List.of(new Client.Upload("本周.csv", rows.getBytes(UTF_8))),
                once);
    }

    private static String where(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void aFileIsLookedAtTakenAndNotTakenTwice() {
        Client fang = Client.of(port, sessions, world.ningbao.clerk());
        assertThat(fang.get("/desk/imports").body())
                .contains("12345 工单", "数字城管案卷")
                .doesNotContain("通用表");
        String key = UUID.randomUUID().toString();
        String path = where(brings(fang, Layout.HOTLINE, ROWS, key));
        assertThat(where(brings(fang, Layout.HOTLINE, ROWS, key)))
                .as("the same form twice is one import")
                .isEqualTo(path);
        assertThat(fang.get(path).body())
                .contains("本周.csv", "3 行，其中 2 行可以导入", "楼道灯坏了", "第 4 行", "看不懂这个时间：明天。", "导入这 2 行")
                .contains("139****8888", "&lt;i id=x&gt;桥头")
                .doesNotContain("13900008888");
        int before = World.as(world.ningbao.clerk(), () -> found.count(Sought.ALL, 1000));
        String begin = UUID.randomUUID().toString();
        assertThat(where(fang.post(path + "/begin", Map.of(), begin))).isEqualTo(path);
        assertThat(where(fang.post(path + "/begin", Map.of(), begin))).isEqualTo(path);
        assertThat(fang.post(path + "/begin", Map.of()).statusCode()).isEqualTo(409);
        await().atMost(Duration.ofSeconds(60)).until(() -> fang.get(path).body().contains("导入完了"));
        assertThat(fang.get(path).body()).contains("成为服务单", "地址不清楚，等着认领", "下载没有导入的 1 行");
        assertThat(World.as(world.ningbao.clerk(), () -> found.count(Sought.ALL, 1000)))
                .isEqualTo(before + 1);
        HttpResponse<String> refused = fang.get(path + "/refused.csv");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(refused.body())
                .contains("没有导入的原因", "WEB-0003,,时间不对,宁宝世家,,,,明天,看不懂这个时间：明天。")
                .doesNotContain("WEB-0001");
        assertThat(fang.get(path + "?of=REFUSED").body()).contains("WEB-0003").doesNotContain("WEB-0001");
        assertThat(fang.get(path + "?of=x&after=y").statusCode()).isEqualTo(200);
        for (Client other : List.of(
                Client.of(port, sessions, world.ningbao.chief()), Client.of(port, sessions, world.fangzhi.clerk()))) {
            assertThat(other.get(path).statusCode()).isEqualTo(404);
            assertThat(other.get(path + "/refused.csv").statusCode()).isEqualTo(404);
            assertThat(other.post(path + "/begin", Map.of()).statusCode()).isEqualTo(404);
        }
        String again =
                where(brings(fang, Layout.HOTLINE, ROWS, UUID.randomUUID().toString()));
        assertThat(fang.get(again).body()).contains("已经导入过", "有 2 行的编号原来就有");
        assertThat(where(fang.post(again + "/cancel", Map.of()))).isEqualTo(again);
        assertThat(fang.get(again).body()).contains("取消了");
    }

    @Test
    void whatCannotBeReadSaysWhyAndLosesNothing() {
        Client fang = Client.of(port, sessions, world.ningbao.clerk());
        for (Map.Entry<String, String> wrong : Map.of(
                        "没有表头",
                        "文件里没有这些列",
                        "PK\3\4坏的",
                        "这个文件打不开",
                        ROWS.lines().findFirst().orElseThrow(),
                        "文件里没有工单")
                .entrySet()) {
            HttpResponse<String> answer = brings(
                    fang, Layout.HOTLINE, wrong.getKey(), UUID.randomUUID().toString());
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains(wrong.getValue(), "value=\"" + Layout.HOTLINE + "\" selected");
        }
        assertThat(brings(fang, Layout.PLAIN, ROWS, UUID.randomUUID().toString())
                        .body())
                .contains("没有这种表格格式");
        assertThat(fang.post("/desk/imports", Map.of("layout", Layout.HOTLINE.toString()))
                        .body())
                .contains("请选一个文件");
        Client worker = Client.of(port, sessions, world.ningbao.worker());
        assertThat(worker.get("/desk/imports").statusCode()).isEqualTo(403);
        assertThat(brings(worker, Layout.HOTLINE, ROWS, UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anAdministratorSaysWhatTheColumnsAre() {
        Client administrator = Client.of(port, sessions, world.ningbao.administrator());
        assertThat(administrator.get("/desk/layouts?as=" + Layout.CITY).body()).contains("案卷编号=编号\n", "大类代码=大类代码");
        HttpResponse<String> wrong = administrator.post(
                "/desk/layouts", Map.of("name", "区里的表", "source", "HOTLINE", "columns", "单号=编号\n事情=什么"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("看不懂这一行：“事情=什么”", "单号=编号\n事情=什么", "value=\"区里的表\"");
        where(administrator.post(
                "/desk/layouts", Map.of("name", "区里的表", "source", "HOTLINE", "columns", "单号=编号\n事情=内容")));
        Client fang = Client.of(port, sessions, world.ningbao.clerk());
        assertThat(fang.get("/desk/layouts").body()).contains("区里的表", "我们自己的").doesNotContain("做一种自己的格式");
        assertThat(fang.get("/desk/imports").body()).contains("区里的表");
        script.as(world.ningbao.resident()).places("楼道灯坏了", world.ningbao.home());
        assertThat(fang.get("/desk/orders/exports?layout=" + Layout.FEEDBACK).body())
                .contains("区里的表", "value=\"" + Layout.FEEDBACK + "\" required checked");
        assertThat(fang.post("/desk/layouts", Map.of("name", "x", "source", "", "columns", "单号=单号"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(Client.of(port, sessions, world.fangzhi.clerk())
                        .get("/desk/layouts")
                        .body())
                .doesNotContain("区里的表");
        assertThat(Client.of(port, sessions, world.ningbao.resident())
                        .get("/desk/layouts")
                        .statusCode())
                .isIn(303, 403);
    }
}
