package org.linli.kernel;

import static java.time.LocalDate.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linli.kernel.TimeLimit.Unit.DAYS;
import static org.linli.kernel.TimeLimit.Unit.HOURS;
import static org.linli.kernel.TimeLimit.Unit.MINUTES;
import static org.linli.kernel.TimeLimit.Unit.WORKING_DAYS;
import static org.linli.kernel.TimeLimit.Unit.WORKING_HOURS;
import static org.linli.kernel.TimeLimitTest.refused;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.linli.kernel.TimeLimit.Unit;
import org.linli.kernel.WorkingCalendar.Kind;

class WorkingCalendarTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** 国办发明电〔2024〕12号: 春节 28 January to 4 February, 国庆节与中秋节 1 to 8 October, 2025. */
    private static final WorkingCalendar OF_2025 = new WorkingCalendar(WorkingWeek.STANDARD, of2025(), SHANGHAI);

    private static final LocalDate BEGIN = parse("2025-06-01");
    private static final int DAYS_OF_MODEL = 40;

    private static Map<LocalDate, Kind> of2025() {
        Map<LocalDate, Kind> days = new TreeMap<>();
        parse("2025-01-28").datesUntil(parse("2025-02-05")).forEach(day -> days.put(day, Kind.HOLIDAY));
        parse("2025-10-01").datesUntil(parse("2025-10-09")).forEach(day -> days.put(day, Kind.HOLIDAY));
        List.of("2025-01-26", "2025-02-08", "2025-09-28", "2025-10-11")
                .forEach(day -> days.put(parse(day), Kind.WORKDAY));
        return days;
    }

    private static void due(String from, int amount, Unit unit, String to) {
        assertThat(local(OF_2025.after(at(from), TimeLimit.of(amount, unit))))
                .as("%s + %s %s", from, amount, unit)
                .isEqualTo(LocalDateTime.parse(to));
    }

    @Test
    void minutesAndHoursRunThroughTheNightAndTheHolidays() {
        due("2025-09-30T23:58", 5, MINUTES, "2025-10-01T00:03");
        due("2025-09-30T16:30", 24, HOURS, "2025-10-01T16:30");
    }

    /** Monday 22 September 2025, 09:00 to 17:00, is seven open hours: 5 h 36 min of them are four fifths, and lunch is none. */
    @Test
    void fourFifthsOfOpenTimeAreCountedInOpenTime() {
        soon("2025-09-22T09:00", "2025-09-22T17:00", WORKING_HOURS, "2025-09-22T15:36");
        soon("2025-09-22T09:00", "2025-09-22T17:00", HOURS, "2025-09-22T15:24");
        soon("2025-09-26T16:00", "2025-09-28T17:00", WORKING_DAYS, "2025-09-28T15:24");
        soon("2025-09-30T17:00", "2025-10-09T09:00", WORKING_HOURS, "2025-10-09T09:00");
        soon("2025-09-22T17:00", "2025-09-22T09:00", WORKING_HOURS, "2025-09-22T09:00");
    }

    private static void soon(String from, String due, Unit unit, String soon) {
        assertThat(local(OF_2025.soon(at(from), at(due), unit)))
                .as("80 %% of %s to %s in %s", from, due, unit)
                .isEqualTo(LocalDateTime.parse(soon));
    }

    /** What was left of a day on Monday morning is left of it on Friday afternoon, and a weekend uses up nothing of it. */
    @Test
    void whatIsLeftOfOpenTimeRunsOnInOpenTime() {
        rest("2025-09-15T09:00", "2025-09-15T17:00", WORKING_HOURS, "2025-09-19T16:00", "2025-09-22T16:00");
        rest("2025-09-15T12:30", "2025-09-16T17:00", WORKING_DAYS, "2025-09-30T16:00", "2025-10-10T12:00");
        rest("2025-09-15T09:00", "2025-09-15T17:00", HOURS, "2025-09-19T16:00", "2025-09-20T00:00");
        rest("2025-09-15T18:00", "2025-09-15T17:00", WORKING_HOURS, "2025-09-20T10:00", "2025-09-22T09:00");
        rest("2025-09-15T18:00", "2025-09-15T17:00", HOURS, "2025-09-20T10:00", "2025-09-20T10:00");
    }

    private static void rest(String stopped, String due, Unit unit, String resumed, String end) {
        Duration left = OF_2025.left(at(stopped), at(due), unit);
        assertThat(local(OF_2025.resumed(at(resumed), left, unit)))
                .as("%s of %s, %s, resumed %s", left, due, unit, resumed)
                .isEqualTo(LocalDateTime.parse(end));
    }

    @Test
    void workingHoursStopAtNoonAtNightAndOnHolidays() {
        due("2025-09-24T09:00", 2, WORKING_HOURS, "2025-09-24T11:00");
        due("2025-09-24T11:30", 2, WORKING_HOURS, "2025-09-24T14:30");
        due("2025-09-24T09:00", 3, WORKING_HOURS, "2025-09-24T12:00");
        due("2025-09-24T12:20", 4, WORKING_HOURS, "2025-09-24T17:00");
        due("2025-09-24T20:00", 1, WORKING_HOURS, "2025-09-25T10:00");
        due("2025-09-30T16:00", 4, WORKING_HOURS, "2025-10-09T12:00");
        due("2025-09-30T16:00:30", 1, WORKING_HOURS, "2025-10-09T09:00:30");
    }

    @Test
    void workingDaysEndWithBusinessAndTheFirstDayIsNotCounted() {
        due("2025-09-24T00:00", 1, WORKING_DAYS, "2025-09-25T17:00");
        due("2025-09-24T23:59", 1, WORKING_DAYS, "2025-09-25T17:00");
        due("2025-09-26T10:00", 1, WORKING_DAYS, "2025-09-28T17:00");
        due("2025-09-30T10:00", 1, WORKING_DAYS, "2025-10-09T17:00");
        due("2025-10-03T10:00", 1, WORKING_DAYS, "2025-10-09T17:00");
        due("2025-09-30T10:00", 3, WORKING_DAYS, "2025-10-11T17:00");
        due("2025-01-24T15:00", 3, WORKING_DAYS, "2025-02-05T17:00");
    }

    @Test
    void aLastDayOfRestMovesToTheNextWorkingDay() {
        due("2025-09-24T10:00", 3, DAYS, "2025-09-28T17:00");
        due("2025-09-24T10:00", 4, DAYS, "2025-09-28T17:00");
        due("2025-09-24T10:00", 7, DAYS, "2025-10-09T17:00");
        due("2025-09-24T10:00", 15, DAYS, "2025-10-09T17:00");
        due("2025-09-24T10:00", 16, DAYS, "2025-10-10T17:00");
    }

    @Test
    void makeUpDaysAreWorkedLikeOthers() {
        assertThat(OF_2025.works(parse("2025-09-28"))).isTrue();
        assertThat(OF_2025.works(parse("2025-10-12"))).isFalse();
        assertThat(OF_2025.works(parse("2025-10-08"))).isFalse();
        assertThat(OF_2025.hours(parse("2025-10-11"))).isEqualTo(OF_2025.hours(parse("2025-10-10")));
        var saturdays = new WorkingCalendar(
                WorkingWeek.parse(List.of("", "9:00-17:00", "", "", "", "9:00-11:00", "")), of2025(), SHANGHAI);
        assertThat(saturdays.hours(parse("2025-10-18"))).containsExactly(new OpenHours(540, 660));
        assertThat(saturdays.hours(parse("2025-10-11"))).containsExactly(new OpenHours(540, 1020));
        assertThat(saturdays.hours(parse("2025-09-28"))).containsExactly(new OpenHours(540, 1020));
        assertThat(OF_2025.restDays(parse("2025-09-30"), parse("2025-10-12")))
                .hasSize(9)
                .doesNotContain(parse("2025-10-11"))
                .endsWith(parse("2025-10-12"));
        assertThat(OF_2025.restDays(parse("2025-10-04"), parse("2025-10-04"))).isEmpty();
    }

    @Test
    void theOpenTimeBetweenTwoMoments() {
        assertThat(OF_2025.openBetween(at("2025-09-30T16:00"), at("2025-10-09T10:30")))
                .isEqualTo(Duration.ofMinutes(150));
        assertThat(OF_2025.openBetween(at("2025-10-01T00:00"), at("2025-10-09T00:00")))
                .isZero();
        refused("calendar.backwards", () -> OF_2025.openBetween(at("2025-10-02T00:00"), at("2025-10-01T00:00")));
    }

    @Test
    void absurdTimesAreRefused() {
        var limit = TimeLimit.of(1, WORKING_DAYS);
        for (Instant moment : List.of(Instant.MIN, Instant.MAX, at("1899-12-31T23:00"), at("2200-01-01T00:00"))) {
            for (Unit unit : Unit.values()) {
                refused("calendar.year", () -> OF_2025.after(moment, TimeLimit.of(1, unit)));
            }
        }
        refused("calendar.year", () -> OF_2025.openBetween(at("2025-01-01T00:00"), Instant.MAX));
        refused("calendar.year", () -> OF_2025.restDays(parse("2025-01-01"), LocalDate.MAX));
        refused(
                "calendar.year",
                () -> new WorkingCalendar(WorkingWeek.STANDARD, Map.of(LocalDate.MAX, Kind.HOLIDAY), SHANGHAI));
        assertThat(OF_2025.after(at("2199-12-31T23:00"), limit)).isAfter(at("2200-01-01T00:00"));
    }

    /** The longest limits of the laziest office that is still an office: it ends, and soon. */
    @Test
    void everyLimitEnds() {
        var lazy = new WorkingCalendar(
                WorkingWeek.parse(List.of("", "", "", "", "", "", "9:00-10:00")), of2025(), SHANGHAI);
        for (Unit unit : Unit.values()) {
            assertThat(lazy.after(at("2025-01-01T12:00"), TimeLimit.of(unit.most(), unit)))
                    .isBefore(at("2080-01-01T00:00"));
        }
    }

    @Test
    void itNeverChanges() {
        Map<LocalDate, Kind> days = of2025();
        var calendar = new WorkingCalendar(WorkingWeek.STANDARD, days, SHANGHAI);
        days.clear();
        assertThat(calendar).isEqualTo(OF_2025);
        assertThatThrownBy(() -> calendar.exceptions().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(WorkingCalendar.standard(SHANGHAI).works(parse("2025-10-01")))
                .isTrue();
        assertThat(WorkingCalendar.standard(SHANGHAI).works(parse("2025-09-28")))
                .isFalse();
    }

    @Property(tries = 300)
    void laterIsNeverEarlier(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll @IntRange(max = 40_000) int minute,
            @ForAll @IntRange(max = 5_000) int more,
            @ForAll @IntRange(min = 1, max = 30) int amount,
            @ForAll Unit unit) {
        Instant from = begin(calendar).plusSeconds(minute * 60L);
        var limit = TimeLimit.of(amount, unit);
        Instant due = calendar.after(from, limit);
        assertThat(due).isAfter(from);
        assertThat(calendar.after(from.plusSeconds(more * 60L), limit)).isAfterOrEqualTo(due);
        assertThat(calendar.after(from, TimeLimit.of(amount + 1, unit))).isAfterOrEqualTo(due);
    }

    @Property(tries = 300)
    void oneLimitAfterAnotherIsTheirSum(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll @IntRange(max = 40_000) int minute,
            @ForAll @IntRange(min = 1, max = 30) int one,
            @ForAll @IntRange(min = 1, max = 30) int other) {
        Instant from = begin(calendar).plusSeconds(minute * 60L);
        for (Unit unit : List.of(MINUTES, HOURS, WORKING_HOURS, WORKING_DAYS)) {
            Instant first = calendar.after(from, TimeLimit.of(one, unit));
            // Midnight, where an office closes at 24:00, is the next day's already: the second begins on the day the
            // first ended.
            Instant again = unit == WORKING_DAYS ? first.minusMillis(1) : first;
            assertThat(calendar.after(again, TimeLimit.of(other, unit)))
                    .as("%s", unit)
                    .isEqualTo(calendar.after(from, TimeLimit.of(one + other, unit)));
        }
    }

    @Property(tries = 300)
    void itEndsWhileOpenAndAfterExactlyTheOpenTime(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll @IntRange(max = 2_400_000) int second,
            @ForAll @IntRange(min = 1, max = 30) int amount,
            @ForAll Unit unit) {
        Instant from = begin(calendar).plusSeconds(second);
        Instant due = calendar.after(from, TimeLimit.of(amount, unit));
        if (unit.needsCalendar()) {
            assertThat(calendar.openBetween(due.minusMillis(1), due)).isEqualTo(Duration.ofMillis(1));
        }
        if (unit == WORKING_HOURS) {
            assertThat(calendar.openBetween(from, due)).isEqualTo(Duration.ofHours(amount));
        }
        if (unit == WORKING_DAYS) {
            LocalDate start = LocalDate.ofInstant(from, calendar.zone());
            LocalDate last = LocalDate.ofInstant(due.minusNanos(1), calendar.zone());
            long rest = calendar.restDays(start, last).size();
            assertThat(start.until(last, java.time.temporal.ChronoUnit.DAYS) - rest)
                    .isEqualTo(amount);
        }
    }

    /** The slow model walks minute by minute and asks of each only whether the office is open in it. */
    @Property(tries = 120)
    void itAgreesWithCountingMinuteByMinute(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll @IntRange(max = 14_400) int minute,
            @ForAll @IntRange(max = 20_000) int length,
            @ForAll @IntRange(min = 1, max = 6) int amount) {
        boolean[] open = minuteByMinute(calendar);
        Instant from = begin(calendar).plusSeconds(minute * 60L);

        int counted = 0;
        for (int at = minute; at < minute + length; at++) {
            counted += open[at] ? 1 : 0;
        }
        assertThat(calendar.openBetween(from, from.plusSeconds(length * 60L))).isEqualTo(Duration.ofMinutes(counted));

        int left = amount * 60;
        int at = minute;
        while (left > 0 && at < open.length) {
            left -= open[at++] ? 1 : 0;
        }
        if (left == 0) {
            assertThat(calendar.after(from, TimeLimit.of(amount, WORKING_HOURS)))
                    .isEqualTo(begin(calendar).plusSeconds(at * 60L));
        }

        int day = minute / 1440;
        int last = -1;
        for (int worked = 0; worked < amount && ++day < DAYS_OF_MODEL; ) {
            int closes = closes(open, day);
            if (closes >= 0) {
                worked++;
                last = worked == amount ? closes : -1;
            }
        }
        if (last >= 0) {
            assertThat(calendar.after(from, TimeLimit.of(amount, WORKING_DAYS)))
                    .isEqualTo(begin(calendar).plusSeconds(last * 60L));
        }
    }

    private static int closes(boolean[] open, int day) {
        for (int at = (day + 1) * 1440; at > day * 1440; at--) {
            if (open[at - 1]) {
                return at;
            }
        }
        return -1;
    }

    private static boolean[] minuteByMinute(WorkingCalendar calendar) {
        boolean[] open = new boolean[DAYS_OF_MODEL * 1440];
        for (int at = 0; at < open.length; at++) {
            LocalDate day = BEGIN.plusDays(at / 1440);
            int minute = at % 1440;
            Kind kind = calendar.exceptions().get(day);
            int weekday = day.getDayOfWeek().getValue() - 1;
            List<OpenHours> hours = calendar.week().days().get(weekday);
            if (kind != null) {
                hours = List.of();
            }
            for (int other = 0; kind == Kind.WORKDAY && hours.isEmpty(); other++) {
                hours = calendar.week().days().get(other);
            }
            open[at] = hours.stream().anyMatch(one -> one.opens() <= minute && minute < one.closes());
        }
        return open;
    }

    @Provide
    Arbitrary<WorkingCalendar> calendars() {
        Arbitrary<List<OpenHours>> day = Arbitraries.integers()
                .between(0, 96)
                .set()
                .ofMaxSize(5)
                .map(quarters -> {
                    List<Integer> edges = quarters.stream().sorted().toList();
                    List<OpenHours> hours = new ArrayList<>();
                    for (int i = 0; i + 1 < edges.size(); i += 2) {
                        hours.add(new OpenHours(edges.get(i) * 15, edges.get(i + 1) * 15));
                    }
                    return List.copyOf(hours);
                });
        Arbitrary<WorkingWeek> weeks =
                day.list().ofSize(7).filter(WorkingCalendarTest::open).map(WorkingWeek::new);
        Arbitrary<Map<LocalDate, Kind>> exceptions = Arbitraries.maps(
                        Arbitraries.integers().between(0, DAYS_OF_MODEL).map(BEGIN::plusDays),
                        Arbitraries.of(Kind.class))
                .ofMaxSize(20);
        Arbitrary<ZoneId> zones = Arbitraries.of("Asia/Shanghai", "Asia/Kathmandu", "UTC", "Pacific/Apia")
                .map(ZoneId::of);
        return Combinators.combine(weeks, exceptions, zones).as(WorkingCalendar::new);
    }

    private static boolean open(List<List<OpenHours>> days) {
        return days.stream().flatMap(List::stream).mapToInt(OpenHours::minutes).sum() >= 60;
    }

    private static Instant begin(WorkingCalendar calendar) {
        return BEGIN.atStartOfDay(calendar.zone()).toInstant();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, SHANGHAI);
    }
}
