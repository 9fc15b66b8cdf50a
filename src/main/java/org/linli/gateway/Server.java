package org.linli.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/**
 * Another system that speaks Open311 对接系统.
 *
 * @param place for whose orders it stands
 * @param organisation which of ours stands for it: what is dispatched to that is pushed to it
 * @param defaults what we answer to what its services ask for
 * @param fetchedUntil up to when its requests were fetched
 * @param updatesUntil up to when its updates were fetched
 * @param failingSince when it last could not be reached, until it answers again
 */
public record Server(
        UUID id,
        PlaceCode place,
        String name,
        String url,
        String jurisdiction,
        Optional<byte[]> key,
        Direction direction,
        Optional<UUID> organisation,
        Codes codes,
        Defaults defaults,
        Instant fetchedUntil,
        Instant updatesUntil,
        Optional<Instant> failingSince,
        String failure) {

    /** Which way things go: to them, from them, or both. */
    public enum Direction {
        PUSH,
        FETCH,
        BOTH;

        boolean pushes() {
            return this != FETCH;
        }

        boolean fetches() {
            return this != PUSH;
        }
    }
}
