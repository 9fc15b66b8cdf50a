package org.linli.kernel;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody has 时限, as a rule says it: 5 分钟, 4 工作小时, 3 工作日. Data, kept as two columns; when it ends is for
 * {@link WorkingCalendar#after} to say.
 */
public record TimeLimit(int amount, Unit unit) {

    /** What is counted, and the most of it that a rule may give: about a week, a year, a year of work, ten years, ten years. */
    public enum Unit {
        /** 分钟, by the clock. */
        MINUTES(9_999),
        /** 小时, by the clock, from the very moment (民法典 201(2)). */
        HOURS(8_784),
        /** 工作小时: open hours only. */
        WORKING_HOURS(2_000),
        /** 天: calendar days; a last day that is a day of rest moves on (民法典 203). */
        DAYS(3_660),
        /** 工作日, by the State Council's yearly calendar. */
        WORKING_DAYS(2_500);

        private final int most;

        Unit(int most) {
            this.most = most;
        }

        public int most() {
            return most;
        }

        /** Whether it depends on working days or hours. */
        public boolean needsCalendar() {
            return this != MINUTES && this != HOURS;
        }

        /** Whether only open time counts, so that a night uses up nothing of it. */
        public boolean open() {
            return this == WORKING_HOURS || this == WORKING_DAYS;
        }
    }

    /** Refuses an amount below 1 or above the unit's most as {@code limit.amount}. */
    public TimeLimit {
        if (amount < 1 || amount > unit.most) {
            throw Refusal.invalid("limit.amount", "most", unit.most, "amount", amount);
        }
    }

    public static TimeLimit of(int amount, Unit unit) {
        return new TimeLimit(amount, unit);
    }

    /** Reads two fields of a form. Refuses as {@code limit.amount} or {@code limit.unit}. */
    public static TimeLimit of(@Nullable String amount, @Nullable String unit) {
        Unit known = Arrays.stream(Unit.values())
                .filter(one -> one.name().equals(unit))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("limit.unit"));
        String digits = amount == null ? "" : amount.strip();
        if (!digits.matches("[0-9]{1,5}")) {
            throw Refusal.invalid("limit.amount", "most", known.most, "amount", digits);
        }
        return new TimeLimit(Integer.parseInt(digits), known);
    }

    /** Reads what {@link #toString} printed. Refuses as {@link #of(String, String)} does. */
    public static TimeLimit parse(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(" ", 2);
        return parts.length == 2 ? of(parts[0], parts[1]) : of("", null);
    }

    /** The stretch that is counted, by the clock or in open hours; refuses days, which have no fixed length. */
    Duration length() {
        return switch (unit) {
            case MINUTES -> Duration.ofMinutes(amount);
            case HOURS, WORKING_HOURS -> Duration.ofHours(amount);
            case DAYS, WORKING_DAYS -> throw new IllegalStateException(toString());
        };
    }

    /** For files and logs: {@code 3 WORKING_DAYS}. */
    @Override
    public String toString() {
        return amount + " " + unit;
    }
}
