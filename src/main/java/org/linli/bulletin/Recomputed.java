package org.linli.bulletin;

import java.time.Duration;
import java.util.Locale;
import org.linli.platform.matter.Trail;

/** What a recomputation of the trail found, and how long it took. */
public record Recomputed(Trail.Finding finding, Duration took) {

    /** With one decimal: 0.8. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }

    /** The tail of the matter's id, as its number ends; empty where a day's seal is broken. */
    public String number() {
        return finding.matter()
                .map(id -> id.toString().substring(30).toUpperCase(Locale.ROOT))
                .orElse("");
    }
}
