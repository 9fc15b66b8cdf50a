package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.linli.kernel.LifecycleTest.State.CLOSED;
import static org.linli.kernel.LifecycleTest.State.DISPATCHED;
import static org.linli.kernel.LifecycleTest.State.PLACED;
import static org.linli.kernel.LifecycleTest.State.RETURNED;
import static org.linli.kernel.LifecycleTest.Who.DESK;
import static org.linli.kernel.LifecycleTest.Who.DISPATCHER;
import static org.linli.kernel.LifecycleTest.Who.HANDLER;
import static org.linli.kernel.LifecycleTest.Who.REQUESTER;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linli.kernel.Lifecycle.Cell;
import org.linli.kernel.Lifecycle.Rule;

class LifecycleTest {

    enum State {
        PLACED,
        DISPATCHED,
        RETURNED,
        CLOSED
    }

    enum Who {
        REQUESTER,
        DESK,
        DISPATCHER,
        HANDLER
    }

    private static final Lifecycle<State, Who> ORDER = Lifecycle.<State, Who>named("order")
            .step("place")
            .opens(PLACED)
            .by(REQUESTER, DESK)
            .cites("点单")
            .step("dispatch")
            .from(PLACED, RETURNED)
            .to(DISPATCHED)
            .by(DISPATCHER)
            .clock(Duration.ofMinutes(150))
            .cites("派单")
            .step("return")
            .from(DISPATCHED)
            .to(RETURNED)
            .by(HANDLER)
            .when("with a reason")
            .cites("退单 | 说明")
            .step("note")
            .from(DISPATCHED)
            .to(DISPATCHED)
            .by(HANDLER, DISPATCHER)
            .cites("处置")
            .step("close")
            .from(DISPATCHED)
            .to(CLOSED)
            .by(HANDLER)
            .clock(Duration.ofDays(7))
            .cites("结单")
            .step("close")
            .from(PLACED)
            .to(CLOSED)
            .by(REQUESTER)
            .cites("撤单")
            .end(CLOSED)
            .build();

    /** All that is legal, said once more and independently of the table. */
    private static final Map<String, State> LEGAL = Map.ofEntries(
            Map.entry("new place REQUESTER", PLACED),
            Map.entry("new place DESK", PLACED),
            Map.entry("PLACED dispatch DISPATCHER", DISPATCHED),
            Map.entry("RETURNED dispatch DISPATCHER", DISPATCHED),
            Map.entry("DISPATCHED return HANDLER", RETURNED),
            Map.entry("DISPATCHED note HANDLER", DISPATCHED),
            Map.entry("DISPATCHED note DISPATCHER", DISPATCHED),
            Map.entry("DISPATCHED close HANDLER", CLOSED),
            Map.entry("PLACED close REQUESTER", CLOSED));

    static List<Cell<State, Who>> matrix() {
        return ORDER.matrix();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void exactlyTheWrittenMovesAreLegal(Cell<State, Who> cell) {
        var said = "%s %s %s".formatted(cell.from().map(Enum::name).orElse("new"), cell.step(), cell.who());
        assertThat(cell.to()).isEqualTo(Optional.ofNullable(LEGAL.get(said)));
        assertThat(cell.legal()).isEqualTo(LEGAL.containsKey(said));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void theMatrixSaysWhatTheTableDoes(Cell<State, Who> cell) {
        var who = Set.of(cell.who());
        var offered = cell.from().map(from -> ORDER.open(from, who)).orElseGet(() -> ORDER.openings(who));
        assertThat(offered.stream().anyMatch(rule -> rule.step().equals(cell.step())))
                .isEqualTo(cell.legal());
        if (cell.legal()) {
            assertThat(move(cell)).isEqualTo(cell.to().orElseThrow());
        } else {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> move(cell));
        }
    }

    @Test
    void theMatrixIsCompleteAndReadable() {
        assertThat(ORDER.matrix()).hasSize((1 + 4) * 5 * 4).doesNotHaveDuplicates();
        assertThat(ORDER.matrix().getFirst()).hasToString("new · place · REQUESTER → PLACED");
        assertThat(ORDER.matrix().getLast()).hasToString("CLOSED · close · HANDLER → refused");
    }

    @Test
    void whatNobodyCanDoAnyMoreHasMovedOn() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ORDER.after(CLOSED, "dispatch", Set.of(DISPATCHER)))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MOVED_ON))
                .withMessage("lifecycle.closed {step=dispatch, state=CLOSED}");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ORDER.begin("dispatch", Set.of(DISPATCHER)))
                .withMessage("lifecycle.closed {step=dispatch, state=new}");
    }

    @Test
    void whatOthersMayDoIsNotYours() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ORDER.after(PLACED, "dispatch", Set.of(REQUESTER, HANDLER)))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN))
                .withMessage("lifecycle.notYours {step=dispatch, state=PLACED}");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ORDER.after(PLACED, "dispatch", Set.of()))
                .withMessageStartingWith("lifecycle.notYours");
    }

    @Test
    void someoneWithTwoPartsMayDoWhatEitherMay() {
        assertThat(ORDER.open(DISPATCHED, EnumSet.of(DISPATCHER, HANDLER)))
                .extracting(Rule::step)
                .containsExactly("return", "note", "close");
        assertThat(ORDER.open(CLOSED, EnumSet.allOf(Who.class))).isEmpty();
        assertThat(ORDER.after(PLACED, "close", Set.of(DESK, REQUESTER))).isEqualTo(CLOSED);
    }

    @Test
    void aRuleBringsItsClockItsConditionAndItsSource() {
        var dispatch = ORDER.rule(RETURNED, "dispatch", DISPATCHER).orElseThrow();
        assertThat(dispatch.clock()).contains(Duration.ofMinutes(150));
        assertThat(dispatch.from()).containsExactly(PLACED, RETURNED);
        assertThat(ORDER.rule(DISPATCHED, "return", HANDLER).orElseThrow().when())
                .contains("with a reason");
        assertThat(ORDER.opening("place", Set.of(DESK)).orElseThrow().citation())
                .isEqualTo("点单");
        assertThat(ORDER.rule(PLACED, "dispatch", DESK)).isEmpty();
        assertThat(ORDER.ends()).containsExactly(CLOSED);
        assertThat(ORDER.steps()).containsExactly("place", "dispatch", "return", "note", "close");
    }

    @Test
    void theDiagramIsAlwaysTheSameText() {
        assertThat(ORDER.mermaid(
                        state -> state == PLACED ? "已\"点单\"" : state.name().toLowerCase(Locale.ROOT)))
                .isEqualTo("""
                        stateDiagram-v2
                            state "已#quot;点单#quot;" as PLACED
                            state "dispatched" as DISPATCHED
                            state "returned" as RETURNED
                            state "closed" as CLOSED
                            [*] --> PLACED : place
                            PLACED --> DISPATCHED : dispatch
                            RETURNED --> DISPATCHED : dispatch
                            DISPATCHED --> RETURNED : return
                            DISPATCHED --> DISPATCHED : note
                            DISPATCHED --> CLOSED : close
                            PLACED --> CLOSED : close
                            CLOSED --> [*]
                        """);
    }

    @Test
    void theTableReadsLikeTheRuleItCameFrom() {
        assertThat(ORDER.table(State::name, Who::name)).isEqualTo("""
                        | From | Step | To | Who | When | Clock | Source |
                        |---|---|---|---|---|---|---|
                        | new | place | PLACED | REQUESTER, DESK |  |  | 点单 |
                        | PLACED, RETURNED | dispatch | DISPATCHED | DISPATCHER |  | 2 h 30 min | 派单 |
                        | DISPATCHED | return | RETURNED | HANDLER | with a reason |  | 退单 \\| 说明 |
                        | DISPATCHED | note | DISPATCHED | DISPATCHER, HANDLER |  |  | 处置 |
                        | DISPATCHED | close | CLOSED | HANDLER |  | 7 d | 结单 |
                        | PLACED | close | CLOSED | REQUESTER |  |  | 撤单 |
                        """);
    }

    private static State move(Cell<State, Who> cell) {
        var who = Set.of(cell.who());
        return cell.from()
                .map(from -> ORDER.after(from, cell.step(), who))
                .orElseGet(() -> ORDER.begin(cell.step(), who));
    }
}
