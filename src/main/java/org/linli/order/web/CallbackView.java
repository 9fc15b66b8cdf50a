package org.linli.order.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.order.Callbacks.Tab;
import org.linli.order.Callers.Caller;
import org.linli.order.Callers.Waiting;
import org.linli.order.FoundOrders.Listed;

/**
 * The list of those to be called back.
 *
 * @param days so many days they had for a rating of their own
 * @param further whether it is not the first page
 * @param callers the orders for which others called, who are to be called back too
 * @param names of their places
 */
public record CallbackView(
        Tab tab,
        Map<Tab, Integer> counts,
        Page<Listed> rows,
        int days,
        boolean further,
        List<Waiting> callers,
        Map<PlaceCode, String> names) {

    /**
     * Those who called for the same order, on its page.
     *
     * @param open whether the acting person may call them
     * @param meant whom the number shown, or the form sent, belongs to
     * @param phone their number; empty where it was not asked for
     * @param said what was typed of them
     */
    public record Called(List<Caller> all, boolean open, Optional<UUID> meant, String phone, Said said) {
        /** Whether it is this one's number, or form. */
        public boolean means(Caller one) {
            return meant.filter(one.id()::equals).isPresent();
        }
    }

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
