package org.linli.order;

import java.time.Instant;
import java.util.Optional;

/**
 * What was told of an order's clock 已催办. Of another clock nothing was told yet: what is written holds for the one that it names.
 *
 * @param level the furthest
 * @param due when the clock ended, or was to end, of which it was told
 * @param at when that was told
 */
public record Reminded(Optional<Reminder> level, Optional<Instant> due, Optional<Instant> at) {

    /** Nothing yet. */
    public static final Reminded NONE = new Reminded(Optional.empty(), Optional.empty(), Optional.empty());

    /** What was told of the clock that ends then. */
    Optional<Reminder> of(Optional<Instant> end) {
        return end.isPresent() && due.equals(end) ? level : Optional.empty();
    }
}
