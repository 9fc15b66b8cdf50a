package org.linli.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {

    @ParameterizedTest
    @CsvSource({
        "00:00, NIGHT",
        "04:59, NIGHT",
        "05:00, MORNING",
        "08:59, MORNING",
        "09:00, FORENOON",
        "11:00, NOON",
        "13:00, AFTERNOON",
        "17:59, AFTERNOON",
        "18:00, EVENING",
        "21:59, EVENING",
        "22:00, NIGHT"
    })
    void followsTheDay(LocalTime time, Greeting greeting) {
        assertThat(Greeting.at(time)).isEqualTo(greeting);
    }
}
