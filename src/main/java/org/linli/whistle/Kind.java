package org.linli.whistle;

/** The kinds of whistle 哨种, which differ in the time they give (南京鼓楼). */
public enum Kind {
    /** 工作哨: ordinary work of several departments. */
    WORK,
    /** 攻坚哨: a hard nut. */
    HARD
}
