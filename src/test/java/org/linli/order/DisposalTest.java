package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** 首次处置期限: once set, only what was approved moves it, and by exactly that. */
class DisposalTest {

    private static final Instant FILED = Instant.parse("2027-03-01T01:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Disposal SENT = Disposal.NONE.filed(FILED.plus(Duration.ofHours(28)));
    private static final Disposal ACCEPTED = SENT.accepted(FILED.plus(Duration.ofHours(25)), FILED.plusSeconds(3600));

    @Test
    void theFirstDispatchSetsItAndNoLaterOne() {
        assertThat(Disposal.NONE.filed()).isFalse();
        assertThat(SENT.by()).contains(FILED.plus(Duration.ofHours(28)));
        assertThat(SENT.filed(FILED.plus(Duration.ofDays(9)))).isEqualTo(SENT);
    }

    @Test
    void theFirstAcceptancePromisesAndNoLaterOne() {
        assertThat(ACCEPTED.by()).contains(FILED.plus(Duration.ofHours(25)));
        assertThat(ACCEPTED.accepted(FILED.plus(DAY.multipliedBy(9)), FILED.plus(DAY)))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void anAcceptanceAfterTheLimitComesTooLateForAnother() {
        Disposal late = SENT.accepted(FILED.plus(Duration.ofDays(9)), FILED.plus(Duration.ofDays(8)));
        assertThat(late.by()).isEqualTo(SENT.by());
        assertThat(late.promised()).isTrue();
        Disposal lateToAccept = SENT.accepted(FILED.plus(Duration.ofHours(34)), FILED.plus(Duration.ofHours(10)));
        assertThat(lateToAccept.by())
                .as("four hours missed are not a disposal missed")
                .contains(FILED.plus(Duration.ofHours(34)));
    }

    @Test
    void moreTimeMovesItByAsMuchAsItMovesTheClock() {
        Instant running = FILED.plus(Duration.ofHours(25));
        Instant more = running.plus(Duration.ofHours(10));
        assertThat(ACCEPTED.extended(running, more, FILED.plus(DAY)).by()).contains(more);
        assertThat(ACCEPTED.extended(running, more, running.plusSeconds(1)).by())
                .as("asked for in time, and given a second late")
                .contains(more);
        Instant second = FILED.plus(Duration.ofDays(5));
        assertThat(ACCEPTED.extended(second, second.plus(DAY), FILED.plus(Duration.ofDays(4))))
                .as("what passed before the second clock began stays passed")
                .isEqualTo(ACCEPTED);
        assertThat(ACCEPTED.extended(second, second.plus(DAY), FILED.plus(Duration.ofHours(5)))
                        .by())
                .contains(running.plus(DAY));
    }

    @Test
    void aSuspensionMovesItByAsLongAsItLasted() {
        Instant begun = FILED.plus(Duration.ofHours(5));
        Instant end = begun.plus(DAY.multipliedBy(30));
        Disposal suspended = ACCEPTED.suspended(DAY.multipliedBy(30), begun);
        assertThat(suspended.by()).contains(FILED.plus(Duration.ofHours(25)).plus(DAY.multipliedBy(30)));
        assertThat(suspended.resumed(end, begun.plus(DAY.multipliedBy(3))).by())
                .as("what was not needed is taken back")
                .contains(FILED.plus(Duration.ofHours(25)).plus(DAY.multipliedBy(3)));
        assertThat(suspended.resumed(end, end.plusSeconds(1))).isEqualTo(suspended);
        Instant late = FILED.plus(Duration.ofDays(2));
        Disposal gone = ACCEPTED.suspended(DAY.multipliedBy(30), late);
        assertThat(gone).as("what was late stays late").isEqualTo(ACCEPTED);
        assertThat(gone.resumed(late.plus(DAY.multipliedBy(30)), late.plus(DAY)))
                .isEqualTo(ACCEPTED);
    }
}
