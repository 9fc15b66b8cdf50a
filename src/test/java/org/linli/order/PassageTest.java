package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.order.Passage.Leg;
import org.linli.order.Passage.Mode;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** How an order went through the seven stages, and what it never came to. */
@LinliTest
class PassageTest {

    private static final Instant NINE = Instant.parse("2027-05-10T09:00:00+08:00");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    private static Instant after(String duration) {
        return NINE.plus(Duration.parse(duration));
    }

    private UUID placed() {
        UUID[] id = new UUID[1];
        WallClock.at(NINE, () -> id[0] = script.as(world.ningbao.resident()).places("走一遍七步", world.ningbao.home()));
        return id[0];
    }

    private Passage passage(UUID id, String now) {
        return World.as(world.ningbao.clerk(), () -> {
            Order order = orders.order(id);
            return Passage.of(order, orders.timeline(order), after(now));
        });
    }

    private static List<Mode> modes(Passage passage) {
        return passage.legs().stream().map(Leg::mode).toList();
    }

    private static Leg leg(Passage passage, Stage stage) {
        return passage.legs().get(stage.number() - 1);
    }

    @Test
    void eachStageWithItsTimeAndItsLimitAndTheWholeBesideThem() {
        World.Quarter here = world.ningbao;
        UUID id = placed();
        assertThat(modes(passage(id, "PT30M")))
                .containsExactly(Mode.PAST, Mode.HERE, Mode.AHEAD, Mode.AHEAD, Mode.AHEAD, Mode.AHEAD, Mode.AHEAD);
        WallClock.at(after("PT1H"), () -> script.as(here.clerk()).dispatches(id, here.firm()));
        WallClock.at(after("PT2H"), () -> script.as(here.worker()).returns(id, "不归我们管"));
        Passage back = passage(id, "PT2H30M");
        assertThat(modes(back))
                .as("what it came to and left again is ahead of it once more")
                .containsExactly(Mode.PAST, Mode.PAST, Mode.HERE, Mode.AHEAD, Mode.AHEAD, Mode.AHEAD, Mode.AHEAD);
        WallClock.at(after("PT3H"), () -> script.as(here.clerk()).dispatches(id, here.firm()));
        WallClock.at(after("PT4H"), () -> script.as(here.worker()).accepts(id));
        WallClock.at(after("PT8H"), () -> script.as(here.worker()).finishes(id, "修好了"));
        WallClock.at(after("PT20H"), () -> script.as(here.resident()).rates(id, 5, true));
        WallClock.at(after("PT21H"), () -> script.as(here.clerk()).closes(id));
        Passage whole = passage(id, "PT99H");
        assertThat(modes(whole)).containsOnly(Mode.PAST);
        assertThat(whole.whole()).isEqualTo(Duration.ofHours(21));
        assertThat(leg(whole, Stage.FILING).took()).isEqualTo(Duration.ofHours(1));
        assertThat(leg(whole, Stage.DISPATCH).took()).as("while it was back").isEqualTo(Duration.ofHours(1));
        assertThat(leg(whole, Stage.DISPATCH).at()).contains(after("PT3H"));
        assertThat(leg(whole, Stage.HANDLING).took()).as("twice").isEqualTo(Duration.ofHours(6));
        assertThat(leg(whole, Stage.HANDLING).limits()).hasSize(2);
        assertThat(leg(whole, Stage.FEEDBACK).at()).contains(after("PT8H"));
        assertThat(leg(whole, Stage.VERIFICATION).took()).isEqualTo(Duration.ofHours(12));
        assertThat(leg(whole, Stage.EVALUATION).took()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatWasDeclinedOrWithdrawnWentNoFurther() {
        World.Quarter here = world.ningbao;
        UUID declined = placed();
        WallClock.at(after("PT1H"), () -> script.as(here.clerk()).takes(declined, new Step.Decline("不归社区管")));
        assertThat(modes(passage(declined, "PT9H")))
                .containsExactly(
                        Mode.PAST, Mode.LEFT, Mode.SKIPPED, Mode.SKIPPED, Mode.SKIPPED, Mode.SKIPPED, Mode.SKIPPED);
        UUID withdrawn = placed();
        WallClock.at(after("PT1H"), () -> script.as(here.clerk()).dispatches(withdrawn, here.firm()));
        WallClock.at(after("PT2H"), () -> script.as(here.resident()).takes(withdrawn, new Step.Withdraw("自己修好了")));
        Passage gone = passage(withdrawn, "PT9H");
        assertThat(modes(gone))
                .containsExactly(Mode.PAST, Mode.PAST, Mode.PAST, Mode.LEFT, Mode.SKIPPED, Mode.SKIPPED, Mode.SKIPPED);
        assertThat(gone.whole()).isEqualTo(Duration.ofHours(2));
        assertThat(leg(gone, Stage.EVALUATION).at()).isEqualTo(Optional.empty());
    }
}
