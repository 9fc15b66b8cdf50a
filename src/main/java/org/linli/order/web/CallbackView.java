package org.linli.order.web;

import java.util.Locale;
import java.util.Map;
import org.linli.kernel.Page;
import org.linli.order.Callbacks.Tab;
import org.linli.order.FoundOrders.Listed;

/**
 * The list of those to be called back.
 *
 * @param days so many days they had for a rating of their own
 * @param further whether it is not the first page
 */
public record CallbackView(Tab tab, Map<Tab, Integer> counts, Page<Listed> rows, int days, boolean further) {

    /** The address of the list. */
    public static final String PATH = "/desk/callbacks";

    /** The address of a part. */
    public static String address(Tab tab) {
        return PATH + "?tab=" + tab.name().toLowerCase(Locale.ROOT);
    }

    /** The address of the next page; empty for the last. */
    public String next() {
        return rows.next()
                .map(cursor -> address(tab) + "&after=" + cursor.text())
                .orElse("");
    }

    /** What was typed into the form of a call. */
    public record Said(String reached, String solved, int stars, String words) {
        static final Said NOTHING = new Said("", "", 0, "");
    }
}
