package org.linli.platform.matter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One row of a timeline 留痕 as it was written: who did what, when, in which capacity. */
public record Trace(
        UUID id,
        int seq,
        Instant at,
        String step,
        String from,
        String to,
        Optional<UUID> person,
        String signature,
        String duty,
        String words,
        Map<String, String> detail) {}
