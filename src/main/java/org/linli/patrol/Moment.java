package org.linli.patrol;

/** When it happened 什么时候, as people say it. */
public enum Moment {
    /** 现在正在发生. */
    NOW,
    /** 今天. */
    TODAY,
    /** 昨天. */
    YESTERDAY,
    /** 更早. */
    EARLIER
}
