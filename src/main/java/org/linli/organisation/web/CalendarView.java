package org.linli.organisation.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.linli.kernel.WorkingCalendar;
import org.linli.organisation.Holiday;
import org.linli.organisation.HolidayLines.Wrong;
import org.linli.organisation.OfficeHours;

/**
 * What the page of the working calendar shows.
 *
 * @param years that may be chosen
 * @param missing those of this year and the next that nobody has entered
 * @param keeps whether the actor may enter a year
 */
public record CalendarView(
        int year,
        List<Integer> years,
        List<Month> months,
        List<Festival> festivals,
        List<Integer> missing,
        String source,
        OfficeHours hours,
        String place,
        boolean keeps,
        YearForm typed,
        List<Wrong> wrong,
        Asked asked) {

    /** One month as weeks of seven cells; a cell outside of it is empty. */
    public record Month(int number, List<List<Optional<Cell>>> weeks) {}

    /** A day: of rest or of work, and what it is called where it is otherwise than its weekday. */
    public record Cell(LocalDate date, boolean works, Optional<Holiday> holiday, boolean today) {}

    /** The days of one name: those of rest from the first to the last, and the make-up days. */
    public record Festival(String name, List<LocalDate> rest, List<LocalDate> work) {}

    /** The form that enters a year, as it was typed. */
    public record YearForm(String source, String lines) {}

    /** A question to the calculator, as it was typed, and its answer. */
    public record Asked(String from, String amount, String unit, Optional<Due> due) {}

    /**
     * @param skipped the days of rest passed over, the first {@value #SHOWN} of them
     * @param more how many more
     * @param unknown the years it runs through that nobody has entered
     */
    public record Due(Instant from, Instant at, List<Skipped> skipped, int more, List<Integer> unknown) {}

    /** A day passed over, and why. */
    public record Skipped(LocalDate date, Optional<Holiday> holiday) {}

    static final int SHOWN = 60;

    static List<Month> months(int year, WorkingCalendar calendar, List<Holiday> holidays, LocalDate today) {
        Map<LocalDate, Holiday> known = byDate(holidays);
        return IntStream.rangeClosed(1, 12)
                .mapToObj(number -> new Month(
                        number,
                        weeks(YearMonth.of(year, number)).stream()
                                .map(week -> week.stream()
                                        .map(day -> day.map(date -> new Cell(
                                                date,
                                                calendar.works(date),
                                                Optional.ofNullable(known.get(date)),
                                                date.equals(today))))
                                        .toList())
                                .toList()))
                .toList();
    }

    private static List<List<Optional<LocalDate>>> weeks(YearMonth month) {
        List<List<Optional<LocalDate>>> weeks = new ArrayList<>();
        LocalDate first = month.atDay(1).with(DayOfWeek.MONDAY);
        for (LocalDate monday = first; !monday.isAfter(month.atEndOfMonth()); monday = monday.plusWeeks(1)) {
            weeks.add(monday.datesUntil(monday.plusDays(7))
                    .map(day ->
                            Optional.of(day).filter(date -> YearMonth.from(date).equals(month)))
                    .toList());
        }
        return weeks;
    }

    static List<Festival> festivals(List<Holiday> holidays) {
        Map<String, Festival> festivals = new LinkedHashMap<>();
        holidays.stream()
                .sorted(java.util.Comparator.comparing((Holiday holiday) -> !holiday.rest())
                        .thenComparing(Holiday::date))
                .forEach(holiday -> {
                    Festival festival = festivals.computeIfAbsent(
                            holiday.name(), name -> new Festival(name, new ArrayList<>(), new ArrayList<>()));
                    (holiday.rest() ? festival.rest() : festival.work()).add(holiday.date());
                });
        return List.copyOf(festivals.values());
    }

    static Map<LocalDate, Holiday> byDate(List<Holiday> holidays) {
        Map<LocalDate, Holiday> known = new LinkedHashMap<>();
        holidays.forEach(holiday -> known.put(holiday.date(), holiday));
        return known;
    }

    /** Whether the year that is shown was entered. */
    public boolean entered() {
        return !festivals.isEmpty();
    }
}
