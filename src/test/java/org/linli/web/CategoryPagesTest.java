package org.linli.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.Categories;
import org.linli.order.Terms;
import org.linli.organisation.Skill;
import org.linli.platform.web.Words;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Categories as a table: downloaded, changed in a spreadsheet, and read again, all of it or nothing. */
@LinliTest
class CategoryPagesTest {

    private static final String PATH = "/desk/categories";

    @Autowired
    World world;

    @Autowired
    Sessions sessions;

    @Autowired
    Categories categories;

    @Autowired
    Words words;

    @LocalServerPort
    int port;

    Client administrator;

    @BeforeEach
    void begin() {
        administrator = Client.of(port, sessions, world.ningbao.administrator());
    }

    @Test
    void aTableComesBackAsItWentOutAndChangesWhatWasChanged() {
        String table = administrator.get(PATH + ".csv").body();
        assertThat(table).startsWith("\uFEFF编号").contains("楼道灯不亮");
        assertThat(location(sure(table))).isEqualTo(PATH + "?imported=0");
        String changed = table.replaceFirst("('0201,楼道灯不亮),24,小时,", "$1,36,工作小时,");
        assertThat(changed).isNotEqualTo(table);
        HttpResponse<String> shown = upload(changed);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("改 1 类，新增 0 类", "楼道灯不亮", "name=\"sure\"");
        assertThat(terms("0201").limit().toString()).as("only shown").isEqualTo("24 HOURS");
        assertThat(location(sure(changed))).isEqualTo(PATH + "?imported=1");
        assertThat(terms("0201").limit().toString()).isEqualTo("36 WORKING_HOURS");
        assertThat(administrator.get(PATH + "/0201").body()).contains("宁宝社区");
        assertThat(administrator.post(PATH + "/0201/unset", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(terms("0201").limit().toString()).isEqualTo("24 HOURS");
    }

    @Test
    void oneWrongLineChangesNothingAndIsNamed() {
        String table = administrator.get(PATH + ".csv").body();
        String wrong = table.replaceFirst("('0201,楼道灯不亮),24,小时,", "$1,36,小时,")
                .replaceFirst("('0301,[^,]*),4,工作小时,", "$1,4,时辰,");
        HttpResponse<String> refused = upload(wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("什么都没有改", "“时辰”不在可选的词里");
        assertThat(terms("0201").limit().toString()).isEqualTo("24 HOURS");
        assertThat(upload("编号,类别\n'9999,没有").body()).contains("这一行不够 12 列");
        assertThat(administrator
                        .post(PATH + "/file", Map.of(), "file", new byte[] {(byte) 0xff, (byte) 0xfe, 0})
                        .body())
                .contains("不是 UTF-8");
    }

    @Test
    void whichKindsAreRunByProxyIsTickedOnTheFormAndInTheTable() {
        String form = administrator.get(PATH + "/0806").body();
        assertThat(form).contains("上门代办：替本人去办手续", "材料没有还清，不能办结");
        assertThat(form).doesNotContainPattern("id=\"errand\"[^>]*checked");
        assertThat(administrator.get(PATH + "/0702").body()).containsPattern("id=\"errand\"[^>]*checked");
        Map<String, String> ticked = new java.util.LinkedHashMap<>(Map.of(
                "amount", "2",
                "unit", "WORKING_DAYS",
                "evidence", "WORDS",
                "responsible", "COMMUNITY",
                "seen", "PARTIES",
                "errand", "yes",
                "filing", "",
                "closing", "",
                "offered", "yes"));
        assertThat(administrator.post(PATH + "/0806", ticked).statusCode()).isEqualTo(303);
        assertThat(terms("0806").errand()).isTrue();
        assertThat(administrator.get(PATH + "/0806").body()).containsPattern("id=\"errand\"[^>]*checked");
        assertThat(World.as(
                        world.fangzhi.clerk(),
                        () -> categories
                                .terms("0806", world.fangzhi.community())
                                .errand()))
                .isFalse();
        Client clerk = Client.of(port, sessions, world.ningbao.clerk());
        assertThat(clerk.get(PATH + "/0806").body()).contains("<dt>上门代办</dt><dd>是</dd>");

        String table = administrator.get(PATH + ".csv").body();
        assertThat(table.lines().findFirst().orElseThrow()).endsWith(",国标小类");
        String row = table.lines()
                .filter(line -> line.startsWith("'0806,"))
                .findFirst()
                .orElseThrow();
        assertThat(row).contains(",是,是,");
        String without = row.replace(",是,是,", ",是,否,");
        assertThat(location(sure(table.replace(row, without)))).isEqualTo(PATH + "?imported=1");
        assertThat(terms("0806").errand()).isFalse();
        administrator.post(PATH + "/0806/unset", Map.of());

        String added = location(administrator.post(
                PATH, Map.of("of", "07", "name", "代交材料", "amount", "2", "unit", "DAYS", "errand", "yes")));
        assertThat(terms(added.substring(added.lastIndexOf('/') + 1)).errand()).isTrue();
        administrator.post(added + "/retire", Map.of());
    }

    @Test
    void aFormRefusedKeepsWhatWasTyped() {
        HttpResponse<String> refused = administrator.post(
                PATH + "/0301",
                Map.of(
                        "amount", "很久",
                        "unit", "DAYS",
                        "evidence", "PHOTO",
                        "responsible", "PROPERTY",
                        "seen", "PARTIES",
                        "filing", "看见就算"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"很久\"", "看见就算");
    }

    @Test
    void somethingDangerousSaysWhomToCallFirst() {
        Client resident = Client.of(port, sessions, world.ningbao.resident());
        assertThat(location(resident.post("/orders/new", Map.of("category", "01", "words", "厨房有煤气味"))))
                .isEqualTo("/orders/new/which");
        assertThat(resident.get("/orders/new/which").body()).contains("燃气漏气", "闻到燃气味，或报警器响", "说不清");
        assertThat(location(resident.post("/orders/new/which", Map.of("category", "0106"))))
                .isEqualTo("/orders/new/where");
        assertThat(resident.get("/orders/new/where").body()).contains("有危险，先打电话", "tel:119");
        resident.post("/orders/new/which", Map.of("category", "0102"));
        assertThat(resident.get("/orders/new/where").body()).doesNotContain("tel:119");
        assertThat(resident.post("/orders/new/which", Map.of("category", "0801x"))
                        .statusCode())
                .isEqualTo(422);
    }

    private Terms terms(String code) {
        return World.as(world.ningbao.clerk(), () -> categories.terms(code, world.ningbao.community()));
    }

    private HttpResponse<String> upload(String table) {
        return administrator.post(PATH + "/file", Map.of(), "file", table.getBytes(UTF_8));
    }

    /** The same, sent again by whoever has seen what it would do. */
    private HttpResponse<String> sure(String table) {
        return administrator.post(PATH + "/file", Map.of("table", table, "sure", "yes"));
    }

    @Test
    void whatThePlaceDoesNotKnowIsAddedAsItsOwnInTheWordsOfEitherLanguageAndInTheCodeOfTheSpreadsheet() {
        String row = "编号,类别\r\n'02990001,音乐喷泉坏了,2,days,Photo required,Property company,"
                + "Parties only,no,看得见坏了,喷起来了,yes,no\r\n";
        row = row.replace("days", words.text(Locale.ENGLISH, "calendar.unit.DAYS"))
                .replace("Photo required", words.text(Locale.ENGLISH, "order.evidence.PHOTO"))
                .replace("Property company", words.text(Locale.ENGLISH, "organisation.kind.PROPERTY"))
                .replace("Parties only", words.text(Locale.ENGLISH, "order.seen.PARTIES"));
        HttpResponse<String> shown =
                administrator.post(PATH + "/file", Map.of(), "file", row.getBytes(Charset.forName("GB18030")));
        assertThat(shown.body()).contains("改 0 类，新增 1 类", "音乐喷泉坏了");
        assertThat(location(sure(row))).isEqualTo(PATH + "?imported=1");
        assertThat(terms("02990001").closing()).isEqualTo("喷起来了");
        assertThat(terms("02990001").limit().toString()).isEqualTo("2 DAYS");
        String elsewhere = row.replace("音乐喷泉坏了", "叠水坏了");
        Client there = Client.of(port, sessions, world.fangzhi.administrator());
        assertThat(there.post(PATH + "/file", Map.of("table", elsewhere, "sure", "yes"))
                        .body())
                .as("a code is used once in the whole country")
                .contains("“02990001”用不了");
        assertThat(upload(row.replace("'02990001", "'029901")).body()).contains("没有编号是 029901 的类别");
        assertThat(administrator
                        .post(PATH + "/02990001/own", Map.of("name", "喷泉坏了", "national", "P01"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(administrator.get(PATH + "/02990001").body()).contains("喷泉坏了", "公用设施");
        assertThat(administrator
                        .post(PATH + "/02990001/own", Map.of("name", "楼道灯不亮"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(administrator.post(PATH + "/02990001/retire", Map.of()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void termsAndSkillsAreSetForACompoundInsideTheCommunity() {
        String compound = world.ningbao.compound().value();
        String found = administrator
                .get(PATH + "?q=" + URLEncoder.encode("宁宝世家", UTF_8))
                .body();
        assertThat(found).contains("/desk/categories/0207?at=" + compound);
        assertThat(administrator
                        .get(PATH + "?q=" + URLEncoder.encode("没有这个地方", UTF_8))
                        .body())
                .contains("没有这个地方");
        assertThat(location(administrator.post(
                        PATH + "/0207",
                        Map.of(
                                "amount", "5",
                                "unit", "DAYS",
                                "evidence", "WORDS",
                                "responsible", "PROPERTY",
                                "seen", "PUBLIC",
                                "offered", "yes",
                                "at", compound))))
                .isEqualTo(PATH + "/0207?at=" + compound);
        assertThat(World.as(world.ningbao.clerk(), () -> categories.terms("0207", world.ningbao.home()))
                        .limit()
                        .toString())
                .isEqualTo("5 DAYS");
        assertThat(terms("0207").limit().toString()).isEqualTo("2 WORKING_DAYS");
        administrator.post(PATH + "/0207/unset", Map.of("at", compound));

        assertThat(skill("0207")).hasValue(Skill.REPAIR);
        administrator.post(PATH + "/0207/skill", Map.of("at", compound, "skill", "EMERGENCY"));
        assertThat(skill("0207")).hasValue(Skill.EMERGENCY);
        assertThat(administrator.get(PATH + "/0207?at=" + compound).body()).contains("应急处理");
        administrator.post(PATH + "/0207/skill", Map.of("at", compound, "skill", "NONE"));
        assertThat(skill("0207")).isEmpty();
        administrator.post(PATH + "/0207/skill", Map.of("at", compound, "skill", ""));
        assertThat(skill("0207")).hasValue(Skill.REPAIR);
        assertThat(administrator
                        .post(PATH + "/0207/skill", Map.of("skill", "飞行"))
                        .statusCode())
                .isEqualTo(422);
        String elsewhere = world.fangzhi.compound().value();
        assertThat(administrator.get(PATH + "?at=" + elsewhere).statusCode()).isEqualTo(404);
        assertThat(administrator
                        .post(PATH + "/0207/skill", Map.of("at", elsewhere, "skill", "CARE"))
                        .statusCode())
                .isEqualTo(404);
    }

    private Optional<Skill> skill(String code) {
        return World.as(world.ningbao.clerk(), () -> categories.skill(code, world.ningbao.home()));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.statusCode() + "");
    }
}
