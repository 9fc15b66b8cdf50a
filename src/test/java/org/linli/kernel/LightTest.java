package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LightTest {

    private static final Instant FROM = Instant.parse("2026-11-03T02:00:00Z");
    private static final Instant DUE = FROM.plus(Duration.ofMinutes(100));

    @Test
    void greenToEightyPercentAmberToTheLastMomentRedBeyond() {
        assertThat(at(Duration.ZERO)).isEqualTo(Light.GREEN);
        assertThat(at(Duration.ofMinutes(80).minusMillis(1))).isEqualTo(Light.GREEN);
        assertThat(at(Duration.ofMinutes(80))).isEqualTo(Light.AMBER);
        assertThat(at(Duration.ofMinutes(100))).isEqualTo(Light.AMBER);
        assertThat(at(Duration.ofMinutes(100).plusMillis(1))).isEqualTo(Light.RED);
    }

    @Test
    void aClockThatWasSetBackAndALimitOfNothing() {
        assertThat(at(Duration.ofMinutes(-5))).isEqualTo(Light.GREEN);
        assertThat(Light.of(FROM, FROM, FROM)).isEqualTo(Light.AMBER);
        assertThat(Light.of(DUE, FROM, FROM)).isEqualTo(Light.AMBER);
    }

    private static Light at(Duration passed) {
        return Light.of(FROM, DUE, FROM.plus(passed));
    }
}
