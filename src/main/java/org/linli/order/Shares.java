package org.linli.order;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How an order stands to those it was split into, or that it is a part of 拆分.
 *
 * @param whole the order that this one is a part of
 * @param parts how many parts it was split into, all in all
 * @param open how many of them still run
 * @param handlers who works or worked on its parts
 */
public record Shares(Optional<UUID> whole, int parts, int open, Set<UUID> handlers) {

    /** Neither split nor a part. */
    public static final Shares NONE = new Shares(Optional.empty(), 0, 0, Set.of());

    /** At least and at most so many at once. */
    public static final int LEAST = 2;

    public static final int MOST = 6;

    public Shares {
        handlers = Set.copyOf(handlers);
    }

    /** Whether it is a part of another: worked on like any order, and neither rated nor counted. */
    public boolean part() {
        return whole.isPresent();
    }

    /** Whether it waits for its parts. */
    public boolean waits() {
        return open > 0;
    }
}
