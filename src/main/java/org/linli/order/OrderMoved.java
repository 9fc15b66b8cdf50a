package org.linli.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order took a step 进展: what others may hear, in plain values, and none of its words: the outbox is read by every room.
 *
 * @param requester whoever is told as the one who asked; nobody for a part
 * @param whole the order that this one is a part of
 */
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
        @Nullable UUID whole,
        Instant at) {}
