package org.linli.platform.matter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrailCommandTest {

    @Test
    void saysThatAllIsWhole() {
        assertThat(TrailCommand.sentence(new Trail.Finding(
                        12, 3, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo("The trail is whole: 12 entries and 3 daily seals were recomputed.");
    }

    @Test
    void namesTheFirstBrokenEntry() {
        UUID matter = UUID.fromString("01900000-0000-7000-8000-00000000abcd");
        assertThat(TrailCommand.sentence(new Trail.Finding(
                        12,
                        3,
                        Optional.of("words"),
                        Optional.of(matter),
                        Optional.of(4),
                        Optional.of(LocalDate.of(2026, 11, 3)))))
                .isEqualTo("The trail is broken: the words of an entry were changed, matter " + matter
                        + ", entry 4, recorded on 2026-11-03.");
    }
}
