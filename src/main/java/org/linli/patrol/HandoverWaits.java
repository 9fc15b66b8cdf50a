package org.linli.patrol;

import java.time.Instant;
import java.util.UUID;

/**
 * Something was handed over and waits to be looked at 移交待查看: that there is one, at which community. Neither who reported nor
 * what, nor of what kind.
 *
 * @param step handed, or remind
 */
public record HandoverWaits(UUID handover, String place, String step, Instant at) {}
