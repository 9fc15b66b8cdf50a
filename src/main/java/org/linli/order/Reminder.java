package org.linli.order;

import java.util.Locale;

/** How far up the machinery tells that a clock runs out 催办: once each, a clock, and each further up than the one before. */
public enum Reminder {
    /** 快到时限: whoever holds it. */
    SOON,
    /** 超时: whoever holds it, and the community's chief. */
    LATE,
    /** 上报街道: those of the shorter prefix. */
    STREET,
    /** 上报区级: those of the next shorter one, where there are any. */
    DISTRICT;

    /** The lifecycle's name of the step that tells so. */
    public String step() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it went further up than the community. */
    public boolean raised() {
        return this == STREET || this == DISTRICT;
    }
}
