package org.linli.whistle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Street;
import org.linli.World;
import org.linli.kernel.Ratio;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

@LinliTest
class WhistleListsTest {

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    WhistleLists lists;

    @Autowired
    Whistles whistles;

    @Autowired
    Clock clock;

    /** One done well, one signed late, one late and open, one just called, one let go because it was not theirs. */
    @Test
    void aDepartmentsFiguresCountWhatIsLateAndOpen() {
        World.Quarter here = world.ningbao;
        Actor water = street.department("水务局", "水部联", "dept-shui", Street.DISTRICT);
        Instant longAgo = clock.instant().minus(Duration.ofDays(40));
        UUID good = called(here, "好的", water, longAgo);
        at(longAgo.plusSeconds(600), () -> street.takes(water, good, new Step.Sign("")));
        at(longAgo.plusSeconds(1200), () -> street.takes(water, good, new Step.CheckIn(here.compound(), "")));
        street.takes(water, good, new Step.Plan("马上修"));
        street.takes(water, good, new Step.Finish("修好了", "地下，拍不到"));
        street.takes(street.office, good, new Step.Rate(Street.of(water), true, true, 5, "很好"));
        UUID slow = called(here, "慢的", water, longAgo);
        at(longAgo.plus(Duration.ofHours(2)), () -> street.takes(water, slow, new Step.Sign("")));
        at(longAgo.plus(Duration.ofHours(3)), () -> street.takes(water, slow, new Step.CheckIn(here.compound(), "")));
        street.takes(water, slow, new Step.Plan("慢慢修"));
        street.takes(water, slow, new Step.Finish("修了", "地下，拍不到"));
        street.takes(street.office, slow, new Step.Rate(Street.of(water), false, false, 2, "没修好"));
        UUID silent = called(here, "没人理的", water, longAgo);
        UUID fresh = street.calls(here, "刚叫的", water);
        UUID gone = street.calls(here, "不归他们的", water, street.urban);
        street.takes(water, gone, new Step.Objection("归城管"));
        street.takes(street.office, gone, new Step.Release(Street.of(water), "同意"));

        Card card = World.as(street.office, () -> lists.card(Street.of(water)));
        assertThat(card.whistles()).isEqualTo(4);
        assertThat(card.signed()).isEqualTo(new Ratio(1, 3));
        assertThat(card.contacted()).isEqualTo(new Ratio(2, 3));
        assertThat(card.attended()).isEqualTo(new Ratio(2, 3));
        assertThat(card.solved()).as("what is late and open is not solved").isEqualTo(new Ratio(1, 3));
        assertThat(card.meanScore()).isEqualTo("3.5");
        assertThat(card.months().values().stream().mapToLong(n -> n).sum()).isEqualTo(4);
        assertThat(World.as(water, () -> lists.card(Street.of(water)))).isEqualTo(card);
        assertThat(World.as(world.fangzhi.clerk(), () -> lists.card(Street.of(water)))
                        .whistles())
                .as("of those that the reader may see")
                .isZero();

        // Each figure leads to exactly the whistles behind it.
        for (Tally figure : Tally.values()) {
            assertThat(behind(water, Optional.of(figure), Optional.empty()))
                    .as(figure.name())
                    .hasSize((int) card.of(figure));
        }
        assertThat(behind(water, Optional.of(Tally.SIGN_MISSED), Optional.empty()))
                .containsExactlyInAnyOrder(slow, silent);
        assertThat(behind(water, Optional.of(Tally.UNSOLVED), Optional.empty()))
                .containsExactlyInAnyOrder(slow, silent);
        YearMonth now = YearMonth.now(clock);
        assertThat(behind(water, Optional.empty(), Optional.of(now)))
                .contains(fresh)
                .doesNotContain(gone, silent);
        card.months()
                .forEach((month, many) -> assertThat(behind(water, Optional.empty(), Optional.of(month)))
                        .as(month.toString())
                        .hasSize(many.intValue()));
    }

    private UUID called(World.Quarter here, String words, Actor department, Instant at) {
        UUID[] made = new UUID[1];
        at(at, () -> made[0] = street.calls(here, words, department));
        return made[0];
    }

    private static void at(Instant at, Runnable work) {
        WallClock.at(at, work);
    }

    private List<UUID> behind(Actor department, Optional<Tally> figure, Optional<YearMonth> month) {
        WhistleLists.Filter filter =
                new WhistleLists.Filter("", Optional.empty(), Optional.of(Street.of(department)), figure, month);
        return World.as(street.office, () -> lists.list(WhistleLists.Tab.OPEN, filter, Optional.empty()))
                .items()
                .stream()
                .map(WhistleLists.Row::id)
                .toList();
    }

    @Test
    void eachPartOfAListHoldsWhatItSays() {
        World.Quarter here = world.ningbao;
        Actor gas = street.department("燃气公司", "阮部联", "dept-ruan", Street.DISTRICT);
        Instant yesterday = clock.instant().minus(Duration.ofHours(30));
        UUID late = called(here, "燃气味 找得到", gas, yesterday);
        UUID open = street.calls(here, "燃气管 找得到", gas);
        UUID ended = street.in(State.CANCELLED, here, "不用了 找得到");
        for (Actor reader : List.of(street.office, here.clerk())) {
            assertThat(found(reader, WhistleLists.Tab.OPEN, "找得到"))
                    .contains(late, open)
                    .doesNotContain(ended);
            assertThat(found(reader, WhistleLists.Tab.LATE, "找得到"))
                    .contains(late)
                    .doesNotContain(open);
            assertThat(found(reader, WhistleLists.Tab.ENDED, "找得到"))
                    .contains(ended)
                    .doesNotContain(open);
        }
        assertThat(found(gas, WhistleLists.Tab.OPEN, "")).containsExactly(open, late);
        assertThat(found(gas, WhistleLists.Tab.LATE, "")).containsExactly(late);
        assertThat(World.as(gas, () -> lists.counts()))
                .containsEntry(WhistleLists.Tab.OPEN, 2)
                .containsEntry(WhistleLists.Tab.LATE, 1);
        assertThat(found(street.office, WhistleLists.Tab.OPEN, "找不到的话")).isEmpty();
        WhistleLists.Filter assigned = new WhistleLists.Filter(
                "", Optional.of(State.ASSIGNED), Optional.of(Street.of(gas)), Optional.empty(), Optional.empty());
        assertThat(World.as(street.office, () -> lists.list(WhistleLists.Tab.OPEN, assigned, Optional.empty()))
                        .items())
                .extracting(WhistleLists.Row::departments)
                .containsExactly("燃气公司", "燃气公司");
        assertThat(World.as(street.office, () -> lists.departments()))
                .filteredOn(one -> one.organisation().equals(Street.of(gas)))
                .extracting(WhistleLists.Called::open)
                .containsExactly(2);
        assertThat(World.as(gas, () -> lists.departments())).isEmpty();
        assertThat(World.as(here.resident(), () -> lists.counts())).isEmpty();
    }

    private List<UUID> found(Actor who, WhistleLists.Tab tab, String words) {
        WhistleLists.Filter filter =
                new WhistleLists.Filter(words, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return World.as(who, () -> lists.list(tab, filter, Optional.empty())).items().stream()
                .map(WhistleLists.Row::id)
                .toList();
    }

    @Test
    void nobodyReadsAListThatIsNotTheirs() {
        for (Actor other : List.of(world.ningbao.resident(), world.ningbao.worker(), street.administrator)) {
            assertThatThrownBy(() -> found(other, WhistleLists.Tab.OPEN, ""))
                    .as(other.signature())
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> World.as(other, () -> lists.card(Street.of(street.market))))
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> World.as(street.urban, () -> lists.card(Street.of(street.market))))
                .as("a department reads its own figures")
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> World.as(street.office, () -> lists.card(world.ningbao.firm())))
                .as("a firm is no department")
                .isInstanceOf(Refusal.class);
    }
}
