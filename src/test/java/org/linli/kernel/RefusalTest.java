package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void aRefusalSaysWhyAndWhatItMetInOrder() {
        var refusal = Refusal.movedOn("lifecycle.closed", "step", "dispatch", "by", 3);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MOVED_ON);
        assertThat(refusal.code()).isEqualTo("lifecycle.closed");
        assertThat(refusal.facts().keySet()).containsExactly("step", "by");
        assertThat(refusal).hasMessage("lifecycle.closed {step=dispatch, by=3}");
    }

    @Test
    void eachKindHasItsMaker() {
        assertThat(Refusal.invalid("a").kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(Refusal.forbidden("a").kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(Refusal.tooOften("a").kind()).isEqualTo(Refusal.Kind.TOO_OFTEN);
        assertThat(Refusal.tooLarge("a").kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
        assertThat(Refusal.later("a").kind()).isEqualTo(Refusal.Kind.LATER);
    }

    @Test
    void whatIsNotFoundTellsNothing() {
        assertThat(Refusal.notFound().kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(Refusal.notFound()).hasMessage("notFound {}");
    }

    @Test
    void anAnswerIsNoFaultAndCarriesNoStack() {
        assertThat(Refusal.notFound().getStackTrace()).isEmpty();
    }

    @Test
    void whatAStrangerSentCannotForgeALineOfTheLogNorFillIt() {
        var refusal = Refusal.invalid("place.malformed", "value", "11\r\nERROR all is lost\u2028" + "9".repeat(10_000));
        assertThat(refusal.facts().get("value"))
                .startsWith("11  ERROR all is lost 9")
                .hasSize(200)
                .endsWith("9…");
        var emoji =
                Refusal.invalid("text", "value", "a" + "🏠".repeat(200)).facts().get("value");
        assertThat(emoji).endsWith("🏠…").hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void factsComeInPairsAndOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> Refusal.invalid("a", "name"));
        assertThatIllegalArgumentException().isThrownBy(() -> Refusal.invalid("a", "n", 1, "n", 2));
    }
}
