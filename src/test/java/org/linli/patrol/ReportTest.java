package org.linli.patrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matter;

/** A report by itself: who may do what when, and what makes it a hand-over. */
class ReportTest {

    private static final Instant NOW = Instant.parse("2026-11-03T02:00:00Z");
    private static final PlaceCode COMMUNITY = PlaceCode.parse("350211003012");
    private static final PlaceCode COMPOUND = PlaceCode.parse("350211003012001");
    private static final Duration ANSWER = Duration.ofMinutes(30);
    private static final UUID CHEN = UUID.randomUUID();
    private static final Actor REPORTER = Actor.resident(CHEN, "陈邻安", Optional.of(COMMUNITY));
    private static final Actor NEIGHBOUR = Actor.resident(UUID.randomUUID(), "李邻里", Optional.of(COMMUNITY));
    private static final Actor CHIEF = actor(Duty.CHIEF, COMMUNITY);
    private static final Actor GRID = actor(Duty.GRID_WORKER, COMMUNITY);
    private static final Actor STREET = actor(Duty.STREET, PlaceCode.parse("350211003"));
    private static final Actor POLICE = actor(Duty.POLICE_LIAISON, COMMUNITY);
    private static final Actor ADMINISTRATOR = actor(Duty.ADMINISTRATOR, COMMUNITY);

    private static Actor actor(Duty duty, PlaceCode place) {
        return new Actor(
                Optional.of(UUID.randomUUID()),
                duty.name(),
                duty,
                "",
                Optional.empty(),
                Optional.of(UUID.randomUUID()),
                "单位",
                Optional.of(place));
    }

    private static Report in(State state) {
        Matter matter = new Matter(
                UUID.randomUUID(),
                Report.KIND,
                COMPOUND,
                Kind.SUSPICIOUS.name(),
                state.name(),
                2,
                Optional.of(CHEN),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                state == State.ESCALATED ? Optional.of(NOW.plus(ANSWER)) : Optional.empty(),
                Optional.empty());
        return new Report(matter, Kind.SUSPICIOUS, Moment.NOW, "单元门锁被撬了", "");
    }

    /** Every state, step and person: what is not in this table is refused. */
    @Test
    void nobodyTakesAStepThatIsNotTheirs() {
        List<Step> steps = List.of(
                new Step.Escalate(),
                new Step.Remind(),
                new Step.TakeUp(),
                new Step.Settle("换了锁"),
                new Step.Close(),
                new Step.HandOver());
        Actor clock = Actor.system(COMMUNITY);
        Map<String, Set<Actor>> may = Map.ofEntries(
                Map.entry("REPORTED escalate", Set.of(clock)),
                Map.entry("ESCALATED remind", Set.of(clock)),
                Map.entry("ESCALATED takeUp", Set.of(CHIEF, GRID, STREET)),
                Map.entry("ESCALATED handOver", Set.of(REPORTER, CHIEF, GRID, STREET)),
                Map.entry("TAKEN_UP settle", Set.of(CHIEF, GRID, STREET)),
                Map.entry("TAKEN_UP handOver", Set.of(REPORTER, CHIEF, GRID, STREET)),
                Map.entry("SETTLED close", Set.of(CHIEF)),
                Map.entry("SETTLED handOver", Set.of(REPORTER, CHIEF, GRID, STREET)),
                Map.entry("CLOSED handOver", Set.of(REPORTER, CHIEF, GRID, STREET)));
        for (State state : State.values()) {
            for (Step step : steps) {
                for (Actor actor : List.of(REPORTER, NEIGHBOUR, CHIEF, GRID, STREET, POLICE, ADMINISTRATOR, clock)) {
                    String what = state + " " + step.step();
                    boolean open = may.getOrDefault(what, Set.of()).contains(actor);
                    assertThat(in(state).open(actor).contains(step.step()))
                            .as("%s by %s", what, actor.duty())
                            .isEqualTo(open);
                    if (!open) {
                        assertThatThrownBy(() -> in(state).after(step, actor, ANSWER, NOW))
                                .as("%s by %s", what, actor.duty())
                                .isInstanceOf(Refusal.class);
                    }
                }
            }
        }
    }

    @Test
    void aHumanAnswerIsDueHalfAnHourAfterItWasToldOn() {
        Report told = in(State.REPORTED).after(new Step.Escalate(), Actor.system(COMMUNITY), ANSWER, NOW);
        assertThat(told.matter().dueAt()).contains(NOW.plus(ANSWER));
        assertThat(told.late(NOW.plus(ANSWER))).isFalse();
        assertThat(told.late(NOW.plus(ANSWER).plusMillis(1))).isTrue();
        assertThat(told.after(new Step.TakeUp(), GRID, ANSWER, NOW).matter().dueAt())
                .isEmpty();
    }

    @Test
    void whoeverAppointsAndThePoliceDoNotReport() {
        assertThat(Report.reporting(REPORTER, COMPOUND)).isNotEmpty();
        assertThat(Report.reporting(GRID, COMPOUND)).isNotEmpty();
        assertThat(Report.reporting(ADMINISTRATOR, COMPOUND)).isEmpty();
        assertThat(Report.reporting(POLICE, COMPOUND)).isEmpty();
        assertThat(Report.reporting(Actor.nobody(), COMPOUND)).isEmpty();
        assertThat(Report.reporting(REPORTER, PlaceCode.parse("350211003003"))).isEmpty();
        assertThat(Report.reporting(STREET, PlaceCode.parse("350211003"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "他的身份证是11010519491231002X",
                "身份证１１０１０５１９４９１２３１００２０就是这个",
                "打 138 0013 8000 找他",
                "电话13800138000",
                "座机0592-6000000",
                "一辆闽D·12345停在门口",
                "车牌闽DA12345",
                "新能源粤B-不对，是粤BD12345"
            })
    void aNumberOfAPersonIsNoticed(String words) {
        assertThat(Recognisable.in(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3号楼2单元1203门口的灯坏了", "2026年11月3日晚上10点", "井盖编号 20261103001 不见了", "门牌 12345", "闽南大厦B座 12 楼"})
    void anOrdinaryNumberIsNot(String words) {
        assertThat(Recognisable.in(words)).isFalse();
    }

    @Test
    void theQuestionDecidesAndANumberAsksAgain() {
        Step.File plain = new Step.File(Kind.HAZARD, COMPOUND, Moment.NOW, "电线裸露");
        Step.File number = new Step.File(Kind.HAZARD, COMPOUND, Moment.NOW, "找 13800138000");
        assertThatThrownBy(() -> new Filing(plain, Optional.empty(), true).handsOver())
                .hasMessageStartingWith("patrol.person");
        assertThat(new Filing(plain, Optional.of(false), false).handsOver()).isFalse();
        assertThat(new Filing(plain, Optional.of(true), false).handsOver()).isTrue();
        assertThatThrownBy(() -> new Filing(number, Optional.of(false), false).handsOver())
                .hasMessageStartingWith("patrol.recognisable");
        assertThat(new Filing(number, Optional.of(false), true).handsOver()).isFalse();
        assertThat(new Filing(number, Optional.of(true), false).handsOver()).isTrue();
    }

    @Test
    void whatIsKeptIsErasedWithinThirtyDays() {
        assertThat(new PatrolSettings(1, ANSWER, 90, ANSWER).keepDays()).isEqualTo(1);
        assertThatThrownBy(() -> new PatrolSettings(31, ANSWER, 90, ANSWER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PatrolSettings(0, ANSWER, 90, ANSWER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PatrolSettings(1, ANSWER, 90, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
