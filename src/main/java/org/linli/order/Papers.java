package org.linli.order;

import org.linli.kernel.Refusal;

/**
 * What an order's handler has of somebody's papers 代办材料.
 *
 * @param errand whether the order's category is done with papers at all, or was when somebody took a mandate
 * @param out how many are neither handed back nor destroyed
 */
public record Papers(boolean errand, int out) {

    static final Papers NONE = new Papers(false, 0);

    /** Refuses whatever would end the work, or have it done by another, while papers are out. */
    void back() {
        if (out > 0) {
            throw Refusal.movedOn("order.papersOut", "out", out);
        }
    }
}
