package org.linli.patrol;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report took a step 进展: what others may hear, in plain values, and none of its words. A hand-over tells nobody. */
public record ReportMoved(
        UUID report,
        UUID entry,
        String place,
        String step,
        @Nullable UUID actor,
        @Nullable UUID reporter,
        Instant at) {}
