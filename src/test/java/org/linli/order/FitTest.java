package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.organisation.Rota;
import org.linli.organisation.Rota.Present;
import org.linli.organisation.Rotas.Now;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;

/** Who comes first, each reason behind the one before it. */
class FitTest {

    private static final Now THERE = new Now(true, List.of(new Present(UUID.randomUUID(), "扎西", "", Rota.DAY)));
    private static final Now AWAY = new Now(true, List.of());

    private static Fit fit(int place, int category, boolean speaks, Now duty, boolean skilled, int inHand) {
        return new Fit(
                place,
                category,
                Optional.of(Spoken.TIBETAN),
                speaks ? List.of("卓玛") : List.of(),
                duty,
                Optional.of(Skill.REPAIR),
                skilled ? List.of("扎西") : List.of(),
                inHand);
    }

    @Test
    void eachReasonCountsWhereThoseBeforeItAreAlike() {
        List<Fit> best = List.of(
                fit(12, 0, true, AWAY, false, 9),
                fit(0, 0, true, AWAY, true, 9),
                fit(15, 4, false, AWAY, false, 9),
                fit(15, 2, false, AWAY, false, 9),
                fit(12, 4, false, THERE, false, 9),
                fit(12, 4, false, Now.UNKNOWN, true, 9),
                fit(12, 4, false, AWAY, true, 2),
                fit(12, 4, false, AWAY, true, 3),
                fit(12, 4, false, AWAY, false, 0),
                fit(0, 0, true, THERE, false, 0),
                fit(0, 0, false, AWAY, true, 0));
        for (int seed = 0; seed < 50; seed++) {
            List<Fit> mixed = new ArrayList<>(best);
            Collections.shuffle(mixed, new Random(seed));
            mixed.sort(Fit.BEST);
            assertThat(mixed).isEqualTo(best);
        }
    }

    @Test
    void whoSpeaksButIsNeitherNamedNorGoodAtItIsOnlyPossible() {
        assertThat(fit(0, 0, true, THERE, false, 0).suggested()).isFalse();
        assertThat(fit(0, 0, true, THERE, true, 0).suggested()).isTrue();
        assertThat(fit(12, 0, false, THERE, false, 0).suggested()).isTrue();
        Fit chinese = new Fit(0, 0, Optional.empty(), List.of(), THERE, Optional.empty(), List.of(), 0);
        assertThat(chinese.speaks()).isFalse();
    }
}
