package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.platform.Actor;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;

/** One thing that is the business of several 拆分给几家办: each has its part, and the whole is done when all are. */
@LinliTest
class SplittingTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    OrderLists lists;

    @Autowired
    Joining joining;

    @Autowired
    Merging merging;

    @Autowired
    Splitting splitting;

    @Autowired
    OrderCounts counts;

    @Autowired
    OrderRates rates;

    @Autowired
    Clock clock;

    private static UUID grid(World.Quarter here) {
        return here.gridWorker().organisation().orElseThrow();
    }

    private static Step.Piece piece(UUID organisation, String words) {
        return new Step.Piece(organisation, words, TimeLimit.of(3, TimeLimit.Unit.HOURS));
    }

    private List<UUID> split(World.Quarter here, UUID id) {
        return World.as(
                here.clerk(),
                () -> splitting.split(id, List.of(piece(here.firm(), "物业换灯泡"), piece(grid(here), "网格清杂物")), "一起办"));
    }

    private Order order(World.Quarter here, UUID id) {
        return World.as(here.clerk(), () -> orders.order(id));
    }

    @Test
    void theWholeIsDoneWhenAllItsPartsAre() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.home());
        List<UUID> parts = split(here, id);
        Order whole = order(here, id);
        assertThat(whole.state()).isEqualTo(State.DISPATCHED);
        assertThat(whole.ofSeveral()).isTrue();
        assertThat(whole.matter().handlerName()).contains("宁宝世家物业", "、");
        assertThat(whole.shares())
                .isEqualTo(new Shares(
                        java.util.Optional.empty(), 2, 2, whole.shares().handlers()));
        assertThat(whole.matter().dueAt().orElseThrow())
                .isAfterOrEqualTo(whole.matter().movedAt().plus(Duration.ofHours(7)));
        assertThat(World.as(here.clerk(), () -> splitting.parts(whole))).isEqualTo(parts);

        Order first = World.as(here.worker(), () -> orders.order(parts.getFirst()));
        assertThat(first.words()).isEqualTo("物业换灯泡");
        assertThat(first.terms().limit()).isEqualTo(TimeLimit.of(3, TimeLimit.Unit.HOURS));
        assertThat(first.contactName()).isEqualTo(whole.contactName());
        refused("notFound", here.worker(), () -> orders.order(id));
        refused("notFound", here.worker(), () -> orders.order(parts.getLast()));

        script.as(here.worker()).accepts(parts.getFirst());
        assertThat(World.as(here.worker(), () -> orders.order(parts.getFirst()))
                        .matter()
                        .dueAt()
                        .orElseThrow())
                .isBefore(clock.instant().plus(Duration.ofHours(4)));
        script.as(here.worker()).finishes(parts.getFirst(), "灯换好了");
        assertThat(order(here, parts.getFirst()).state()).isEqualTo(State.CLOSED);
        assertThat(order(here, id).shares().open()).isEqualTo(1);
        assertThat(order(here, id).state()).isEqualTo(State.DISPATCHED);
        script.as(here.gridWorker()).accepts(parts.getLast());
        script.as(here.gridWorker()).starts(parts.getLast());
        script.as(here.gridWorker()).finishes(parts.getLast(), "杂物清了");
        await().atMost(Duration.ofSeconds(60)).until(() -> order(here, id).state() == State.DONE);
        assertThat(order(here, id).doneAt()).isPresent();
        Trace last =
                World.as(here.clerk(), () -> orders.timeline(order(here, id))).getLast();
        assertThat(last.step()).isEqualTo("gather");
        assertThat(last.words()).contains("宁宝世家物业：灯换好了", "：杂物清了");
        assertThat(order(here, id).parts(here.gridWorker()))
                .as("nobody verifies their own work")
                .doesNotContain(Part.VERIFIER);

        assertThat(order(here, id).open(here.resident())).contains("rate");
        script.as(here.resident()).rates(id, 5, true);
        script.as(here.clerk()).closes(id);
        assertThat(order(here, id).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whoeverAskedSeesThePartsAndRatesTheWhole() {
        World.Quarter here = Fresh.in(world);
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.compound());
        List<UUID> parts = split(here, id);
        assertThat(World.as(here.resident(), () -> splitting.parts(orders.order(id))))
                .isEqualTo(parts);
        Order part = World.as(here.resident(), () -> orders.order(parts.getFirst()));
        assertThat(part.open(here.resident())).isEmpty();
        assertThat(World.as(here.resident(), () -> lists.mineOpen(20)))
                .extracting(OrderLists.Row::id)
                .containsExactly(id);
        assertThat(World.as(
                        Actor.resident(
                                here.worker().self(), here.worker().name(), java.util.Optional.of(here.community())),
                        () -> joining.nearby("02", here.compound())))
                .as("neighbours join the whole")
                .extracting(Joining.Nearby::id)
                .containsExactly(id);
        assertThat(World.as(here.clerk(), () -> splitting.parts(orders.order(parts.getFirst()))))
                .isEmpty();
    }

    @Test
    void theWholeCountsOnceAndItsPartsApart() {
        World.Quarter here = Fresh.in(world);
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.home());
        split(here, id);
        Rates told = World.as(here.clerk(), () -> rates.of(Sought.ALL));
        assertThat(told.count(Figure.REPORTED)).isEqualTo(1);
        assertThat(told.count(Figure.FILED)).isEqualTo(1);
        assertThat(told.count(Figure.PARTS)).isEqualTo(2);
        OrderCounts.Figures open = World.as(here.clerk(), () -> counts.of(here.community(), YearMonth.now(clock)))
                .total();
        assertThat(open.placed()).isEqualTo(1);
        assertThat(open.open()).isEqualTo(1);
    }

    @Test
    void aPartGivenBackIsDispatchedAgainAndOneCancelledIsNotWaitedFor() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.home());
        List<UUID> parts = split(here, id);
        script.as(here.worker()).returns(parts.getFirst(), "没有电工证");
        assertThat(order(here, parts.getFirst()).state()).isEqualTo(State.RETURNED);
        assertThat(order(here, id).shares().open()).isEqualTo(2);
        refused("order.partsRun", here.clerk(), () -> orders.take(id, new Step.Recall("拆错了"), List.of()));
        refused("order.partsRun", here.resident(), () -> orders.take(id, new Step.Withdraw("不用了"), List.of()));
        refused("order.splitOnce", here.clerk(), () -> split(here, id));
        refused("order.mergeInto", here.clerk(), () -> {
            UUID other = script.as(here.resident()).places("又黑", here.home());
            merging.merge(other, parts.getFirst(), "同一件");
        });
        script.as(here.clerk()).takes(parts.getFirst(), new Step.Ask(Leave.Kind.CANCELLATION, 0, "灯自己亮了"));
        script.as(here.chief()).takes(parts.getFirst(), new Step.Cancel("灯自己亮了"));
        assertThat(order(here, id).shares().open()).isEqualTo(1);
        script.as(here.gridWorker()).accepts(parts.getLast());
        script.as(here.gridWorker()).finishes(parts.getLast(), "杂物清了");
        await().atMost(Duration.ofSeconds(60)).until(() -> order(here, id).state() == State.DONE);
    }

    @Test
    void whatNobodyDidIsTheDispatchersAgain() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.home());
        for (UUID part : split(here, id)) {
            script.as(here.clerk()).takes(part, new Step.Recall("拆错了"));
            script.as(here.clerk()).takes(part, new Step.Decline("不用这么办"));
        }
        assertThat(order(here, id).shares().open()).isZero();
        World.as(Actor.system(here.community()), () -> {
            splitting.gather(id);
            return "";
        });
        assertThat(order(here, id).state()).as("none was done").isEqualTo(State.DISPATCHED);
        script.as(here.clerk()).takes(id, new Step.Recall("重新派"));
        script.as(here.clerk()).dispatches(id, here.firm());
        assertThat(order(here, id).ofSeveral()).isFalse();
    }

    @Test
    void whatIsFoundNotDoneIsSplitAgain() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.home());
        done(here, split(here, id));
        await().atMost(Duration.ofSeconds(60)).until(() -> order(here, id).state() == State.DONE);
        script.as(here.chief()).takes(id, new Step.Verify(false, "杂物还在"));
        assertThat(order(here, id).state()).isEqualTo(State.RETURNED);
        assertThat(order(here, id).reworks()).isEqualTo(1);
        List<UUID> again = split(here, id);
        assertThat(order(here, id).shares())
                .isEqualTo(new Shares(
                        java.util.Optional.empty(),
                        4,
                        2,
                        order(here, id).shares().handlers()));
        done(here, again);
        await().atMost(Duration.ofSeconds(60)).until(() -> order(here, id).state() == State.DONE);
        script.as(here.resident()).rates(id, 1, false);
        refused("lifecycle.notYours", here.clerk(), () -> split(here, id));
        assertThat(World.as(
                        here.chief(),
                        () -> splitting.split(
                                id, List.of(piece(here.firm(), "再换一次"), piece(grid(here), "再清一次")), "再办一次")))
                .hasSize(2);
    }

    private void done(World.Quarter here, List<UUID> parts) {
        script.as(here.worker()).accepts(parts.getFirst());
        script.as(here.worker()).finishes(parts.getFirst(), "灯换好了");
        script.as(here.gridWorker()).accepts(parts.getLast());
        script.as(here.gridWorker()).finishes(parts.getLast(), "杂物清了");
    }

    @Test
    void onlyAmongThoseWhoHandleOrdersThereByWhoDispatches() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道又黑又堵", here.home());
        refused("lifecycle.notYours", here.gridWorker(), () -> split(id, here.firm(), grid(here)));
        refused("order.handler", here.clerk(), () -> split(id, here.firm(), world.fangzhi.firm()));
        refused("notFound", world.fangzhi.clerk(), () -> split(id, world.fangzhi.firm(), grid(world.fangzhi)));
        refused("order.partsSame", here.clerk(), () -> split(id, here.firm(), here.firm()));
        assertThat(order(here, id).shares()).isEqualTo(Shares.NONE);
    }

    private void split(UUID id, UUID one, UUID other) {
        splitting.split(id, List.of(piece(one, "换灯泡"), piece(other, "清杂物")), "一起办");
    }

    private static void refused(String code, Actor actor, Runnable work) {
        assertThat(World.as(actor, () -> {
                    try {
                        work.run();
                    } catch (Refusal refusal) {
                        return refusal.code();
                    }
                    return "";
                }))
                .isEqualTo(code);
    }
}
