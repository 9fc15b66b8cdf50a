package org.linli.organisation.web;

import java.util.List;
import org.linli.kernel.WorkingWeek;
import org.linli.organisation.OfficeHours;

/**
 * The form of an organisation's working hours 办公时间, as it was typed.
 *
 * @param days seven texts, Monday first
 */
public record HoursForm(List<String> days, boolean onHolidays) {

    /** The names of its seven fields. */
    public static final List<String> FIELDS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    static HoursForm of(OfficeHours hours) {
        return new HoursForm(hours.week().print(), hours.onHolidays());
    }

    WorkingWeek week() {
        return WorkingWeek.parse(days);
    }
}
