package org.linli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stretch of time that a list is asked for: ninety days, from whichever end is said. */
class WindowTest {

    private static final Instant NOW = Instant.parse("2026-11-21T06:20:00Z");

    @Test
    void neitherEndMeansTheLastNinetyDays() {
        assertThat(Window.of("", " ", NOW)).isEqualTo(new Window(NOW.minus(Duration.ofDays(90)), NOW));
    }

    @Test
    void oneEndMeansNinetyDaysFromIt() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(Window.of("2026-01-01T08:00:00+08:00", "", NOW))
                .isEqualTo(new Window(start, start.plus(Duration.ofDays(90))));
        assertThat(Window.of("", "2026-01-01T00:00:00Z", NOW))
                .isEqualTo(new Window(start.minus(Duration.ofDays(90)), start));
    }

    @Test
    void exactlyNinetyDaysAreTakenAndASecondMoreIsNot() {
        assertThat(Window.of("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z", NOW)
                        .since())
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThatThrownBy(() -> Window.of("2026-01-01T00:00:00Z", "2026-04-01T00:00:01Z", NOW))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("windowTooLong");
        assertThatThrownBy(() -> Window.of("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", NOW))
                .hasMessageContaining("windowBackwards");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-01-01T00:00:00",
                "yesterday",
                "+999999999-01-01T00:00:00Z",
                "1899-01-01T00:00:00Z"
            })
    void aTimeWithoutItsOffsetOrOutsideOfAllCalendarsIsNone(String text) {
        assertThatThrownBy(() -> Window.read("start_date", text))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("datetime");
    }

    @Test
    void aPlusThatAnAddressTurnedIntoASpaceCounts() {
        assertThat(Window.read("start_date", "2026-01-01T08:00:00 08:00")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(Window.read("start_date", "2026-01-01T00:00Z")).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void timesAreWrittenWithTheOffset() {
        assertThat(Window.write(NOW, ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-11-21T14:20:00+08:00");
        assertThat(Window.write(NOW, ZoneId.of("UTC"))).isEqualTo("2026-11-21T06:20:00Z");
    }
}
