package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.LinliTest;
import org.linli.Street;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.patrol.Handovers;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A report by clicking, to its settlement; and one that tells of a person, which nobody but the liaison ever meets. */
@LinliTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportStoryTest {

    /** Stands in no other test. */
    private static final String MARK = "戴蓝帽子的某某人";

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Sessions sessions;

    @Autowired
    Handovers handovers;

    @LocalServerPort
    int port;

    private Browsers browsers;

    @BeforeAll
    void browser() {
        browsers = Browsers.at("http://127.0.0.1:" + port);
        assertThat(street.police.name()).isEqualTo("安警联");
    }

    @AfterAll
    void noBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    private void next(Browsers.Visitor who) {
        who.page.locator(".question button.btn-primary[type=submit]").click();
    }

    private void asks(Browsers.Visitor chen, String words) {
        chen.opens("/report");
        chen.page.check("#kind-HAZARD");
        next(chen);
        chen.page.waitForURL("**/report?kind=HAZARD");
        next(chen);
        chen.page.check("#moment-TODAY");
        next(chen);
        chen.page.fill("#words", words);
        next(chen);
        chen.page.locator("#person-no").waitFor();
    }

    @Test
    void aResidentReportsAndTheGridSettlesIt() {
        Browsers.Visitor chen = browsers.phone().is(sessions, world.ningbao.resident());
        asks(chen, "配电箱门开着，找 13800138000");
        chen.looks("report-story-01-person");
        chen.page.check("#person-no");
        next(chen);
        chen.page.locator("#sure").waitFor();
        chen.looks("report-story-02-sure");
        assertThat(chen.page.locator("input[name=kind]").inputValue()).isEqualTo("HAZARD");
        chen.page.check("#sure");
        next(chen);
        chen.page.waitForURL("**/reports/*");
        chen.looks("report-story-03-told");
        String id = chen.page.url().replaceFirst(".*/reports/", "");

        Browsers.Visitor grid = browsers.phone().is(sessions, world.ningbao.gridWorker());
        grid.opens("/desk/reports")
                .page
                .locator("a[href='/desk/reports/" + id + "']")
                .click();
        grid.looks("report-story-04-desk");
        grid.page.locator("form[action$='/takeUp'] button[type=submit]").click();
        grid.page.locator("#settle-words").fill("关好了门，换了锁");
        grid.page.locator("form[action$='/settle'] button[type=submit]").click();
        grid.page
                .locator("form[action$='/settle']")
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        grid.looks("report-story-05-settled");
        assertThat(chen.opens("/reports/" + id).page.content()).contains("关好了门，换了锁");
        assertThat(chen.complaints).isEmpty();
        assertThat(grid.complaints).isEmpty();
    }

    @Test
    void aPersonIsNeverMetByAnybodyButTheLiaison() {
        Browsers.Visitor chen = browsers.phone().is(sessions, world.ningbao.resident());
        asks(chen, MARK + "在撬门");
        chen.page.check("#person-yes");
        next(chen);
        chen.page.waitForURL("**/reports");
        chen.looks("report-story-06-receipt");
        assertThat(chen.page.content()).doesNotContain(MARK);

        UUID id = World.as(
                street.police,
                () -> handovers.received(Optional.empty()).items().getFirst().id());
        Browsers.Visitor liaison = browsers.desktop().is(sessions, street.police);
        liaison.opens("/desk").looks("report-story-07-liaison");
        assertThat(liaison.page.content()).doesNotContain(MARK);
        liaison.page.locator("a[href='/desk/handovers/" + id + "']").click();
        assertThat(liaison.page.content()).doesNotContain(MARK);
        liaison.page.check("#purpose-VERIFY");
        liaison.page.fill("#words", "核实撬门");
        liaison.page
                .locator("form[action='/desk/handovers/" + id + "'] button[type=submit]")
                .click();
        liaison.page.locator("text=" + MARK).waitFor();
        liaison.looks("report-story-08-look");
        liaison.opens("/desk/handovers/" + id);
        assertThat(liaison.page.content()).as("shown once for each look").doesNotContain(MARK);
        assertThat(liaison.page.content()).contains("核实撬门");
        assertThat(liaison.complaints).isEmpty();
        assertThat(chen.complaints).isEmpty();
        everybodyLooksEverywhere(id);
    }

    /** All lists, searches, exports and answers, as everybody, also the police on every page but the look itself. */
    private void everybodyLooksEverywhere(UUID id) {
        List<Actor> everybody = List.of(
                world.ningbao.resident(),
                world.ningbao.clerk(),
                world.ningbao.chief(),
                world.ningbao.gridWorker(),
                world.ningbao.worker(),
                world.ningbao.administrator(),
                world.fangzhi.chief(),
                street.office,
                street.leader,
                street.administrator,
                street.district,
                street.station,
                street.police);
        String words = java.net.URLEncoder.encode("蓝帽子", java.nio.charset.StandardCharsets.UTF_8);
        for (Actor actor : everybody) {
            Client client = Client.of(port, sessions, actor);
            for (String path : List.of(
                    "/",
                    "/desk",
                    "/desk/orders",
                    "/desk/orders/exports",
                    "/desk/orders/exports/log",
                    "/desk/rates",
                    "/desk/reports",
                    "/desk/appeals",
                    "/desk/whistles",
                    "/desk/people",
                    "/desk/trail",
                    "/desk/handovers",
                    "/desk/handovers/" + id,
                    "/inbox",
                    "/me",
                    "/orders",
                    "/reports",
                    "/p/350211003012",
                    "/reports/" + id,
                    "/desk/reports/" + id,
                    "/orders/" + id)) {
                for (String query : List.of("", "?words=" + words, "?q=" + words, "?tab=ENDED")) {
                    String body = client.get(path + query).body();
                    assertThat(body).as("%s %s%s", actor.duty(), path, query).doesNotContain(MARK);
                    if (!actor.equals(street.police)) {
                        assertThat(body)
                                .as("%s %s%s", actor.duty(), path, query)
                                .doesNotContain("action=\"/desk/handovers/" + id)
                                .doesNotContain("href=\"/desk/handovers/" + id);
                    }
                }
            }
            if (!actor.equals(street.police)) {
                assertThat(client.get("/desk/handovers/" + id).statusCode())
                        .as(actor.duty().name())
                        .isIn(403, 404);
                assertThat(client.post("/desk/handovers/" + id, Map.of("purpose", "VERIFY", "words", "看看"))
                                .statusCode())
                        .as(actor.duty().name())
                        .isIn(403, 404);
            }
        }
    }
}
