package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.device.Device;
import org.linli.device.Devices;
import org.linli.gateway.Jurisdictions;
import org.linli.identity.Sessions;
import org.linli.order.Channel;
import org.linli.order.Exports;
import org.linli.order.Hotline;
import org.linli.order.Layout;
import org.linli.order.Orders;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.order.Step;
import org.linli.order.Ticket;
import org.linli.patrol.Filing;
import org.linli.patrol.Moment;
import org.linli.patrol.Reports;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Uploads;
import org.linli.platform.matter.Trail;
import org.linli.whistle.Kind;
import org.linli.whistle.Occasion;
import org.linli.whistle.Whistles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;
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
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Trail trail;

    @Autowired
    ApplicationContext linli;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    private final List<Community> communities = new ArrayList<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** Whose each thing is, by its id. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    /** Which pages were opened, each as its list below writes it, whatever its ids. */
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    /** One community and what its people did: each answer that said it was done is counted. */
    private final class Community {

        final String letter;
        final World.Quarter quarter;
        final List<UUID> orders = new CopyOnWriteArrayList<>();
        final Map<String, String> things = new ConcurrentHashMap<>();
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

        /** One thing of theirs, of which a page of their own may speak. */
        void has(String what, UUID id) {
            owners.put(id.toString(), letter);
            things.put(what, id.toString());
        }

        String the(String what) {
            return java.util.Objects.requireNonNull(things.get(what), what);
        }

        void began(UUID order) {
            owners.put(order.toString(), letter);
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
                    Client client = Client.of(port, sessions, actor).holds(token(actor));
                    AtomicInteger page = new AtomicInteger(everybody.size() * 5);
                    running.add(threads.submit(() -> {
                        together.await();
                        for (int round = 0; round < ROUNDS; round++) {
                            act(client, actor, community, chance, page);
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
            everyPageWasOpened();
            quiet();
            for (Community community : communities) {
                int moved = community.steps.get(community.orders.getFirst()).get();
                await().atMost(Duration.ofSeconds(60))
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
            somethingOfEverything(community);
            communities.add(community);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> list("select count(*) from order_export where state = 'DONE'")
                        .equals(List.of(Integer.toString(COMMUNITIES))));
    }

    /** What the other pages speak of, each with the mark of its community. */
    private void somethingOfEverything(Community community) throws SQLException {
        World.Quarter here = community.quarter;
        String mark = community.mark();
        UUID shown = World.as(here.resident(), () -> {
            UUID id = Ids.at(java.time.Instant.now());
            Attachments attachments = linli.getBean(Attachments.class);
            byte[] jpeg = Uploads.jpeg(Uploads.quarters(60, 40, BufferedImage.TYPE_INT_RGB));
            attachments.addToDraft(id, attachments.clean(new ByteArrayResource(jpeg), jpeg.length));
            return linli.getBean(Orders.class)
                    .place(
                            id,
                            new Step.Place(
                                    "02",
                                    "有照片" + mark,
                                    here.home(),
                                    "",
                                    Channel.ONLINE,
                                    here.resident().name(),
                                    Optional.empty()));
        });
        community.began(shown);
        community.has(
                "photo",
                UUID.fromString(list("select id from attachment where matter = '" + shown + "'")
                        .getFirst()));
        community.has(
                "report",
                World.as(
                                here.resident(),
                                () -> linli.getBean(Reports.class)
                                        .file(new Filing(
                                                new org.linli.patrol.Step.File(
                                                        org.linli.patrol.Kind.HAZARD,
                                                        here.compound(),
                                                        Moment.NOW,
                                                        "电线裸露" + mark),
                                                Optional.of(false),
                                                false)))
                        .orElseThrow());
        World.as(here.clerk(), () -> {
            community.has(
                    "whistle",
                    linli.getBean(Whistles.class)
                            .draft(
                                    new org.linli.whistle.Step.Draft(
                                            here.compound(),
                                            Occasion.RESIDENTS,
                                            Kind.WORK,
                                            "占道经营" + mark,
                                            "劝过三次" + mark),
                                    Optional.empty()));
            community.has(
                    "device",
                    linli.getBean(Devices.class)
                            .register(
                                    here.compound(),
                                    "smoke",
                                    new Device.Declared(
                                            "烟感" + mark,
                                            "楼道" + mark,
                                            "防火",
                                            "消防法",
                                            here.firm(),
                                            Device.SeenBy.OPERATOR,
                                            0,
                                            "",
                                            false,
                                            0)));
            community.has(
                    "ticket",
                    linli.getBean(Hotline.class)
                            .take(new Ticket.Incoming(
                                    "MANY-" + community.letter + "001",
                                    "井盖没了" + mark,
                                    "桥头" + mark,
                                    Optional.empty(),
                                    "",
                                    Optional.empty(),
                                    Optional.empty()))
                            .feedback()
                            .ticket()
                            .id());
            SavedViews views = linli.getBean(SavedViews.class);
            UUID view = views.save("筛选" + mark, Sought.read("words=" + mark));
            views.share(view, true);
            community.has("view", view);
            community.has(
                    "export",
                    linli.getBean(Exports.class).begin(Sought.ALL, Layout.PLAIN, Exports.Format.CSV, "zh-CN"));
            return null;
        });
        World.as(here.administrator(), () -> {
            linli.getBean(Jurisdictions.class).open(jurisdiction(community), here.community());
            return null;
        });
    }

    private static String jurisdiction(Community community) {
        return "many-" + community.letter + ".example.cn";
    }

    private String token(Actor actor) {
        return World.as(
                actor,
                () -> linli.getBean(Tokens.class).make("许多人", EnumSet.allOf(Scope.class), actor.appointment(), 1));
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
    private void act(Client client, Actor actor, Community home, Random chance, AtomicInteger page) {
        int what = chance.nextInt(10);
        boolean desk = actor.duty().staff();
        if (what < 5) {
            for (int n = 0; n < 2; n++) {
                List<String> pages = pages(actor);
                String next = pages.get(Math.floorMod(page.getAndIncrement(), pages.size()));
                HttpResponse<String> answer = client.get(filled(next, home));
                look(answer, actor, home);
                if (answer.statusCode() == 200) {
                    opened.add(next);
                }
            }
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

    private static final List<String> ANYBODYS = List.of(
            "/me",
            "/inbox",
            "/p/{community}",
            "/p?q=350211",
            "/places/find?q=350211",
            "/api/v1/me",
            "/api/v1/categories",
            "/open311/v2/services.json?jurisdiction_id={jurisdiction}",
            "/open311/v2/requests.json?jurisdiction_id={jurisdiction}",
            "/open311/v2/requests.xml?jurisdiction_id={jurisdiction}&status=open",
            "/open311/v2/servicerequestupdates.json?jurisdiction_id={jurisdiction}");

    private static final List<String> RESIDENTS = List.of(
            "/",
            "/orders",
            "/orders?tab=ended",
            "/orders/{first}",
            "/orders/{shown}",
            "/photos/{photo}",
            "/photos/{photo}/small",
            "/reports",
            "/reports/{report}",
            "/api/v1/orders",
            "/api/v1/orders?stand=OVER",
            "/api/v1/orders/{first}",
            "/api/v1/photos/{photo}");

    private static final List<String> DESK = List.of(
            "/desk",
            "/desk?tab=open",
            "/desk?tab=open&q=1",
            "/desk?tab=late",
            "/desk/orders",
            "/desk/orders?words=" + encoded("〔") + "&sort=DUE",
            "/desk/orders?stand=OPEN&state=PLACED&category=02&place={community}",
            "/desk/orders?handler={firm}",
            "/desk/orders/chosen?id={first}&id={last}",
            "/desk/orders/print?id={first}",
            "/desk/orders/{last}",
            "/desk/orders/{shown}",
            "/photos/{photo}",
            "/desk/late",
            "/desk/late?category=02",
            "/desk/map",
            "/desk/map?category=02&mark=LATE",
            "/desk/people",
            "/desk/whistles",
            "/desk/whistles?tab=OPEN",
            "/desk/whistles/{whistle}",
            "/desk/reports",
            "/desk/reports?words=" + encoded("电线"),
            "/desk/reports/{report}",
            "/desk/devices",
            "/desk/devices/{device}",
            "/api/v1/orders",
            "/api/v1/orders?state=PLACED&category=02",
            "/api/v1/orders/{last}");

    /** Of whoever answers for a whole community. */
    private static final List<String> OFFICE = List.of(
            "/desk/rates",
            "/desk/rates?by=HANDLER&rate=RESPONSE",
            "/desk/orders/views",
            "/desk/orders/exports",
            "/desk/orders/exports?filter=stand%3DOPEN",
            "/desk/callbacks",
            "/desk/hotline",
            "/desk/hotline/{ticket}",
            "/desk/imports",
            "/api/v1/handlers?place={community}&category=02");

    private static final Map<Duty, List<String>> PAGES = Map.of(
            Duty.RESIDENT, joined(ANYBODYS, RESIDENTS),
            Duty.CLERK, joined(ANYBODYS, DESK, OFFICE, List.of("/desk/orders/exports/{export}/file")),
            Duty.CHIEF, joined(ANYBODYS, DESK, OFFICE, List.of("/desk/orders/exports/log")),
            Duty.GRID_WORKER, joined(ANYBODYS, DESK),
            Duty.PROPERTY,
                    joined(
                            ANYBODYS,
                            List.of(
                                    "/desk",
                                    "/desk?tab=late",
                                    "/desk?tab=ended",
                                    "/desk/orders",
                                    "/desk/organisations",
                                    "/desk/devices",
                                    "/api/v1/orders")),
            Duty.ADMINISTRATOR,
                    joined(
                            ANYBODYS,
                            List.of(
                                    "/desk/people",
                                    "/desk/people?q=1",
                                    "/desk/organisations",
                                    "/desk/routes",
                                    "/desk/trail",
                                    "/desk/devices",
                                    "/desk/layouts",
                                    "/desk/webhooks",
                                    "/desk/open311")));

    @SafeVarargs
    private static List<String> joined(List<String>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> pages(Actor actor) {
        return java.util.Objects.requireNonNull(PAGES.get(actor.duty()));
    }

    private static String filled(String page, Community home) {
        String path = page.replace("{community}", home.quarter.community().value())
                .replace("{jurisdiction}", jurisdiction(home))
                .replace("{firm}", home.quarter.firm().toString())
                .replace("{first}", home.orders.getFirst().toString())
                .replace("{shown}", home.orders.get(1).toString())
                .replace("{last}", home.orders.getLast().toString());
        for (String what : List.of("photo", "report", "whistle", "device", "ticket", "export")) {
            path = path.contains("{" + what + "}") ? path.replace("{" + what + "}", home.the(what)) : path;
        }
        return path;
    }

    /** So that nothing above is a page that nobody may open. */
    private void everyPageWasOpened() {
        Set<String> wanted = new TreeSet<>();
        PAGES.values().forEach(wanted::addAll);
        assertThat(new TreeSet<>(opened)).isEqualTo(wanted);
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
                        "ANY",
                        "join",
                        "none"));
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
        ID.matcher(answer.body()).results().forEach(id -> {
            String owner = owners.get(id.group());
            // Whoever asks by an id knows it.
            boolean asked = answer.request().uri().toString().contains(id.group());
            if (owner != null && !owner.equals(home.letter) && !asked) {
                leaks.add(actor.signature() + " was shown an id of " + owner + " on "
                        + answer.request().uri());
            }
        });
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
            assertThat(list("select count(*) from matter where kind = 'order' and community = '" + code + "'"))
                    .containsExactly(Integer.toString(community.orders.size()));
            assertThat(list("select count(*) from timeline_entry e join matter m on m.id = e.matter"
                            + " where m.kind = 'order' and left(e.place, 12) = '" + code + "'"))
                    .containsExactly(Integer.toString(community.orders.size() + community.taken()));
            assertThat(list("select count(*) from person where community = '" + code + "'"))
                    .containsExactly(Integer.toString(6 + community.people.get()));
            assertThat(list("select words from timeline_entry where left(place, 12) = '" + code
                            + "' and words is not null"
                            + " union all select signature from timeline_entry where left(place, 12) = '" + code + "'"
                            + " union all select title from matter where community = '" + code + "'"
                            + " union all select name from person where community = '" + code + "'"))
                    // A report's title is its kind, in no language; and the machinery tells on it by itself.
                    .allMatch(words -> words.contains(community.mark())
                            || Set.of("HAZARD", "系统").contains(words));
        }
        assertThat(list("select n.id from notice n join person p on p.id = n.person join matter m on m.id = n.matter"
                        + " where p.community <> m.community or left(n.place, 12) <> m.community"))
                .isEmpty();
        Trail.Finding finding = trail.verify();
        assertThat(finding.fault()).isEmpty();
        long machinery = Long.parseLong(list("select count(*) from timeline_entry where signature = '系统'")
                .getFirst());
        assertThat(finding.entries() - machinery)
                .isEqualTo(communities.stream()
                        // And of each community a report and a whistle, begun and left.
                        .mapToLong(community -> community.orders.size() + community.taken() + 2)
                        .sum());
    }

    private void quiet() {
        await().atMost(Duration.ofSeconds(60))
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
