package org.linli.kernel;

import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Stream;

/**
 * The working hours 办公时间 of a plain week, Monday first, each day with none or a few stretches.
 *
 * @param days seven
 */
public record WorkingWeek(List<List<OpenHours>> days) {

    /**
     * Monday to Friday, 09:00–12:00 and 13:00–17:00, where nobody has said otherwise: no law fixes an office's hours, only
     * the 40-hour week (国务院关于职工工作时间的规定 3, 7).
     */
    public static final WorkingWeek STANDARD = parse(Stream.concat(
                    Stream.generate(() -> "09:00-12:00 13:00-17:00").limit(5),
                    Stream.generate(() -> "").limit(2))
            .toList());

    private static final int LEAST = 60;

    /**
     * Refuses a week of other than seven days as {@code hours.week}, and one with less than an open hour as
     * {@code hours.closed}: in it no working day would ever come.
     */
    public WorkingWeek {
        if (days.size() != 7) {
            throw Refusal.invalid("hours.week");
        }
        days = days.stream().map(OpenHours::inOrder).toList();
        if (days.stream().flatMap(List::stream).mapToInt(OpenHours::minutes).sum() < LEAST) {
            throw Refusal.invalid("hours.closed");
        }
    }

    /** Reads seven days, each as {@link OpenHours#parse} does. */
    public static WorkingWeek parse(List<String> days) {
        return new WorkingWeek(days.stream().map(OpenHours::parse).toList());
    }

    /** Seven texts, as {@link #parse} reads them. */
    public List<String> print() {
        return days.stream().map(OpenHours::print).toList();
    }

    public List<OpenHours> on(DayOfWeek day) {
        return days.get(day.getValue() - 1);
    }

    /**
     * The hours of a day of rest that is made a working day 调休上班: it stands in for an ordinary working day, and so has the hours
     * of the first open day of the week, also where the week has shorter ones for a Saturday.
     */
    List<OpenHours> madeUp() {
        return days.stream().filter(hours -> !hours.isEmpty()).findFirst().orElseThrow();
    }
}
