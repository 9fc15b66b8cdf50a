package org.linli.patrol;

/** What a look at a hand-over is for 查看目的; asked before each. */
public enum Purpose {
    /** 有人可能有危险. */
    DANGER,
    /** 核实情况. */
    VERIFY,
    /** 办理案件. */
    CASE,
    /** 看是不是报错了. */
    MISTAKE
}
