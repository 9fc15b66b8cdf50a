package org.linli.device;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A silence 静默 of a device that lasts.
 *
 * @param since its last word; where it never said any, when its token was made
 * @param order what came of it; empty where nothing did, and where whoever looks does not see that
 */
public record Silence(Instant since, Optional<UUID> order) {}
