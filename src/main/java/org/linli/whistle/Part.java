package org.linli.whistle;

/** The parts 角色 that people play in a whistle. */
public enum Part {
    /** 拟稿人: a community's clerk or chief, or the street's staff, where it happens. */
    DRAFTER,
    /** 街道: whoever works for the street office. */
    STREET,
    /** 街道领导. */
    LEADER,
    /** 部门: the liaison of a department that is called. */
    DEPARTMENT,
    /** 牵头部门: that of the department that leads. */
    LEAD,
    /** 时钟. */
    CLOCK
}
