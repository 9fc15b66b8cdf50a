package org.linli.whistle.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.whistle.WhistleLists.Blowing;
import org.linli.whistle.WhistleLists.Called;
import org.linli.whistle.WhistleLists.Filter;
import org.linli.whistle.WhistleLists.Row;
import org.linli.whistle.WhistleLists.Tab;

/**
 * One screen of a list of whistles.
 *
 * @param behind the name of the department or street whose figure is asked for; empty where none is
 */
public record WhistlesView(
        List<Tab> tabs,
        Tab tab,
        Map<Tab, Integer> counts,
        Filter filter,
        String behind,
        Page<Row> rows,
        List<Called> departments,
        List<Blowing> streets,
        boolean drafts,
        boolean further,
        Optional<Refusal> refused) {

    /** The address of a part, without the search. */
    public static String address(Tab tab) {
        return "/desk/whistles?tab=" + tab.name().toLowerCase(Locale.ROOT);
    }

    /** The address of the next screen, with the search; empty for the last. */
    public String next() {
        return rows.next().map(cursor -> searched() + "&after=" + cursor.text()).orElse("");
    }

    /** The address of the first screen, with the search. */
    public String searched() {
        return address(tab)
                + with("q", filter.words())
                + with("state", filter.state().map(Enum::name).orElse(""))
                + with("department", filter.department().map(Object::toString).orElse(""))
                + with("figure", filter.figure().map(Enum::name).orElse(""))
                + with("street", filter.street().map(PlaceCode::value).orElse(""))
                + with("verdict", filter.verdict().map(Enum::name).orElse(""))
                + with("month", filter.month().map(Object::toString).orElse(""));
    }

    /** The key of the words for the figure that is asked for; empty where a month is. */
    public String figure() {
        return filter.ofDepartment()
                ? filter.figure().map(one -> "whistle.figure." + one).orElse("")
                : filter.verdict().map(one -> "whistle.verdict." + one).orElse("");
    }

    /** The card whose figure it is. */
    public String card() {
        return filter.ofDepartment()
                ? departmentCard(filter.department().orElseThrow())
                : streetCard(filter.street().orElseThrow());
    }

    public static String departmentCard(UUID department) {
        return "/desk/whistles/departments/" + department;
    }

    public static String streetCard(PlaceCode street) {
        return "/desk/whistles/streets/" + street.value();
    }

    private static String with(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
