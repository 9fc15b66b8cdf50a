package org.linli.organisation;

import static java.time.LocalDate.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.linli.kernel.Refusal;
import org.linli.kernel.WorkingCalendar.Kind;
import org.linli.organisation.HolidayLines.Day;
import org.linli.organisation.HolidayLines.Wrong;

class HolidayLinesTest {

    @Test
    void peoplePasteLinesInTheirWay() {
        HolidayLines read = HolidayLines.read("""
                \uFEFF日期,节日,安排
                2026-10-01 国庆节 休
                2026/10/2,国庆节,放假

                2026年10月3日\t国庆节\t休
                2026-10-10，国庆节，班
                2026.2.14 春节 上班
                2026-02-15至2026-02-17 春节 休
                """, 2026);
        assertThat(read.wrong()).isEmpty();
        assertThat(read.days())
                .hasSize(8)
                .contains(
                        new Day(parse("2026-10-01"), Kind.HOLIDAY, "国庆节"),
                        new Day(parse("2026-10-02"), Kind.HOLIDAY, "国庆节"),
                        new Day(parse("2026-10-10"), Kind.WORKDAY, "国庆节"),
                        new Day(parse("2026-02-14"), Kind.WORKDAY, "春节"),
                        new Day(parse("2026-02-17"), Kind.HOLIDAY, "春节"));
    }

    @Test
    void eachLineThatIsWrongSaysWhy() {
        HolidayLines read = HolidayLines.read("""
                2026-10-01 国庆节 休
                十月二日 国庆节 休
                2026-02-30 春节 休
                2027-01-01 元旦 休
                2026-10-01 国庆节 休
                2026-10-12 国庆节 班
                2026-10-05  休
                2026-10-07至2026-10-05 国庆节 休
                2026-01-01至2026-12-31 国庆节 休
                2026-10-06 国庆节
                2026-10-06 %s 休
                """.formatted("长".repeat(31)), 2026);
        assertThat(read.days()).hasSize(1);
        assertThat(read.wrong())
                .extracting(Wrong::line, wrong -> wrong.why().code())
                .containsExactly(
                        tuple(2, "holiday.line"),
                        tuple(3, "holiday.line"),
                        tuple(4, "holiday.year"),
                        tuple(5, "holiday.twice"),
                        tuple(6, "holiday.weekday"),
                        tuple(7, "holiday.name"),
                        tuple(8, "holiday.stretch"),
                        tuple(9, "holiday.stretch"),
                        tuple(10, "holiday.line"),
                        tuple(11, "holiday.name"));
    }

    @Test
    void moreThanAYearIsNotRead() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> HolidayLines.read("x".repeat(HolidayLines.MOST_CHARACTERS + 1), 2026))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("holiday.tooLong"));
    }

    /** A line that would keep a careless pattern busy for hours. */
    @Test
    void aLongLineIsRefusedAtOnce() {
        HolidayLines read = HolidayLines.read("2026-10-01" + " ,".repeat(9_000) + "x", 2026);
        assertThat(read.wrong()).hasSize(1);
    }

    @Test
    void restLessMakeUpDaysIsWhatIsGained() {
        HolidayLines labour = HolidayLines.read("2026-05-01至2026-05-05 劳动节 休\n2026-05-09 劳动节 班", 2026);
        assertThat(labour.gained()).isEqualTo(2);
    }

    @Property
    void anythingIsReadOrRefusedLineByLine(@ForAll String text) {
        HolidayLines read = HolidayLines.read(text.length() > 1000 ? text.substring(0, 1000) : text, 2026);
        assertThat(read.wrong()).allSatisfy(wrong -> assertThat(wrong.text()).hasSizeLessThanOrEqualTo(60));
        assertThat(read.wrong().size()).isLessThanOrEqualTo((int) text.lines().count());
    }
}
