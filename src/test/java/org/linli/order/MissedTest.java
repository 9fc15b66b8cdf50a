package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Ratio;
import org.linli.kernel.Refusal;
import org.linli.order.Rates.Rate;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.springframework.beans.factory.annotation.Autowired;

/** 漏报: what the public reports though the patrol should have found it; what the patrol should find is data. */
@LinliTest
class MissedTest {

    /** 垃圾没有及时清: of E01, which is patrolled; 车位被占: of no national class. */
    private static final String RUBBISH = "0301";

    private static final String SPACE = "0403";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Standards standards;

    @Autowired
    OrderRates rates;

    @Autowired
    Clock clock;

    private UUID place(Actor actor, String category, Channel channel, PlaceCode where) {
        Step.Place step = new Step.Place(category, "一堆垃圾", where, "", channel, actor.name(), Optional.empty());
        return World.as(actor, () -> orders.place(Ids.at(clock.instant()), step));
    }

    private Rates told(World.Quarter here) {
        return World.as(here.clerk(), () -> rates.of(Sought.ALL));
    }

    private void set(World.Quarter here, Runnable work) {
        World.as(here.administrator(), () -> {
            work.run();
            return null;
        });
    }

    @Test
    void whatThePublicReportsOfWhatIsPatrolledWasMissed() {
        World.Quarter here = Fresh.in(world);
        place(here.resident(), RUBBISH, Channel.ONLINE, here.compound());
        place(here.clerk(), RUBBISH, Channel.PHONE, here.compound());
        place(here.gridWorker(), RUBBISH, Channel.GRID, here.compound());
        place(here.gridWorker(), RUBBISH, Channel.GRID, here.community());
        place(here.resident(), SPACE, Channel.ONLINE, here.compound());
        assertThat(told(here).of(Rate.MISSING)).isEqualTo(new Ratio(2, 4));
        assertThat(World.as(here.clerk(), () -> rates.of(Sought.ALL, OrderRates.By.NATIONAL)))
                .extracting(OrderRates.Group::key)
                .containsExactly("", "E");
    }

    @Test
    void aPlaceSaysWhatItsPatrolFindsAndOnlyForOrdersToCome() {
        World.Quarter here = Fresh.in(world);
        place(here.resident(), RUBBISH, Channel.ONLINE, here.compound());
        set(here, () -> standards.mark(here.community(), SPACE, true));
        set(here, () -> standards.mark(here.community(), RUBBISH, false));
        set(here, () -> standards.mark(here.compound(), RUBBISH, true));
        assertThat(World.as(here.clerk(), () -> standards.marks(here.community())))
                .hasSize(3);
        assertThat(World.as(here.clerk(), () -> standards.patrolled(RUBBISH, here.community())))
                .isFalse();
        assertThat(World.as(here.clerk(), () -> standards.patrolled(RUBBISH, here.home())))
                .isTrue();
        assertThat(World.as(here.clerk(), () -> standards.patrolled(SPACE, here.home())))
                .isTrue();
        place(here.resident(), SPACE, Channel.ONLINE, here.compound());
        assertThat(told(here).of(Rate.MISSING)).isEqualTo(new Ratio(2, 2));
        // A compound whose own people walk it is not patrolled at all.
        set(here, () -> standards.mark(here.compound(), "", false));
        assertThat(World.as(here.clerk(), () -> standards.patrolled(RUBBISH, here.home())))
                .isFalse();
        place(here.resident(), RUBBISH, Channel.ONLINE, here.compound());
        assertThat(told(here).of(Rate.MISSING))
                .as("whoever takes a mark away changes no rate")
                .isEqualTo(new Ratio(2, 2));
        set(here, () -> standards.unmark(here.compound(), ""));
        assertThat(World.as(here.clerk(), () -> standards.patrolled(RUBBISH, here.home())))
                .isTrue();
        assertThat(World.as(here.clerk(), standards::usual))
                .extracting(Category::code)
                .contains(RUBBISH)
                .doesNotContain(SPACE);
        assertThatThrownBy(() -> set(here, () -> standards.mark(here.compound(), "0999", true)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.category");
        assertThatThrownBy(() -> set(here, () -> standards.mark(world.fangzhi.compound(), "", true)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> World.as(here.chief(), () -> {
                    standards.mark(here.compound(), "", false);
                    return null;
                }))
                .hasMessageContaining("standard.notYours");
    }
}
