package org.linli.device;

/** How pressing an alert 轻重 is. */
public enum Severity {
    /** 紧急: an order begins with the word, and no quiet hours hold it. */
    URGENT,
    /** 一般. */
    ORDINARY
}
