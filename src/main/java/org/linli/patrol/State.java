package org.linli.patrol;

/** Where a report stands 报告状态. */
public enum State {
    /** 已报告: only within the moment in which it is told on. */
    REPORTED,
    /** 已上报, 等人处理. */
    ESCALATED,
    /** 有人在处理. */
    TAKEN_UP,
    /** 处理完了. */
    SETTLED,
    /** 已归档. */
    CLOSED,
    /** 已移交警务: nobody's matter any more. */
    HANDED_OVER;

    /** Whether nothing more is awaited. */
    public boolean over() {
        return this == SETTLED || this == CLOSED || this == HANDED_OVER;
    }
}
