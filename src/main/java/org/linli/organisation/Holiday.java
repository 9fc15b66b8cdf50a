package org.linli.organisation;

import java.time.LocalDate;
import org.linli.kernel.WorkingCalendar;

/**
 * A day that is otherwise than its weekday 节假日: of rest, or a make-up working day.
 *
 * @param source the notice that says so
 * @param since the day from which this was known
 */
public record Holiday(LocalDate date, WorkingCalendar.Kind kind, String name, String source, LocalDate since) {

    public boolean rest() {
        return kind == WorkingCalendar.Kind.HOLIDAY;
    }

    /** As {@link HolidayLines} reads it: {@code 2026-10-01 国庆节 休}. */
    public String line() {
        return date + " " + name + " " + (rest() ? "休" : "班");
    }
}
