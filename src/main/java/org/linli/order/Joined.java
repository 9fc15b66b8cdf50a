package org.linli.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * An order as a neighbour sees it who met the same thing 我也遇到: what and where, no finer than the building, how far it is and
 * who works on it; no word of whoever asked, no name, no phone, no home.
 *
 * <p>How a neighbour's rating counts. Everybody who joined rates for themselves: 1 to 5 of 5, and solved or not. They may from
 * the time the work is said to be done until seven days later, the time in which whoever asked may ({@code lapse}), even when
 * that one has rated already and the order is closed; and anew after it was done again. An order counts once in each rate:
 * as called back when anybody rated it, as solved when all who rated it say so, as satisfied when the average of all who rated
 * it reaches the place's grade ({@link Figure}). “Not solved” of a neighbour, before the order is closed, has it done again as
 * that of whoever asked would, once an order whoever says it first ({@link Order#contestable}); few stars for what is solved
 * count, and move nothing.
 *
 * @param place the building, or less; the compound where the category is not public
 * @param mergedInto the order that goes on for this one
 * @param words what the neighbour added when they joined
 * @param rating their own
 * @param pictured whether there is a small picture of it
 */
public record Joined(
        UUID id,
        Category category,
        State state,
        PlaceCode place,
        String handlerName,
        Instant openedAt,
        Optional<Instant> dueAt,
        Optional<Instant> doneAt,
        Optional<Instant> endedAt,
        int reopened,
        int joiners,
        Optional<UUID> mergedInto,
        String words,
        Optional<Integer> rating,
        Optional<Boolean> solved,
        Optional<Instant> ratedAt,
        boolean pictured) {

    /** So long after the work was done a neighbour may rate it: as long as whoever asked for it. */
    public static final Duration RATABLE = Duration.ofDays(7);

    /**
     * A neighbour's rating 评价.
     *
     * @param stars 1 to 5
     */
    public record Voice(int stars, boolean solved, String words) {
        /** Refuses other stars, and more than 1000 characters. */
        public Voice {
            Step.Rate same = new Step.Rate(stars, solved, words);
            words = same.words();
        }
    }

    /** Whether it may be rated now: the work is done, not too long ago, and not rated since. */
    public boolean ratable(Instant now) {
        boolean done = state.done() || state == State.RATED || state == State.CLOSED;
        return done
                && doneAt.filter(at -> !now.isAfter(at.plus(RATABLE))).isPresent()
                && ratedAt.filter(at -> doneAt.filter(at::isBefore).isEmpty()).isEmpty();
    }

    /** Whether this rating has the work done again. */
    public boolean contests(Voice voice) {
        return !voice.solved() && reopened == 0 && (state.done() || state == State.RATED);
    }

    void rates(Instant now) {
        if (!ratable(now)) {
            throw Refusal.movedOn("order.voiceLate");
        }
    }
}
