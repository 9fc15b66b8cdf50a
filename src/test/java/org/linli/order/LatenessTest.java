package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Cursor;
import org.linli.kernel.Light;
import org.linli.kernel.Refusal;
import org.linli.order.Lateness.Board;
import org.linli.order.Lateness.Line;
import org.linli.order.Lateness.Pressing;
import org.linli.order.OrderLists.Tab;
import org.linli.order.Sought.Mark;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** What is late and soon late: the light of a row, the list that a mark finds and the number on the board are one. */
@LinliTest
class LatenessTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    FoundOrders found;

    @Autowired
    OrderLists lists;

    @Autowired
    Lateness lateness;

    @Autowired
    Orders orders;

    @Autowired
    Organisations organisations;

    /** In time to come, so that no clock of what happens here rings meanwhile. */
    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-03-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    /** To be taken up within two hours: amber from the 96th minute on, red after the 120th. */
    @Test
    void theLightOfARowIsWhatItsMarkFindsToTheMicrosecond() {
        World.Quarter here = Fresh.in(world);
        UUID id = at("01T09:00:00", () -> script.as(here.resident()).places("两小时内受理", here.home()));
        assertThat(seen(here, "01T10:35:59.999999", id)).isEqualTo(Light.GREEN);
        assertThat(seen(here, "01T10:36:00", id)).isEqualTo(Light.AMBER);
        assertThat(seen(here, "01T11:00:00", id)).isEqualTo(Light.AMBER);
        assertThat(seen(here, "01T11:00:00.000001", id)).isEqualTo(Light.RED);
    }

    private Light seen(World.Quarter here, String time, UUID id) {
        return at(time, () -> {
            Light row = World.as(here.clerk(), () -> lists.inbox(Tab.OPEN, OrderLists.Filter.NONE, Optional.empty()))
                    .items()
                    .getFirst()
                    .light()
                    .orElseThrow();
            Instant now = Instant.parse("2027-03-" + time + "+08:00");
            Order order = World.as(here.clerk(), () -> orders.order(id));
            assertThat(order.light(now)).hasValue(row);
            assertThat(finds(here.clerk(), Mark.LATE)).isEqualTo(row == Light.RED ? List.of(id) : List.of());
            assertThat(finds(here.clerk(), Mark.SOON)).isEqualTo(row == Light.AMBER ? List.of(id) : List.of());
            assertThat(finds(here.clerk(), Mark.PRESSING)).isEqualTo(row == Light.GREEN ? List.of() : List.of(id));
            return row;
        });
    }

    private List<UUID> finds(Actor actor, Mark mark) {
        return World.as(
                        actor,
                        () -> found.page(Sought.ALL.standing(Set.of(), Set.of(mark)), Optional.empty())
                                .items())
                .stream()
                .map(listed -> listed.order().id())
                .toList();
    }

    /** A step that leaves the clock alone leaves its light alone; another clock begins another. */
    @Test
    void aReplyLeavesTheClockAndADispatchBeginsAnother() {
        World.Quarter here = Fresh.in(world);
        UUID id = at("02T09:00:00", () -> script.as(here.resident()).places("回一句不算数", here.home()));
        at("02T10:30:00", () -> script.as(here.clerk()).replies(id, "看到了"));
        assertThat(seen(here, "02T10:40:00", id)).isEqualTo(Light.AMBER);
        at("02T10:50:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        assertThat(seen(here, "02T14:01:59", id)).isEqualTo(Light.GREEN);
        assertThat(seen(here, "02T14:02:00", id)).as("80 % of four hours").isEqualTo(Light.AMBER);
    }

    @Test
    void theBoardCountsByHandlerAndByWhatItWaitsForAndItsListsAreAsLong() {
        World.Quarter here = Fresh.in(world);
        UUID placed = at("03T09:00:00", () -> script.as(here.resident()).places("没人受理", here.home()));
        UUID sent = at("03T09:00:00", () -> script.as(here.resident()).places("没人接单", here.home()));
        at("03T09:10:00", () -> script.as(here.clerk()).dispatches(sent, here.firm()));
        UUID working = at("03T08:00:00", () -> script.as(here.resident()).places("做了一半", here.home()));
        at("03T08:10:00", () -> script.as(here.clerk()).dispatches(working, here.firm()));
        at("03T08:20:00", () -> script.as(here.worker()).accepts(working));
        UUID waiting = at("03T08:00:00", () -> script.as(here.resident()).places("等配件", here.home()));
        at("03T08:10:00", () -> script.as(here.clerk()).dispatches(waiting, here.firm()));
        at("03T08:20:00", () -> script.as(here.worker()).accepts(waiting));
        at("03T08:30:00", () -> script.as(here.worker()).takes(waiting, new Step.Ask(Leave.Kind.SUSPENSION, 5, "等配件")));
        at("03T08:40:00", () -> script.as(here.chief()).takes(waiting, new Step.Suspend("")));
        UUID over = at("03T08:00:00", () -> script.as(here.resident()).places("不用了", here.home()));
        at("03T08:01:00", () -> script.as(here.resident()).takes(over, new Step.Withdraw("自己修好了")));

        Board early = at("03T09:30:00", () -> board(here.clerk()));
        assertThat(early.whole().sum()).isEqualTo(new Pressing(0, 0));
        assertThat(early.whole().cell(Awaits.ANSWER))
                .as("promised in five minutes, and neither a dispatch nor a silent acceptance is an answer")
                .isEqualTo(new Pressing(4, 0));
        assertThat(at("03T09:04:30", () -> board(here.clerk())).whole().cell(Awaits.ANSWER))
                .isEqualTo(new Pressing(2, 2));
        Board noon = at("03T12:45:00", () -> board(here.clerk()));
        assertThat(noon.lines().items())
                .as("whoever has let something lie longest first")
                .extracting(Line::handler)
                .containsExactly(here.firm(), Sought.NOBODY);
        assertThat(noon.lines().items().getLast().cell(Awaits.FILING)).isEqualTo(new Pressing(1, 0));
        assertThat(noon.lines().items().getFirst().cell(Awaits.ACCEPTANCE)).isEqualTo(new Pressing(0, 1));
        assertThat(noon.lines().items().getFirst().cell(Awaits.WORK)).isEqualTo(new Pressing(0, 0));
        assertThat(noon.whole().sum()).isEqualTo(new Pressing(1, 1));

        // The suspended one has been waiting for two days longer than it may, and is neither late nor soon.
        at("10T09:00:00", () -> {
            Board later = board(here.clerk());
            assertThat(later.whole().cell(Awaits.WORK)).isEqualTo(new Pressing(1, 0));
            assertThat(later.whole().sum()).isEqualTo(new Pressing(3, 0));
            assertThat(World.as(here.clerk(), () -> orders.order(waiting))
                            .light(Instant.parse("2027-03-10T09:00:00+08:00")))
                    .isEmpty();
            assertThat(World.as(here.clerk(), () -> lists.counts())).containsEntry(Tab.LATE, 3);
            for (Actor actor : List.of(here.clerk(), here.gridWorker(), here.worker())) {
                Board seen = board(actor);
                for (Line line : seen.lines().items()) {
                    for (Awaits what : Awaits.values()) {
                        assertThat(count(actor, line.handler(), what, Mark.LATE))
                                .as("%s %s %s", actor.duty(), line.name(), what)
                                .isEqualTo(line.cell(what).late());
                        assertThat(count(actor, line.handler(), what, Mark.SOON))
                                .isEqualTo(line.cell(what).soon());
                    }
                }
            }
            assertThat(board(here.worker()).lines().items())
                    .extracting(Line::handler)
                    .containsExactly(here.firm());
            assertThat(board(here.clerk(), "category=03").lines().items()).isEmpty();
            assertThat(board(here.clerk(), "handler=" + Sought.NOBODY).whole().sum())
                    .isEqualTo(new Pressing(1, 0));
            assertThat(board(world.fangzhi.clerk(), "from=2027-03-03&until=2027-03-03")
                            .whole()
                            .sum())
                    .isEqualTo(new Pressing(0, 0));
            return placed;
        });
        assertThatThrownBy(() -> board(here.administrator())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> board(here.resident())).isInstanceOf(Refusal.class);
    }

    /** A bad rating takes it off the handler's line: the community has to dispatch it, and whoever gets it then has it. */
    @Test
    void whatIsReopenedIsTheCommunitysUntilItIsDispatchedAgain() {
        World.Quarter here = Fresh.in(world);
        UUID grid = here.gridWorker().organisation().orElseThrow();
        UUID id = at("04T09:00:00", () -> script.as(here.resident()).places("修了又坏", here.home()));
        at("04T09:10:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        at("04T09:20:00", () -> script.as(here.worker()).accepts(id));
        at("04T09:30:00", () -> script.as(here.worker()).finishes(id, "修好了"));
        at("04T10:00:00", () -> script.as(here.resident()).rates(id, 1, false));
        at("04T11:50:00", () -> {
            assertThat(World.as(here.clerk(), () -> orders.order(id)).state()).isEqualTo(State.REOPENED);
            Line soon = only(board(here.clerk()));
            assertThat(soon.handler()).isEqualTo(Sought.NOBODY);
            assertThat(soon.name()).isEmpty();
            assertThat(soon.cell(Awaits.DISPATCH)).isEqualTo(new Pressing(0, 1));
            assertThat(count(here.clerk(), Sought.NOBODY, Awaits.DISPATCH, Mark.SOON))
                    .isEqualTo(1);
            return soon;
        });
        at("04T12:00:01", () -> {
            assertThat(only(board(here.clerk())).cell(Awaits.DISPATCH)).isEqualTo(new Pressing(1, 0));
            assertThat(count(here.clerk(), Sought.NOBODY, Awaits.DISPATCH, Mark.LATE))
                    .isEqualTo(1);
            assertThat(count(here.clerk(), here.firm(), Awaits.DISPATCH, Mark.LATE))
                    .isZero();
            assertThat(board(here.clerk(), "handler=" + here.firm()).whole().sum())
                    .isEqualTo(new Pressing(0, 0));
            assertThat(board(here.clerk(), "handler=" + Sought.NOBODY).whole().sum())
                    .isEqualTo(new Pressing(1, 0));
            assertThat(finds(here.clerk(), Mark.LATE)).containsExactly(id);
            return id;
        });
        at("04T12:30:00", () -> script.as(here.chief()).dispatches(id, grid));
        at("05T09:00:00", () -> {
            Line line = only(board(here.clerk()));
            assertThat(line.handler()).isEqualTo(grid);
            assertThat(line.cell(Awaits.ACCEPTANCE)).isEqualTo(new Pressing(1, 0));
            return line;
        });
    }

    private static Line only(Board board) {
        assertThat(board.lines().items()).hasSize(1);
        return board.lines().items().getFirst();
    }

    private long count(Actor actor, UUID handler, Awaits what, Mark mark) {
        Mark of = what != Awaits.ANSWER ? mark : mark == Mark.LATE ? Mark.ANSWER_LATE : Mark.ANSWER_SOON;
        return World.as(
                actor, () -> found.count(Sought.ALL.handledBy(handler).standing(what.states(), Set.of(of)), 1_000));
    }

    private Board board(Actor actor) {
        return World.as(actor, () -> lateness.board(Sought.ALL, Optional.empty()));
    }

    private Board board(Actor actor, String query) {
        return World.as(actor, () -> lateness.board(Sought.read(query), Optional.empty()));
    }

    @Test
    void pageByPageEveryHandlerOnceAndTheSumOfAllOnEach() {
        World.Quarter here = Fresh.in(world);
        List<UUID> shops = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            String name = "超时铺" + n;
            UUID shop = World.as(
                    World.founder(here.community()),
                    () -> organisations.found(Organisation.Kind.MERCHANT, name, here.community(), ""));
            shops.add(shop);
            UUID id = at("05T09:00:00", () -> script.as(here.resident()).places("都压着不接", here.home()));
            // Two of them at one moment: the id decides.
            at("05T09:0" + n / 2 + ":00", () -> script.as(here.clerk()).dispatches(id, shop));
        }
        at("06T09:00:00", () -> {
            List<UUID> seen = new ArrayList<>();
            Optional<Cursor> after = Optional.empty();
            do {
                Optional<Cursor> from = after;
                Board board = World.as(here.clerk(), () -> lateness.board(Sought.ALL, from, 2));
                assertThat(board.whole().sum()).isEqualTo(new Pressing(5, 0));
                board.lines().items().forEach(line -> seen.add(line.handler()));
                after = board.lines().next();
            } while (after.isPresent());
            assertThat(seen).containsExactlyInAnyOrderElementsOf(shops);
            return seen;
        });
    }

    /** Every state that is not over waits for one thing, but for the suspended. */
    @Test
    void everyOpenStateWaitsForOneThing() {
        for (State state : State.values()) {
            assertThat(Awaits.in(state).isPresent())
                    .as(state.name())
                    .isEqualTo(!state.over() && state != State.SUSPENDED);
        }
        assertThat(Tab.of(Duty.PROPERTY)).contains(Tab.LATE);
    }
}
