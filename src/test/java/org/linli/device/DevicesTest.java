package org.linli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.linli.device.Devices.Proven;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Channel;
import org.linli.order.Merging;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;

/** A device is registered, told from all others by its token, and what it tells becomes an order by the closest rule, once. */
@LinliTest
class DevicesTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Devices devices;

    @Autowired
    Alerts alerts;

    @Autowired
    Rules rules;

    @Autowired
    Kinds kinds;

    @Autowired
    PublicDevices publicDevices;

    @Autowired
    Orders orders;

    @Autowired
    Merging merging;

    @Autowired
    Clock clock;

    private World.Quarter here;
    private UUID camera;
    private Proven proven;
    private Instant now;

    @BeforeEach
    void aCamera() {
        here = world.ningbao;
        // Others may have set rules of their own here.
        World.as(here.clerk(), () -> {
            rules.at(here.community()).forEach(rule -> rule.id().ifPresent(rules::drop));
            return null;
        });
        camera = registers(here.compound(), "throw_camera", camera("东侧摄像头"));
        proven = proves(camera);
        now = clock.instant();
    }

    private UUID registers(PlaceCode place, String kind, Declared declared) {
        return World.as(here.clerk(), () -> devices.register(place, kind, declared));
    }

    private Declared camera(String name) {
        return new Declared(
                name, "绿化带立杆", "看清高空抛物从哪里落下", "民法典第 1254 条", here.firm(), SeenBy.OPERATOR, 30, "单元门旁", true, 60);
    }

    private Proven proves(UUID device) {
        String token = World.as(here.clerk(), () -> devices.token(device));
        return devices.enter(token).orElseThrow();
    }

    private Reading reading(String event, String alert, Instant at) {
        return new Reading(event, alert, at, Optional.of(2), Optional.of(93), Optional.of(71));
    }

    private Heard tells(String event, String alert, Instant at) {
        return alerts.take(proven, reading(event, alert, at), false);
    }

    private List<Alert> told() {
        return World.as(here.clerk(), () -> alerts.of(devices.one(camera), Optional.empty()))
                .items();
    }

    private Order order(Alert alert) {
        return script.as(here.clerk()).sees(alert.order().orElseThrow().id());
    }

    private List<Trace> line(Order order) {
        return World.as(here.clerk(), () -> orders.timeline(order));
    }

    private void rules(PlaceCode place, boolean ordered, Severity severity, int window, String quiet) {
        World.as(here.clerk(), () -> {
            rules.set(
                    place,
                    new Rule(Optional.empty(), Optional.empty(), "throw", ordered, "0505", severity, window, quiet));
            return null;
        });
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private static <T> ThrowingCallable as(Actor actor, Callable<T> work) {
        return () -> World.as(actor, work);
    }

    @Test
    void anAlertBecomesAnOrderThatSaysByWhichRule() {
        Heard heard = tells("e-1", "throw", now);
        assertThat(heard.outcome()).hasValue(Outcome.ORDERED);
        assertThat(heard.fresh()).isTrue();
        Alert alert = told().getFirst();
        Order order = order(alert);
        assertThat(heard.order()).hasValue(order.number());
        assertThat(order.channel()).isEqualTo(Channel.DEVICE);
        assertThat(order.category().code()).isEqualTo("0505");
        assertThat(order.contactName()).isEqualTo("东侧摄像头");
        assertThat(order.matter().requester()).isEmpty();
        assertThat(order.found()).as("nobody is asked for a rating").isTrue();
        assertThat(order.words()).startsWith("紧急·高空抛物：东侧摄像头").contains("绿化带立杆", "数量 2", "可信度 93%");
        Trace row = line(order).getFirst();
        assertThat(row.signature()).isEqualTo("东侧摄像头 · 智能设备");
        assertThat(row.person()).isEmpty();
        assertThat(row.detail())
                .containsEntry("device", camera.toString())
                .containsEntry("deviceRule", "各地通用")
                .containsEntry("deviceAlert", "高空抛物")
                .containsEntry("deviceCategory", "高空抛物")
                .containsEntry("deviceWindow", "10")
                .containsEntry("channel", "DEVICE");
    }

    @Test
    void theSameEventIsTheSameAlertAndAnotherUnderItsNumberIsRefused() {
        Heard first = tells("e-1", "throw", now);
        Heard again = tells("e-1", "throw", now);
        assertThat(again.fresh()).isFalse();
        assertThat(again.order()).isEqualTo(first.order());
        assertThat(told()).hasSize(1);
        refused("device.eventOther", () -> tells("e-1", "fault", now));
        refused("device.eventOther", () -> tells("e-1", "throw", now.minusSeconds(1)));
        assertThat(World.as(here.clerk(), () -> devices.one(camera)).refused()).isEqualTo("device.eventOther");
    }

    @Test
    void alertsWithinTheWindowJoinTheOpenOrderAndItsLineCounts() {
        tells("e-1", "throw", now.minus(Duration.ofMinutes(30)));
        for (int n = 2; n <= 9; n++) {
            assertThat(tells("e-" + n, "throw", now.minus(Duration.ofMinutes(30 - n)))
                            .outcome())
                    .hasValue(Outcome.JOINED);
        }
        Alert last = told().getFirst();
        assertThat(told())
                .extracting(alert -> alert.order().orElseThrow().id())
                .containsOnly(last.order().orElseThrow().id());
        List<Trace> line = line(order(last));
        assertThat(line).extracting(Trace::step).containsExactly("place", "reply", "reply", "reply");
        assertThat(line.subList(1, 4))
                .extracting(row -> row.detail().get("deviceCount"))
                .containsExactly("2", "4", "8");
        assertThat(line.getLast().signature()).isEqualTo("东侧摄像头 · 智能设备");
        assertThat(tells("e-late", "throw", now.minus(Duration.ofMinutes(9))).outcome())
                .as("after the window")
                .hasValue(Outcome.ORDERED);
        assertThat(tells("e-other", "fault", now).outcome())
                .as("of another kind")
                .hasValue(Outcome.ORDERED);
        assertThat(order(last).firstAnswerAt()).as("a device answers nobody").isEmpty();
    }

    @Test
    void whatIsDoneIsNotJoinedAndWhatWasMergedGoesOnInTheOther() {
        tells("e-1", "throw", now.minusSeconds(300));
        UUID order = told().getFirst().order().orElseThrow().id();
        UUID other = script.as(here.resident()).places("又掉东西下来了", here.compound());
        World.as(here.clerk(), () -> {
            merging.merge(order, other, "同一件事");
            return null;
        });
        tells("e-2", "throw", now.minusSeconds(240));
        assertThat(told().getFirst().order().orElseThrow().id()).isEqualTo(other);
        script.as(here.clerk()).dispatches(other, here.firm());
        script.as(here.worker()).accepts(other);
        script.as(here.worker()).finishes(other, "上门提醒了");
        assertThat(tells("e-3", "throw", now.minusSeconds(200)).outcome()).hasValue(Outcome.ORDERED);
    }

    @Test
    void theClosestRuleDecidesAndItsDroppingGivesWayToTheNext() {
        PlaceCode building = PlaceCode.parse(here.compound().value() + "002");
        camera = registers(building, "throw_camera", camera("2 号楼摄像头"));
        proven = proves(camera);
        rules(building, false, Severity.ORDINARY, 10, "");
        assertThat(tells("e-1", "throw", now).outcome()).hasValue(Outcome.RECORDED);
        assertThat(told().getFirst().rulePlace()).isEqualTo(building.value());
        rules(building, true, Severity.ORDINARY, 0, "");
        assertThat(tells("e-2", "throw", now).outcome()).hasValue(Outcome.ORDERED);
        assertThat(tells("e-3", "throw", now).outcome()).as("no window").hasValue(Outcome.ORDERED);
        assertThat(order(told().getFirst()).words()).startsWith("高空抛物：2 号楼摄像头");
        assertThat(line(order(told().getFirst())).getFirst().detail().get("deviceRule"))
                .contains("2号楼");
        UUID rule = World.as(here.clerk(), () -> rules.at(here.compound())).stream()
                .filter(one -> one.place().equals(Optional.of(building)))
                .findFirst()
                .orElseThrow()
                .id()
                .orElseThrow();
        World.as(here.clerk(), () -> {
            rules.drop(rule);
            return null;
        });
        assertThat(tells("e-4", "throw", now).outcome()).hasValue(Outcome.JOINED);
        assertThat(told().stream()
                        .filter(alert -> alert.event().equals("e-4"))
                        .findFirst()
                        .orElseThrow()
                        .rulePlace())
                .isEmpty();
        refused("notFound", as(here.clerk(), () -> {
            rules.drop(rule);
            return null;
        }));
    }

    @Test
    void inQuietHoursAnAlertIsKeptAndAPersonMayMakeAnOrderOfIt() {
        PlaceCode building = PlaceCode.parse(here.compound().value() + "001");
        camera = registers(building, "throw_camera", camera("1 号楼摄像头"));
        proven = proves(camera);
        rules(building, true, Severity.ORDINARY, 10, "0:00-24:00");
        assertThat(tells("e-1", "throw", now).outcome()).hasValue(Outcome.QUIET);
        UUID alert = told().getFirst().id();
        refused("device.notYours", as(here.worker(), () -> alerts.raise(alert)));
        refused("notFound", as(world.fangzhi.clerk(), () -> alerts.raise(alert)));
        UUID order = World.as(here.clerk(), () -> alerts.raise(alert));
        Order raised = script.as(here.clerk()).sees(order);
        assertThat(raised.channel()).isEqualTo(Channel.DEVICE);
        assertThat(line(raised).getFirst().signature()).startsWith(here.clerk().name());
        assertThat(told().getFirst().outcome()).isEqualTo(Outcome.RAISED);
        refused("device.raised", as(here.clerk(), () -> alerts.raise(alert)));
        assertThat(tells("e-2", "throw", now).outcome()).as("it is open").hasValue(Outcome.JOINED);
    }

    @Test
    void whatAClerkTakesBackIsHeldUntilTheWindowEnds() {
        tells("e-1", "throw", now.minusSeconds(60));
        Alert alert = told().getFirst();
        UUID order = alert.order().orElseThrow().id();
        script.as(here.clerk()).dispatches(order, here.firm());
        refused("device.notYours", as(here.gridWorker(), () -> alerts.takeBack(alert.id(), "误报")));
        refused("order.reason", as(here.clerk(), () -> alerts.takeBack(alert.id(), "")));
        World.as(here.clerk(), () -> alerts.takeBack(alert.id(), "误报，是晾衣杆"));
        assertThat(script.as(here.clerk()).sees(order).state()).isEqualTo(State.DECLINED);
        assertThat(told().getFirst().takenBack().orElseThrow().why()).isEqualTo("误报，是晾衣杆");
        assertThat(tells("e-2", "throw", now).outcome()).hasValue(Outcome.HELD);
        refused("device.tooLate", as(here.clerk(), () -> alerts.takeBack(alert.id(), "再撤一次")));
        refused(
                "notFound",
                as(here.clerk(), () -> alerts.takeBack(told().getFirst().id(), "没有单")));
        WallClock.at(
                now.plus(Duration.ofMinutes(11)),
                () -> assertThat(tells("e-3", "throw", now.plus(Duration.ofMinutes(11)))
                                .outcome())
                        .hasValue(Outcome.ORDERED));
    }

    @Test
    void whatSomebodyAcceptedIsNotTakenBackHere() {
        tells("e-1", "throw", now);
        Alert alert = told().getFirst();
        UUID order = alert.order().orElseThrow().id();
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        refused("device.tooLate", as(here.clerk(), () -> alerts.takeBack(alert.id(), "误报")));
    }

    @Test
    void aStormOfTheSameKindIsOneOrder() throws Exception {
        List<Callable<Heard>> storm = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            String event = "storm-" + n % 20;
            Instant at = now.minusSeconds(n % 20);
            storm.add(() -> tells(event, "throw", at));
        }
        List<Heard> heard = new ArrayList<>();
        try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
            for (Future<Heard> one : eight.invokeAll(storm)) {
                heard.add(one.get());
            }
        }
        assertThat(heard).filteredOn(Heard::fresh).hasSize(20);
        assertThat(heard)
                .extracting(Heard::order)
                .doesNotContain(Optional.empty())
                .containsOnly(heard.getFirst().order());
        assertThat(told()).hasSize(20);
        assertThat(told())
                .filteredOn(alert -> alert.outcome() == Outcome.ORDERED)
                .hasSize(1);
    }

    @Test
    void timesHaveBoundsAndAHeartbeatLeavesNothingButASign() {
        refused("device.future", () -> tells("f", "throw", now.plus(Duration.ofMinutes(5))));
        refused("device.old", () -> tells("o", "throw", now.minus(Duration.ofHours(25))));
        refused("device.alert", () -> tells("x", "no_such_kind", now));
        assertThat(World.as(here.clerk(), () -> devices.one(camera)).refusedLast())
                .isTrue();
        Heard beat = tells("beat", "heartbeat", now);
        assertThat(beat.outcome()).isEmpty();
        assertThat(told()).isEmpty();
        Device device = World.as(here.clerk(), () -> devices.one(camera));
        assertThat(device.seenAt()).isPresent();
        assertThat(device.battery()).hasValue(71);
        assertThat(device.refusedLast()).isFalse();
        assertThat(device.unheard(clock.instant())).isEmpty();
        assertThat(device.unheard(clock.instant().plus(Duration.ofMinutes(61)))).isPresent();
    }

    @Test
    void aTokenIsShownOnceChangedRevokedAndEndsWithTheDevice() {
        String first = World.as(here.clerk(), () -> devices.token(camera));
        assertThat(devices.enter(first)).isPresent();
        String second = World.as(here.administrator(), () -> devices.token(camera));
        assertThat(devices.enter(first)).as("changed").isEmpty();
        assertThat(devices.enter(second)).isPresent();
        World.as(here.clerk(), () -> {
            devices.revoke(camera);
            return null;
        });
        assertThat(devices.enter(second)).as("revoked").isEmpty();
        refused("notFound", as(here.clerk(), () -> {
            devices.revoke(camera);
            return null;
        }));
        String third = World.as(here.clerk(), () -> devices.token(camera));
        World.as(here.clerk(), () -> {
            devices.retire(camera, "合同到期");
            return null;
        });
        assertThat(devices.enter(third)).as("retired").isEmpty();
        refused("device.retired", as(here.clerk(), () -> devices.token(camera)));
        refused("device.retired", () -> tells("late", "throw", now));
        assertThat(devices.enter("linlid_" + "x".repeat(40))).isEmpty();
        assertThat(devices.enter("linli_" + "x".repeat(40))).isEmpty();
    }

    @Test
    void whatFilmsNeedsANoticeShieldedWindowsAndItsLeastRetention() {
        Declared good = camera("好");
        refused(
                "device.signNeeded",
                as(here.clerk(), () -> devices.register(here.compound(), "throw_camera", with(good, 30, "", true))));
        refused(
                "device.windows",
                as(here.clerk(), () -> devices.register(here.compound(), "throw_camera", with(good, 30, "门旁", false))));
        refused(
                "device.retention",
                as(here.clerk(), () -> devices.register(here.compound(), "throw_camera", with(good, 29, "门旁", true))));
        refused("device.kind", as(here.clerk(), () -> devices.register(here.compound(), "teleporter", good)));
        refused("device.place", as(here.clerk(), () -> devices.register(here.home(), "smoke", good)));
        refused("device.place", as(here.clerk(), () -> devices.register(world.fangzhi.compound(), "smoke", good)));
        refused("device.notYours", as(here.worker(), () -> devices.register(here.compound(), "smoke", good)));
        assertThat(registers(here.compound(), "smoke", with(good, 0, "", false)))
                .isNotNull();
        World.as(here.clerk(), () -> {
            devices.alter(camera, with(camera("西侧摄像头"), 45, "门厅", true));
            return null;
        });
        Device altered = World.as(here.clerk(), () -> devices.one(camera));
        assertThat(altered.declared().name()).isEqualTo("西侧摄像头");
        assertThat(altered.declared().retentionDays()).isEqualTo(45);
    }

    private static Declared with(Declared said, int retention, String sign, boolean shielded) {
        return new Declared(
                said.name(),
                said.spot(),
                said.purpose(),
                said.law(),
                said.operator(),
                said.seenBy(),
                retention,
                sign,
                shielded,
                said.silentMinutes());
    }

    @Test
    void eachLookAtWhatFilmsIsRecordedAndOnlyWhoMayLooks() {
        tells("e-1", "throw", now);
        Device device = World.as(here.worker(), () -> devices.one(camera));
        assertThat(World.as(here.worker(), () -> alerts.of(device, Optional.empty()))
                        .items())
                .hasSize(1);
        World.as(here.worker(), () -> {
            devices.look(device);
            devices.look(device);
            return null;
        });
        assertThat(World.as(here.chief(), () -> devices.looks(device)))
                .extracting(Devices.Look::signature)
                .containsExactly(here.worker().signature());
        assertThat(World.as(here.worker(), () -> devices.looks(device))).isEmpty();
        World.as(here.clerk(), () -> {
            Declared said = device.declared();
            devices.alter(
                    camera,
                    new Declared(
                            said.name(),
                            said.spot(),
                            said.purpose(),
                            said.law(),
                            said.operator(),
                            SeenBy.COMMUNITY,
                            30,
                            said.sign(),
                            true,
                            60));
            return null;
        });
        Device closed = World.as(here.worker(), () -> devices.one(camera));
        assertThat(World.as(here.worker(), () -> alerts.of(closed, Optional.empty()))
                        .items())
                .isEmpty();
        assertThat(World.as(here.administrator(), () -> alerts.of(closed, Optional.empty()))
                        .items())
                .as("an administrator reads no matter")
                .isEmpty();
        assertThat(World.as(here.clerk(), devices::mine)).extracting(Device::id).contains(camera);
        assertThat(World.as(world.fangzhi.clerk(), devices::mine))
                .extracting(Device::id)
                .doesNotContain(camera);
        refused("notFound", as(world.fangzhi.clerk(), () -> devices.one(camera)));
        refused("notFound", as(world.fangzhi.clerk(), () -> devices.token(camera)));
        refused("device.notYours", as(here.resident(), devices::mine));
    }

    @Test
    void itsPublicPageCountsAndTellsOfNoAlert() {
        tells("e-1", "throw", now.minusSeconds(120));
        tells("e-2", "throw", now.minusSeconds(60));
        World.as(here.clerk(), () -> {
            devices.look(devices.one(camera));
            return null;
        });
        PublicDevices.Shown shown = World.as(Actor.nobody(), () -> publicDevices.one(camera));
        assertThat(shown.purpose()).isEqualTo("看清高空抛物从哪里落下");
        assertThat(shown.operator()).isEqualTo("宁宝世家物业");
        PublicDevices.Told counted = World.as(Actor.nobody(), () -> publicDevices.told(shown));
        assertThat(counted.recent()).isEqualTo(2);
        assertThat(counted.before()).isZero();
        assertThat(counted.looks()).isEqualTo(1);
        assertThat(counted.months().stream()
                        .mapToInt(PublicDevices.Month::alerts)
                        .sum())
                .isEqualTo(2);
        assertThat(counted.months().getLast().orders()).isLessThanOrEqualTo(1);
        assertThat(World.as(Actor.nobody(), () -> publicDevices.at(here.compound())))
                .extracting(PublicDevices.Shown::id)
                .contains(camera);
        World.as(here.clerk(), () -> {
            devices.retire(camera, "拆除");
            return null;
        });
        assertThat(World.as(Actor.nobody(), () -> publicDevices.at(here.community())))
                .extracting(PublicDevices.Shown::id)
                .doesNotContain(camera);
        assertThat(World.as(Actor.nobody(), () -> publicDevices.one(camera)).until())
                .isPresent();
        refused("notFound", as(Actor.nobody(), () -> publicDevices.one(UUID.randomUUID())));
    }

    @Test
    void aCommunityAddsKindsOfItsOwn() {
        String word = "leak" + UUID.randomUUID().toString().substring(0, 8);
        World.as(here.clerk(), () -> {
            kinds.add("水浸探头" + word, false);
            kinds.addAlert(word, "水浸", "02", Severity.ORDINARY);
            return null;
        });
        DeviceKind own = World.as(here.clerk(), () -> kinds.of(here.community())).stream()
                .filter(kind -> kind.name().equals("水浸探头" + word))
                .findFirst()
                .orElseThrow();
        camera = registers(here.compound(), own.code(), with(camera("水浸"), 0, "", false));
        proven = proves(camera);
        assertThat(tells("w-1", word, now).outcome()).hasValue(Outcome.ORDERED);
        refused("device.alertKnown", as(here.clerk(), () -> {
            kinds.addAlert(word, "水浸", "02", Severity.ORDINARY);
            return null;
        }));
        refused("device.alertWord", as(here.clerk(), () -> {
            kinds.addAlert("heartbeat", "水浸", "02", Severity.ORDINARY);
            return null;
        }));
        refused("device.notYours", as(here.worker(), () -> {
            kinds.add("水浸", false);
            return null;
        }));
        assertThat(World.as(world.fangzhi.clerk(), () -> kinds.of(world.fangzhi.community())))
                .extracting(DeviceKind::code)
                .doesNotContain(own.code());
        refused("device.alert", as(world.fangzhi.clerk(), () -> kinds.alert(word, world.fangzhi.community())));
    }

    @Test
    void aFoundOrderIsClosedWithoutARating() {
        tells("e-1", "throw", now);
        UUID order = told().getFirst().order().orElseThrow().id();
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "上门提醒了");
        script.as(here.gridWorker()).takes(order, new Step.Verify(true, ""));
        assertThat(script.as(here.clerk()).closes(order)).isEqualTo(State.CLOSED);
    }

    @Test
    void onlyDevicesAndWhoeverDispatchesPlaceOrdersOfDevices() {
        Step.Place step = new Step.Place("02", "灯", here.compound(), "", Channel.DEVICE, "x", Optional.empty());
        assertThat(refusalOf(here.gridWorker(), step)).isNotEmpty();
        assertThat(refusalOf(here.resident(), step)).isNotEmpty();
        assertThat(refusalOf(here.clerk(), step)).isEmpty();
    }

    private String refusalOf(Actor actor, Step.Place step) {
        try {
            World.as(actor, () -> orders.place(UUID.randomUUID(), step));
            return "";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }
}
