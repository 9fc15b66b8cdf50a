package org.linli.order;

import java.time.Instant;
import java.util.UUID;

/**
 * A neighbour who joined an order says that it is not solved 没解决. They do not see the order, so they do not move it: the
 * machinery of its community does, after their transaction.
 */
public record OrderContested(UUID order, String place, Instant at) {}
