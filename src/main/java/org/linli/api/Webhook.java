package org.linli.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/**
 * Who is told what happens to the orders of a place 消息推送.
 *
 * @param steps what is told, by the names of the lifecycle; empty for everything
 * @param feedback whether it is told, of tickets of 12345, what became of them, in words
 * @param owner who registered it, and is told when it is switched off
 * @param rotatedAt when its secret was last changed
 * @param failingSince since when nobody has taken what was sent
 * @param disabledAt when we stopped sending because nobody took it for days
 */
public record Webhook(
        UUID id,
        PlaceCode place,
        String name,
        String url,
        Set<String> steps,
        boolean feedback,
        Optional<UUID> owner,
        Instant madeAt,
        Optional<Instant> rotatedAt,
        Optional<Instant> failingSince,
        Optional<Instant> disabledAt) {

    public Webhook {
        steps = Set.copyOf(steps);
    }

    /** Whether it is told of a step. */
    public boolean hears(String step) {
        return steps.isEmpty() || steps.contains(step);
    }
}
