package org.linli.organisation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.linli.kernel.OpenHours;
import org.linli.kernel.Refusal;

/**
 * The rota 排班 of an organisation (24小时轮班上门, 德吉家园 3-18): a plain week, and what is otherwise on single days. Pure: it says who
 * is there at a minute, and at which minutes nobody is.
 */
public record Rota(List<Shift> shifts, List<Change> changes) {

    /** Somebody's hours on one day of each week. */
    public record Shift(UUID id, UUID appointment, String name, String title, DayOfWeek day, OpenHours hours) {}

    /**
     * What is otherwise on one day.
     *
     * @param comes whether somebody comes who would not; else they stay away in these hours
     * @param words why; may be empty
     */
    public record Change(
            UUID id,
            UUID appointment,
            String name,
            String title,
            LocalDate date,
            boolean comes,
            OpenHours hours,
            String words) {}

    /** Somebody who is there in these hours of a day. */
    public record Present(UUID appointment, String name, String title, OpenHours hours) {}

    /** Hours of a day in which nobody is there. */
    public record Gap(LocalDate date, OpenHours hours) {}

    /** A whole day. */
    public static final OpenHours DAY = new OpenHours(0, 24 * 60);

    private static final Pattern HOURS =
            Pattern.compile("([0-9]{1,2})[:：]([0-9]{2}) ?[-–—~～至到] ?([0-9]{1,2})[:：]([0-9]{2})");

    public Rota {
        shifts = List.copyOf(shifts);
        changes = List.copyOf(changes);
    }

    /**
     * Reads hours as people type them, {@code 8:00-20:00} or, over midnight, {@code 20:00-8:00}: then there are two, of which the
     * second is the next day's. Refuses anything else as {@code hours.malformed} or {@code hours.order}.
     */
    public static List<OpenHours> night(String typed) {
        Matcher read = HOURS.matcher(typed.strip());
        if (typed.length() > 40 || !read.matches()) {
            throw Refusal.invalid("hours.malformed", "text", typed.strip());
        }
        int from = minute(read, 1, typed);
        int to = minute(read, 3, typed);
        if (from < to) {
            return List.of(new OpenHours(from, to));
        }
        OpenHours evening = new OpenHours(from, DAY.closes());
        return to == 0 ? List.of(evening) : List.of(evening, new OpenHours(0, to));
    }

    private static int minute(Matcher read, int group, String typed) {
        int minutes = Integer.parseInt(read.group(group + 1));
        if (minutes > 59) {
            throw Refusal.invalid("hours.malformed", "text", typed.strip());
        }
        return Integer.parseInt(read.group(group)) * 60 + minutes;
    }

    /** Whether there is any. */
    public boolean kept() {
        return !shifts.isEmpty() || !changes.isEmpty();
    }

    /** Who is there on a day, and when, the earliest first. */
    public List<Present> on(LocalDate date) {
        List<Change> today =
                changes.stream().filter(change -> change.date().equals(date)).toList();
        Stream<Present> usual = shifts.stream()
                .filter(shift -> shift.day() == date.getDayOfWeek())
                .flatMap(shift -> without(
                                shift.hours(),
                                today.stream()
                                        .filter(change -> !change.comes()
                                                && change.appointment().equals(shift.appointment()))
                                        .map(Change::hours)
                                        .toList())
                        .stream()
                        .map(hours -> new Present(shift.appointment(), shift.name(), shift.title(), hours)));
        Stream<Present> extra = today.stream()
                .filter(Change::comes)
                .map(change -> new Present(change.appointment(), change.name(), change.title(), change.hours()));
        return Stream.concat(usual, extra)
                .sorted(Comparator.comparing(
                                (Present present) -> present.hours().opens())
                        .thenComparing(present -> present.hours().closes())
                        .thenComparing(Present::name))
                .toList();
    }

    /** Who is there at a minute; the last minute of a shift is the one before it ends. */
    public List<Present> at(LocalDateTime moment) {
        int minute = moment.getHour() * 60 + moment.getMinute();
        return on(moment.toLocalDate()).stream()
                .filter(present -> present.hours().opens() <= minute
                        && minute < present.hours().closes())
                .toList();
    }

    /** The hours in which nobody is there, from a day on for so many days. */
    public List<Gap> gaps(LocalDate from, int days) {
        List<Gap> gaps = new ArrayList<>();
        for (int n = 0; n < days; n++) {
            LocalDate date = from.plusDays(n);
            without(DAY, on(date).stream().map(Present::hours).toList())
                    .forEach(hours -> gaps.add(new Gap(date, hours)));
        }
        return gaps;
    }

    /** What is left of hours without others. */
    private static List<OpenHours> without(OpenHours whole, List<OpenHours> taken) {
        List<OpenHours> left = new ArrayList<>();
        int from = whole.opens();
        for (OpenHours hours :
                taken.stream().sorted(Comparator.comparing(OpenHours::opens)).toList()) {
            if (hours.opens() > from) {
                left.add(new OpenHours(from, Math.min(hours.opens(), whole.closes())));
            }
            from = Math.max(from, hours.closes());
            if (from >= whole.closes()) {
                return left;
            }
        }
        left.add(new OpenHours(from, whole.closes()));
        return left;
    }
}
