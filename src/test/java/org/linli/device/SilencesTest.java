package org.linli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.Told;
import org.linli.World;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.linli.device.Devices.Proven;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** A device of which nothing is heard for too long is silent: noticed once, told to whoever keeps it, over with its next word. */
@LinliTest
class SilencesTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Devices devices;

    @Autowired
    Alerts alerts;

    @Autowired
    Silences silences;

    @Autowired
    PublicDevices publicDevices;

    @Autowired
    Notices notices;

    @Autowired
    Orders orders;

    @Autowired
    Clock clock;

    @Value("${spring.datasource.url}")
    String url;

    private World.Quarter here;
    private UUID sensor;
    private Proven proven;
    private Instant now;

    @BeforeEach
    void aSensorOfWhichSomethingIsHeardEachHour() {
        here = world.ningbao;
        now = clock.instant();
        sensor = World.as(here.clerk(), () -> devices.register(here.compound(), "smoke", sensor(60)));
        proven = proves();
    }

    private Declared sensor(int minutes) {
        return new Declared("烟感", "楼道", "防火", "消防法", here.firm(), SeenBy.OPERATOR, 0, "", false, minutes);
    }

    private Proven proves() {
        String token = World.as(here.clerk(), () -> devices.token(sensor));
        return devices.enter(token).orElseThrow();
    }

    private void beats(Duration later) {
        Instant at = now.plus(later);
        Reading beat = new Reading("beat", "heartbeat", at, Optional.empty(), Optional.empty(), Optional.empty());
        WallClock.at(at, () -> alerts.take(proven, beat, false));
    }

    private void notices(Duration later) {
        WallClock.at(now.plus(later), silences::notice);
    }

    private Device device() {
        return World.as(here.clerk(), () -> devices.one(sensor));
    }

    private List<Notices.Notice> told(Actor who) {
        return Told.about(notices, who, sensor);
    }

    private void ordersOnSilence(String category) {
        World.as(here.clerk(), () -> {
            devices.onSilence(sensor, Optional.of(category));
            return null;
        });
    }

    private Order order() {
        return script.as(here.clerk())
                .sees(device().silence().orElseThrow().order().orElseThrow());
    }

    @Test
    void itIsToldOnceToWhoeverKeepsTheDevicesAndOverWithTheNextWord() throws Exception {
        beats(Duration.ofMinutes(5));
        notices(Duration.ofMinutes(64));
        assertThat(device().silence()).as("not yet").isEmpty();
        assertThat(shown()).hasValue(true);
        Callable<Void> node = () -> {
            notices(Duration.ofMinutes(70));
            return null;
        };
        try (ExecutorService nodes = Executors.newFixedThreadPool(3)) {
            for (Future<Void> one : nodes.invokeAll(List.of(node, node, node))) {
                one.get();
            }
        }
        notices(Duration.ofMinutes(71));
        Device silent = device();
        assertThat(silent.silence().orElseThrow().since())
                .isEqualTo(silent.seenAt().orElseThrow());
        assertThat(silent.silence().orElseThrow().order())
                .as("nobody asked for one")
                .isEmpty();
        assertThat(shown()).hasValue(false);
        for (Actor keeper : List.of(here.clerk(), here.chief(), here.administrator())) {
            assertThat(told(keeper)).as(keeper.duty().name()).singleElement().satisfies(notice -> {
                assertThat(notice.title()).isEqualTo("烟感");
                assertThat(notice.kind() + "." + notice.step()).isEqualTo("device.silent");
                assertThat(notice.read()).isFalse();
            });
        }
        for (Actor other : List.of(here.worker(), here.gridWorker(), here.resident(), world.fangzhi.clerk())) {
            assertThat(told(other)).as(other.duty().name()).isEmpty();
        }
        assertThat(World.as(here.clerk(), devices::mine).getFirst().silence()).isPresent();
        World.as(here.clerk(), () -> {
            notices.readAbout(sensor);
            return null;
        });
        assertThat(told(here.clerk())).allMatch(Notices.Notice::read);
        beats(Duration.ofMinutes(80));
        assertThat(device().silence()).isEmpty();
        assertThat(shown()).hasValue(true);
        notices(Duration.ofMinutes(130));
        assertThat(device().silence()).as("the hour counts anew").isEmpty();
        notices(Duration.ofMinutes(145));
        assertThat(device().silence()).isPresent();
        assertThat(told(here.clerk())).hasSize(2);
    }

    private Optional<Boolean> shown() {
        return World.as(Actor.nobody(), () -> publicDevices.one(sensor)).works();
    }

    @Test
    void whatNeverSpokeCountsFromItsTokenAndWhatIsNotExpectedIsNeverSilent() {
        notices(Duration.ofMinutes(61));
        assertThat(device().silence().orElseThrow().since())
                .isEqualTo(device().tokenAt().orElseThrow());
        proven = proves();
        assertThat(device().silence()).as("switched on anew").isEmpty();
        notices(Duration.ofMinutes(70));
        World.as(here.clerk(), () -> {
            devices.alter(sensor, sensor(0));
            return null;
        });
        assertThat(device().silence()).as("nothing is expected").isEmpty();
        notices(Duration.ofMinutes(90));
        assertThat(device().silence()).isEmpty();
        assertThat(shown()).as("nobody watches").isEmpty();
        World.as(here.clerk(), () -> {
            devices.alter(sensor, sensor(60));
            return null;
        });
        notices(Duration.ofMinutes(91));
        assertThat(device().silence()).isPresent();
        World.as(here.clerk(), () -> {
            devices.alter(sensor, sensor(59));
            return null;
        });
        World.as(here.clerk(), () -> {
            devices.revoke(sensor);
            return null;
        });
        assertThat(device().silence()).as("without a token").isEmpty();
        notices(Duration.ofMinutes(200));
        assertThat(device().silence()).isEmpty();
        proven = proves();
        notices(Duration.ofMinutes(70));
        World.as(here.clerk(), () -> {
            devices.retire(sensor, "拆除");
            return null;
        });
        notices(Duration.ofMinutes(200));
        assertThat(device().silence()).as("retired").isEmpty();
        assertThat(shown()).isEmpty();
    }

    @Test
    void whereItsRuleSaysSoAnOrderIsMadeAndGoesOnWhileItIsOpen() {
        ordersOnSilence("02");
        notices(Duration.ofMinutes(61));
        Order order = order();
        assertThat(order.category().code()).isEqualTo("02");
        assertThat(order.words()).startsWith("设备没有消息：烟感").contains("楼道", "60 分钟");
        Trace placed = line(order).getFirst();
        assertThat(placed.person()).isEmpty();
        assertThat(placed.detail())
                .containsEntry("silentDevice", sensor.toString())
                .containsEntry("silentMinutes", "60");
        beats(Duration.ofMinutes(90));
        assertThat(line(order)).last().satisfies(row -> assertThat(row.words()).contains("又有消息了"));
        notices(Duration.ofMinutes(151));
        assertThat(order().id()).as("the open one goes on").isEqualTo(order.id());
        assertThat(line(order)).last().satisfies(row -> assertThat(row.words()).contains("又没有消息了"));
        beats(Duration.ofMinutes(152));
        assertThat(line(order)).last().satisfies(row -> assertThat(row.words()).contains("又有消息了"));
        notices(Duration.ofMinutes(214));
        assertThat(order().id()).as("and goes on").isEqualTo(order.id());
        assertThat(line(order)).as("silent again: with each doubling only").hasSize(5);
        beats(Duration.ofMinutes(215));
        assertThat(line(order)).as("three silences").hasSize(5);
        World.as(here.clerk(), () -> orders.take(order.id(), new org.linli.order.Step.Decline("换好电池了"), List.of()));
        assertThat(script.as(here.clerk()).sees(order.id()).state()).isEqualTo(State.DECLINED);
        notices(Duration.ofMinutes(276));
        assertThat(order().id()).as("that one is over").isNotEqualTo(order.id());
    }

    private List<Trace> line(Order order) {
        return World.as(here.clerk(), () -> orders.timeline(order));
    }

    @Test
    void aCategoryThatIsGoneKeepsNobodyFromBeingTold() throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement statement = admin.createStatement()) {
            statement.execute("""
                    insert into order_category (code, name, icon, sort, limit_amount, retired_at)
                    select '0299', '没有了的类别', icon, 99, limit_amount, now() from order_category where code = '02'
                    """);
            statement.execute("update device set silence_category = '0299' where id = '" + sensor + "'");
        }
        notices(Duration.ofMinutes(61));
        assertThat(device().silence().orElseThrow().order()).isEmpty();
        assertThat(told(here.clerk())).hasSize(1);
    }

    @Test
    void onlyWhoKeepsDevicesSaysWhatFollows() {
        refused("order.category", here.clerk(), () -> devices.onSilence(sensor, Optional.of("nothing")));
        refused("device.notYours", here.worker(), () -> devices.onSilence(sensor, Optional.of("02")));
        refused("notFound", world.fangzhi.clerk(), () -> devices.onSilence(sensor, Optional.of("02")));
        ordersOnSilence("0202");
        assertThat(device().silenceCategory()).hasValue("0202");
        World.as(here.administrator(), () -> {
            devices.onSilence(sensor, Optional.empty());
            return null;
        });
        assertThat(device().silenceCategory()).isEmpty();
        assertThatThrownBy(() -> sensor(Device.LONGEST_SILENCE + 1)).isInstanceOf(Refusal.class);
    }

    private static void refused(String code, Actor actor, Runnable what) {
        assertThatThrownBy(() -> World.as(actor, () -> {
                    what.run();
                    return null;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }
}
