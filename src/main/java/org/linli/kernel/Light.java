package org.linli.kernel;

import java.time.Duration;
import java.time.Instant;

/** How much of a time limit is used up 时限灯, at a glance; always shown with a word and a sign, never by colour alone. */
public enum Light {
    /** 时间够: not yet 80 %. */
    GREEN,
    /** 快到时限: 80 % and more, up to the last moment. */
    AMBER,
    /** 超时. */
    RED;

    private static final Ratio SOON = new Ratio(80, 100);

    /** The light of a limit that began and ends then; one that ends when it begins is amber until it is over. */
    public static Light of(Instant from, Instant due, Instant now) {
        if (now.isAfter(due)) {
            return RED;
        }
        long whole = Math.max(0, Duration.between(from, due).toMillis());
        long used = Math.clamp(Duration.between(from, now).toMillis(), 0, whole);
        return whole == 0 || new Ratio(used, whole).atLeast(SOON) ? AMBER : GREEN;
    }
}
