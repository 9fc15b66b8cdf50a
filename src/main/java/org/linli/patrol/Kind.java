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
    EMERGENCY;

    /** The title of a matter of this kind: the same for all, so that nobody's words stand in it. */
    String title() {
        return switch (this) {
            case FACILITY -> "公共设施坏了";
            case DUMPING -> "有乱倒或者乱搭建";
            case HEALTH -> "有危害健康的事";
            case SUSPICIOUS -> "看到不对劲的事";
            case HAZARD -> "发现安全隐患";
            case EMERGENCY -> "有事可能要出急情";
        };
    }
}
