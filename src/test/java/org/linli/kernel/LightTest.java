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
        assertThat(of(FROM, FROM, FROM)).isEqualTo(Light.AMBER);
        assertThat(of(DUE, FROM, FROM)).isEqualTo(Light.AMBER);
    }

    @Test
    void aLimitOfYearsIsSoonToTheMicrosecond() {
        Instant end = Instant.parse("9999-12-31T00:00:00Z");
        assertThat(Light.soon(FROM, end)).isBefore(end).isAfter(FROM);
        assertThat(Light.soon(FROM, FROM.plusNanos(1_000)).getNano() % 1_000).isZero();
        assertThat(Light.soon(FROM, DUE)).isEqualTo(FROM.plus(Duration.ofMinutes(80)));
    }

    private static Light of(Instant from, Instant due, Instant now) {
        return Light.at(Light.soon(from, due), due, now);
    }

    private static Light at(Duration passed) {
        return of(FROM, DUE, FROM.plus(passed));
    }
}
