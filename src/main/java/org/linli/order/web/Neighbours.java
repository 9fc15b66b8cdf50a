package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import org.linli.order.Callers.Caller;
import org.linli.order.Joining.Joiner;
import org.linli.order.Merging.Beside;

/**
 * What stands beside an order at the desk: who met it too, and what is the same 也遇到的人和重复的单.
 *
 * @param called who called for it and is not known here
 * @param suggested what it may be merged into
 * @param into what it was merged into
 * @param merged what was merged into it
 */
public record Neighbours(
        List<Joiner> joined, List<Caller> called, List<Beside> suggested, Optional<Beside> into, List<Beside> merged) {

    /** Whether there is anything to show but suggestions. */
    public boolean any() {
        return !joined.isEmpty() || !called.isEmpty() || into.isPresent() || !merged.isEmpty();
    }
}
