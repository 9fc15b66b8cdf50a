package org.linli.order.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.order.OrderLists.Filter;
import org.linli.order.OrderLists.Row;
import org.linli.order.OrderLists.Tab;
import org.linli.place.Inside;

/** One screen of an inbox: its parts with their counts, what is looked for, and what was found. */
public record InboxView(
        List<Tab> tabs,
        Tab tab,
        Map<Tab, Integer> counts,
        Filter filter,
        Page<Row> rows,
        List<Category> categories,
        List<Inside> places,
        boolean further,
        Optional<Refusal> refused) {

    /** The address of a part, without the search. */
    public static String address(Tab tab) {
        return "/desk?tab=" + tab.name().toLowerCase(Locale.ROOT);
    }

    /** The address of the next screen, with the search; empty for the last. */
    public String next() {
        return rows.next().map(cursor -> searched() + "&after=" + cursor.text()).orElse("");
    }

    /** The address of the first screen, with the search. */
    public String searched() {
        return address(tab)
                + with("q", filter.words())
                + with("category", filter.category())
                + with("place", filter.place().map(PlaceCode::value).orElse(""))
                + with("state", filter.state().map(Enum::name).orElse(""));
    }

    private static String with(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
