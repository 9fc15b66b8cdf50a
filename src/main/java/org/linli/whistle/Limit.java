package org.linli.whistle;

/** The clocks 时限 of a department, all from the moment it was called; a place says how long each is. */
public enum Limit {
    /** 签收. */
    SIGN,
    /** 联系 whoever drafted it. */
    CONTACT,
    /** 到场报到. */
    ATTEND,
    /** 办结. */
    DONE
}
