package org.linli.whistle;

/** Why a street may whistle 吹哨情形: the three occasions of 北京 (beijing.gov.cn, 街乡吹哨、部门报到). */
public enum Occasion {
    /** 居民反映的难点热点, which the street cannot solve by itself. */
    RESIDENTS,
    /** 联合执法. */
    ENFORCEMENT,
    /** 应急处置. */
    EMERGENCY
}
