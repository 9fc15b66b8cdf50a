package org.linli.kernel;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A period of the law 期间 in days, months or years (民法典 200–204). Hours of the law are a {@link TimeLimit} in hours.
 *
 * <p>{@link #from(LocalDate)} counts by the almanac alone: for terms of office, and for what is due every so often.
 * {@link #from(LocalDate, WorkingCalendar)} is for a period in which somebody may act: it never runs out on a day of rest.
 */
public record LegalPeriod(int amount, Unit unit) {

    /** 日, 月, 年. */
    public enum Unit {
        DAYS,
        MONTHS,
        YEARS
    }

    private static final int MOST = 36_600;

    /** Refuses an amount below 0, or of more than about a hundred years, as {@code period.amount}. */
    public LegalPeriod {
        int most = switch (unit) {
            case DAYS -> MOST;
            case MONTHS -> 1_200;
            case YEARS -> 100;
        };
        if (amount < 0 || amount > most) {
            throw Refusal.invalid("period.amount", "most", most, "amount", amount);
        }
    }

    public static LegalPeriod days(int amount) {
        return new LegalPeriod(amount, Unit.DAYS);
    }

    public static LegalPeriod months(int amount) {
        return new LegalPeriod(amount, Unit.MONTHS);
    }

    public static LegalPeriod years(int amount) {
        return new LegalPeriod(amount, Unit.YEARS);
    }

    /**
     * The last day of the period that begins with what happened on a day: that day is not counted (民法典 201(1)); months and
     * years end on the day of the same number, or on the last of a month that has none (民法典 202).
     */
    public LocalDate from(LocalDate start) {
        return switch (unit) {
            case DAYS -> start.plusDays(amount);
            case MONTHS -> start.plusMonths(amount);
            case YEARS -> start.plusYears(amount);
        };
    }

    /** The last day, moved to the first working day after the rest where it is a day of rest (民法典 203(1)). */
    public LocalDate from(LocalDate start, WorkingCalendar calendar) {
        return calendar.workingDay(from(start));
    }

    /** The moment that last day ends: with business, where there are business hours (民法典 203(2)). */
    public Instant end(LocalDate start, WorkingCalendar calendar) {
        return calendar.end(from(start, calendar));
    }

    /**
     * The last day on which something is still done this long before a day 届满前: counted backwards in the same way. The
     * law moves no such day, and later would be too late; earlier is always right.
     */
    public LocalDate before(LocalDate end) {
        return switch (unit) {
            case DAYS -> end.minusDays(amount);
            case MONTHS -> end.minusMonths(amount);
            case YEARS -> end.minusYears(amount);
        };
    }
}
