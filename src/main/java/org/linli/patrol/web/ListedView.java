package org.linli.patrol.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.linli.kernel.Page;
import org.linli.kernel.Refusal;
import org.linli.patrol.Handover;
import org.linli.patrol.ReportLists.Filter;
import org.linli.patrol.ReportLists.Row;
import org.linli.patrol.ReportLists.Tab;

/**
 * One screen of the list of reports.
 *
 * @param found whether something was found against whoever looks
 * @param receipts of what whoever looks handed over themselves
 */
public record ListedView(
        Tab tab,
        Map<Tab, Integer> counts,
        Filter filter,
        Page<Row> rows,
        List<Handover.Receipt> receipts,
        boolean found,
        boolean further,
        Optional<Refusal> refused) {

    /** The address of a part, without the search. */
    public static String address(Tab tab) {
        return "/desk/reports?tab=" + tab.name().toLowerCase(Locale.ROOT);
    }

    /** The address of the first screen, with the search. */
    public String searched() {
        return address(tab)
                + filter.kind().map(kind -> "&kind=" + kind).orElse("")
                + (filter.words().isEmpty()
                        ? ""
                        : "&words=" + URLEncoder.encode(filter.words(), StandardCharsets.UTF_8));
    }

    /** The address of the next screen; empty for the last. */
    public String next() {
        return rows.next().map(cursor -> searched() + "&after=" + cursor.text()).orElse("");
    }
}
