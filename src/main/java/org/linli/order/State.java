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
    /** 已核查: somebody else went and saw that it is done; the resident still has the word. */
    VERIFIED,
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
    VOIDED,
    /** 已合并: the same as another, which goes on for both. */
    MERGED;

    /** The stage of the national closed loop in which it stands. */
    public Stage stage() {
        return switch (this) {
            case PLACED -> Stage.FILING;
            case RETURNED, REOPENED -> Stage.DISPATCH;
            case DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED -> Stage.HANDLING;
            case DONE -> Stage.VERIFICATION;
            case VERIFIED, RATED -> Stage.EVALUATION;
            case CLOSED, DECLINED, WITHDRAWN, VOIDED, MERGED -> Stage.OVER;
        };
    }

    /** Whether the work is done as its handler says, and the resident's word is awaited. */
    public boolean done() {
        return this == DONE || this == VERIFIED;
    }

    /** Whether the work is under way, with a term that whoever asked was promised. */
    public boolean promised() {
        return this == ACCEPTED || this == IN_PROGRESS;
    }

    /** Whether it waits for the community or for a handler to take it up. */
    public boolean untaken() {
        return this == PLACED || this == DISPATCHED || this == RETURNED || this == REOPENED;
    }

    /** Whether somebody is to do something about it and is told when its clock runs out 催办. */
    public boolean watched() {
        return untaken() || promised();
    }

    /** Whether nothing more is to be done. */
    public boolean over() {
        return stage() == Stage.OVER;
    }
}
