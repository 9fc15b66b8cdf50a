package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.LinliTest;
import org.linli.Street;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.platform.matter.Trail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The whole story 一件事一条线 by clicking: found on a round, dispatched and taken up; a whistle blown from that very order, which
 * two departments answer to its file; and the order finished, verified by somebody else and closed.
 */
@LinliTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeStoryTest {

    private static final Pattern ORDER = Pattern.compile("/desk/orders/([0-9a-f-]{36})$");
    private static final Pattern WHISTLE = Pattern.compile("/desk/whistles/([0-9a-f-]{36})$");

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Sessions sessions;

    @Autowired
    Trail trail;

    @LocalServerPort
    int port;

    private Browsers browsers;

    @BeforeAll
    void browser() {
        browsers = Browsers.at("http://127.0.0.1:" + port);
        assertThat(street.leader.name()).isEqualTo("林街领");
    }

    @AfterAll
    void noBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void fromAFindOnARoundToAClosedOrder() {
        World.Quarter here = world.ningbao;
        Browsers.Visitor wang = browsers.phone().is(sessions, here.gridWorker());
        Browsers.Visitor fang = browsers.desktop().is(sessions, here.clerk());
        Browsers.Visitor liu = browsers.phone().is(sessions, here.worker());
        Browsers.Visitor leader = browsers.desktop().is(sessions, street.leader);
        Browsers.Visitor office = browsers.desktop().is(sessions, street.office);
        Browsers.Visitor market = browsers.phone().is(sessions, street.market);
        Browsers.Visitor urban = browsers.phone().is(sessions, street.urban);

        String order = finds(wang);
        stands(wang, order, 2, "案卷建立");
        wang.looks("whole-01-found");
        stands(fang, order, 2, "案卷建立");
        dispatches(fang, here.firm());
        stands(fang, order, 4, "任务处理");
        fang.looks("whole-02-dispatched");
        stands(liu, order, 4, "任务处理");
        step(liu, "accept");
        stands(liu, order, 4, "任务处理");

        String whistle = whistles(fang, order);
        stands(office, order, 4, "任务处理");
        assertThat(office.page
                        .locator("a[href='/desk/whistles/new?order=" + id(order) + "']")
                        .isVisible())
                .as("the street may start one from the order too")
                .isTrue();
        leader.opens("/desk/whistles")
                .page
                .locator("a[href='" + whistle + "']")
                .first()
                .click();
        step(leader, "approve");
        office.opens(whistle);
        step(office, "blow");
        List<UUID> called = List.of(Street.of(street.market), Street.of(street.urban));
        unfold(office, "assign");
        called.forEach(department -> office.page.check("#call-" + department));
        office.page.check("#lead-" + called.getFirst());
        step(office, "assign");
        office.looks("whole-04-assigned");
        for (Browsers.Visitor who : List.of(market, urban)) {
            who.opens(whistle);
            step(who, "sign");
        }
        for (Browsers.Visitor who : List.of(market, urban)) {
            who.opens(whistle);
            unfold(who, "checkIn");
            who.page.selectOption("#checkIn-place", here.community().value());
            step(who, "checkIn");
        }
        market.opens(whistle);
        fill(market, "plan", "市场监管局查证照；城市管理局清占道；物业清理楼道，三天内办完。");
        step(market, "plan");
        market.looks("whole-05-plan");
        for (Browsers.Visitor who : List.of(market, urban)) {
            who.opens(whistle);
            fill(who, "finish", "按方案办完了");
            who.page.fill("#finish-noPhoto", "夜里清的，拍不清");
            step(who, "finish");
            unfold(who, "judge");
            who.page.check("#judge-justified");
            who.page.check("#judge-clear");
            who.page.selectOption("#judge-score", "5");
            who.page.fill("#judge-words", "写得清楚，社区配合");
            who.looks("whole-05-judge");
            step(who, "judge");
        }
        office.opens(whistle);
        for (UUID department : called) {
            unfold(office, "rate");
            office.page.selectOption("#rate-department", department.toString());
            office.page.check("#rate-punctual");
            office.page.check("#rate-solved");
            office.page.selectOption("#rate-score", "4");
            office.page.fill("#rate-words", "来得快，办得好");
            step(office, "rate");
        }
        step(office, "close");
        office.looks("whole-06-whistle-closed");
        office.opens("/desk/whistles/streets/" + Street.STREET.value());
        assertThat(office.page.locator("a[href*='verdict=JUSTIFIED']").textContent())
                .contains("1");
        office.page.locator("a[href*='verdict=JUSTIFIED']").click();
        office.page.locator("a[href='" + whistle + "']").first().waitFor();
        linked(office, whistle, order);

        stands(liu, order, 4, "任务处理");
        fill(liu, "finish", "楼道清完了，墙也刷了");
        liu.page.fill("#finish-noPhoto", "楼道没有灯，拍不清");
        step(liu, "finish");
        stands(liu, order, 6, "核查结案");
        assertThat(liu.page.locator("form[action$='/verify']").count())
                .as("nobody verifies their own work")
                .isZero();
        stands(wang, order, 6, "核查结案");
        unfold(wang, "verify");
        wang.page.check("#verify-passed");
        wang.page.fill("#verify-words", "到现场看过，清干净了");
        wang.looks("whole-07-verify");
        step(wang, "verify");
        stands(fang, order, 7, "综合评价");
        step(fang, "close");
        fang.opens(order);
        assertThat(fang.page.locator(".stages li.is-past").count())
                .as("all seven are behind")
                .isEqualTo(7);
        assertThat(fang.page.locator(".stages [aria-current=step]").count()).isZero();
        fang.looks("whole-08-closed");
        linked(fang, order, whistle);
        linked(fang, whistle, order);

        assertThat(trail.verify().whole()).as("the trail verifies").isTrue();
        for (Browsers.Visitor who : List.of(wang, fang, liu, leader, office, market, urban)) {
            assertThat(who.complaints).isEmpty();
        }
    }

    /** A find on a round, by the form of the desk that the menu leads to; gives back its address. */
    private static String finds(Browsers.Visitor who) {
        who.opens("/desk").page.locator(".desk-bar a[href='/desk/orders/new']").click();
        who.page.waitForURL(url -> url.endsWith("/desk/orders/new"));
        who.page.check("#channel-GRID");
        who.page.fill("#name", "王里仁");
        who.page.selectOption("#category", "0304");
        who.page.fill("#words", "面馆的灶台占了楼道，油烟直排，劝了三次不听");
        who.page.locator("form[action='/desk/orders/new'] .btn-primary").click();
        who.page.waitForURL(url -> ORDER.matcher(url).find());
        return path(who, ORDER);
    }

    private static void dispatches(Browsers.Visitor who, UUID firm) {
        unfold(who, "dispatch");
        Locator handler = who.page.locator("input[name=organisation][value='" + firm + "']");
        if (!handler.isVisible()) {
            who.page
                    .locator("form[action$='/dispatch'] details:has(input[value='" + firm + "']) > summary")
                    .click();
        }
        handler.check();
        step(who, "dispatch");
    }

    /** Drafts a whistle from the page of an order; gives back its address. */
    private static String whistles(Browsers.Visitor who, String order) {
        who.opens(order)
                .page
                .locator("a[href='/desk/whistles/new?order=" + id(order) + "']")
                .click();
        who.page.check("#occasion-ENFORCEMENT");
        assertThat(who.page.inputValue("#words")).as("what the order says").contains("油烟直排");
        who.looks("whole-03-draft");
        who.page.locator("form[action='/desk/whistles'] button[type=submit]").click();
        who.page.waitForURL(url -> WHISTLE.matcher(url).find());
        return path(who, WHISTLE);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String path(Browsers.Visitor who, Pattern pattern) {
        Matcher found = pattern.matcher(who.page.url());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /** Opens an order, and checks which of the seven stages its page names as the one it stands at. */
    private static void stands(Browsers.Visitor who, String order, int number, String stage) {
        Locator here = who.opens(order).page.locator(".stages [aria-current=step]");
        assertThat(here.locator("> span").allTextContents()).containsExactly(Integer.toString(number));
        assertThat(here.locator("strong").allTextContents()).containsExactly(stage);
        assertThat(who.page.locator(".stages li").count()).isEqualTo(7);
        assertThat(who.page.locator(".stages li.is-past").count()).isEqualTo(number - 1);
    }

    /** From the one to the other by its link. */
    private static void linked(Browsers.Visitor who, String from, String to) {
        who.opens(from).page.locator(".linked a[href='" + to + "']").click();
        who.page.waitForURL(url -> url.endsWith(to));
        assertThat(who.page
                        .getByRole(AriaRole.HEADING, new com.microsoft.playwright.Page.GetByRoleOptions().setLevel(1))
                        .count())
                .isEqualTo(1);
    }

    private static void fill(Browsers.Visitor who, String step, String words) {
        unfold(who, step);
        who.page.fill("#" + step + "-words", words);
    }

    /** Sends the form of a step: the line grows, and nothing is refused. */
    private static void step(Browsers.Visitor who, String step) {
        Locator form = unfold(who, step);
        int rows = who.page.locator("#line .line-entry").count();
        form.locator("button[type=submit]").last().click();
        who.page.locator("#line .line-entry").nth(rows).waitFor();
        assertThat(who.page.locator(".error-summary").count()).as(step).isZero();
    }

    private static Locator unfold(Browsers.Visitor who, String step) {
        Locator form = who.page.locator("form[action$='/" + step + "']");
        form.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        if (!form.locator("button[type=submit]").last().isVisible()) {
            who.page
                    .locator("details.step:has(form[action$='/" + step + "']) > summary")
                    .first()
                    .click();
        }
        return form;
    }
}
