package org.linli.device;

/** What became of an alert 告警去向. */
public enum Outcome {
    /** 成单: an order was placed. */
    ORDERED,
    /** 并入: it belongs to an order that is still open. */
    JOINED,
    /** 静默: it came in quiet hours. */
    QUIET,
    /** 只记: the rule makes no orders of its kind. */
    RECORDED,
    /** 压住: a person has just taken its like back. */
    HELD,
    /** 转单: a person made an order of it. */
    RAISED;

    /** Whether an order came of it. */
    public boolean orders() {
        return this == ORDERED || this == JOINED || this == RAISED;
    }
}
