package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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
import org.linli.Script;
import org.linli.Street;
import org.linli.World;
import org.linli.platform.matter.Trail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A whistle by clicking, from an order to its file, by five people: the clerk, the leader, the street, and two departments. */
@LinliTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhistleStoryTest {

    private static final Pattern WHISTLE = Pattern.compile("/desk/whistles/([0-9a-f-]{36})$");

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

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
    void fromAnOrderToTheFile() {
        UUID order = script.as(world.ningbao.resident()).places("楼下面馆油烟直排", world.ningbao.home());
        Browsers.Visitor clerk = browsers.desktop().logsIn("nb-fang", World.PASSWORD);
        Browsers.Visitor leader = browsers.desktop().logsIn("street-lin", World.PASSWORD);
        Browsers.Visitor office = browsers.desktop().logsIn("street-jiang", World.PASSWORD);
        Browsers.Visitor market = browsers.phone().logsIn("dept-shi", World.PASSWORD);
        Browsers.Visitor urban = browsers.phone().logsIn("dept-cheng", World.PASSWORD);

        clerk.opens("/desk/orders/" + order)
                .page
                .locator("a[href='/desk/whistles/new?order=" + order + "']")
                .click();
        clerk.page.check("#occasion-ENFORCEMENT");
        assertThat(clerk.page.inputValue("#words")).as("what the order says").contains("油烟");
        clerk.page.fill("#title", "3号楼下面馆油烟直排");
        clerk.looks("whistle-story-01-draft");
        clerk.page.locator("form[action='/desk/whistles'] button[type=submit]").click();
        clerk.page.waitForURL(url -> WHISTLE.matcher(url).find());
        Matcher found = WHISTLE.matcher(clerk.page.url());
        assertThat(found.find()).isTrue();
        String path = "/desk/whistles/" + found.group(1);
        clerk.looks("whistle-story-02-drafted");

        leader.opens("/desk/whistles")
                .page
                .locator("a[href='" + path + "']")
                .first()
                .click();
        leader.looks("whistle-story-03-approve");
        step(leader, "approve");
        office.opens(path);
        step(office, "blow");
        unfold(office, "assign");
        for (UUID department : List.of(Street.of(street.market), Street.of(street.urban))) {
            office.page.check("#call-" + department);
        }
        office.page.check("#lead-" + Street.of(street.market));
        office.looks("whistle-story-04-assign");
        step(office, "assign");
        office.looks("whistle-story-05-assigned");

        market.opens("/desk").looks("whistle-story-06-liaison");
        market.page.locator("a[href='" + path + "']").first().click();
        step(market, "sign");
        urban.opens(path);
        fill(urban, "object", "油烟归生态环境部门，不归我们管");
        step(urban, "object");
        office.opens(path);
        fill(office, "insist", "占道的灶台归你们，一起来");
        office.looks("whistle-story-07-objection");
        step(office, "insist");
        urban.opens(path);
        step(urban, "sign");
        assertThat(urban.page.locator("#standing .status").first().textContent())
                .contains("待报到");
        fill(urban, "contact", "和社区通了电话，约好明天上午");
        step(urban, "contact");
        for (Browsers.Visitor who : List.of(market, urban)) {
            who.opens(path);
            unfold(who, "checkIn");
            who.page.selectOption("#checkIn-place", world.ningbao.home().value());
            who.looks("whistle-story-08-check-in");
            step(who, "checkIn");
        }
        market.opens(path);
        fill(market, "plan", "市场监管局查证照、责令装净化器；城管局清占道灶台；五天内办完。");
        step(market, "plan");
        market.looks("whistle-story-09-plan");
        for (Browsers.Visitor who : List.of(market, urban)) {
            who.opens(path);
            fill(who, "finish", "按方案办完了");
            step(who, "finish", false);
            assertThat(who.page.locator(".error-summary").textContent()).contains("照片");
            assertThat(who.page.inputValue("#finish-words")).isEqualTo("按方案办完了");
            who.looks("whistle-story-10-no-photo");
            who.page.fill("#finish-noPhoto", "夜里清的，拍不清");
            step(who, "finish");
        }
        office.opens(path);
        for (UUID department : List.of(Street.of(street.market), Street.of(street.urban))) {
            unfold(office, "rate");
            office.page.selectOption("#rate-department", department.toString());
            office.page.check("#rate-punctual");
            office.page.check("#rate-solved");
            office.page.selectOption("#rate-score", "5");
            office.page.fill("#rate-words", "来得快");
            office.looks("whistle-story-11-rate");
            step(office, "rate");
        }
        step(office, "close");
        office.looks("whistle-story-12-closed");
        clerk.opens(path).looks("whistle-story-13-line");
        clerk.page.locator(".linked a").first().click();
        clerk.page.waitForURL(url -> url.endsWith("/desk/orders/" + order));
        assertThat(clerk.page.locator(".linked a[href='" + path + "']").count()).isEqualTo(1);
        market.opens("/desk/whistles/departments/" + Street.of(street.market)).looks("whistle-story-14-card");
        assertThat(market.opens("/desk/orders/" + order).page.locator("h1").textContent())
                .isEqualTo("没有找到");
        assertThat(trail.verify().whole()).as("the trail verifies").isTrue();
        for (Browsers.Visitor who : List.of(clerk, leader, office, market, urban)) {
            assertThat(who.complaints).isEmpty();
        }
    }

    private static void fill(Browsers.Visitor who, String step, String words) {
        unfold(who, step);
        who.page.fill("#" + step + "-words", words);
    }

    private static void step(Browsers.Visitor who, String step) {
        step(who, step, true);
    }

    /** Sends the form of a step; where it is taken the line grows, and where it is refused the form says why. */
    private static void step(Browsers.Visitor who, String step, boolean taken) {
        Locator form = unfold(who, step);
        int rows = who.page.locator("#line .line-entry").count();
        form.locator("button[type=submit]").last().click();
        if (taken) {
            who.page.locator("#line .line-entry").nth(rows).waitFor();
            assertThat(who.page.locator(".error-summary").count()).as(step).isZero();
        } else {
            who.page.locator(".error-summary").waitFor();
        }
    }

    private static Locator unfold(Browsers.Visitor who, String step) {
        Locator form = who.page.locator("form[action$='/" + step + "']");
        form.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        if (!form.locator("button[type=submit]").last().isVisible()) {
            who.page
                    .locator("details.step:has(form[action$='/" + step + "']) summary")
                    .first()
                    .click();
        }
        return form;
    }
}
