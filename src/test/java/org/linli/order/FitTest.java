package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.linli.order.Fit.Able;
import org.linli.order.Fit.Hindrance;
import org.linli.organisation.Posts.Post;
import org.linli.organisation.Rota;
import org.linli.organisation.Rota.Present;
import org.linli.organisation.Rotas.Now;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;

/** Who comes first, each reason behind the one before it. */
class FitTest {

    private static final Able ZHAXI = new Able(UUID.randomUUID(), "扎西");
    private static final Able ZHUOMA = new Able(UUID.randomUUID(), "卓玛");
    private static final Now THERE = on(ZHAXI);
    private static final Now AWAY = new Now(true, List.of());

    private static Now on(Able... who) {
        return new Now(
                true,
                Stream.of(who)
                        .map(each -> new Present(each.appointment(), each.name(), "", Rota.DAY))
                        .toList());
    }

    private static Fit fit(int place, int category, boolean speaks, Now duty, boolean skilled, int inHand) {
        return new Fit(
                place,
                category,
                false,
                Optional.of(Spoken.TIBETAN),
                speaks ? List.of(ZHUOMA) : List.of(),
                duty,
                Optional.of(Skill.REPAIR),
                skilled ? List.of(ZHAXI) : List.of(),
                inHand);
    }

    private static Fit usual(boolean usual, Now duty, int inHand) {
        return new Fit(0, 0, usual, Optional.empty(), List.of(), duty, Optional.empty(), List.of(), inHand);
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
        Fit chinese = new Fit(0, 0, false, Optional.empty(), List.of(), THERE, Optional.empty(), List.of(), 0);
        assertThat(chinese.speaks()).isFalse();
    }

    @Test
    void whoseBusinessItUsuallyIsComesFirstWhereNoRuleNamesAnybody() {
        assertThat(usual(true, AWAY, 9).suggested()).isTrue();
        assertThat(Fit.BEST.compare(usual(true, AWAY, 9), usual(false, THERE, 0)))
                .isNegative();
    }

    @Test
    void nothingIsSentByItselfWhereNobodyIsThereOrNobodyCan() {
        assertThat(fit(12, 0, true, on(ZHAXI, ZHUOMA), true, 0).hindrance()).isEmpty();
        assertThat(fit(12, 0, true, Now.UNKNOWN, true, 0).hindrance())
                .as("without a rota everybody counts as there")
                .isEmpty();
        assertThat(fit(12, 0, true, AWAY, true, 0).hindrance()).hasValue(Hindrance.OFF_DUTY);
        assertThat(fit(12, 0, false, THERE, true, 0).hindrance()).hasValue(Hindrance.LANGUAGE);
        assertThat(fit(12, 0, true, on(ZHAXI), true, 0).hindrance()).hasValue(Hindrance.LANGUAGE_AWAY);
        assertThat(fit(12, 0, true, on(ZHUOMA), false, 0).hindrance()).hasValue(Hindrance.SKILL);
        assertThat(fit(12, 0, true, on(ZHUOMA), true, 0).hindrance()).hasValue(Hindrance.SKILL_AWAY);
        assertThat(usual(false, THERE, 0).hindrance()).isEmpty();
    }

    @Test
    void whoIsThereAndCanIsToldFirst() {
        Post both = post(ZHUOMA, Set.of(Skill.REPAIR), Set.of(Spoken.TIBETAN));
        Post skilled = post(ZHAXI, Set.of(Skill.REPAIR), Set.of());
        List<Post> posts = List.of(both, skilled);
        Optional<Spoken> tibetan = Optional.of(Spoken.TIBETAN);
        Optional<Skill> repair = Optional.of(Skill.REPAIR);
        assertThat(Fit.toldFirst(posts, Now.UNKNOWN, tibetan, repair)).containsExactly(both.person());
        assertThat(Fit.toldFirst(posts, on(ZHAXI), tibetan, repair))
                .as("who speaks it is away")
                .containsExactly(skilled.person());
        assertThat(Fit.toldFirst(posts, on(ZHAXI), Optional.empty(), Optional.empty()))
                .containsExactly(skilled.person());
        assertThat(Fit.toldFirst(posts, on(ZHAXI), tibetan, Optional.of(Skill.CARE)))
                .isEmpty();
        assertThat(Fit.toldFirst(posts, AWAY, tibetan, repair)).isEmpty();
    }

    private static Post post(Able who, Set<Skill> skills, Set<Spoken> languages) {
        return new Post(who.appointment(), UUID.randomUUID(), UUID.randomUUID(), who.name(), "", skills, languages);
    }
}
