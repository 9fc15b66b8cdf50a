package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Ratio;
import org.linli.order.Rates.Rate;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** 按期处置、按期结案、超期: what is late stays late, and stays in the base, whatever is done with it afterwards (RULES B3.4). */
@LinliTest
class OnTimeTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    OrderRates rates;

    /** In time to come, so that no clock of what happens here rings meanwhile. The category has 48 hours by the clock. */
    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-09-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    private static World.@Nullable Quarter quarter;

    /** One community for all of it: each test counts what it placed, by its words. */
    private World.Quarter here() {
        synchronized (OnTimeTest.class) {
            if (quarter == null) {
                quarter = Fresh.in(world);
            }
            return quarter;
        }
    }

    /** Placed on the 6th at 9, sent at 9:10, accepted at 9:20: to be disposed of until the 8th at 9:20. */
    private UUID accepted(World.Quarter here, String words) {
        UUID id = at("06T09:00:00", () -> script.as(here.resident()).places(words, here.home()));
        at("06T09:10:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        at("06T09:20:00", () -> script.as(here.worker()).accepts(id));
        return id;
    }

    private void again(World.Quarter here, UUID id, String day) {
        at(day + "T10:00:00", () -> script.as(here.worker()).returns(id, "不归我们"));
        at(day + "T10:10:00", () -> script.as(here.clerk()).takes(id, new Step.Dispatch(here.firm(), "归你们")));
        at(day + "T10:20:00", () -> script.as(here.worker()).accepts(id));
    }

    private Rates told(World.Quarter here, String words, String time) {
        return at(
                time,
                () -> World.as(
                        here.clerk(), () -> rates.of(Sought.read("from=2027-09-01&until=2027-09-30&words=" + words))));
    }

    private static Optional<Instant> day(String time) {
        return Optional.of(Instant.parse("2027-09-" + time + "+08:00"));
    }

    @Test
    void givenBackLateAndTakenAgainStaysLate() {
        World.Quarter here = here();
        UUID id = accepted(here, "退回再接");
        assertThat(script.as(here.clerk()).sees(id).disposal()).isEqualTo(new Disposal(day("08T09:20:00"), true));
        again(here, id, "09");
        Order taken = script.as(here.clerk()).sees(id);
        assertThat(taken.matter().dueAt()).as("a clock of its own").isEqualTo(day("11T10:20:00"));
        assertThat(taken.disposal().by()).isEqualTo(day("08T09:20:00"));
        Rates open = told(here, "退回再接", "09T12:00:00");
        assertThat(open.of(Rate.DISPOSING_ON_TIME)).as("late and open").isEqualTo(new Ratio(0, 1));
        assertThat(open.of(Rate.CLOSING_ON_TIME)).isEqualTo(new Ratio(0, 1));
        at("09T13:00:00", () -> script.as(here.worker()).finishes(id, "办好了"));
        Rates done = told(here, "退回再接", "09T14:00:00");
        assertThat(done.of(Rate.OVERDUE)).as("late but done").isEqualTo(new Ratio(1, 1));
        assertThat(done.of(Rate.CLOSING)).as("late but done, not closed yet").isEqualTo(new Ratio(0, 1));
        at("09T15:00:00", () -> script.as(here.resident()).rates(id, 5, true));
        at("09T16:00:00", () -> script.as(here.clerk()).closes(id));
        Rates closed = told(here, "退回再接", "09T17:00:00");
        assertThat(closed.of(Rate.CLOSING)).isEqualTo(new Ratio(1, 1));
        assertThat(closed.of(Rate.CLOSING_ON_TIME)).isEqualTo(new Ratio(0, 1));
        assertThat(closed.of(Rate.DISPOSING_ON_TIME)).isEqualTo(new Ratio(0, 1));
    }

    @Test
    void calledBackFromASilentHandlerAndNeverSentAgainStaysInTheBase() {
        World.Quarter here = here();
        UUID id = accepted(here, "收回了没再派");
        at("09T09:00:00", () -> script.as(here.chief()).takes(id, new Step.Recall("三天没动静")));
        assertThat(told(here, "收回了没再派", "09T09:30:00").of(Rate.DISPOSING_ON_TIME))
                .as("the clock of dispatch has not ended")
                .isEqualTo(new Ratio(0, 1));
        at("09T10:00:00", () -> script.as(here.clerk()).takes(id, new Step.Decline("不归社区管")));
        Rates declined = told(here, "收回了没再派", "09T11:00:00");
        assertThat(declined.of(Rate.OVERDUE)).as("declined when it was late").isEqualTo(new Ratio(1, 1));
        assertThat(declined.of(Rate.FILING)).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void fourHoursMissedAreNotADisposalMissed() {
        World.Quarter here = here();
        UUID id = at("06T09:00:00", () -> script.as(here.resident()).places("没人接单", here.home()));
        at("06T09:10:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        Rates waiting = told(here, "没人接单", "06T14:00:00");
        assertThat(waiting.of(Rate.OVERDUE).hasBase()).isFalse();
        assertThat(waiting.of(Rate.CLOSING).hasBase()).isFalse();
        assertThat(told(here, "没人接单", "08T13:10:01").of(Rate.OVERDUE))
                .as("nobody ever accepted it")
                .isEqualTo(new Ratio(1, 1));
        at("08T14:00:00", () -> script.as(here.worker()).accepts(id));
        at("08T15:00:00", () -> script.as(here.worker()).finishes(id, "办好了"));
        assertThat(told(here, "没人接单", "08T16:00:00").of(Rate.DISPOSING_ON_TIME))
                .as("accepted when it was late")
                .isEqualTo(new Ratio(0, 1));
        UUID slow = at("13T09:00:00", () -> script.as(here.resident()).places("接得慢", here.home()));
        at("13T09:10:00", () -> script.as(here.clerk()).dispatches(slow, here.firm()));
        at("13T19:00:00", () -> script.as(here.worker()).accepts(slow));
        at("15T18:00:00", () -> script.as(here.worker()).finishes(slow, "办好了"));
        assertThat(told(here, "接得慢", "15T19:00:00").of(Rate.DISPOSING_ON_TIME)).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void moreTimeAndASuspensionMoveItByWhatWasApproved() {
        World.Quarter here = here();
        UUID id = accepted(here, "等配件");
        at("07T09:00:00", () -> script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.EXTENSION, 10, "等配件")));
        at("07T10:00:00", () -> script.as(here.clerk()).takes(id, new Step.Extend("")));
        assertThat(script.as(here.clerk()).sees(id).disposal().by()).isEqualTo(day("08T19:20:00"));
        at("07T11:00:00", () -> script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.SUSPENSION, 10, "等汛期过")));
        at("07T12:00:00", () -> script.as(here.chief()).takes(id, new Step.Suspend("")));
        assertThat(told(here, "等配件", "12T12:00:00").of(Rate.OVERDUE).hasBase())
                .as("it stands")
                .isFalse();
        at("09T12:00:00", () -> script.as(here.worker()).takes(id, new Step.Resume("")));
        assertThat(script.as(here.clerk()).sees(id).disposal().by())
                .as("two of the ten days were needed")
                .isEqualTo(day("10T19:20:00"));
        at("10T19:20:00", () -> script.as(here.worker()).finishes(id, "装好了"));
        assertThat(told(here, "等配件", "10T20:00:00").of(Rate.DISPOSING_ON_TIME)).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void aSuspensionWashesNothingOut() {
        World.Quarter here = here();
        UUID id = accepted(here, "晚了才挂账");
        at("09T09:00:00", () -> script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.SUSPENSION, 30, "等汛期过")));
        at("09T10:00:00", () -> script.as(here.chief()).takes(id, new Step.Suspend("")));
        assertThat(told(here, "晚了才挂账", "10T10:00:00").of(Rate.OVERDUE)).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void doneAgainIsMeasuredAgainstTheFirstLimit() {
        World.Quarter here = here();
        UUID id = accepted(here, "返工");
        at("06T12:00:00", () -> script.as(here.worker()).finishes(id, "办好了"));
        assertThat(told(here, "返工", "06T13:00:00").of(Rate.DISPOSING_ON_TIME)).isEqualTo(new Ratio(1, 1));
        assertThat(told(here, "返工", "09T13:00:00").of(Rate.CLOSING).hasBase())
                .as("the wait for a rating is nobody's lateness")
                .isFalse();
        at("09T14:00:00", () -> script.as(here.gridWorker()).takes(id, new Step.Verify(false, "还在漏")));
        assertThat(told(here, "返工", "09T15:00:00").of(Rate.DISPOSING_ON_TIME)).isEqualTo(new Ratio(0, 1));
        at("09T16:00:00", () -> script.as(here.worker()).finishes(id, "这次好了"));
        assertThat(told(here, "返工", "09T17:00:00").of(Rate.DISPOSING_ON_TIME))
                .as("a rework has a clock of its own, and the first limit")
                .isEqualTo(new Ratio(0, 1));
    }
}
