package org.linli.organisation;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linli.kernel.Refusal;
import org.linli.kernel.WorkingCalendar.Kind;

/**
 * A year's days of rest and make-up days as somebody pasted them 放假安排, line by line: what could be read, and which lines could not
 * and why.
 *
 * <p>A line is a day or a stretch of days, a name, and 休 or 班, separated by spaces, commas or tabs:
 * {@code 2026-10-01 国庆节 休}, {@code 2026/10/1至2026/10/7,国庆节,休}. Empty lines, and a heading before the first day, are passed over.
 */
public record HolidayLines(List<Day> days, List<Wrong> wrong) {

    /** One day that was read. */
    public record Day(LocalDate date, Kind kind, String name) {}

    /** A line that was not, counted from 1. */
    public record Wrong(int line, String text, Refusal why) {}

    /** So much is read; a year has fewer days. */
    public static final int MOST_CHARACTERS = 20_000;

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_NAME = 30;
    private static final int LONGEST_STRETCH = 31;
    private static final String DATE = "([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?";
    private static final Pattern LINE = Pattern.compile(
            DATE + "(?:\\s?[至到~～—–]\\s?" + DATE + ")?[\\s,，、;；]++([^,，;；]*?)[\\s,，、;；]*(休|班|放假|上班|休息|HOLIDAY|WORKDAY)");
    private static final Set<String> WORK = Set.of("班", "上班", "WORKDAY");

    /** Reads the lines of one year; never refuses as a whole but for its length, as {@code holiday.tooLong}. */
    public static HolidayLines read(String text, int year) {
        if (text.length() > MOST_CHARACTERS) {
            throw Refusal.invalid("holiday.tooLong", "most", MOST_CHARACTERS);
        }
        List<Day> days = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        List<String> lines = text.lines().toList();
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n).replace("\uFEFF", "").strip();
            boolean heading = days.isEmpty() && wrong.isEmpty() && line.chars().noneMatch(Character::isDigit);
            if (line.isEmpty() || heading) {
                continue;
            }
            try {
                for (Day day : line(line, year)) {
                    if (!seen.add(day.date())) {
                        throw Refusal.invalid("holiday.twice", "date", day.date());
                    }
                    days.add(day);
                }
            } catch (Refusal why) {
                wrong.add(new Wrong(n + 1, line.length() > 60 ? line.substring(0, 60) : line, why));
            }
        }
        return new HolidayLines(List.copyOf(days), List.copyOf(wrong));
    }

    /**
     * The days of rest from Monday to Friday less the make-up days: as many as the law gives, 13 a year since 2025
     * (全国年节及纪念日放假办法 2), where the notice was copied whole and no local days were added.
     */
    public long gained() {
        return days.stream()
                        .filter(day -> day.kind() == Kind.HOLIDAY && !weekend(day.date()))
                        .count()
                - days.stream().filter(day -> day.kind() == Kind.WORKDAY).count();
    }

    private static boolean weekend(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    private static List<Day> line(String line, int year) {
        Matcher match = LINE.matcher(line);
        if (line.length() > LONGEST_LINE || !match.matches()) {
            throw Refusal.invalid("holiday.line");
        }
        LocalDate first = date(match, 1);
        LocalDate last = match.group(4) == null ? first : date(match, 4);
        if (first.getYear() != year || last.getYear() != year) {
            throw Refusal.invalid("holiday.year", "year", year);
        }
        if (last.isBefore(first) || first.plusDays(LONGEST_STRETCH).isBefore(last)) {
            throw Refusal.invalid("holiday.stretch", "most", LONGEST_STRETCH);
        }
        String name = match.group(7).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Refusal.invalid("holiday.name", "most", LONGEST_NAME);
        }
        Kind kind = WORK.contains(match.group(8)) ? Kind.WORKDAY : Kind.HOLIDAY;
        return first.datesUntil(last.plusDays(1))
                .map(date -> day(date, kind, name))
                .toList();
    }

    private static Day day(LocalDate date, Kind kind, String name) {
        if (kind == Kind.WORKDAY && !weekend(date)) {
            throw Refusal.invalid("holiday.weekday", "date", date);
        }
        return new Day(date, kind, name);
    }

    private static LocalDate date(MatchResult match, int group) {
        try {
            return LocalDate.of(
                    Integer.parseInt(match.group(group)),
                    Integer.parseInt(match.group(group + 1)),
                    Integer.parseInt(match.group(group + 2)));
        } catch (DateTimeException notADay) {
            throw Refusal.invalid("holiday.line");
        }
    }
}
