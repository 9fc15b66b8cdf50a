package org.linli.kernel;

import static java.time.LocalDate.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.linli.kernel.TimeLimitTest.refused;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;
import org.linli.kernel.WorkingCalendar.Kind;

class LegalPeriodTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** 国办发明电〔2024〕12号. */
    private static final WorkingCalendar SPRING_2025 = new WorkingCalendar(
            WorkingWeek.STANDARD,
            Stream.concat(
                            parse("2025-01-28")
                                    .datesUntil(parse("2025-02-05"))
                                    .map(day -> Map.entry(day, Kind.HOLIDAY)),
                            Stream.of("2025-01-26", "2025-02-08").map(day -> Map.entry(parse(day), Kind.WORKDAY)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
            SHANGHAI);

    @Test
    void theThirtiethDayOfAMediationAgreementMovesBehindTheSpringFestival() {
        LocalDate effective = parse("2025-01-01");
        assertThat(LegalPeriod.days(30).from(effective)).isEqualTo(parse("2025-01-31"));
        assertThat(LegalPeriod.days(30).from(effective, SPRING_2025)).isEqualTo(parse("2025-02-05"));
        assertThat(LegalPeriod.days(30).end(effective, SPRING_2025)).isEqualTo(Instant.parse("2025-02-05T09:00:00Z"));
    }

    @Test
    void theElectionIsDueBeforeTheTermEndsAndTheHandOverAfter() {
        LocalDate end = parse("2026-06-30");
        assertThat(LegalPeriod.months(3).before(end)).isEqualTo(parse("2026-03-30"));
        assertThat(LegalPeriod.days(90).before(end)).isEqualTo(parse("2026-04-01"));
        assertThat(LegalPeriod.days(10).from(end)).isEqualTo(parse("2026-07-10"));
    }

    /** A rhythm is no period in which somebody may act: its end, a Sunday, stays. */
    @Test
    void aMeetingEveryTwoMonthsIsOverdueAfterTheSameDay() {
        assertThat(LegalPeriod.months(2).from(parse("2026-01-15"))).isEqualTo(parse("2026-03-15"));
    }

    @Test
    void whereTheMonthHasNoSuchDayItEndsOnItsLast() {
        assertThat(LegalPeriod.months(1).from(parse("2026-01-31"))).isEqualTo(parse("2026-02-28"));
        assertThat(LegalPeriod.months(1).from(parse("2028-01-30"))).isEqualTo(parse("2028-02-29"));
        assertThat(LegalPeriod.years(1).from(parse("2028-02-29"))).isEqualTo(parse("2029-02-28"));
        assertThat(LegalPeriod.months(1).from(parse("2026-02-28"))).isEqualTo(parse("2026-03-28"));
    }

    @Test
    void theDayEndsWithBusinessOrAtMidnight() {
        assertThat(LegalPeriod.days(1).end(parse("2025-02-05"), SPRING_2025))
                .isEqualTo(Instant.parse("2025-02-06T09:00:00Z"));
        assertThat(SPRING_2025.end(parse("2025-02-02"))).isEqualTo(Instant.parse("2025-02-02T16:00:00Z"));
    }

    @Test
    void absurdPeriodsAreRefused() {
        refused("period.amount", () -> LegalPeriod.days(-1));
        refused("period.amount", () -> LegalPeriod.days(36_601));
        refused("period.amount", () -> LegalPeriod.months(1_201));
        refused("period.amount", () -> LegalPeriod.years(101));
        assertThat(LegalPeriod.years(100).from(parse("2000-01-01"))).isEqualTo(parse("2100-01-01"));
    }

    @Property
    void aMovedDayIsTheFirstWorkingDayAndNeverEarlier(
            @ForAll @DateRange(min = "2024-12-01", max = "2025-03-31") LocalDate start,
            @ForAll @IntRange(max = 90) int days) {
        LocalDate unmoved = LegalPeriod.days(days).from(start);
        LocalDate moved = LegalPeriod.days(days).from(start, SPRING_2025);
        assertThat(SPRING_2025.works(moved)).isTrue();
        assertThat(unmoved.datesUntil(moved).noneMatch(SPRING_2025::works)).isTrue();
        assertThat(moved).isAfterOrEqualTo(unmoved);
    }

    @Property
    void whatIsCountedForwardIsCountedBackAgain(
            @ForAll @DateRange(min = "1990-01-01", max = "2090-12-31") LocalDate start,
            @ForAll @IntRange(max = 3_000) int days,
            @ForAll @IntRange(max = 120) int months) {
        assertThat(LegalPeriod.days(days).before(LegalPeriod.days(days).from(start)))
                .isEqualTo(start);
        LocalDate end = LegalPeriod.months(months).from(start);
        assertThat(end.getDayOfMonth() == start.getDayOfMonth() || end.getDayOfMonth() == end.lengthOfMonth())
                .isTrue();
        assertThat(LegalPeriod.months(months).before(end)).isBetween(start.minusDays(3), start);
    }
}
