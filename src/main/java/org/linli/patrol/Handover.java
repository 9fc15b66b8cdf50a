package org.linli.patrol;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A hand-over 移交 as its liaison sees it before any look: that there is one, and until when. */
public record Handover(UUID id, Instant handedAt, Instant eraseAt, Optional<Instant> erasedAt, int looks) {

    /** What was sealed: shown once for each look. */
    public record Content(Kind kind, String place, Moment moment, String words) {}

    /** What its reporter keeps 回执: that it was handed over, and when it was erased. */
    public record Receipt(UUID id, Instant handedAt, Optional<Instant> erasedAt) {}

    /** A look 查看: who, when, what for. */
    public record Look(Purpose purpose, String words, String signature, Instant at) {}
}
