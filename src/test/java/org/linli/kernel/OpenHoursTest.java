package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linli.kernel.TimeLimitTest.refused;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OpenHoursTest {

    @Test
    void peopleTypeHoursInTheirWay() {
        List<OpenHours> usual = List.of(new OpenHours(540, 720), new OpenHours(780, 1020));
        for (String typed : List.of(
                "9:00-12:00 13:00-17:00",
                " 09:00–12:00，13:00–17:00 ",
                "9：00至12：00、13：00至17：00",
                "09:00 - 12:00; 13:00 - 17:00",
                "09:00~12:00,13:00~17:00")) {
            assertThat(OpenHours.parse(typed)).as(typed).isEqualTo(usual);
        }
        assertThat(OpenHours.print(usual)).isEqualTo("09:00-12:00 13:00-17:00");
        assertThat(OpenHours.parse("")).isEmpty();
        assertThat(OpenHours.parse("0:00-24:00")).containsExactly(new OpenHours(0, 1440));
        assertThat(new OpenHours(0, 1440)).hasToString("00:00-24:00");
    }

    @Test
    void whatIsNoStretchOfADayIsRefused() {
        for (String typed :
                List.of("9", "9-12", "9:00", "9:00-", "早上九点", "9:60-10:00", "9:00-12:00 x", "9:00-12:0013:00-17:00")) {
            refused("hours.malformed", () -> OpenHours.parse(typed));
        }
        refused("hours.malformed", () -> OpenHours.parse("9:00-9:01 ".repeat(50)));
        for (String typed :
                List.of("12:00-9:00", "9:00-9:00", "9:00-24:01", "13:00-17:00 9:00-12:00", "9:00-12:00 11:59-13:00")) {
            refused("hours.order", () -> OpenHours.parse(typed));
        }
        refused(
                "hours.tooMany",
                () -> OpenHours.parse("1:00-2:00 2:00-3:00 3:00-4:00 4:00-5:00 5:00-6:00 6:00-7:00 7:00-8:00"));
    }

    @Property
    void hoursArePrintedAsTheyAreRead(@ForAll @Size(min = 2, max = 12) List<@IntRange(max = 1440) Integer> minutes) {
        List<Integer> edges = minutes.stream().distinct().sorted().toList();
        List<OpenHours> hours = IntStream.range(0, edges.size() / 2)
                .mapToObj(i -> new OpenHours(edges.get(2 * i), edges.get(2 * i + 1)))
                .toList();
        assertThat(OpenHours.parse(OpenHours.print(hours))).isEqualTo(hours);
    }

    @Test
    void aWeekHasSevenDaysAndAnOpenHour() {
        assertThat(WorkingWeek.STANDARD.on(DayOfWeek.FRIDAY)).hasSize(2);
        assertThat(WorkingWeek.STANDARD.on(DayOfWeek.SATURDAY)).isEmpty();
        assertThat(WorkingWeek.parse(WorkingWeek.STANDARD.print())).isEqualTo(WorkingWeek.STANDARD);
        refused("hours.week", () -> WorkingWeek.parse(List.of("9:00-17:00")));
        refused("hours.closed", () -> WorkingWeek.parse(Collections.nCopies(7, "")));
        refused("hours.closed", () -> WorkingWeek.parse(List.of("", "", "", "9:00-9:59", "", "", "")));
        var overlapping = List.of(new OpenHours(0, 600), new OpenHours(60, 700));
        refused("hours.order", () -> new WorkingWeek(Collections.nCopies(7, overlapping)));
    }
}
