package org.linli.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How much of a time limit is used up 时限灯, at a glance; always shown with a word and a sign, never by colour alone. */
public enum Light {
    /** 时间够: not yet 80 %. */
    GREEN,
    /** 快到时限: 80 % and more, up to the last moment. */
    AMBER,
    /** 超时. */
    RED;

    /** Of a hundred. */
    static final int SOON = 80;

    /** From when on a limit that begins and ends then is nearly used up: 80 % of it, to the microsecond; at once where it has no length. */
    public static Instant soon(Instant from, Instant due) {
        Duration whole = Duration.between(from, due);
        return whole.isPositive()
                ? from.plus(whole.multipliedBy(SOON).dividedBy(100)).truncatedTo(ChronoUnit.MICROS)
                : due;
    }

    /** The light of a limit that is nearly used up from one moment on and ends at another. */
    public static Light at(Instant soon, Instant due, Instant now) {
        if (now.isAfter(due)) {
            return RED;
        }
        return now.isBefore(soon) ? GREEN : AMBER;
    }
}
