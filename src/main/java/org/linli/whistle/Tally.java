package org.linli.whistle;

/**
 * A figure 指标 of a department, and the whistles behind it. Late open ones count as missed as soon as their time is over; one
 * that was let go because it was not theirs counts nowhere; one that was dismissed has missed what it had not done.
 */
public enum Tally {
    /** 被叫过的. */
    CALLED,
    /** 在办的: neither over nor without it. */
    IN_HAND,
    SIGN_MET,
    SIGN_MISSED,
    CONTACT_MET,
    CONTACT_MISSED,
    ATTEND_MET,
    ATTEND_MISSED,
    SOLVED,
    UNSOLVED,
    RATED;

    /** When the clocks of the row {@code d} of the matter {@code m} stood still, or now. */
    private static final String UNTIL = "least(coalesce(m.ended_at, :now), coalesce(d.released_at, :now))";

    private static final String DISMISSED = " or d.dismissed <> '' and ";

    /** Whether the row {@code d} of a department counts at all. */
    static final String COUNTS = "not (d.released_at is not null and d.objected_at is not null)";

    /** Whether the row {@code d} of a department and the matter {@code m} are behind the figure; with the parameter {@code now}. */
    String condition() {
        return switch (this) {
            case CALLED -> "true\n";
            case IN_HAND -> "m.ended_at is null and d.released_at is null\n";
            case SIGN_MET -> "d.signed_at <= d.sign_due\n";
            case SIGN_MISSED -> "coalesce(d.signed_at, " + UNTIL + ") > d.sign_due\n";
            case CONTACT_MET -> "d.contacted_at <= d.contact_due\n";
            case CONTACT_MISSED -> missed("contacted_at", "contact_due");
            case ATTEND_MET -> "d.checked_in_at <= d.attend_due\n";
            case ATTEND_MISSED -> missed("checked_in_at", "attend_due");
            case SOLVED -> "d.solved\n";
            case UNSOLVED ->
                "(not d.solved or d.done_at is null and " + UNTIL + " > d.done_due" + DISMISSED
                        + "d.done_at is null)\n";
            case RATED -> "d.rated_at is not null\n";
        };
    }

    private static String missed(String met, String due) {
        return "(coalesce(d." + met + ", " + UNTIL + ") > d." + due + DISMISSED + "d." + met + " is null)\n";
    }
}
