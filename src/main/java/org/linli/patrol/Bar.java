package org.linli.patrol;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A finding 认定 that a report was malicious: proposed by one, confirmed by another, and then for a while its reporter files none.
 *
 * @param until when the reporter may report again; empty before it is confirmed
 * @param mine whether whoever looks proposed it themselves, and so does not confirm it
 * @param appeal what the reporter says against it; empty for nothing
 * @param answer of the street to that; empty for none yet
 */
public record Bar(
        UUID id,
        Reason reason,
        String proposedBy,
        Instant proposedAt,
        boolean mine,
        String confirmedBy,
        Optional<Instant> confirmedAt,
        Optional<Instant> until,
        String appeal,
        Optional<Instant> appealedAt,
        String answer,
        Optional<Instant> answeredAt,
        boolean lifted) {

    /** Why 理由: one of three, so that nobody's words stand in it. */
    public enum Reason {
        /** 编造事实. */
        INVENTED,
        /** 诬告他人. */
        ACCUSED,
        /** 反复乱报. */
        ABUSED
    }

    /** What a finding is about 来源. */
    public enum Origin {
        REPORT,
        HANDOVER
    }

    /** Whether it keeps its reporter from reporting now. */
    public boolean bars(Instant now) {
        return !lifted && until.filter(now::isBefore).isPresent();
    }
}
