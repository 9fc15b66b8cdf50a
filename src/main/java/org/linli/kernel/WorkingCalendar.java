package org.linli.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When an office is open 工作日历: a plain week, the days that are otherwise, and the zone they are read in. It never changes, and
 * every question to it ends: each week has an open hour and the days that are otherwise are finite.
 */
public record WorkingCalendar(WorkingWeek week, Map<LocalDate, Kind> exceptions, ZoneId zone) {

    /** What a day is other than its week says. */
    public enum Kind {
        /** 休: closed, whatever the week says. */
        HOLIDAY,
        /** 班: open, although the week may say otherwise. */
        WORKDAY
    }

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    /** Refuses an exception outside the years 1900 to 2199 as {@code calendar.year}. */
    public WorkingCalendar {
        exceptions = Map.copyOf(exceptions);
        exceptions.keySet().forEach(WorkingCalendar::within);
    }

    /** The standard week without any holiday. */
    public static WorkingCalendar standard(ZoneId zone) {
        return new WorkingCalendar(WorkingWeek.STANDARD, Map.of(), zone);
    }

    public boolean works(LocalDate day) {
        return !hours(day).isEmpty();
    }

    /** When it is open on a day, in order; empty on a day of rest. */
    public List<OpenHours> hours(LocalDate day) {
        @Nullable Kind exception = exceptions.get(day);
        if (exception == null) {
            return week.on(day.getDayOfWeek());
        }
        return switch (exception) {
            case HOLIDAY -> List.of();
            case WORKDAY -> week.madeUp();
        };
    }

    /** This day if it is a working day, or else the first one after it (民法典 203(1)). */
    public LocalDate workingDay(LocalDate day) {
        LocalDate found = day;
        while (!works(found)) {
            found = found.plusDays(1);
        }
        return found;
    }

    /** When business ends on a working day, or else the day itself does (民法典 203(2)). */
    public Instant end(LocalDate day) {
        List<OpenHours> hours = hours(day);
        return at(day, hours.isEmpty() ? 24 * 60 : hours.getLast().closes());
    }

    /** The days of rest after one day up to another, both as dates of this calendar; the second is included. */
    public List<LocalDate> restDays(LocalDate after, LocalDate to) {
        within(after);
        within(to);
        return after.plusDays(1)
                .datesUntil(to.isAfter(after) ? to.plusDays(1) : after.plusDays(1))
                .filter(day -> !works(day))
                .toList();
    }

    /**
     * When a limit that begins now ends.
     *
     * <p>Minutes and hours run by the clock, from the moment (民法典 201(2)). Working hours run only while it is open. Of days and
     * working days the first is not counted (民法典 201(1)); the last ends with business (民法典 203(2)), and a last calendar day that
     * is a day of rest moves to the next working day (民法典 203(1)). Refuses a moment outside the years 1900 to 2199 as
     * {@code calendar.year}.
     */
    public Instant after(Instant from, TimeLimit limit) {
        LocalDate start = day(from);
        return switch (limit.unit()) {
            case MINUTES, HOURS -> from.plus(limit.length());
            case WORKING_HOURS -> afterOpen(from, limit.length());
            case DAYS -> end(workingDay(start.plusDays(limit.amount())));
            case WORKING_DAYS -> {
                LocalDate day = start;
                for (int counted = 0; counted < limit.amount(); counted++) {
                    day = workingDay(day.plusDays(1));
                }
                yield end(day);
            }
        };
    }

    /**
     * How long it is open between two moments. Refuses moments in the wrong order as {@code calendar.backwards}, and those
     * outside the years 1900 to 2199 as {@code calendar.year}.
     */
    public Duration openBetween(Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw Refusal.invalid("calendar.backwards");
        }
        Duration open = Duration.ZERO;
        LocalDate last = day(to);
        for (LocalDate day = day(from); !day.isAfter(last); day = day.plusDays(1)) {
            for (OpenHours hours : hours(day)) {
                Instant begins = later(at(day, hours.opens()), from);
                Instant ends = earlier(at(day, hours.closes()), to);
                if (begins.isBefore(ends)) {
                    open = open.plus(Duration.between(begins, ends));
                }
            }
        }
        return open;
    }

    /**
     * From when on a limit of this unit that begins and ends then is nearly used up: 80 % of it, as {@link Light#soon}; of a
     * limit that counts open time only, 80 % of its open time. Refuses as {@link #openBetween} does.
     */
    public Instant soon(Instant from, Instant due, TimeLimit.Unit unit) {
        if (!unit.open() || !from.isBefore(due)) {
            return Light.soon(from, due);
        }
        Duration open = openBetween(from, due);
        return open.isZero()
                ? due
                : afterOpen(from, open.multipliedBy(Light.SOON).dividedBy(100)).truncatedTo(ChronoUnit.MICROS);
    }

    /** How much is left of a limit of this unit that ends then: open time where only that counts, and nothing when it has ended. */
    public Duration left(Instant now, Instant due, TimeLimit.Unit unit) {
        if (!now.isBefore(due)) {
            return Duration.ZERO;
        }
        return unit.open() ? openBetween(now, due) : Duration.between(now, due);
    }

    /** When what was {@link #left} of it is used up, running on from now. */
    public Instant resumed(Instant now, Duration left, TimeLimit.Unit unit) {
        return unit.open() ? afterOpen(now, left) : now.plus(left);
    }

    private Instant afterOpen(Instant from, Duration length) {
        Duration left = length;
        for (LocalDate day = day(from); ; day = day.plusDays(1)) {
            for (OpenHours hours : hours(day)) {
                Instant begins = later(at(day, hours.opens()), from);
                Instant ends = at(day, hours.closes());
                if (begins.isBefore(ends)) {
                    Duration open = Duration.between(begins, ends);
                    if (open.compareTo(left) >= 0) {
                        return begins.plus(left);
                    }
                    left = left.minus(open);
                }
            }
        }
    }

    private LocalDate day(Instant moment) {
        if (moment.isBefore(FIRST.atStartOfDay(zone).toInstant())
                || !moment.isBefore(LAST.plusDays(1).atStartOfDay(zone).toInstant())) {
            throw Refusal.invalid("calendar.year");
        }
        return LocalDate.ofInstant(moment, zone);
    }

    private static void within(LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw Refusal.invalid("calendar.year");
        }
    }

    private Instant at(LocalDate day, int minute) {
        return minute == 24 * 60
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(minute / 60, minute % 60).atZone(zone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
