package org.linli.patrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.patrol.Bar.Origin;
import org.linli.patrol.Bar.Reason;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;

/** What follows from malicious reports: nothing by one person alone, and nothing without an appeal. */
@LinliTest
class BarsTest {

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Reports reports;

    @Autowired
    Handovers handovers;

    @Autowired
    Bars bars;

    @Autowired
    Rights rights;

    @Autowired
    Notices notices;

    @Autowired
    Clock clock;

    private static int quarters;

    /** A community of its own: whoever is barred here reports in no other test. */
    private World.Quarter quarter() {
        quarters++;
        return world.founding("35021100301" + (quarters == 1 ? "7" : "8"), "田园" + quarters + "号", "bar" + quarters, "");
    }

    private Optional<UUID> files(World.Quarter where, Actor who, boolean person) {
        Step.File file = new Step.File(Kind.HAZARD, where.compound(), Moment.NOW, "电线裸露");
        return World.as(who, () -> reports.file(new Filing(file, Optional.of(person), false)));
    }

    private void proposes(Actor who, Origin origin, UUID about) {
        World.as(who, () -> {
            bars.propose(origin, about, Reason.INVENTED);
            return null;
        });
    }

    private void confirms(Actor who, Origin origin, UUID about) {
        World.as(who, () -> {
            bars.confirm(origin, about);
            return null;
        });
    }

    @Test
    void twoPeopleBarForNinetyDaysAndTheStreetMayLiftIt() {
        World.Quarter here = quarter();
        UUID id = files(here, here.resident(), false).orElseThrow();
        for (Actor other : java.util.List.of(here.clerk(), here.gridWorker(), here.resident(), world.fangzhi.chief())) {
            assertThatThrownBy(() -> proposes(other, Origin.REPORT, id)).isInstanceOf(Refusal.class);
        }
        proposes(here.chief(), Origin.REPORT, id);
        assertThatThrownBy(() -> proposes(here.chief(), Origin.REPORT, id)).hasMessageStartingWith("patrol.bar.not");
        assertThatThrownBy(() -> confirms(here.chief(), Origin.REPORT, id)).hasMessageStartingWith("patrol.bar.not");
        assertThat(World.as(here.resident(), () -> rights.against()))
                .as("nothing follows from what one person says")
                .isEmpty();
        files(here, here.resident(), false);
        confirms(here.clerk(), Origin.REPORT, id);
        assertThatThrownBy(() -> files(here, here.resident(), false)).hasMessageStartingWith("patrol.barred");
        assertThatThrownBy(() -> files(here, here.resident(), true)).hasMessageStartingWith("patrol.barred");
        assertThat(script.as(here.resident()).places("灯坏了", here.home()))
                .as("orders are never barred")
                .isNotNull();
        Bar bar = World.as(here.resident(), () -> rights.against()).getFirst();
        assertThat(told(here.resident()))
                .as("whoever is barred is told until when")
                .singleElement()
                .extracting(Notices.Notice::title)
                .isEqualTo(LocalDate.ofInstant(bar.until().orElseThrow(), clock.getZone())
                        .toString());
        assertThat(told(here.clerk())).isEmpty();
        assertThat(Duration.between(bar.confirmedAt().orElseThrow(), bar.until().orElseThrow()))
                .isEqualTo(Duration.ofDays(90));
        WallClock.at(bar.until().orElseThrow().plusSeconds(1), () -> files(here, here.resident(), false));

        assertThatThrownBy(() -> appeals(here.clerk(), bar.id())).isInstanceOf(Refusal.class);
        appeals(here.resident(), bar.id());
        assertThatThrownBy(() -> appeals(here.resident(), bar.id())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> answers(here.chief(), bar.id())).isInstanceOf(Refusal.class);
        assertThat(World.as(street.office, () -> bars.appeals()))
                .extracting(Bar::id)
                .contains(bar.id());
        answers(street.office, bar.id());
        files(here, here.resident(), false);
        assertThat(World.as(here.chief(), () -> bars.about(Origin.REPORT, id))
                        .orElseThrow()
                        .lifted())
                .isTrue();
    }

    @Test
    void ofAHandoverTwoLiaisonsDecideAndNobodyElseLearnsOfIt() {
        World.Quarter here = quarter();
        Actor one = street.police("田园派出所", "翟警联", "police-zhai", here.community());
        Actor two = street.police("田园二所", "卞警联", "police-bian", here.community());
        files(here, here.resident(), true);
        UUID id = World.as(
                one,
                () -> handovers.received(Optional.empty()).items().getFirst().id());
        assertThatThrownBy(() -> proposes(here.chief(), Origin.HANDOVER, id)).isInstanceOf(Refusal.class);
        proposes(one, Origin.HANDOVER, id);
        assertThatThrownBy(() -> confirms(one, Origin.HANDOVER, id)).hasMessageStartingWith("patrol.bar.not");
        confirms(two, Origin.HANDOVER, id);
        assertThat(told(here.resident())).hasSize(1);
        assertThat(told(two)).as("the liaison does not learn who it was").isEmpty();
        assertThatThrownBy(() -> files(here, here.resident(), false)).hasMessageStartingWith("patrol.barred");
        assertThat(World.as(here.chief(), () -> bars.about(Origin.HANDOVER, id)))
                .isEmpty();
        assertThat(World.as(street.office, () -> bars.about(Origin.HANDOVER, id)))
                .isEmpty();
        assertThat(World.as(one, () -> bars.about(Origin.HANDOVER, id))).isPresent();
        WallClock.at(clock.instant().plus(Duration.ofDays(31)), () -> handovers.eraseDue());
        assertThat(World.as(one, () -> bars.about(Origin.HANDOVER, id)))
                .as("what is erased is not pointed at")
                .isEmpty();
    }

    private List<Notices.Notice> told(Actor who) {
        return Told.all(notices, who).stream()
                .filter(one -> one.kind().equals("bar"))
                .toList();
    }

    private void appeals(Actor who, UUID id) {
        World.as(who, () -> {
            bars.appeal(id, "真的看见了电线");
            return null;
        });
    }

    private void answers(Actor who, UUID id) {
        World.as(who, () -> {
            bars.answer(id, true, "查过了，是真的");
            return null;
        });
    }
}
