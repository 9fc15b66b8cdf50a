package org.linli.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linli.kernel.OpenHours;
import org.linli.kernel.Refusal;
import org.linli.organisation.Rota.Change;
import org.linli.organisation.Rota.Gap;
import org.linli.organisation.Rota.Present;
import org.linli.organisation.Rota.Shift;

class RotaTest {

    private static final UUID ZHAXI = UUID.randomUUID();
    private static final UUID ZHUOMA = UUID.randomUUID();
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    /** 扎西 by day and 卓玛 by night, every day of the week. */
    private static List<Shift> roundTheClock() {
        List<Shift> shifts = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            shifts.add(shift(ZHAXI, "扎西", day, "08:00-20:00"));
            Rota.night("20:00-8:00")
                    .forEach(hours -> shifts.add(new Shift(
                            UUID.randomUUID(), ZHUOMA, "卓玛", "应急岗", day.plus(hours.opens() == 0 ? 1 : 0), hours)));
        }
        return shifts;
    }

    private static Shift shift(UUID who, String name, DayOfWeek day, String hours) {
        return new Shift(
                UUID.randomUUID(), who, name, "维修岗", day, OpenHours.parse(hours).getFirst());
    }

    private static Change change(UUID who, String name, boolean comes, String hours) {
        return new Change(
                UUID.randomUUID(),
                who,
                name,
                "",
                MONDAY,
                comes,
                OpenHours.parse(hours).getFirst(),
                "");
    }

    @Test
    void aNightIsTwoDays() {
        assertThat(Rota.night("8:00-20:00")).containsExactly(new OpenHours(480, 1200));
        assertThat(Rota.night(" 20:00 至 8:00 ")).containsExactly(new OpenHours(1200, 1440), new OpenHours(0, 480));
        assertThat(Rota.night("20：00-0:00")).containsExactly(new OpenHours(1200, 1440));
        assertThat(Rota.night("0:00-24:00")).containsExactly(Rota.DAY);
        assertThat(Rota.night("8:00-8:00")).containsExactly(new OpenHours(480, 1440), new OpenHours(0, 480));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "白天", "8-20", "8:60-9:00", "24:00-8:00", "8:00-25:00", "8:00-9:00 10:00-11:00"})
    void whatIsNoStretchIsRefused(String typed) {
        assertThatThrownBy(() -> Rota.night(typed)).isInstanceOf(Refusal.class).hasMessageContaining("hours.");
    }

    @Test
    void whoIsThereAtAMinute() {
        Rota rota = new Rota(roundTheClock(), List.of());
        assertThat(names(rota, MONDAY.atTime(7, 59))).containsExactly("卓玛");
        assertThat(names(rota, MONDAY.atTime(8, 0))).containsExactly("扎西");
        assertThat(names(rota, MONDAY.atTime(19, 59, 59))).containsExactly("扎西");
        assertThat(names(rota, MONDAY.atTime(20, 0))).containsExactly("卓玛");
        assertThat(rota.gaps(MONDAY, 7)).isEmpty();
    }

    @Test
    void aDayIsOtherwiseAndLeavesAGap() {
        Rota rota = new Rota(
                roundTheClock(),
                List.of(change(ZHAXI, "扎西", false, "12:00-20:00"), change(ZHUOMA, "卓玛", true, "18:00-20:00")));
        assertThat(names(rota, MONDAY.atTime(11, 59))).containsExactly("扎西");
        assertThat(names(rota, MONDAY.atTime(12, 0))).isEmpty();
        assertThat(names(rota, MONDAY.atTime(18, 0))).containsExactly("卓玛");
        assertThat(rota.gaps(MONDAY, 7)).containsExactly(new Gap(MONDAY, new OpenHours(720, 1080)));
        assertThat(names(rota, MONDAY.plusDays(7).atTime(12, 0)))
                .as("the next Monday is as usual")
                .containsExactly("扎西");
    }

    @Test
    void twoWhoOverlapLeaveNoGapAndNobodyAtAllLeavesTheWholeDay() {
        Rota rota = new Rota(
                List.of(
                        shift(ZHAXI, "扎西", DayOfWeek.MONDAY, "08:00-14:00"),
                        shift(ZHUOMA, "卓玛", DayOfWeek.MONDAY, "12:00-18:00"),
                        shift(ZHUOMA, "卓玛", DayOfWeek.MONDAY, "09:00-10:00")),
                List.of());
        assertThat(rota.gaps(MONDAY, 2))
                .containsExactly(
                        new Gap(MONDAY, new OpenHours(0, 480)),
                        new Gap(MONDAY, new OpenHours(1080, 1440)),
                        new Gap(MONDAY.plusDays(1), Rota.DAY));
        assertThat(rota.on(MONDAY))
                .extracting(present -> present.hours().opens())
                .containsExactly(480, 540, 720);
        assertThat(new Rota(List.of(), List.of()).kept()).isFalse();
    }

    private static List<String> names(Rota rota, LocalDateTime moment) {
        return rota.at(moment).stream().map(Present::name).toList();
    }
}
