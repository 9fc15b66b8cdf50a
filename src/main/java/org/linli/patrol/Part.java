package org.linli.patrol;

/** The parts 角色 that people play in a report. */
public enum Part {
    /** 报告人. */
    REPORTER,
    /** 社区、网格、街道工作人员. */
    STAFF,
    /** 社区工作人员, who put it away. */
    OFFICE,
    /** 系统. */
    CLOCK
}
