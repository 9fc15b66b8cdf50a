package org.linli.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order took a step 进展: what others may hear, in plain values. */
public record OrderMoved(
        UUID order,
        UUID entry,
        String place,
        String step,
        String state,
        String title,
        @Nullable UUID actor,
        @Nullable UUID requester,
        @Nullable UUID handler,
        @Nullable UUID handlerBefore,
        Instant at) {}
