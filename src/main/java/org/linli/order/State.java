package org.linli.order;

/** Where an order 服务单 stands. */
public enum State {
    /** 待受理: asked, and nobody has taken it up. */
    PLACED,
    /** 已派单: sent to a handler who has not answered. */
    DISPATCHED,
    /** 已接单. */
    ACCEPTED,
    /** 处理中. */
    IN_PROGRESS,
    /** 已完成: done as the handler says; the resident has the word. */
    DONE,
    /** 已评价. */
    RATED,
    /** 已办结. */
    CLOSED,
    /** 未受理: the community does not take it, and says why. */
    DECLINED,
    /** 已撤回, by the resident. */
    WITHDRAWN,
    /** 已退回: given back by the handler, to be dispatched again. */
    RETURNED,
    /** 重新办理: rated badly or not solved; it is the chief's now. */
    REOPENED,
    /** 挂账: nobody can go on for now; its clock stands until a day. */
    SUSPENDED,
    /** 已作废: it was no case. */
    VOIDED;

    /** Whether nothing more is to be done. */
    public boolean over() {
        return this == CLOSED || this == DECLINED || this == WITHDRAWN || this == VOIDED;
    }
}
