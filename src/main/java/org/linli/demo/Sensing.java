package org.linli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.device.Alert;
import org.linli.device.Alerts;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.linli.device.Devices;
import org.linli.device.Devices.Proven;
import org.linli.device.Outcome;
import org.linli.device.Reading;
import org.linli.device.Rule;
import org.linli.device.Rules;
import org.linli.device.Severity;
import org.linli.kernel.PlaceCode;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.springframework.stereotype.Component;

/**
 * Two invented devices of the demo world 演示设备, and two months of what they told: a camera against thrown things, of which there
 * were fewer in the second month (华铃花园 2-10), and a sensor against e-bikes in a lift.
 */
@Component
class Sensing {

    /** Days ago and time of day of what fell; the last is still open, the one before was none. */
    private static final List<String> THROWN = List.of(
            "58 19:42",
            "55 12:10",
            "53 20:31",
            "50 18:05",
            "47 21:12",
            "45 11:48",
            "42 19:20",
            "40 20:02",
            "37 17:33",
            "34 19:55",
            "27 12:21",
            "19 20:40",
            "8 18:16",
            "1 19:03");

    private static final List<String> RODE =
            List.of("52 18:20", "44 19:15", "36 1:30", "33 18:47", "25 19:02", "16 22:10", "9 18:33", "3 19:08");

    private final Devices devices;
    private final Alerts alerts;
    private final Rules rules;
    private final Orders orders;
    private final Clock clock;

    Sensing(Devices devices, Alerts alerts, Rules rules, Orders orders, Clock clock) {
        this.devices = devices;
        this.alerts = alerts;
        this.rules = rules;
        this.orders = orders;
        this.clock = clock;
    }

    /** The devices of the first compound of a community. */
    void tell(Cast cast, Instant now) {
        Cast.Estate estate = cast.estates().getFirst();
        PlaceCode building = PlaceCode.parse(estate.code().value() + "001");
        Instant hung = now.minus(Duration.ofDays(59));
        WallClock.at(
                hung,
                () -> Acting.run(
                        cast.clerk(),
                        () -> rules.set(
                                building,
                                new Rule(
                                        Optional.empty(),
                                        Optional.empty(),
                                        "ebike",
                                        true,
                                        "0602",
                                        Severity.ORDINARY,
                                        10,
                                        "0:00-6:00"))));
        Hung camera = hang(
                cast,
                hung,
                building,
                "throw_camera",
                new Declared(
                        "演示·1 号楼东侧摄像头",
                        "东侧绿化带立杆，朝向外墙（虚构）",
                        "看清高空抛物从哪里落下，提醒住户，不作别的用",
                        "民法典第 1254 条；个人信息保护法第 26 条；公共安全视频图像信息系统管理条例（国务院令第 799 号）",
                        estate.property().organisation(),
                        SeenBy.OPERATOR,
                        30,
                        "1 号楼东单元门旁",
                        true,
                        24 * 60));
        Hung gate = hang(
                cast,
                hung,
                building,
                "ebike_gate",
                new Declared(
                        "演示·1 单元电梯阻车器",
                        "1 单元电梯轿厢（虚构）",
                        "不让电动车进电梯、上楼充电",
                        "民法典第 942 条；个人信息保护法第 26 条",
                        estate.property().organisation(),
                        SeenBy.COMMUNITY,
                        30,
                        "一楼电梯门旁",
                        true,
                        48 * 60));
        for (int n = 0; n < THROWN.size(); n++) {
            Instant at = at(now, THROWN.get(n));
            Alert alert = tells(cast, camera, "throw", "T-" + n, at);
            if (n == THROWN.size() - 2) {
                WallClock.at(
                        at.plus(Duration.ofMinutes(4)),
                        () -> Acting.run(cast.clerk(), () -> alerts.takeBack(alert.id(), "误报：看过了，是阳台掉下的枯叶")));
            } else if (n < THROWN.size() - 1) {
                tells(cast, camera, "throw", "T-" + n + "-2", at.plus(Duration.ofMinutes(2)));
                settle(cast, estate, alert, "看了影像，入户提醒，掉下的东西已清走");
            }
        }
        for (int n = 0; n < RODE.size(); n++) {
            Alert alert = tells(cast, gate, "ebike", "E-" + n, at(now, RODE.get(n)));
            settle(cast, estate, alert, "劝住户推到充电棚，告知了火灾风险");
        }
        WallClock.at(now.minus(Duration.ofMinutes(40)), () -> beats(camera, now.minus(Duration.ofMinutes(40))));
    }

    private record Hung(UUID id, Proven proven) {}

    private Hung hang(Cast cast, Instant at, PlaceCode place, String kind, Declared declared) {
        Hung[] made = new Hung[1];
        WallClock.at(
                at,
                () -> Acting.run(cast.clerk(), () -> {
                    UUID id = devices.register(place, kind, declared);
                    made[0] = new Hung(id, devices.enter(devices.token(id)).orElseThrow());
                }));
        return made[0];
    }

    private Instant at(Instant now, String told) {
        String[] parts = told.split(" ");
        LocalDate day = LocalDate.ofInstant(now, clock.getZone()).minusDays(Integer.parseInt(parts[0]));
        LocalTime time = LocalTime.parse(parts[1].length() < 5 ? "0" + parts[1] : parts[1]);
        return day.atTime(time).atZone(clock.getZone()).toInstant();
    }

    private Alert tells(Cast cast, Hung device, String kind, String event, Instant at) {
        Alert[] told = new Alert[1];
        WallClock.at(at.plusSeconds(3), () -> {
            alerts.take(
                    device.proven(),
                    new Reading(event, kind, at, Optional.of(1), Optional.of(88), Optional.of(76)),
                    kind.equals("ebike"));
            Acting.run(
                    cast.clerk(),
                    () -> told[0] = alerts.of(devices.one(device.id()), Optional.empty())
                            .items()
                            .getFirst());
        });
        return told[0];
    }

    private void beats(Hung device, Instant at) {
        alerts.take(
                device.proven(),
                new Reading("beat", "heartbeat", at, Optional.empty(), Optional.empty(), Optional.of(74)),
                false);
    }

    /** Sent, accepted, done, seen to be done and closed, within the same evening. */
    private void settle(Cast cast, Cast.Estate estate, Alert alert, String how) {
        if (alert.outcome() != Outcome.ORDERED) {
            return;
        }
        UUID order = alert.order().orElseThrow().id();
        Actor worker = estate.property().worker();
        takes(
                cast.clerk(),
                order,
                alert.at(),
                5,
                new Step.Dispatch(estate.property().organisation(), ""));
        takes(worker, order, alert.at(), 11, new Step.Accept(""));
        takes(worker, order, alert.at(), 52, new Step.Finish(how, "影像由物业保存，不上传"));
        takes(cast.gridWorker(), order, alert.at(), 95, new Step.Verify(true, ""));
        takes(cast.clerk(), order, alert.at(), 120, new Step.Close(""));
    }

    private void takes(Actor who, UUID order, Instant since, int minutes, Step step) {
        WallClock.at(
                since.plus(Duration.ofMinutes(minutes)),
                () -> Acting.run(who, () -> orders.take(order, step, List.of())));
    }
}
