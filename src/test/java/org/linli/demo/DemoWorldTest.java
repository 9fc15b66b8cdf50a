package org.linli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.Linli;
import org.linli.LinliTest;
import org.linli.TestDatabase;
import org.linli.identity.Accounts;
import org.linli.order.State;
import org.linli.platform.matter.Trail;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The first start of an empty system fills it with a world in which no page is empty; the second makes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoWorldTest {

    private final Map<String, String> settings = settings();
    private ConfigurableApplicationContext linli;

    private String loginMeanwhile = "";

    @BeforeAll
    void firstStart() throws IOException, InterruptedException {
        linli = start();
        loginMeanwhile = login();
        await().atMost(Duration.ofMinutes(6)).until(this::whole);
    }

    private boolean whole() {
        return linli.getBean(DemoWorld.class).health().getStatus().equals(Status.UP);
    }

    private String login() throws IOException, InterruptedException {
        String port = linli.getEnvironment().getProperty("local.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @AfterAll
    void stop() {
        linli.close();
    }

    @Test
    void itsPeopleCanLogInWhileTheirStoriesAreStillTold() throws IOException, InterruptedException {
        assertThat(loginMeanwhile).contains("nb-shequ").contains("示例里的事情还在补齐");
        assertThat(login()).contains("nb-shequ").doesNotContain("示例里的事情还在补齐");
    }

    @Test
    void everyCommunityHasEveryState() throws SQLException {
        assertThat(all("select distinct community from matter order by 1"))
                .containsExactlyElementsOf(
                        Quarter.ALL.stream().map(Quarter::code).sorted().toList());
        assertThat(number("select count(*) from matter where kind = 'order'")).isBetween(550, 700);
        for (Quarter quarter : Quarter.ALL) {
            assertThat(all("select distinct state from matter where kind = 'order' and community = '" + quarter.code()
                            + "'"))
                    .as(quarter.name())
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(State.values()).map(State::name).toList());
        }
        assertThat(number("select count(*) from matter where opened_at > now() or moved_at > now()"))
                .isZero();
    }

    @Test
    void theCompoundsAreAsBigAsPublished() throws SQLException {
        assertThat(inside("东方现代城", 18)).isEqualTo(23);
        assertThat(inside("东方现代城", 24)).isEqualTo(3281);
        assertThat(inside("德吉家园", 18)).isEqualTo(47);
        assertThat(inside("德吉家园", 24)).isEqualTo(2275);
    }

    @Test
    void theOrganisationsAreAsPublished() throws SQLException {
        assertThat(number("select count(*) from organisation where kind = 'MERCHANT' and place = '410181005005'"))
                .isEqualTo(16);
        assertThat(number("select count(*) from appointment where place like '632523100008%' and title like '%岗'"))
                .isEqualTo(32);
        assertThat(all("select distinct title from appointment where title like '%岗'"))
                .hasSize(6);
        assertThat(number("select count(*) from organisation where kind = 'DELIBERATION'"))
                .isEqualTo(7);
        assertThat(all("select distinct kind from organisation_link"))
                .containsExactlyInAnyOrder("LEADS", "MEMBER", "CO_BUILDS", "SERVES");
    }

    @Test
    void theRanksOfTheGridAndTheBuildingsAreHeld() throws SQLException {
        assertThat(number("select count(*) from appointment where title like '一级网格长%'"))
                .isEqualTo(7);
        assertThat(number("select count(*) from appointment where title like '二级网格长%'"))
                .isEqualTo(14);
        assertThat(number("select count(*) from appointment where title like '三级网格长%'"))
                .isEqualTo(14);
        assertThat(number("""
                        select count(*)
                          from appointment a
                          join tie t on t.person = a.person and starts_with(t.home, a.place)
                         where a.title = '楼栋长'
                           and a.duty = 'VOLUNTEER'
                        """)).isEqualTo(21);
    }

    @Test
    void aStreetHasAWhistleOfEachKindAndAccountsThatCarryThem() throws SQLException {
        assertThat(all("select distinct left(place, 9) from matter where kind = 'whistle'"))
                .containsExactly("350211003");
        assertThat(all("select distinct state from matter where kind = 'whistle'"))
                .contains(
                        "DRAFT", "RETURNED", "ASSIGNED", "SIGNED", "CHECKED_IN", "PLAN", "DONE", "CLOSED", "CANCELLED");
        assertThat(number("select count(*) from whistle_department where cardinality(escalated) > 0"))
                .isPositive();
        assertThat(
                        number(
                                "select count(*) from whistle_department where objected_at is not null and released_at is null"))
                .isPositive();
        assertThat(number("select count(*) from matter_link")).isPositive();
        assertThat(all("select name from demo_account"))
                .contains(
                        "xl-lingdao", "xl-jiedao", "xl-guanli", "jm-shichang", "jm-chengguan", "jm-xiaofang", "jm-qu");
    }

    @Test
    void twoDevicesToldOfThingsAndFewerInTheSecondMonth() throws SQLException {
        assertThat(number("select count(*) from device where name like '演示·%'")).isEqualTo(2);
        assertThat(all("select distinct outcome from device_alert")).contains("ORDERED", "JOINED", "QUIET");
        assertThat(number("select count(*) from device_alert where taken_back_at is not null"))
                .isEqualTo(1);
        assertThat(number(
                        "select count(*) from device_alert where alert = 'throw' and at > now() - interval '30 days'"))
                .isLessThan(
                        number(
                                "select count(*) from device_alert where alert = 'throw' and at <= now() - interval '30 days'"));
    }

    @Test
    void theTrailIsWhole() {
        assertThat(linli.getBean(Trail.class).verify().fault()).isEmpty();
    }

    @Test
    void theAccountsShownOpen() {
        Accounts accounts = linli.getBean(Accounts.class);
        assertThat(accounts.demo()).hasSizeGreaterThanOrEqualTo(7 * 8);
        Accounts.DemoAccount shown = accounts.demo().getFirst();
        assertThat(accounts.authenticate(shown.name(), shown.password(), "127.0.0.1"))
                .isNotNull();
    }

    @Test
    void somebodyOfEachKindMayLogIn() throws SQLException {
        for (Quarter quarter : Quarter.ALL) {
            assertThat(all("select name from demo_account where starts_with(name, '" + quarter.short_() + "-')"))
                    .as(quarter.name())
                    .contains(
                            List.of("shuji", "shequ", "guanli", "wangge", "zhiyuan", "wuye", "shangjia", "jumin")
                                    .stream()
                                    .map(role -> quarter.short_() + "-" + role)
                                    .toArray(String[]::new));
        }
    }

    @Test
    void aSecondStartMakesNothing() throws SQLException {
        String before = counts();
        linli.close();
        linli = start();
        assertThat(counts()).isEqualTo(before);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Linli.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(TestDatabase.fresh());
        settings.put("linli.demo", "true");
        settings.put("linli.places.only", LinliTest.PLACES);
        settings.put("server.port", "0");
        return settings;
    }

    private int inside(String compound, int digits) throws SQLException {
        return number("""
                        select count(*)
                          from place p
                          join place c on starts_with(p.code, c.code)
                         where c.name = '%s'
                           and length(c.code) = 15
                           and length(p.code) = %d
                        """.formatted(compound, digits));
    }

    private String counts() throws SQLException {
        return all("""
                        select (select count(*) from matter) || ' ' || (select count(*) from person) || ' '
                            || (select count(*) from account) || ' ' || (select count(*) from appointment) || ' '
                            || (select count(*) from organisation) || ' ' || (select count(*) from place)
                        """).getFirst();
    }

    private int number(String query) throws SQLException {
        return Integer.parseInt(all(query).getFirst());
    }

    private List<String> all(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection admin = TestDatabase.admin(settings.get("spring.datasource.url"));
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
