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
import org.linli.kernel.PlaceCode;
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

    @Test
    void whoeverIsDismissedHasMissedWhatItHadNotDone() {
        World.Quarter here = world.ningbao;
        Actor roads = street.department("公路分局", "路部联", "dept-lu", Street.DISTRICT);
        Actor trees = street.department("园林中心", "林部联", "dept-yuan", Street.DISTRICT);
        UUID whistle = street.calls(here, "树枝压了电线", roads, trees);
        street.takes(roads, whistle, new Step.Sign(""));
        street.takes(trees, whistle, new Step.Sign(""));
        street.takes(trees, whistle, new Step.CheckIn(here.compound(), ""));
        assertThat(street.takes(street.office, whistle, new Step.Dismiss(Street.of(roads), "签收了不来")))
                .isEqualTo(State.CHECKED_IN);
        Card card = World.as(roads, () -> lists.card(Street.of(roads)));
        assertThat(card.signed()).isEqualTo(new Ratio(1, 1));
        assertThat(card.contacted()).isEqualTo(new Ratio(0, 1));
        assertThat(card.attended()).isEqualTo(new Ratio(0, 1));
        assertThat(card.solved()).isEqualTo(new Ratio(0, 1));
        assertThat(card.of(Tally.IN_HAND)).isZero();
        for (Tally figure : List.of(Tally.CALLED, Tally.CONTACT_MISSED, Tally.ATTEND_MISSED, Tally.UNSOLVED)) {
            assertThat(behind(roads, Optional.of(figure), Optional.empty()))
                    .as(figure.name())
                    .containsExactly(whistle);
        }
        Whistle after = World.as(roads, () -> whistles.whistle(whistle));
        assertThat(after.departments().getLast().dismissed()).isEqualTo("签收了不来");
        // Another is called instead, and the whistle comes to its end.
        street.takes(street.office, whistle, new Step.Assign(List.of(Street.of(street.urban)), Street.of(trees), ""));
        street.takes(street.urban, whistle, new Step.Sign(""));
        street.takes(street.urban, whistle, new Step.CheckIn(here.compound(), ""));
        street.takes(trees, whistle, new Step.Plan("园林锯树，城管清运"));
        street.takes(trees, whistle, new Step.Finish("锯了", "夜里"));
        assertThat(street.takes(street.urban, whistle, new Step.Finish("清了", "夜里")))
                .isEqualTo(State.DONE);
    }

    @Test
    void aWhistleThatRunsMayBeEndedWithAReason() {
        UUID whistle = street.in(State.PLAN, world.ningbao, "已经不用办的");
        assertThat(street.takes(street.office, whistle, new Step.Cancel("施工方自己恢复了")))
                .isEqualTo(State.CANCELLED);
        assertThat(World.as(street.office, () -> whistles.whistle(whistle))
                        .matter()
                        .endedAt())
                .isPresent();
    }

    @Test
    void departmentsSayWhatTheStreetsWhistlesWereWorth() {
        World.Quarter here = world.ningbao;
        Actor health = street.department("卫生监督所", "卫部联", "dept-wei", Street.DISTRICT);
        Actor culture = street.department("文体局", "文部联", "dept-wen", Street.DISTRICT);
        StreetCard before = World.as(street.office, () -> lists.card(Street.STREET));
        UUID good = done(here, "该吹的", health, culture);
        street.takes(health, good, new Step.Judge(true, true, 5, "写得清楚"));
        street.takes(culture, good, new Step.Judge(true, true, 4, "可以"));
        UUID bad = done(here, "不该吹的", health, culture);
        street.takes(health, bad, new Step.Judge(true, false, 3, "没写哪一家"));
        street.takes(culture, bad, new Step.Judge(false, true, 1, "街道自己能办"));
        UUID unjudged = done(here, "没人评的", health, culture);

        StreetCard card = World.as(street.office, () -> lists.card(Street.STREET));
        assertThat(card.judgements() - before.judgements()).isEqualTo(4);
        assertThat(card.scores() - before.scores()).isEqualTo(13);
        assertThat(card.of(Verdict.BLOWN) - before.of(Verdict.BLOWN)).isEqualTo(3);
        assertThat(card.justified().denominator() - before.justified().denominator())
                .isEqualTo(2);
        StreetCard own = World.as(culture, () -> lists.card(Street.STREET));
        assertThat(own.of(Verdict.BLOWN)).as("of those that the reader may see").isEqualTo(3);
        assertThat(own.justified()).isEqualTo(new Ratio(1, 2));
        assertThat(own.clear()).as("one that says it was not clear is enough").isEqualTo(new Ratio(1, 2));
        assertThat(own.meanScore()).isEqualTo("3.3");
        assertThat(own.months().values().stream().mapToLong(n -> n).sum()).isEqualTo(3);
        assertThat(of(culture, Verdict.UNJUSTIFIED)).containsExactly(bad);
        assertThat(of(culture, Verdict.UNCLEAR)).containsExactly(bad);
        assertThat(of(culture, Verdict.JUSTIFIED)).containsExactly(good);
        assertThat(of(culture, Verdict.OPEN)).containsExactlyInAnyOrder(good, bad, unjudged);
        for (Verdict figure : Verdict.values()) {
            assertThat(of(culture, figure)).as(figure.name()).hasSize((int) own.of(figure));
        }
        own.months()
                .forEach((month, many) -> assertThat(World.as(
                                        culture,
                                        () -> lists.list(
                                                WhistleLists.Tab.OPEN,
                                                street(Optional.empty(), Optional.of(month)),
                                                Optional.empty()))
                                .items())
                        .hasSize(many.intValue()));
        assertThat(World.as(culture, () -> lists.streets()))
                .singleElement()
                .isEqualTo(new WhistleLists.Blowing(
                        Street.STREET, World.as(culture, () -> lists.street(Street.STREET)), 3));
        assertThatThrownBy(() -> World.as(street.office, () -> lists.card(new PlaceCode("350211001"))))
                .as("another street")
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> World.as(here.resident(), () -> lists.card(Street.STREET)))
                .isInstanceOf(Refusal.class);
    }

    private UUID done(World.Quarter here, String words, Actor lead, Actor with) {
        UUID id = street.calls(here, words, lead, with);
        for (Actor who : List.of(lead, with)) {
            street.takes(who, id, new Step.Sign(""));
        }
        for (Actor who : List.of(lead, with)) {
            street.takes(who, id, new Step.CheckIn(here.compound(), ""));
        }
        street.takes(lead, id, new Step.Plan("一起办"));
        for (Actor who : List.of(lead, with)) {
            street.takes(who, id, new Step.Finish("办完了", "夜里"));
        }
        return id;
    }

    private static WhistleLists.Filter street(Optional<Verdict> verdict, Optional<YearMonth> month) {
        return new WhistleLists.Filter(
                "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Street.STREET), verdict, month);
    }

    private List<UUID> of(Actor reader, Verdict verdict) {
        return World.as(
                        reader,
                        () -> lists.list(
                                WhistleLists.Tab.OPEN,
                                street(Optional.of(verdict), Optional.empty()),
                                Optional.empty()))
                .items()
                .stream()
                .map(WhistleLists.Row::id)
                .toList();
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
