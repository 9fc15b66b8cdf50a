package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.linli.kernel.LifecycleDraftTest.Door.OPEN;
import static org.linli.kernel.LifecycleDraftTest.Door.SHUT;
import static org.linli.kernel.LifecycleDraftTest.Hand.LEFT;
import static org.linli.kernel.LifecycleDraftTest.Hand.RIGHT;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two states and two hands are enough to write every wrong table. */
class LifecycleDraftTest {

    enum Door {
        OPEN,
        SHUT
    }

    enum Hand {
        LEFT,
        RIGHT
    }

    @Test
    void aTableThatNothingOpensIsRefused() {
        refuses(door().step("shut").from(OPEN).to(SHUT).by(LEFT).cites("房规").end(SHUT), "no step opens");
        refuses(door(), "no step opens");
    }

    @Test
    void aStateThatNoWayLeadsToIsRefused() {
        refuses(hung().step("open").from(SHUT).to(OPEN).by(LEFT).cites("房规").end(OPEN), "no way leads to [SHUT]");
        refuses(hung().end(OPEN, SHUT), "no way leads to [SHUT]");
    }

    @Test
    void aStateThatLeadsNowhereMustBeAnEnd() {
        var shut = hung().step("shut").from(OPEN).to(SHUT).by(LEFT).cites("房规");
        refuses(shut, "no way leads out of [SHUT]");
        assertThat(shut.end(SHUT).build().ends()).containsExactly(SHUT);
    }

    @Test
    void knockingIsNoWayOut() {
        refuses(
                hung().step("shut")
                        .from(OPEN)
                        .to(SHUT)
                        .by(LEFT)
                        .cites("房规")
                        .step("knock")
                        .from(SHUT)
                        .to(SHUT)
                        .by(LEFT)
                        .cites("房规"),
                "no way leads out of [SHUT]");
    }

    @Test
    void twoAnswersToOneQuestionAreRefused() {
        refuses(
                hung().step("push")
                        .from(OPEN)
                        .to(SHUT)
                        .by(LEFT, RIGHT)
                        .cites("房规")
                        .step("push")
                        .from(OPEN)
                        .to(OPEN)
                        .by(RIGHT)
                        .cites("房规")
                        .end(SHUT),
                "two rows for Case[from=Optional[OPEN], step=push, who=RIGHT]");
        refuses(hung().step("hang").opens(SHUT).by(LEFT).cites("房规").end(OPEN, SHUT), "two rows");
    }

    @Test
    void theSameAnswerWithTwoSourcesIsRefusedToo() {
        refuses(
                hung().step("shut")
                        .from(OPEN)
                        .to(SHUT)
                        .by(LEFT)
                        .cites("房规")
                        .step("shut")
                        .from(OPEN)
                        .to(SHUT)
                        .by(LEFT)
                        .cites("约定")
                        .end(SHUT),
                "two rows");
    }

    @Test
    void oneStepMayLeadEachHandElsewhere() {
        var door = hung().step("push")
                .from(OPEN)
                .to(SHUT)
                .by(LEFT)
                .cites("房规")
                .step("push")
                .from(OPEN)
                .to(OPEN)
                .by(RIGHT)
                .cites("房规")
                .step("open")
                .from(SHUT)
                .to(OPEN)
                .by(RIGHT)
                .cites("房规")
                .end(SHUT)
                .build();
        assertThat(door.rule(OPEN, "push", LEFT).orElseThrow().to()).isEqualTo(SHUT);
        assertThat(door.rule(OPEN, "push", RIGHT).orElseThrow().to()).isEqualTo(OPEN);
        assertThat(door.rule(SHUT, "open", RIGHT))
                .as("an end may be left again")
                .isPresent();
    }

    @Test
    void aRowMustSayEnough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> door().step("hang").opens(OPEN).by(LEFT).cites(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> door().step("Hang it").opens(OPEN).by(LEFT).cites("房规"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> door().step("hang")
                        .opens(OPEN)
                        .by(LEFT)
                        .clock(Duration.ZERO)
                        .cites("房规"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> door().step("hang").opens(OPEN).by(LEFT).when("").cites("房规"));
    }

    private static LifecycleDraft<Door, Hand> door() {
        return Lifecycle.named("door");
    }

    private static LifecycleDraft<Door, Hand> hung() {
        return door().step("hang").opens(OPEN).by(LEFT).cites("房规");
    }

    private static void refuses(LifecycleDraft<Door, Hand> draft, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(draft::build)
                .withMessageStartingWith("door: ")
                .withMessageContaining(why);
    }
}
