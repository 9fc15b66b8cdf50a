package org.linli.organisation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Holiday;
import org.linli.organisation.Holidays;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The pages of the working calendar and of an organisation's hours, asked as somebody. */
@LinliTest
class CalendarPagesTest {

    private static final String PATH = "/desk/calendar";
    private static final Actor PROVINCE = new Actor(
            Optional.of(new UUID(7, 77)),
            "省里历",
            Duty.ADMINISTRATOR,
            "系统管理员",
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.of(PlaceCode.parse("35")));

    @Autowired
    World world;

    @Autowired
    Holidays holidays;

    @Autowired
    Clock clock;

    private MockMvc web;

    @BeforeEach
    void open(@Autowired WebApplicationContext linli) {
        web = MockMvcBuilders.webAppContextSetup(linli).build();
    }

    @Test
    void everybodyAtADeskReadsTheYear() throws Exception {
        String page = html(world.ningbao.worker(), get(PATH + "?year=2026"));
        assertThat(page)
                .contains("2026年工作日历", "国庆节", "10月10日（周六）", "国务院办公厅关于2026年部分节假日安排的通知", "谁能改")
                .doesNotContain("name=\"lines\"");
        assertThat(page.split("<caption>")).as("twelve months").hasSize(13);
        assertThat(page.split("<b>休</b>")).as("33 days of rest").hasSize(34);
        assertThat(page.split("<b>班</b>")).as("6 make-up days").hasSize(7);
    }

    @Test
    void aYearThatNobodyEnteredIsPlainAndSaysSo() throws Exception {
        int next = LocalDate.now(clock).getYear() + 1;
        if (as(() -> holidays.of(next)).isEmpty()) {
            assertThat(html(world.ningbao.clerk(), get(PATH))).contains(next + "年的放假安排还没有录入");
        }
        assertThat(html(world.ningbao.clerk(), get(PATH + "?year=2190"))).contains("2190年还没有录入放假安排");
        assertThat(html(world.ningbao.clerk(), get(PATH + "?from=2190-01-05T10:00&amount=2&unit=WORKING_DAYS")))
                .contains("2190-01-07 17:00", "2190年的放假安排还没有录入，录入以后结果可能会变");
    }

    @Test
    void theCalculatorSaysWhenAndWhatItSkipped() throws Exception {
        String page = html(world.fangzhi.clerk(), get(PATH + "?from=2026-09-30T16:00&amount=3&unit=WORKING_DAYS"));
        assertThat(page).contains("2026-10-10 17:00", "中间跳过 7 个休息日", "10月1日（周四）", "10月7日（周三）");
        assertThat(html(world.fangzhi.clerk(), get(PATH + "?from=2026-10-03T09:00&amount=4&unit=WORKING_HOURS")))
                .contains("2026-10-08 14:00", "中间跳过 5 个休息日");
        assertThat(html(world.fangzhi.clerk(), get(PATH + "?from=2026-09-30T16:00&amount=24&unit=HOURS")))
                .contains("2026-10-01 16:00")
                .doesNotContain("个休息日");
        assertThat(html(world.fangzhi.clerk(), get(PATH + "?from=2026-01-01T08:00&amount=500&unit=WORKING_DAYS")))
                .contains("没有列出来");
    }

    @Test
    void aQuestionThatIsNoneIsShownAgain() throws Exception {
        for (String[] wrong : new String[][] {
            {"gestern", "3", "DAYS"},
            {"2026-09-30T16:00", "drei", "DAYS"},
            {"2026-09-30T16:00", "3", "WEEKS"},
            {"+999999999-12-31T23:59", "3", "HOURS"},
            {"2199-12-31T16:00", "3660", "DAYS"}
        }) {
            MockHttpServletResponse answer = answer(
                    world.ningbao.clerk(),
                    get(PATH).param("from", wrong[0]).param("amount", wrong[1]).param("unit", wrong[2]));
            assertThat(answer.getStatus()).as(wrong[0]).isEqualTo(422);
            assertThat(text(answer)).contains("还差一点", "value=\"" + wrong[0] + "\"", "value=\"" + wrong[1] + "\"");
        }
    }

    @Test
    void aYearIsShownBeforeItIsSaved() throws Exception {
        String lines = "2035-10-01至2035-10-07 国庆节 休\n2035-09-29 国庆节 班";
        String check = html(PROVINCE, entering("2035", "通知甲", lines));
        assertThat(check).contains("核对2035年的放假安排", "通知甲", "共 7 天", "9月29日（周六）", "多休 4 天");
        assertThat(as(() -> holidays.of(2035))).as("nothing is saved yet").isEmpty();

        MockHttpServletResponse saved =
                answer(PROVINCE, entering("2035", "通知甲", lines).param("sure", "yes"));
        assertThat(saved.getRedirectedUrl() + saved.getHeader("Location")).contains(PATH + "?year=2035");
        assertThat(as(() -> holidays.of(2035)))
                .hasSize(8)
                .allMatch(day -> day.source().equals("通知甲"));

        String again = html(PROVINCE, entering("2035", "通知乙", lines.replace("09-29", "09-30")));
        assertThat(again).contains("和现在的相比", "<li>2035-09-30 国庆节 班</li>", "<li>2035-09-29 国庆节 班</li>");
        assertThat(html(PROVINCE, get(PATH + "?year=2035"))).contains("修改2035年的放假安排", "2035-10-07 国庆节 休");
    }

    @Test
    void aTableFromAnOfficeProgramIsRead() throws Exception {
        byte[] national = "日期,节日,安排\r\n2036/10/1,国庆节,休\r\n".getBytes(Charset.forName("GB18030"));
        byte[] unicode = "\uFEFF日期,节日,安排\n2036/10/1,国庆节,休\n".getBytes(StandardCharsets.UTF_8);
        for (byte[] file : List.of(national, unicode)) {
            assertThat(html(PROVINCE, upload(file))).contains("核对2036年的放假安排", "国庆节", "10月1日");
        }
        MockHttpServletResponse large = answer(PROVINCE, upload(new byte[100_000]));
        assertThat(large.getStatus()).isEqualTo(422);
        assertThat(text(large)).contains("内容太多了");
    }

    @Test
    void whatIsWrongIsSaidLineByLineAndNothingTypedIsLost() throws Exception {
        MockHttpServletResponse wrong =
                answer(PROVINCE, entering("2037", "通知", "2037-10-01 国庆节 休\n十月二日 国庆节 休\n2037-10-12 国庆节 班"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(text(wrong)).contains("有 2 行要改一改", "第 2 行", "第 3 行", "本来就是上班的日子", "十月二日 国庆节 休", "value=\"通知\"");
        assertThat(answer(PROVINCE, entering("2o37", "通知", "2037-10-01 国庆节 休")).getStatus())
                .isEqualTo(422);
        assertThat(answer(PROVINCE, entering("2037", "", "2037-10-01 国庆节 休")).getStatus())
                .isEqualTo(422);
    }

    @Test
    void othersMayNot() throws Exception {
        for (Actor actor : List.of(world.ningbao.clerk(), world.ningbao.worker(), world.ningbao.resident())) {
            assertThat(answer(actor, entering("2038", "通知", "2038-10-01 国庆节 休").param("sure", "yes"))
                            .getStatus())
                    .isEqualTo(403);
        }
        assertThat(answer(world.ningbao.resident(), get(PATH)).getStatus()).isEqualTo(403);
    }

    @Test
    void anOrganisationsHoursAreEditedOnItsPage() throws Exception {
        World.Quarter here = world.another("350211003016", "钟点花园", "zd");
        String path = "/desk/organisations/" + here.firm();
        assertThat(html(here.clerk(), get(path)))
                .contains("办公时间", "09:00-12:00 13:00-17:00")
                .doesNotContain("修改办公时间");

        MockHttpServletResponse wrong = answer(here.administrator(), hours(here.firm(), "早九晚五"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(text(wrong)).contains("“早九晚五”看不懂", "value=\"早九晚五\"");

        assertThat(answer(here.administrator(), hours(here.firm(), "8:00-20:00").param("onHolidays", "yes"))
                        .getHeader("Location"))
                .isEqualTo(path + "#hours");
        assertThat(html(here.worker(), get(path))).contains("08:00-20:00", "节假日也办公");
        assertThat(html(here.worker(), get(PATH))).contains("08:00-20:00");
        assertThat(answer(here.administrator(), hours(here.firm(), "").param("as", "above"))
                        .getStatus())
                .isEqualTo(303);
        assertThat(html(here.worker(), get(path))).contains("还没有填过办公时间").doesNotContain("08:00-20:00");
        assertThat(answer(here.clerk(), hours(here.firm(), "8:00-20:00")).getStatus())
                .isEqualTo(403);
    }

    private static MockHttpServletRequestBuilder hours(UUID organisation, String monday) {
        return MockMvcRequestBuilders.post("/desk/organisations/" + organisation + "/hours")
                .param("monday", monday)
                .param("_once", UUID.randomUUID().toString());
    }

    private static MockHttpServletRequestBuilder entering(String year, String source, String lines) {
        return MockMvcRequestBuilders.post(PATH)
                .param("year", year)
                .param("source", source)
                .param("lines", lines)
                .param("_once", UUID.randomUUID().toString());
    }

    private static RequestBuilder upload(byte[] file) {
        return MockMvcRequestBuilders.multipart(PATH)
                .file(new MockMultipartFile("file", "2036.csv", "text/csv", file))
                .param("year", "2036")
                .param("source", "通知")
                .param("_once", UUID.randomUUID().toString());
    }

    private List<Holiday> as(Callable<List<Holiday>> work) {
        return World.as(PROVINCE, work);
    }

    private String html(Actor actor, RequestBuilder request) throws Exception {
        MockHttpServletResponse response = answer(actor, request);
        assertThat(response.getStatus()).isEqualTo(200);
        return text(response);
    }

    private MockHttpServletResponse answer(Actor actor, RequestBuilder request) throws Exception {
        return Acting.as(actor, () -> web.perform(request).andReturn().getResponse());
    }

    private static String text(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.get(path);
    }
}
