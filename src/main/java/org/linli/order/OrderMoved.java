package org.linli.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order took a step 进展: what others may hear, in plain values, and none of its words: the outbox is read by every room. */
public record OrderMoved(
        UUID order,
        UUID entry,
        String place,
        String step,
        String state,
        @Nullable UUID actor,
        @Nullable UUID requester,
        @Nullable UUID handler,
        @Nullable UUID handlerBefore,
        Instant at) {}
