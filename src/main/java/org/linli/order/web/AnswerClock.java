package org.linli.order.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.linli.order.Order;

/**
 * The clock of a promised first answer 5分钟响应 (杏林街道 2-16).
 *
 * @param minutes promised
 * @param passed from the placing to the answer, or until now
 * @param inTime whether the answer came in time, once that is known
 */
public record AnswerClock(int minutes, Instant until, Duration passed, boolean answered, Optional<Boolean> inTime) {

    /** The clock of an order; none where nothing is promised, or where it ended without an answer. */
    static Optional<AnswerClock> of(Order order, Instant now) {
        if (order.firstAnswerAt().isEmpty() && order.state().over()) {
            return Optional.empty();
        }
        return order.answerWithin()
                .map(minutes -> new AnswerClock(
                        minutes,
                        order.answerDue().orElseThrow(),
                        Duration.between(
                                order.matter().openedAt(), order.firstAnswerAt().orElse(now)),
                        order.firstAnswerAt().isPresent(),
                        order.answeredInTime(now)));
    }

    public boolean late() {
        return inTime.isPresent() && !inTime.get();
    }

    /** Seconds passed of those promised. */
    public long filled() {
        return Math.min(passed.toSeconds(), minutes * 60L);
    }
}
