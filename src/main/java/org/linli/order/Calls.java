package org.linli.order;

import java.time.Instant;
import java.util.Optional;

/**
 * How it went with calling back 电话回访 (0-24) since the work was last said to be done.
 *
 * @param tries how often nobody was reached, {@link #MOST} at most
 * @param lastAt when that was last
 * @param rated whether the rating was taken down on the phone; counted apart from the person's own
 */
public record Calls(int tries, Optional<Instant> lastAt, boolean rated) {

    /** After so many times nobody is called any more [design]; the order closes unrated by the clock. */
    public static final int MOST = 3;

    /** Nobody called. */
    public static final Calls NONE = new Calls(0, Optional.empty(), false);

    Calls missed(Instant now) {
        return new Calls(tries + 1, Optional.of(now), rated);
    }

    Calls rated(boolean byCall) {
        return new Calls(tries, lastAt, byCall);
    }

    Calls anew() {
        return new Calls(0, Optional.empty(), rated);
    }
}
