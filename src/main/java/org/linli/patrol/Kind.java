package org.linli.patrol;

/** The six things that must be reported 六必报 (RULES 0-23): each is something that happened, none an opinion or a kind of people. */
public enum Kind {
    /** 设施损坏. */
    FACILITY,
    /** 乱倒乱建. */
    DUMPING,
    /** 危害健康的行为. */
    HEALTH,
    /** 可疑的情况: something that was observed to happen. */
    SUSPICIOUS,
    /** 安全隐患. */
    HAZARD,
    /** 可能酿成急事的苗头. */
    EMERGENCY
}
