package org.linli.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By when an order is to be disposed of, as the rates count it 首次处置期限: set once, and moved only by what was approved. Whoever
 * gives it back, takes it over or does it again has a running clock of their own; that clock never moves this limit.
 *
 * @param by empty until it is filed
 * @param promised whether an acceptance has set it; until then it is what the clocks of dispatch and acceptance would leave
 */
public record Disposal(Optional<Instant> by, boolean promised) {

    /** Not filed yet. */
    public static final Disposal NONE = new Disposal(Optional.empty(), false);

    /** Whether it was dispatched at least once 立案. */
    public boolean filed() {
        return by.isPresent();
    }

    /** Whether the limit has passed. */
    public boolean passed(Instant now) {
        return by.filter(now::isAfter).isPresent();
    }

    /** Dispatched: the first time sets the limit. */
    Disposal filed(Instant until) {
        return filed() ? this : new Disposal(Optional.of(until), false);
    }

    /** Accepted: the first time promises a limit of its own, unless the one before has passed already. */
    Disposal accepted(Instant until, Instant now) {
        return promised ? this : new Disposal(passed(now) ? by : Optional.of(until), true);
    }

    /** 延时: by as much as the running clock; what had passed before that clock began stays passed. */
    Disposal extended(Instant running, Instant until, Instant now) {
        boolean before = passed(now) && by.filter(running::isAfter).isPresent();
        return before ? this : moved(Duration.between(running, until));
    }

    /** 挂账: by as long as was approved; what had passed stays passed. */
    Disposal suspended(Duration approved, Instant now) {
        return passed(now) ? this : moved(approved);
    }

    /** Resumed: what was approved and not needed is taken back. */
    Disposal resumed(Instant end, Instant now) {
        boolean stood = by.filter(limit -> !limit.isBefore(end)).isPresent();
        return stood && now.isBefore(end) ? moved(Duration.between(end, now)) : this;
    }

    private Disposal moved(Duration more) {
        return new Disposal(by.map(limit -> limit.plus(more)), promised);
    }
}
