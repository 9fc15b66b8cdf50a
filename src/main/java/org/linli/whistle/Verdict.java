package org.linli.whistle;

/** A figure 指标 of a street, and the whistles behind it. One that a single department finds wrong is wrong. */
public enum Verdict {
    /** 吹过的: departments were called. */
    BLOWN,
    /** 在办的. */
    OPEN,
    /** 部门评过的. */
    JUDGED,
    JUSTIFIED,
    UNJUSTIFIED,
    CLEAR,
    UNCLEAR;

    /** Whether the matter {@code m} is behind the figure. */
    String condition() {
        return switch (this) {
            case BLOWN -> CALLED + ")\n";
            case OPEN -> "m.ended_at is null and " + CALLED + ")\n";
            case JUDGED -> JUDGEMENT + ")\n";
            case JUSTIFIED -> JUDGEMENT + ") and not " + JUDGEMENT + " and not j.justified)\n";
            case UNJUSTIFIED -> JUDGEMENT + " and not j.justified)\n";
            case CLEAR -> JUDGEMENT + ") and not " + JUDGEMENT + " and not j.clear)\n";
            case UNCLEAR -> JUDGEMENT + " and not j.clear)\n";
        };
    }

    private static final String CALLED = "exists (select 1 from whistle_department j where j.matter = m.id";
    private static final String JUDGEMENT = CALLED + " and j.judged_at is not null";
}
