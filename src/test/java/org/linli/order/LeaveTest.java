package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.OrderLists.Tab;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What bends or stops a clock is asked for by one and decided by another, within bounds, and stands on the line. */
@LinliTest
class LeaveTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    OrderLists lists;

    @Autowired
    FoundOrders found;

    @Autowired
    Clock clock;

    @Autowired
    ApplicationContext linli;

    @Test
    void moreTimeIsGivenBySomebodyElseTwiceAtMost() {
        UUID id = accepted();
        Instant due = order(id).matter().dueAt().orElseThrow();
        worker(id, new Step.Ask(Leave.Kind.EXTENSION, 10, "等配件"));
        refused("order.askedAlready", id, world.ningbao.worker(), new Step.Ask(Leave.Kind.EXTENSION, 1, "再等等"));
        assertThat(order(id).open(world.ningbao.clerk()))
                .contains("extend", "refuse")
                .doesNotContain("suspend", "void");
        clerk(id, new Step.Extend("同意"));
        assertThat(order(id).matter().dueAt()).contains(due.plus(Duration.ofHours(10)));
        assertThat(order(id).leave().asked()).isEmpty();

        worker(id, new Step.Ask(Leave.Kind.EXTENSION, 1, "还没到货"));
        clerk(id, new Step.Extend(""));
        refused("order.askedLate", id, world.ningbao.worker(), new Step.Ask(Leave.Kind.EXTENSION, 1, "还没到货"));
        assertThat(order(id).leave().extensions()).isEqualTo(2);
    }

    @Test
    void notLongerThanTheCategoryItselfAllowsAndNotWhenItIsTooLate() {
        UUID id = accepted();
        int hours = order(id).terms().limit().amount();
        refused("order.askAmount", id, world.ningbao.worker(), new Step.Ask(Leave.Kind.EXTENSION, hours + 1, "等配件"));
        Instant late = order(id).matter().dueAt().orElseThrow().plusSeconds(1);
        WallClock.at(
                late,
                () -> refused(
                        "order.askedLate", id, world.ningbao.worker(), new Step.Ask(Leave.Kind.EXTENSION, 1, "忘了说")));
    }

    @Test
    void aSuspensionStopsTheClockAndItsRestRunsOnAfterwards() {
        UUID id = accepted();
        Instant due = order(id).matter().dueAt().orElseThrow();
        worker(id, new Step.Ask(Leave.Kind.SUSPENSION, 30, "要等汛期过了才能修"));
        assertThat(order(id).open(world.ningbao.clerk()))
                .as("the chief's to decide")
                .doesNotContain("suspend");
        script.as(world.ningbao.chief()).takes(id, new Step.Suspend(""));
        Order suspended = order(id);
        assertThat(suspended.state()).isEqualTo(State.SUSPENDED);
        assertThat(suspended.late(due.plusSeconds(1))).isFalse();
        Duration left = suspended.leave().left().orElseThrow();
        assertThat(left)
                .isPositive()
                .isLessThanOrEqualTo(Duration.between(suspended.matter().openedAt(), due));

        Instant last = suspended.matter().dueAt().orElseThrow();
        ring(id, suspended.matter().version(), last.minusSeconds(1));
        assertThat(order(id).state()).isEqualTo(State.SUSPENDED);
        ring(id, suspended.matter().version(), last.plusSeconds(1));
        Order resumed = order(id);
        assertThat(resumed.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(resumed.matter().dueAt()).contains(last.plusSeconds(1).plus(left));
        ring(id, suspended.matter().version(), last.plusSeconds(2));
        assertThat(order(id).matter().version())
                .as("rung twice")
                .isEqualTo(resumed.matter().version());
    }

    @Test
    void aCancellationNeedsTwoAndEndsIt() {
        UUID id = script.as(world.ningbao.resident()).places("测试一下", world.ningbao.home());
        script.as(world.ningbao.chief()).takes(id, new Step.Ask(Leave.Kind.CANCELLATION, 0, "不是真的"));
        refused("order.ownRequest", id, world.ningbao.chief(), new Step.Cancel("不是真的"));
        script.as(world.ningbao.chief()).takes(id, new Step.Reply("您好"));
        clerkRefusesNothing(id);
        assertThat(order(id).leave().waits(Leave.Kind.CANCELLATION)).isTrue();

        UUID other = script.as(world.ningbao.resident()).places("又测试一下", world.ningbao.home());
        clerk(other, new Step.Ask(Leave.Kind.CANCELLATION, 0, "不是真的"));
        script.as(world.ningbao.chief()).takes(other, new Step.Cancel("跟居民核实过，是试一试"));
        assertThat(order(other).state()).isEqualTo(State.VOIDED);
        assertThat(order(other).matter().endedAt()).isPresent();
    }

    @Test
    void whatWasAskedForIsSettledByAnythingThatMovesTheOrder() {
        UUID id = accepted();
        worker(id, new Step.Ask(Leave.Kind.EXTENSION, 1, "等配件"));
        worker(id, new Step.Start(""));
        assertThat(order(id).leave().waits(Leave.Kind.EXTENSION))
                .as("starting goes on with it")
                .isTrue();
        clerk(id, new Step.Refuse("今天能办完"));
        assertThat(order(id).leave().asked()).isEmpty();
        worker(id, new Step.Ask(Leave.Kind.CANCELLATION, 0, "找不到地方"));
        worker(id, new Step.Return("请再看看"));
        assertThat(order(id).leave().asked()).isEmpty();
        refused("order.notAsked", id, world.ningbao.chief(), new Step.Cancel("找不到地方"));
    }

    @Test
    void whoeverDecidesFindsWhatWaitsAndNobodyTheirOwn() {
        int before = approvals(world.ningbao.clerk());
        int chiefs = approvals(world.ningbao.chief());
        UUID more = accepted();
        worker(more, new Step.Ask(Leave.Kind.EXTENSION, 1, "等配件"));
        assertThat(approvals(world.ningbao.clerk())).isEqualTo(before + 1);
        assertThat(approvals(world.ningbao.chief())).isEqualTo(chiefs + 1);
        UUID stop = accepted();
        worker(stop, new Step.Ask(Leave.Kind.SUSPENSION, 9, "等汛期过"));
        assertThat(approvals(world.ningbao.clerk())).as("the chief's").isEqualTo(before + 1);
        assertThat(approvals(world.ningbao.chief())).isEqualTo(chiefs + 2);
        UUID own = script.as(world.ningbao.resident()).places("试一下", world.ningbao.home());
        script.as(world.ningbao.chief()).takes(own, new Step.Ask(Leave.Kind.CANCELLATION, 0, "不是真的"));
        assertThat(approvals(world.ningbao.chief())).as("their own").isEqualTo(chiefs + 2);
        assertThat(World.as(
                                world.ningbao.chief(),
                                () -> lists.inbox(Tab.TO_APPROVE, OrderLists.Filter.NONE, Optional.empty()))
                        .items())
                .extracting(OrderLists.Row::id)
                .contains(more, stop)
                .doesNotContain(own);
        assertThat(World.as(
                        world.ningbao.clerk(),
                        () -> found.page(Sought.read("mark=WAITING"), Optional.empty())
                                .items()))
                .extracting(listed -> listed.order().id())
                .contains(more, stop, own);
        clerk(more, new Step.Extend(""));
        assertThat(approvals(world.ningbao.clerk())).isEqualTo(before);
    }

    private int approvals(Actor actor) {
        return World.as(actor, () -> lists.counts()).getOrDefault(Tab.TO_APPROVE, 0);
    }

    @Test
    void theThirdReturnIsTheJointMeetings() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("墙皮掉了", here.home());
        for (int i = 0; i < 3; i++) {
            assertThat(order(id).open(here.clerk())).contains("dispatch");
            script.as(here.clerk()).dispatches(id, here.firm());
            worker(id, new Step.Return("不归我们管"));
        }
        assertThat(order(id).meets()).isTrue();
        assertThat(order(id).open(here.clerk())).doesNotContain("dispatch");
        assertThat(order(id).open(here.chief())).contains("dispatch");
        assertThat(World.as(here.chief(), () -> found.page(Sought.ALL.marked(Sought.Mark.MEETING), Optional.empty()))
                        .items())
                .extracting(listed -> listed.order().id())
                .contains(id);
        refused("order.meetingNeeded", id, here.chief(), new Step.Dispatch(here.firm(), "就派给物业"));
        String today = LocalDate.now(clock).toString();
        assertThatThrownBy(() -> new Step.Dispatch(here.firm(), "", today, "", "由物业办"))
                .hasMessageContaining("order.meetingAttended");
        assertThatThrownBy(() -> new Step.Dispatch(here.firm(), "", "昨天", "书记、物业、业委会", "由物业办"))
                .hasMessageContaining("order.meetingDate");
        for (String day : List.of("2020-01-01", "2099-01-01")) {
            refused("order.meetingDate", id, here.chief(), new Step.Dispatch(here.firm(), "", day, "书记、物业", "由物业办"));
        }
        Step met = new Step.Dispatch(here.firm(), "", today, "书记、物业、业委会", "由物业先办，费用另议");
        script.as(here.chief()).takes(id, met);
        assertThat(order(id).state()).isEqualTo(State.DISPATCHED);
        Trace last = World.as(here.chief(), () -> orders.timeline(order(id))).getLast();
        assertThat(last.words()).isEqualTo("由物业先办，费用另议");
        assertThat(last.detail()).containsEntry("metOn", today).containsEntry("attended", "书记、物业、业委会");
        worker(id, new Step.Return("还是办不了"));
        refused("order.meetingNeeded", id, here.chief(), new Step.Dispatch(here.firm(), "再派一次"));
    }

    @Test
    void theFirstDispatchSpeaksForItselfAndASecondOneSaysWhy() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("墙皮又掉了", here.home());
        clerk(id, new Step.Dispatch(here.firm(), ""));
        clerk(id, new Step.Recall("派错了"));
        refused("order.dispatchWhy", id, here.clerk(), new Step.Dispatch(here.firm(), " "));
        clerk(id, new Step.Dispatch(here.firm(), "还是归物业"));
        worker(id, new Step.Return("不归我们管"));
        refused("order.dispatchWhy", id, here.clerk(), new Step.Dispatch(here.firm(), ""));
        assertThatThrownBy(() -> new Step.Split(
                        List.of(
                                new Step.Piece(
                                        here.firm(), "换灯泡", order(id).terms().limit()),
                                new Step.Piece(
                                        here.committee(),
                                        "清杂物",
                                        order(id).terms().limit())),
                        "",
                        "",
                        Meeting.NONE))
                .hasMessageContaining("order.reason");
    }

    private void clerkRefusesNothing(UUID id) {
        assertThatThrownBy(() -> clerk(id, new Step.Refuse("不同意")))
                .as("a cancellation is the chief's")
                .isInstanceOf(Refusal.class);
    }

    private UUID accepted() {
        UUID id = script.as(world.ningbao.resident()).places("楼道灯坏了", world.ningbao.home());
        script.as(world.ningbao.clerk()).dispatches(id, world.ningbao.firm());
        script.as(world.ningbao.worker()).accepts(id);
        return id;
    }

    private void worker(UUID id, Step step) {
        script.as(world.ningbao.worker()).takes(id, step);
    }

    private void clerk(UUID id, Step step) {
        script.as(world.ningbao.clerk()).takes(id, step);
    }

    private void refused(String code, UUID id, Actor actor, Step step) {
        assertThatThrownBy(() -> script.as(actor).takes(id, step))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(code);
    }

    private void ring(UUID id, int version, Instant at) {
        Alarm alarm = linli.getBeansOfType(Alarm.class).values().stream()
                .filter(known -> known.name().equals(OrderClocks.SUSPENDED))
                .findFirst()
                .orElseThrow();
        WallClock.at(
                at,
                () -> World.as(Actor.system(world.ningbao.community()), () -> {
                    alarm.ring(id, version);
                    return null;
                }));
    }

    private Order order(UUID id) {
        return World.as(world.ningbao.chief(), () -> orders.order(id));
    }
}
