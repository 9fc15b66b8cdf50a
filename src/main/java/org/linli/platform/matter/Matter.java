package org.linli.platform.matter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/**
 * Where a matter 事项 stands: its place, its state, who asked and who is responsible; the same for every kind.
 *
 * @param kind the room it belongs to, such as {@code order}
 * @param state a constant of that room's lifecycle
 * @param version how many timeline rows it has; each step adds one
 * @param requester the person whose matter it is, if they are known here
 * @param handler the organisation responsible now
 * @param assignee the person of that organisation who took it
 * @param returnedBy the organisation that gave it back last
 * @param dueAt when the running clock ends
 * @param endedAt when it was over
 */
public record Matter(
        UUID id,
        String kind,
        PlaceCode place,
        String title,
        String state,
        int version,
        Optional<UUID> requester,
        Optional<UUID> handler,
        String handlerName,
        Optional<UUID> assignee,
        Optional<UUID> returnedBy,
        Instant openedAt,
        Instant movedAt,
        Optional<Instant> dueAt,
        Optional<Instant> endedAt) {

    /** What whoever looks at it now has seen, as the form of a step carries it. */
    public String seen() {
        return new Seen(id, version).text();
    }
}
