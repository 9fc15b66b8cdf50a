package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.SetupLink;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.identity.Accounts;
import org.linli.identity.Sessions;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What comes to the door: guessed passwords, links used twice, and files too large. */
@LinliTest
class DoorTest {

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    Residents residents;

    @Autowired
    Sessions sessions;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    @Test
    void fiveWrongPasswordsLockAnAccountForTheirSourceForAQuarterOfAnHour() {
        UUID person = somebody();
        World.as(world.ningbao.administrator(), () -> {
            accounts.open(person, "locked-out", World.PASSWORD, false);
            return null;
        });
        Client door = Client.stranger(port).from("203.0.113.11");
        for (int i = 0; i < 5; i++) {
            assertThat(logsIn(door, "locked-out", "Wrong-2026").statusCode()).isEqualTo(422);
        }
        HttpResponse<String> right = logsIn(door, "locked-out", World.PASSWORD);
        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.body()).contains("15", "value=\"locked-out\"").doesNotContain(World.PASSWORD);
        assertThat(right.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("linli_session"));

        assertThat(accounts.authenticate("locked-out", World.PASSWORD, "203.0.113.21"))
                .as("from elsewhere its person comes in")
                .isEqualTo(person);
        assertThat(World.as(world.ningbao.administrator(), () -> accounts.of(person))
                        .orElseThrow())
                .matches(Accounts.Account::locked);

        Instant now = Instant.now();
        WallClock.at(
                now.plus(Duration.ofMinutes(14)),
                () -> assertThatThrownBy(() -> accounts.authenticate("locked-out", World.PASSWORD, "203.0.113.11"))
                        .isInstanceOf(Refusal.class));
        WallClock.at(
                now.plus(Duration.ofMinutes(16)),
                () -> assertThat(accounts.authenticate("locked-out", World.PASSWORD, "203.0.113.11"))
                        .isEqualTo(person));
    }

    /** Guessed at from everywhere, an account is locked; but not where its person is at home. */
    @Test
    void farTooManyWrongPasswordsLockAnAccountWhereItsPersonIsNotKnown() throws SQLException {
        UUID person = somebody();
        World.as(world.ningbao.administrator(), () -> {
            accounts.open(person, "guessed-at", World.PASSWORD, false);
            return null;
        });
        assertThat(accounts.authenticate("guessed-at", World.PASSWORD, "203.0.113.41"))
                .isEqualTo(person);
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            sql.execute("update account set failures = 199 where name = 'guessed-at'");
        }
        Client stranger = Client.stranger(port).from("203.0.113.42");
        assertThat(logsIn(stranger, "guessed-at", "Wrong-2026").statusCode()).isEqualTo(422);
        HttpResponse<String> locked = logsIn(Client.stranger(port).from("203.0.113.43"), "guessed-at", World.PASSWORD);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.body()).contains("平常登录的地方");
        assertThat(accounts.authenticate("guessed-at", World.PASSWORD, "203.0.113.41"))
                .as("where they came from before")
                .isEqualTo(person);

        String fresh = World.as(world.ningbao.administrator(), () -> accounts.reset(person));
        assertThat(accounts.authenticate("guessed-at", fresh, "203.0.113.43")).isEqualTo(person);
    }

    /** More of them than threads that serve pages: they wait on none, and others are served. */
    @Test
    void refusedLoginsAreHeldOnNoThread() throws Exception {
        Client door = Client.stranger(port).from("203.0.113.14");
        for (int i = 0; i < 30; i++) {
            logsIn(door, "nobody-" + i, "");
        }
        int many = 100;
        CountDownLatch answered = new CountDownLatch(many);
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        try (ExecutorService storm = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                storm.submit(() -> {
                    statuses.add(logsIn(door, "nobody", "").statusCode());
                    answered.countDown();
                });
            }
            assertThat(Client.stranger(port).from("203.0.113.15").get("/p").statusCode())
                    .isEqualTo(200);
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(statuses).hasSize(many).containsOnly(429);
    }

    @Test
    void theThirtyFirstLoginOfAnAddressHasToWait() {
        Client door = Client.stranger(port).from("203.0.113.12");
        for (int i = 0; i < 30; i++) {
            assertThat(logsIn(door, "nobody-" + i, "").statusCode())
                    .as("login %d", i + 1)
                    .isEqualTo(422);
        }
        HttpResponse<String> later = logsIn(door, "nobody-else", "");
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).contains("2");
        assertThat(later.body()).as("what was typed").contains("value=\"nobody-else\"");
        assertThat(later.body()).as("nothing asked of the database").doesNotContain("id=\"demo\"");
        assertThat(logsIn(Client.stranger(port).from("203.0.113.13"), "nobody", "")
                        .statusCode())
                .as("somebody elsewhere")
                .isEqualTo(422);
    }

    @Test
    void aSetupLinkWorksOnce() {
        Client installer = Client.stranger(port).from("203.0.113.14");
        String link = SetupLink.fresh(url);
        Map<String, String> form = Map.of(
                "place", "350211003008",
                "organisation", "",
                "name", "安邻启",
                "phone", "10000008888",
                "account", "an-qi",
                "password", World.PASSWORD,
                "again", World.PASSWORD);
        assertThat(installer.get("/setup/nonsense").statusCode()).isEqualTo(404);
        assertThat(installer.get(link).statusCode()).isEqualTo(200);
        HttpResponse<String> begun = installer.post(link, form);
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(begun.headers().firstValue("Location")).hasValue("/desk");
        Client second = Client.stranger(port).from("203.0.113.15");
        assertThat(second.get(link).statusCode()).isEqualTo(404);
        assertThat(second.post(link, form).statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswerForbidsWhatItDoesNotNeed() {
        Client door = Client.stranger(port).from("203.0.113.16");
        for (String path :
                List.of("/", "/css/linli.css", "/login", "/no/such/page", "/css/no-such.css", "/p/999999999999")) {
            HttpHeaders headers = door.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("DENY");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
        }
        HttpResponse<String> entered = logsIn(door, "nb-wang", World.PASSWORD);
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("linli_session="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
    }

    @Test
    void aPhotoTooLargeIsRefusedInWordsAndTheFormIsKept() {
        byte[] large = new byte[11 * 1024 * 1024];
        large[0] = (byte) 0xFF;
        large[1] = (byte) 0xD8;
        large[2] = (byte) 0xFF;
        Client clerk = Client.of(port, sessions, world.ningbao.clerk());
        Map<String, String> form = Map.of(
                "channel", "PHONE",
                "name", "李邻喜",
                "category", "02",
                "words", "楼道里的灯又不亮了",
                "place", world.ningbao.home().value(),
                "when", "ANY");
        HttpResponse<String> answer = clerk.post("/desk/orders/new", form, "photos", large);
        assertThat(answer.statusCode()).isIn(413, 422);
        assertThat(answer.body()).contains("10 MB", "楼道里的灯又不亮了", "李邻喜");
    }

    @Test
    void aChangedPasswordEndsEveryOtherSession() {
        UUID person = somebody();
        Actor resident = Actor.resident(person, "石邻榴", Optional.of(world.ningbao.community()));
        World.as(world.ningbao.administrator(), () -> {
            accounts.open(person, "changes-it", World.PASSWORD, false);
            return null;
        });
        Client here = Client.of(port, sessions, resident);
        Client elsewhere = Client.of(port, sessions, resident);
        assertThat(elsewhere.get("/me").statusCode()).isEqualTo(200);
        String fresh = "Fresh-2026";
        assertThat(here.post("/password", Map.of("old", "Wrong-2026", "fresh", fresh, "again", fresh))
                        .statusCode())
                .isEqualTo(422);
        assertThat(here.post("/password", Map.of("old", World.PASSWORD, "fresh", fresh, "again", fresh))
                        .statusCode())
                .isEqualTo(303);
        assertThat(here.get("/me").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/me").headers().firstValue("Location").orElse(""))
                .contains("/login");
        assertThat(accounts.authenticate("changes-it", fresh, "203.0.113.51")).isEqualTo(person);
        assertThatThrownBy(() -> accounts.authenticate("changes-it", World.PASSWORD, "203.0.113.51"))
                .isInstanceOf(Refusal.class);

        assertThat(here.post("/language", Map.of("lang", "en", "back", "/me")).statusCode())
                .isEqualTo(303);
        assertThat(World.as(resident, () -> residents.person(person)).language())
                .isEqualTo("en");
        here.post("/logout", Map.of());
        assertThat(here.get("/me").headers().firstValue("Location").orElse("")).contains("/login");
    }

    /** Recomputing reads everything, so only one does at a time, and not for long. */
    @Test
    void theTrailIsRecomputedInTurnAndNotForever() throws SQLException {
        Client chief = Client.of(port, sessions, world.ningbao.chief());
        assertThat(chief.post("/desk/trail", Map.of()).body()).contains("全部对得上");
        String once = UUID.randomUUID().toString();
        assertThat(chief.post("/desk/trail", Map.of(), once).statusCode()).isEqualTo(200);
        assertThat(chief.post("/desk/trail", Map.of(), once).statusCode())
                .as("sent again")
                .isEqualTo(303);
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            sql.execute("select pg_advisory_lock(" + 0x4C696E6C69_02L + ")");
            HttpResponse<String> meanwhile = chief.post("/desk/trail", Map.of());
            assertThat(meanwhile.statusCode()).isEqualTo(429);
            assertThat(meanwhile.body()).contains("正在校验");
            sql.execute("select pg_advisory_unlock_all()");
            admin.setAutoCommit(false);
            sql.execute("lock table seal in access exclusive mode");
            HttpResponse<String> tooLong = chief.post("/desk/trail", Map.of());
            assertThat(tooLong.statusCode()).isEqualTo(429);
            assertThat(tooLong.body()).contains("来不及校验");
            admin.rollback();
        }
        assertThat(Client.of(port, sessions, world.ningbao.clerk())
                        .post("/desk/trail", Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    private UUID somebody() {
        return World.as(
                world.ningbao.administrator(),
                () -> residents.register("石邻榴", world.ningbao.community(), Optional.empty()));
    }

    private static HttpResponse<String> logsIn(Client client, String account, String password) {
        return client.post("/login", Map.of("account", account, "password", password));
    }
}
