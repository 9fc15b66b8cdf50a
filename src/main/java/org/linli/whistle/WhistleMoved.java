package org.linli.whistle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A whistle took a step 进展: what others may hear, in plain values, and none of its words: the outbox is read by every room.
 *
 * @param step the row of the lifecycle by which it moved
 * @param departments whom the step concerns: for a step of one or of the clock those, else all that take part
 */
public record WhistleMoved(
        UUID whistle,
        UUID entry,
        String place,
        String step,
        String state,
        @Nullable UUID actor,
        List<UUID> departments,
        Instant at) {}
