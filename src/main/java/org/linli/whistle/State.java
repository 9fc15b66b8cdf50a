package org.linli.whistle;

/** Where a whistle 哨子 stands. */
public enum State {
    /** 拟稿: written by the community, and waits for a leader of the street. */
    DRAFT,
    /** 退回修改: the leader wants it written otherwise. */
    RETURNED,
    /** 已批准: may be blown. */
    APPROVED,
    /** 已吹哨: sounds, and no department has it yet. */
    BLOWN,
    /** 已指派: departments are called; not all have signed. */
    ASSIGNED,
    /** 已签收: all have signed; not all are there. */
    SIGNED,
    /** 已报到: all were at the place. */
    CHECKED_IN,
    /** 已定方案: the leading department has said how, and all are at work. */
    PLAN,
    /** 已办结: done as the departments say; the street has the word. */
    DONE,
    /** 已评价: the street has rated each department. */
    RATED,
    /** 已归档. */
    CLOSED,
    /** 已取消, with the reason why. */
    CANCELLED;

    /** Whether nothing more is to be done. */
    public boolean over() {
        return this == CLOSED || this == CANCELLED;
    }

    /** Whether departments are called and their clocks run. */
    public boolean running() {
        return this == ASSIGNED || this == SIGNED || this == CHECKED_IN || this == PLAN;
    }
}
