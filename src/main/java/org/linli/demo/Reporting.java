package org.linli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.patrol.Filing;
import org.linli.patrol.Handovers;
import org.linli.patrol.Kind;
import org.linli.patrol.Moment;
import org.linli.patrol.Purpose;
import org.linli.patrol.Reports;
import org.linli.patrol.Step;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.springframework.stereotype.Component;

/** Lets reports and hand-overs of the demo world happen 演示六必报, each step at the time it would have been. */
@Component
class Reporting {

    private final Reports reports;
    private final Handovers handovers;

    Reporting(Reports reports, Handovers handovers) {
        this.reports = reports;
        this.handovers = handovers;
    }

    /** The reports of one community, and what of them its street's liaison received. */
    void tell(Cast cast, Actor police, Instant now) {
        Actor resident = cast.residents().getFirst().actor();
        Duration hour = Duration.ofHours(1);
        files(cast, resident, Kind.HAZARD, "配电箱门开着，里面的电线露在外面，小孩会摸到。", false, now.minus(Duration.ofMinutes(12)));
        UUID cover = files(
                        cast,
                        cast.gridWorker(),
                        Kind.FACILITY,
                        "东门外的井盖不见了，先用锥桶围上了。",
                        false,
                        now.minus(hour.multipliedBy(3)))
                .orElseThrow();
        takes(
                cast.gridWorker(),
                cover,
                new Step.TakeUp(),
                now.minus(hour.multipliedBy(3)).plusSeconds(240));
        for (int n = 1; n <= 6; n++) {
            Instant then = now.minus(Duration.ofDays(n * 2L));
            UUID dumped = files(cast, resident, Kind.DUMPING, "垃圾房旁边夜里倒了一堆建筑垃圾，第" + n + "次了。", false, then)
                    .orElseThrow();
            takes(cast.gridWorker(), dumped, new Step.TakeUp(), then.plus(Duration.ofMinutes(9)));
            takes(cast.gridWorker(), dumped, new Step.Settle("清运公司已经拉走，加装了照明。"), then.plus(hour.multipliedBy(5)));
        }
        files(cast, resident, Kind.SUSPICIOUS, "（虚构的例子）认得出来的一个人在撬单元门。", true, now.minus(hour.multipliedBy(30)));
        WallClock.at(
                now.minus(hour.multipliedBy(29)),
                () -> Acting.run(
                        police,
                        () -> handovers.look(
                                handovers
                                        .received(Optional.empty())
                                        .items()
                                        .getFirst()
                                        .id(),
                                Purpose.VERIFY,
                                "核实撬门的情况")));
        files(cast, resident, Kind.SUSPICIOUS, "（虚构的例子）楼下认得出来的一个人拍了好几家的门。", true, now.minus(hour.multipliedBy(2)));
    }

    private Optional<UUID> files(Cast cast, Actor who, Kind kind, String words, boolean person, Instant at) {
        Step.File file = new Step.File(kind, cast.estates().getFirst().code(), Moment.NOW, words);
        UUID[] made = new UUID[1];
        WallClock.at(
                at,
                () -> Acting.run(
                        who,
                        () -> reports.file(new Filing(file, Optional.of(person), false))
                                .ifPresent(id -> made[0] = id)));
        return Optional.ofNullable(made[0]);
    }

    private void takes(Actor who, UUID report, Step step, Instant at) {
        WallClock.at(at, () -> Acting.run(who, () -> reports.take(report, step)));
    }
}
