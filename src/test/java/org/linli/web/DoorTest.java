package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.SetupLink;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.identity.Accounts;
import org.linli.identity.Sessions;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What comes to the door: guessed passwords, links used twice, files too large, and fields full of nonsense. */
@LinliTest
class DoorTest {

    private static final List<String> NONSENSE = List.of(
            "a\u0000b",
            "\u0001\u0007\u001b[31m\u007f\u202e\ufffe",
            "\ud800",
            "字".repeat(10_000),
            "0190d0d0-0000-7000-8000-00000000000g",
            "NO_SUCH_KIND",
            "99999999999999999999999999",
            "-1",
            "%' or 1=1 --",
            "<script>alert(1)</script>");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Accounts accounts;

    @Autowired
    Residents residents;

    @Autowired
    Organisations organisations;

    @Autowired
    Sessions sessions;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

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

    @Test
    void theThirtyFirstLoginOfAnAddressHasToWait() {
        Client door = Client.stranger(port).from("203.0.113.12");
        for (int i = 0; i < 30; i++) {
            assertThat(logsIn(door, "nobody-" + i, "").statusCode())
                    .as("login %d", i + 1)
                    .isEqualTo(422);
        }
        assertThat(logsIn(door, "nobody", "").statusCode()).isEqualTo(429);
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
    void nonsenseInAnyFieldOfAnyRouteIsNeverOurFault() {
        UUID order = script.as(world.ningbao.resident()).places("楼道灯坏了", world.ningbao.home());
        List<String> broken = new ArrayList<>();
        Set<String> asked = new LinkedHashSet<>();
        routes.getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    // The one ends the session; the other is a stream, which does not end.
                    if (!pattern.equals("/logout") && !pattern.equals("/live")) {
                        asked.add(pattern);
                        for (Actor actor : whoAsks(pattern)) {
                            asks(method, pattern, handler, actor, order, broken);
                        }
                    }
                }
            }
        });
        assertThat(asked).hasSizeGreaterThan(40);
        assertThat(broken).isEmpty();
    }

    private void asks(
            RequestMethod method, String pattern, HandlerMethod handler, Actor actor, UUID order, List<String> broken) {
        Client client = Client.of(port, sessions, actor).from("203.0.113.20");
        Set<String> fields = fields(handler);
        Map<String, String> sensible = new LinkedHashMap<>();
        fields.forEach(field -> sensible.put(field, sensible(field)));
        String path = path(pattern, order);
        for (String nonsense : NONSENSE) {
            for (String field : fields) {
                Map<String, String> form = new LinkedHashMap<>(sensible);
                form.put(field, nonsense);
                HttpResponse<String> answer = method == RequestMethod.GET
                        ? client.get(path + "?" + field + "="
                                + encoded(nonsense.substring(0, Math.min(nonsense.length(), 500))))
                        : client.post(path, form);
                told(answer, method + " " + pattern + " " + field, nonsense, broken);
            }
            if (pattern.contains("{")) {
                String elsewhere = pattern.replaceAll(
                        "\\{[^}]*}",
                        java.util.regex.Matcher.quoteReplacement(
                                encoded(nonsense.substring(0, Math.min(nonsense.length(), 500)))));
                HttpResponse<String> answer =
                        method == RequestMethod.GET ? client.get(elsewhere) : client.post(elsewhere, sensible);
                told(answer, method + " " + pattern, nonsense, broken);
            }
        }
    }

    private static void told(HttpResponse<String> answer, String what, String nonsense, List<String> broken) {
        if (answer.statusCode() >= 500 || answer.body().contains("Exception")) {
            broken.add(answer.statusCode() + " " + what + " " + nonsense.substring(0, Math.min(nonsense.length(), 20)));
        }
    }

    private List<Actor> whoAsks(String pattern) {
        World.Quarter here = world.ningbao;
        return pattern.startsWith("/desk") ? List.of(here.clerk(), here.administrator()) : List.of(here.resident());
    }

    /** The names of all that a form may send to a route. */
    private static Set<String> fields(HandlerMethod handler) {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            RequestParam wanted = parameter.getAnnotation(RequestParam.class);
            if (wanted != null && parameter.getType() == Map.class) {
                names.addAll(
                        List.of("name", "phone", "kind", "first", "buildings", "units", "floors", "homes", "sure"));
            } else if (wanted != null) {
                names.add(Optional.of(wanted.name().isEmpty() ? wanted.value() : wanted.name())
                        .filter(name -> !name.isEmpty())
                        .orElse(parameter.getName()));
            } else if (parameter.getType().isRecord()
                    && !parameter.isAnnotationPresent(PathVariable.class)
                    && parameter.getType() != Actor.class) {
                for (RecordComponent component : parameter.getType().getRecordComponents()) {
                    names.add(component.getName());
                }
                names.add("q");
            }
        }
        return names;
    }

    private String path(String pattern, UUID order) {
        String room = pattern.replaceFirst("^/desk", "").split("/").length > 1
                ? pattern.replaceFirst("^/desk", "").split("/")[1]
                : "";
        String id = pattern.contains("{id}")
                ? switch (room) {
                    case "orders" -> order.toString();
                    case "people" -> somebody().toString();
                    case "organisations" -> someShop().toString();
                    default -> UUID.randomUUID().toString();
                }
                : "";
        return pattern.replace("{id}", id)
                .replace("{code}", world.ningbao.compound().value() + "001")
                .replace("{place}", world.ningbao.community().value())
                .replace("{prefix}", world.ningbao.compound().value())
                .replaceAll("\\{step:([a-z]*)[^}]*}", "$1")
                .replaceAll("\\{[a-z]*}", UUID.randomUUID().toString());
    }

    private String sensible(String field) {
        return switch (field) {
            case "organisation", "target" -> world.ningbao.firm().toString();
            case "place", "where" -> world.ningbao.home().value();
            case "category" -> "02";
            case "channel" -> "PHONE";
            case "when" -> "ANY";
            case "kind" -> "OWNER";
            case "duty" -> "CLERK";
            case "lang" -> "zh-CN";
            case "since" -> "2026-01-01";
            case "stars", "first", "buildings", "units", "floors", "homes" -> "1";
            case "solved", "sure" -> "yes";
            case "words", "name", "title" -> "看一看";
            case "draft" -> UUID.randomUUID().toString();
            default -> "";
        };
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

    private UUID someShop() {
        return World.as(
                world.ningbao.administrator(),
                () -> organisations.found(
                        Organisation.Kind.MERCHANT, "小店" + UUID.randomUUID(), world.ningbao.community(), ""));
    }

    private static HttpResponse<String> logsIn(Client client, String account, String password) {
        return client.post("/login", Map.of("account", account, "password", password));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
