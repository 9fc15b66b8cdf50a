package org.linli.organisation;

/** What somebody in office is good at 岗位: the six posts of the red stewards (德吉家园 3-17). */
public enum Skill {
    /** 维修维护. */
    REPAIR,
    /** 爱心帮扶. */
    CARE,
    /** 信息咨询. */
    ADVICE,
    /** 政策宣传. */
    POLICY,
    /** 应急处理. */
    EMERGENCY,
    /** 矛盾调处. */
    MEDIATION
}
