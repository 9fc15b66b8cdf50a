package org.linli.order.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import org.linli.kernel.Ratio;
import org.linli.kernel.Refusal;
import org.linli.order.Figure;
import org.linli.order.OrderRates.By;
import org.linli.order.Rates;
import org.linli.order.Rates.Rate;
import org.linli.order.Sought;

/**
 * The page of rates: of what, the rates of all of it, group by group, and one of them month by month.
 *
 * @param sought what is counted; its days are set
 * @param next the key after which further groups stand; empty on the last page of them
 * @param further whether groups stand before those shown
 */
public record RatesView(
        Sought sought,
        String placeName,
        Rates total,
        By by,
        List<By> ways,
        List<Line> lines,
        Optional<String> next,
        boolean further,
        Rate rate,
        List<Line> months,
        List<SpanLink> spans,
        ListView.Choices choices,
        RoutesView.Where where,
        Optional<Refusal> refused) {

    /** The address of the page. */
    public static final String PATH = "/desk/rates";

    /** A period that is asked for often 统计周期. */
    public enum Span {
        THIS_MONTH,
        LAST_MONTH,
        THIS_QUARTER,
        LAST_QUARTER,
        THIS_YEAR;

        /** Its first day. */
        LocalDate first(LocalDate today) {
            return switch (this) {
                case THIS_MONTH -> today.withDayOfMonth(1);
                case LAST_MONTH -> today.withDayOfMonth(1).minusMonths(1);
                case THIS_QUARTER -> quarter(today);
                case LAST_QUARTER -> quarter(today).minusMonths(3);
                case THIS_YEAR -> today.withDayOfYear(1);
            };
        }

        /** Its last day. */
        LocalDate last(LocalDate today) {
            return switch (this) {
                case THIS_MONTH, LAST_MONTH -> YearMonth.from(first(today)).atEndOfMonth();
                case THIS_QUARTER, LAST_QUARTER -> first(today).plusMonths(3).minusDays(1);
                case THIS_YEAR -> first(today).plusYears(1).minusDays(1);
            };
        }

        private static LocalDate quarter(LocalDate day) {
            return day.with(IsoFields.DAY_OF_QUARTER, 1L);
        }
    }

    /** The address of a period. */
    public record SpanLink(Span span, String address, boolean here) {}

    /** One group, and what to look for to list it. */
    public record Line(String name, Sought sought, Rates rates) {

        /** The list behind a figure; its number of orders is the figure. */
        public String list(Figure figure) {
            return ListView.address(sought.counting(figure).query());
        }

        /** Whole hundredths, for the width of a bar; rounded down. */
        public long hundredths(Rate rate) {
            Ratio ratio = rates.of(rate);
            return ratio.hasBase() ? Math.min(100, ratio.numerator() * 100 / ratio.denominator()) : 0;
        }
    }

    /** All of it as one line. */
    public Line all() {
        return new Line("", sought, total);
    }

    /** The address of other rates. */
    public static String address(Sought sought, By by, Rate rate) {
        String query = sought.query();
        return PATH + "?" + (query.isEmpty() ? "" : query + "&") + "by=" + by + "&rate=" + rate;
    }

    /** The same, told apart otherwise. */
    public String by(By other) {
        return address(sought, other, rate);
    }

    /** The following groups. */
    public String more() {
        return by(by) + "&beyond=" + URLEncoder.encode(next.orElse(""), StandardCharsets.UTF_8) + "#groups";
    }

    /** The same, with another rate month by month. */
    public String months(Rate other) {
        return address(sought, by, other) + "#months";
    }
}
