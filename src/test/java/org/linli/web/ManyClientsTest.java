package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Trail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * Sixty-four people of eight communities at once, served by eight threads over four connections: whoever had a thread or a
 * connection before, nobody is shown a word of another community, and what each community wrote is counted to the row.
 */
@LinliTest
@TestPropertySource(properties = {"server.tomcat.threads.max=8", "spring.datasource.hikari.maximum-pool-size=4"})
class ManyClientsTest {

    private static final int COMMUNITIES = 8;
    private static final int ROUNDS = 24;
    private static final Pattern MARK = Pattern.compile("〔([a-h])〕");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Trail trail;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    private final List<Community> communities = new ArrayList<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** One community and what its people did: each answer that said it was done is counted. */
    private static final class Community {

        final String letter;
        final World.Quarter quarter;
        final List<UUID> orders = new CopyOnWriteArrayList<>();
        final Map<UUID, AtomicInteger> steps = new ConcurrentHashMap<>();
        final AtomicInteger people = new AtomicInteger();
        final AtomicInteger heard = new AtomicInteger();
        final AtomicInteger shown = new AtomicInteger();

        Community(String letter, World.Quarter quarter) {
            this.letter = letter;
            this.quarter = quarter;
        }

        String mark() {
            return "〔" + letter + "〕";
        }

        void began(UUID order) {
            steps.put(order, new AtomicInteger());
            orders.add(order);
        }

        int taken() {
            return steps.values().stream().mapToInt(AtomicInteger::get).sum();
        }
    }

    @Test
    void sixtyFourClientsOfEightCommunitiesSeeTheirOwnOnly() throws Exception {
        found();
        quiet();
        List<Client.Stream> streams = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                // Whoever listens ends with the streams, also when something else has failed.
                AutoCloseable listened = () -> {
                    for (Client.Stream stream : streams) {
                        stream.close();
                    }
                }) {
            for (Community community : communities) {
                Client.Stream stream = Client.of(port, sessions, community.quarter.clerk()).stream(
                        "/live?matter=" + community.orders.getFirst());
                assertThat(stream.next()).isEqualTo("open");
                // News of a second order comes after all there was to hear of the first one's opening.
                community.began(script.as(community.quarter.resident())
                        .places("第二件" + community.mark(), community.quarter.home()));
                String event = stream.next();
                while (!event.equals("news")) {
                    event = stream.next();
                }
                streams.add(stream);
                threads.submit(() -> listen(stream, community));
            }
            List<Actor> everybody = new ArrayList<>();
            List<Future<?>> running = new ArrayList<>();
            CyclicBarrier together = new CyclicBarrier(COMMUNITIES * 8);
            for (Community community : communities) {
                for (Actor actor : eight(community.quarter)) {
                    everybody.add(actor);
                    Random chance = new Random(everybody.size());
                    Client client = Client.of(port, sessions, actor);
                    running.add(threads.submit(() -> {
                        together.await();
                        for (int round = 0; round < ROUNDS; round++) {
                            act(client, actor, community, chance);
                        }
                        return null;
                    }));
                }
            }
            assertThat(everybody).hasSize(64);
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(leaks).isEmpty();
            assertThat(failures).isEmpty();
            quiet();
            for (Community community : communities) {
                int moved = community.steps.get(community.orders.getFirst()).get();
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(community.heard)
                                .as("heard in %s of its own matter", community.letter)
                                .hasValue(moved));
            }
        }
        everyRowIsTheirOwn();
    }

    private void found() throws SQLException {
        List<String> codes = list("""
                select code from place
                 where level = 12 and code like '350211%' and code not in ('350211003012', '350211003003')
                 order by code
                 limit 8""");
        for (int i = 0; i < COMMUNITIES; i++) {
            String letter = String.valueOf((char) ('a' + i));
            Community community = new Community(
                    letter, world.founding(codes.get(i), "小区" + letter, "many-" + letter, "〔" + letter + "〕"));
            World.Quarter here = community.quarter;
            community.began(script.as(here.resident()).places("第一件" + community.mark(), here.home()));
            communities.add(community);
        }
    }

    private static List<Actor> eight(World.Quarter here) {
        return List.of(
                here.resident(),
                here.resident(),
                here.clerk(),
                here.clerk(),
                here.chief(),
                here.worker(),
                here.gridWorker(),
                here.administrator());
    }

    private void listen(Client.Stream stream, Community community) {
        try {
            while (true) {
                if (stream.next().equals("moved")) {
                    community.heard.incrementAndGet();
                }
            }
        } catch (java.io.IOException | AssertionError ended) {
            // The page was closed.
        }
    }

    /** One thing that somebody does, and what came of it. */
    private void act(Client client, Actor actor, Community home, Random chance) {
        int what = chance.nextInt(10);
        boolean desk = actor.duty().staff();
        if (what < 5) {
            List<String> pages = pages(actor, home);
            look(client.get(pages.get(chance.nextInt(pages.size()))), actor, home);
        } else if (what == 5) {
            Community other =
                    communities.get((communities.indexOf(home) + 1 + chance.nextInt(COMMUNITIES - 1)) % COMMUNITIES);
            UUID theirs = other.orders.get(chance.nextInt(other.orders.size()));
            String path = (desk ? "/desk/orders/" : "/orders/") + theirs;
            refused(client.get(path), actor, home);
            refused(client.post(path + "/reply", Map.of("words", "路过" + home.mark())), actor, home);
        } else if (actor.duty() == Duty.CLERK || actor.duty() == Duty.GRID_WORKER && what < 8) {
            register(client, actor, home, chance);
        } else if (actor.duty() == Duty.ADMINISTRATOR) {
            HttpResponse<String> answer = client.post(
                    "/desk/people", Map.of("name", "新来的" + home.mark(), "kind", "TENANT", "q", "", "where", ""));
            look(answer, actor, home);
            if (answer.statusCode() == 303) {
                home.people.incrementAndGet();
            } else {
                failures.add("registering a person → " + answer.statusCode());
            }
        } else {
            step(client, actor, home, chance);
        }
    }

    private static List<String> pages(Actor actor, Community home) {
        if (actor.duty() == Duty.RESIDENT) {
            return List.of("/", "/orders", "/orders?tab=ended", "/inbox", "/me", "/orders/" + home.orders.getFirst());
        }
        return switch (actor.duty()) {
            case ADMINISTRATOR ->
                List.of(
                        "/desk/people",
                        "/desk/people?q=" + 1,
                        "/desk/organisations",
                        "/desk/routes",
                        "/desk/trail",
                        "/me");
            case PROPERTY -> List.of("/desk", "/desk?tab=late", "/desk?tab=ended", "/inbox", "/desk/organisations");
            default ->
                List.of(
                        "/desk",
                        "/desk?tab=open",
                        "/desk?tab=open&q=1",
                        "/desk?tab=late",
                        "/desk/people",
                        "/inbox",
                        "/p/" + home.quarter.community(),
                        "/places/find?q=350211",
                        "/desk/orders/" + home.orders.getLast());
        };
    }

    private void register(Client client, Actor actor, Community home, Random chance) {
        HttpResponse<String> answer = client.post(
                "/desk/orders/new",
                Map.of(
                        "channel",
                        "PHONE",
                        "name",
                        "打来的" + home.mark(),
                        "phone",
                        "1000001%04d".formatted(chance.nextInt(10_000)),
                        "category",
                        "02",
                        "words",
                        "路灯" + chance.nextInt() + home.mark(),
                        "place",
                        home.quarter.home().value(),
                        "when",
                        "ANY"));
        look(answer, actor, home);
        String where = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() == 303 && where.startsWith("/desk/orders/")) {
            home.began(UUID.fromString(where.substring("/desk/orders/".length())));
        } else {
            failures.add("registering an order → " + answer.statusCode());
        }
    }

    /** A step that may be open or not, or be taken by somebody else first: what counts is what the answer says. */
    private void step(Client client, Actor actor, Community home, Random chance) {
        UUID order = home.orders.get(chance.nextInt(home.orders.size()));
        Map<String, String> form = Map.of(
                "words", "一步" + home.mark(), "organisation", home.quarter.firm().toString());
        String step = switch (actor.duty()) {
            case CHIEF, CLERK -> List.of("dispatch", "reply", "recall").get(chance.nextInt(3));
            case PROPERTY -> List.of("accept", "start", "reply").get(chance.nextInt(3));
            default -> "reply";
        };
        String path = actor.duty().staff() ? "/desk/orders/" : "/orders/";
        HttpResponse<String> answer = client.post(path + order + "/" + step, form);
        look(answer, actor, home);
        if (answer.statusCode() == 303) {
            home.steps.get(order).incrementAndGet();
        }
    }

    private void look(HttpResponse<String> answer, Actor actor, Community home) {
        Matcher marks = MARK.matcher(answer.body());
        while (marks.find()) {
            if (marks.group(1).equals(home.letter)) {
                home.shown.incrementAndGet();
            } else {
                leaks.add(actor.signature() + " was shown " + marks.group() + " on "
                        + answer.request().uri());
            }
        }
        if (answer.statusCode() >= 500) {
            failures.add(answer.request().uri() + " → " + answer.statusCode());
        }
    }

    private void refused(HttpResponse<String> answer, Actor actor, Community home) {
        look(answer, actor, home);
        if (answer.statusCode() != 404) {
            leaks.add(actor.signature() + " was answered " + answer.statusCode() + " on "
                    + answer.request().uri());
        }
    }

    private void everyRowIsTheirOwn() throws SQLException {
        for (Community community : communities) {
            String code = community.quarter.community().value();
            assertThat(community.taken())
                    .as("steps taken in %s", community.letter)
                    .isPositive();
            assertThat(list("select count(*) from matter where community = '" + code + "'"))
                    .containsExactly(Integer.toString(community.orders.size()));
            assertThat(list("select count(*) from timeline_entry where left(place, 12) = '" + code + "'"))
                    .containsExactly(Integer.toString(community.orders.size() + community.taken()));
            assertThat(list("select count(*) from person where community = '" + code + "'"))
                    .containsExactly(Integer.toString(6 + community.people.get()));
            assertThat(list("select words from timeline_entry where left(place, 12) = '" + code
                            + "' and words is not null"
                            + " union all select signature from timeline_entry where left(place, 12) = '" + code + "'"
                            + " union all select title from matter where community = '" + code + "'"
                            + " union all select name from person where community = '" + code + "'"))
                    .allMatch(words -> words.contains(community.mark()));
        }
        assertThat(list("select n.id from notice n join person p on p.id = n.person join matter m on m.id = n.matter"
                        + " where p.community <> m.community or left(n.place, 12) <> m.community"))
                .isEmpty();
        Trail.Finding finding = trail.verify();
        assertThat(finding.fault()).isEmpty();
        assertThat(finding.entries())
                .isEqualTo(communities.stream()
                        .mapToLong(community -> community.orders.size() + community.taken())
                        .sum());
    }

    private void quiet() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> list("select count(*) from event_publication").equals(List.of("0")));
    }

    private List<String> list(String query) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        }
    }
}
