package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Told;
import org.linli.World;
import org.linli.api.Deliveries.Delivery;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Hotline;
import org.linli.order.Merging;
import org.linli.order.Splitting;
import org.linli.order.Step;
import org.linli.order.Ticket;
import org.linli.platform.Abroad;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.notice.Notices;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody else's system is told what happens to our orders: signed, in order, and again until it takes it. */
@LinliTest
class WebhooksTest {

    private record Heard(String id, String timestamp, String signature, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String step() {
            return json().path("data").path("step").asString();
        }
    }

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Webhooks webhooks;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Messenger messenger;

    @Autowired
    Notices notices;

    @Autowired
    Hotline hotline;

    @Autowired
    Splitting splitting;

    @Autowired
    Merging merging;

    @Autowired
    Clock clock;

    private HttpServer theirs;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private volatile int answers = 204;
    private World.Quarter here;

    @BeforeEach
    void somebodyListens() throws IOException {
        here = world.ningbao;
        noneIsRegistered();
        theirs = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        theirs.createContext("/", exchange -> {
            heard.add(new Heard(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answers, -1);
            exchange.close();
        });
        theirs.start();
    }

    /** Whatever a test has registered is told nothing more. */
    @AfterEach
    void nobodyListens() {
        noneIsRegistered();
        theirs.stop(0);
    }

    private void noneIsRegistered() {
        admin(() -> {
            webhooks.mine().stream().map(Webhook::id).forEach(webhooks::end);
            return "";
        });
    }

    private <T> T admin(Callable<T> work) {
        return World.as(here.administrator(), work);
    }

    private String registers(Set<String> steps) {
        String url = "http://127.0.0.1:" + theirs.getAddress().getPort() + "/linli";
        return admin(() -> webhooks.register("物业工单系统", url, steps, false));
    }

    private Webhook only() {
        List<Webhook> mine = admin(webhooks::mine);
        assertThat(mine).hasSize(1);
        return mine.getFirst();
    }

    /** The messages of an order, the oldest first, when so many are noted. */
    private List<Delivery> noted(UUID order, int many) {
        await().atMost(Duration.ofSeconds(60)).until(() -> of(order).size() == many);
        return of(order);
    }

    private List<Delivery> of(UUID order) {
        return admin(() -> deliveries.mine(Optional.empty(), Optional.empty())).items().stream()
                .filter(one -> one.order().equals(order))
                .toList()
                .reversed();
    }

    private void tellsIn(Duration later) {
        WallClock.at(clock.instant().plus(later), messenger::tellDue);
    }

    /** Another node, the scheduler's, may be telling the same just now. */
    private void toldAll(UUID order) {
        await().atMost(Duration.ofSeconds(60)).until(() -> of(order).stream().allMatch(Delivery::sent));
    }

    @Test
    void eachStepIsToldSignedAndInOrderAndNothingPersonalIn() throws GeneralSecurityException {
        String secret = registers(Set.of());
        UUID order = script.as(here.resident()).places("楼道灯坏了不外传", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        noted(order, 3);
        messenger.tellDue();
        toldAll(order);
        List<Heard> ours = heard.stream()
                .filter(one -> one.body().contains(order.toString()))
                .toList();
        assertThat(ours.stream().map(Heard::step).distinct()).containsExactly("place", "dispatch", "accept");
        for (Heard one : ours) {
            assertThat(one.signature()).isEqualTo(signed(secret, one));
            assertThat(one.body())
                    .doesNotContain(
                            "不外传",
                            "陈邻安",
                            "方里平",
                            here.home().value(),
                            here.resident().self().toString());
            JsonNode data = one.json().path("data");
            assertThat(data.path("place").asString())
                    .isEqualTo(here.home().value().substring(0, 18));
            assertThat(data.path("category").asString()).isEqualTo("02");
            assertThat(one.json().path("type").asString()).isEqualTo("order." + one.step());
        }
        assertThat(of(order))
                .allMatch(one -> one.status() == 204 && one.failure().isEmpty());
    }

    @Test
    void theHotlineHearsOfTheWholeFromItsPartsAndOfADuplicateFromTheOther() {
        String url = "http://127.0.0.1:" + theirs.getAddress().getPort() + "/linli";
        admin(() -> webhooks.register("12345", url, Set.of("accept", "merge", "finish"), true));
        String number = "HOOK-" + UUID.randomUUID().toString().substring(0, 8);
        UUID whole = passesOn(number);
        List<UUID> parts = World.as(
                here.clerk(),
                () -> splitting.split(
                        whole,
                        List.of(
                                piece(here.firm(), "换灯泡"),
                                piece(here.gridWorker().organisation().orElseThrow(), "清杂物")),
                        "灯和杂物各归一家"));
        script.as(here.worker()).accepts(parts.getFirst());
        JsonNode part = told(noted(parts.getFirst(), 1).getLast());
        assertThat(part.path("hotline").path("number").asString()).isEqualTo(number);
        assertThat(part.path("hotline").path("acceptedAt").asString()).isNotEmpty();
        assertThat(part.path("hotline").path("state").asString()).isEqualTo("DISPATCHED");

        String other = number + "-2";
        UUID duplicate = passesOn(other);
        UUID first = script.as(here.resident()).places("路灯不亮不外传", here.compound());
        World.as(here.clerk(), () -> {
            merging.merge(duplicate, first, "同一盏灯");
            return "";
        });
        JsonNode merged = told(noted(duplicate, 1).getLast());
        assertThat(merged.path("hotline").path("mergedInto").asString())
                .isEqualTo(script.as(here.clerk()).sees(first).number());
        script.as(here.clerk()).dispatches(first, here.firm());
        script.as(here.worker()).accepts(first);
        script.as(here.worker()).finishes(first, "换了灯泡，亮了");
        JsonNode done = told(noted(first, 2).getLast());
        assertThat(done.path("hotline").isMissingNode()).isTrue();
        JsonNode of = done.path("hotlineMerged").get(0);
        assertThat(of.path("number").asString()).isEqualTo(other);
        assertThat(of.path("result").asString()).isEqualTo("换了灯泡，亮了");
        assertThat(of.path("state").asString()).isEqualTo("DONE");
        assertThat(done.toString()).doesNotContain("吴女士", "8888", "不外传");
    }

    private static JsonNode told(Delivery delivery) {
        return JsonMapper.shared().readTree(delivery.body()).path("data");
    }

    private static Step.Piece piece(UUID organisation, String words) {
        return new Step.Piece(organisation, words, TimeLimit.of(3, TimeLimit.Unit.HOURS));
    }

    private UUID passesOn(String number) {
        Ticket.Incoming call = new Ticket.Incoming(
                number,
                "楼道灯坏了不外传",
                "宁宝世家3号楼",
                Optional.of("02"),
                "吴女士",
                Optional.of(new Phone("13900008888")),
                Optional.empty());
        return World.as(
                here.clerk(),
                () -> hotline.take(call).feedback().order().orElseThrow().id());
    }

    @Test
    void whatIsNotTakenIsToldAgainAndTheLaterWaitsForTheEarlier() {
        registers(Set.of("place", "reply"));
        answers = 500;
        UUID order = script.as(here.resident()).places("再推一次", here.home());
        script.as(here.clerk()).replies(order, "马上来");
        noted(order, 2);
        messenger.tellDue();
        await().atMost(Duration.ofSeconds(60)).until(() -> of(order).getFirst().tries() > 0);
        Delivery first = of(order).getFirst();
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.failure()).contains("500");
        assertThat(first.nextAt()).isAfter(clock.instant());
        assertThat(of(order).getLast().tries()).isZero();
        assertThat(heard).allMatch(one -> one.step().equals("place"));
        assertThat(only().failingSince()).isPresent();

        answers = 200;
        tellsIn(Duration.ofHours(7));
        assertThat(of(order)).allMatch(Delivery::sent);
        assertThat(heard.stream().map(Heard::step).distinct()).containsExactly("place", "reply");
        assertThat(only().failingSince()).isEmpty();

        long before = heard.size();
        admin(() -> {
            deliveries.again(first.id());
            return "";
        });
        tellsIn(Duration.ofSeconds(1));
        toldAll(order);
        assertThat(heard.size()).isGreaterThan((int) before);
        assertThat(heard.stream()
                        .filter(one -> one.step().equals("place"))
                        .map(Heard::id)
                        .distinct())
                .containsExactly(first.id().toString());
    }

    @Test
    void afterThreeDaysInVainNothingIsSentUntilSomebodySaysSo() {
        registers(Set.of("place"));
        answers = 503;
        UUID order = script.as(here.resident()).places("没人收", here.home());
        noted(order, 1);
        messenger.tellDue();
        await().atMost(Duration.ofSeconds(60)).until(() -> of(order).getFirst().tries() > 0);
        tellsIn(Duration.ofDays(2));
        assertThat(only().disabledAt()).isEmpty();
        tellsIn(Duration.ofDays(4));
        assertThat(only().disabledAt()).isPresent();
        assertThat(Told.all(notices, here.administrator()))
                .as("whoever registered it is told once, and nothing of the order")
                .filteredOn(notice ->
                        notice.kind().equals("webhook") && notice.about().equals(order))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.step()).isEqualTo("stopped");
                    assertThat(notice.title()).isEqualTo("物业工单系统");
                });
        int silent = heard.size();
        answers = 200;
        tellsIn(Duration.ofDays(9));
        assertThat(heard).hasSize(silent);
        admin(() -> {
            webhooks.resume(only().id());
            return "";
        });
        tellsIn(Duration.ofDays(9));
        assertThat(of(order)).allMatch(Delivery::sent);
        assertThat(only().failingSince()).isEmpty();
        WallClock.at(clock.instant().plus(Duration.ofDays(31)), deliveries::forget);
        assertThat(of(order)).isEmpty();
    }

    @Test
    void whatIsTriedTooOftenIsTriedNoMoreUntilSomebodySaysSo() {
        registers(Set.of("place", "reply"));
        answers = 410;
        UUID order = script.as(here.resident()).places("没人要", here.home());
        script.as(here.clerk()).replies(order, "还是没人要");
        noted(order, 2);
        Duration later = Duration.ZERO;
        for (int i = 0; i < 2 * Deliveries.MOST_TRIES; i++) {
            later = later.plus(Duration.ofHours(7));
            tellsIn(later);
            admin(() -> {
                webhooks.mine().stream()
                        .filter(one -> one.disabledAt().isPresent())
                        .forEach(one -> webhooks.resume(one.id()));
                return "";
            });
        }
        assertThat(of(order))
                .allMatch(one -> one.state() == Deliveries.State.FAILED
                        && one.tries() == Deliveries.MOST_TRIES
                        && one.status() == 410);
        assertThat(heard.stream().map(Heard::step).distinct())
                .as("the later one is told when the earlier one has failed for good")
                .containsExactly("place", "reply");
        assertThat(this.<Integer>admin(deliveries::failed).intValue()).isEqualTo(2);
        int silent = heard.size();
        tellsIn(later.plus(Duration.ofDays(1)));
        assertThat(heard).hasSize(silent);

        answers = 200;
        admin(() -> {
            deliveries.allAgain();
            return "";
        });
        tellsIn(Duration.ofSeconds(1));
        toldAll(order);
        assertThat(this.<Integer>admin(deliveries::failed).intValue()).isZero();
        assertThat(heard.stream().skip(silent).map(Heard::step).distinct()).containsExactly("place", "reply");
        assertThat(admin(() -> deliveries.mine(Optional.of(Deliveries.State.FAILED), Optional.empty()))
                        .items())
                .isEmpty();
    }

    @Test
    void theListGoesOnPageByPage() {
        registers(Set.of("place"));
        answers = 500;
        for (int i = 0; i < 51; i++) {
            script.as(here.resident()).places("第" + i + "条", here.home());
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> all().size() == 51);
        Page<Delivery> first = admin(() -> deliveries.mine(Optional.empty(), Optional.empty()));
        assertThat(first.items()).hasSize(50);
        Page<Delivery> second = admin(() -> deliveries.mine(Optional.empty(), first.next()));
        assertThat(second.items()).hasSize(1);
        assertThat(second.next()).isEmpty();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
    }

    private List<Delivery> all() {
        List<Delivery> all = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            Optional<Cursor> from = after;
            Page<Delivery> page = admin(() -> deliveries.mine(Optional.empty(), from));
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    @Test
    void aNewSecretSignsBesideTheOldOneForADay() throws GeneralSecurityException {
        String before = registers(Set.of("place"));
        String after = admin(() -> webhooks.rotate(only().id()));
        assertThat(after).isNotEqualTo(before);
        UUID order = script.as(here.resident()).places("换了密钥", here.home());
        noted(order, 1);
        messenger.tellDue();
        toldAll(order);
        Heard both = heard.stream()
                .filter(one -> one.body().contains(order.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(both.signature()).isEqualTo(signed(after, both) + " " + signed(before, both));
        Webhook mine = only();
        WallClock.at(
                clock.instant().plus(Duration.ofHours(25)),
                () -> assertThat(World.as(Actor.system(here.community()), () -> webhooks.secrets(mine)))
                        .containsExactly(after));
    }

    private static String signed(String secret, Heard heard) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
        byte[] signed = (heard.id() + "." + heard.timestamp() + "." + heard.body()).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    }

    @Test
    void onlyTheAdministratorOfThePlaceAndOnlyTheirOwn() {
        registers(Set.of("place"));
        Webhook mine = only();
        UUID order = script.as(here.resident()).places("谁的", here.home());
        Delivery delivery = noted(order, 1).getFirst();
        Actor other = world.fangzhi.administrator();
        assertThat(World.as(other, webhooks::mine)).noneMatch(one -> one.id().equals(mine.id()));
        assertThat(World.as(other, () -> deliveries.mine(Optional.empty(), Optional.empty()))
                        .items())
                .noneMatch(one -> one.id().equals(delivery.id()));
        assertThat(refusal(other, () -> webhooks.end(mine.id()))).isEqualTo("notFound");
        assertThat(refusal(other, () -> webhooks.resume(mine.id()))).isEqualTo("notFound");
        assertThat(refusal(other, () -> webhooks.rotate(mine.id()))).isEqualTo("notFound");
        assertThat(refusal(other, () -> deliveries.again(delivery.id()))).isEqualTo("notFound");
        for (Actor actor : List.of(here.clerk(), here.chief(), here.worker(), here.resident())) {
            assertThat(refusal(actor, webhooks::mine)).isEqualTo("api.hookNotYours");
            assertThat(refusal(actor, () -> deliveries.mine(Optional.empty(), Optional.empty())))
                    .isEqualTo("api.hookNotYours");
            assertThat(refusal(actor, deliveries::failed)).isEqualTo("api.hookNotYours");
            assertThat(refusal(actor, deliveries::allAgain)).isEqualTo("api.hookNotYours");
            assertThat(refusal(actor, () -> webhooks.rotate(mine.id()))).isEqualTo("api.hookNotYours");
        }
        UUID theirOrder = script.as(world.fangzhi.resident()).places("隔壁的", world.fangzhi.home());
        script.as(here.resident()).replies(order, "不推这一步");
        UUID last = script.as(here.resident()).places("最后一张", here.home());
        noted(last, 1);
        assertThat(of(theirOrder)).isEmpty();
        assertThat(of(order)).hasSize(1);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        Actor me = here.administrator();
        for (String url : List.of("", "ftp://x.cn/", "http://", "https://x.cn/#a", "javascript:1", "http://a b/")) {
            assertThat(refusal(me, () -> webhooks.register("x", url, Set.of(), false)))
                    .as(url)
                    .isEqualTo("api.hookUrl");
        }
        assertThat(refusal(me, () -> webhooks.register(" ", "http://127.0.0.1/", Set.of(), false)))
                .isEqualTo("api.hookName");
        assertThat(refusal(me, () -> webhooks.register("x", "http://127.0.0.1/", Set.of("dance"), false)))
                .isEqualTo("api.hookSteps");
        assertThat(refusal(me, () -> Abroad.reachable(URI.create("http://127.0.0.1/"), false)))
                .isEqualTo("gateway.serverPrivate");
        assertThat(refusal(
                        World.founder(PlaceCode.parse("350211")),
                        () -> webhooks.register("x", "http://127.0.0.1/", Set.of(), false)))
                .isEqualTo("api.hookPlace");
        for (int i = 0; i < 20; i++) {
            registers(Set.of("lapse"));
        }
        assertThat(refusal(me, () -> registers(Set.of()))).isEqualTo("api.hooksMost");
    }

    private static String refusal(Actor actor, Runnable work) {
        return World.as(actor, () -> {
            try {
                work.run();
                return "";
            } catch (Refusal refusal) {
                return refusal.code();
            }
        });
    }
}
