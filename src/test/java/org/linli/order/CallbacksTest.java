package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.Ratio;
import org.linli.kernel.Refusal;
import org.linli.order.Callbacks.Tab;
import org.linli.order.FoundOrders.Listed;
import org.linli.order.Rates.Rate;
import org.linli.organisation.Appointments;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;

/** 业务回访 0-24: who is called, by whom, how often, and what becomes of what they say. */
@LinliTest
class CallbacksTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Callbacks callbacks;

    @Autowired
    Orders orders;

    @Autowired
    OrderRates rates;

    @Autowired
    Appointments appointments;

    @Autowired
    Clock clock;

    /** In time to come, so that no clock of what happens here rings meanwhile. */
    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-05-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    private UUID done(World.Quarter here, String words) {
        UUID id = at("03T09:00:00", () -> script.as(here.resident()).places(words, here.home()));
        at("03T09:10:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        at("03T09:20:00", () -> script.as(here.worker()).accepts(id));
        at("03T10:00:00", () -> script.as(here.worker()).finishes(id, "换了灯泡"));
        return id;
    }

    private List<UUID> due(Actor actor, Tab tab) {
        return World.as(actor, () -> callbacks.page(tab, Optional.empty())).items().stream()
                .map(listed -> listed.order().id())
                .toList();
    }

    private void refused(String code, Actor actor, UUID id, Step step) {
        assertThatThrownBy(() -> script.as(actor).takes(id, step))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void afterTwoDaysWithoutARatingAndNotASecondBefore() {
        World.Quarter here = Fresh.in(world);
        UUID id = done(here, "两天没评价");
        UUID rated = done(here, "自己评价了");
        at("04T10:00:00", () -> script.as(here.resident()).rates(rated, 5, true));
        at("05T09:59:59", () -> {
            assertThat(due(here.clerk(), Tab.FIRST)).isEmpty();
            refused("order.callEarly", here.clerk(), id, new Step.Rate(5, true, ""));
            refused("order.callEarly", here.gridWorker(), id, new Step.Miss(""));
            return id;
        });
        at("05T10:00:00", () -> {
            assertThat(due(here.clerk(), Tab.FIRST)).containsExactly(id);
            assertThat(due(here.chief(), Tab.FIRST)).containsExactly(id);
            assertThat(due(here.gridWorker(), Tab.FIRST)).containsExactly(id);
            assertThat(World.as(here.clerk(), callbacks::counts))
                    .isEqualTo(Map.of(Tab.FIRST, 1, Tab.AGAIN, 0, Tab.ENOUGH, 0));
            assertThat(due(world.fangzhi.clerk(), Tab.FIRST)).doesNotContain(id);
            assertThat(script.as(here.gridWorker()).sees(id).showsContact(here.gridWorker()))
                    .isTrue();
            assertThatThrownBy(() -> due(here.worker(), Tab.FIRST)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> due(here.resident(), Tab.FIRST)).isInstanceOf(Refusal.class);
            return id;
        });
    }

    @Test
    void notReachedIsTriedThreeTimesEachOnTheLineAndTheClockGoesOn() {
        World.Quarter here = Fresh.in(world);
        UUID id = done(here, "总是没打通");
        Instant end = script.as(here.clerk()).sees(id).matter().dueAt().orElseThrow();
        at("05T11:00:00", () -> script.as(here.clerk()).takes(id, new Step.Miss("占线")));
        at("06T11:00:00", () -> {
            assertThat(due(here.clerk(), Tab.FIRST)).isEmpty();
            assertThat(due(here.clerk(), Tab.AGAIN)).containsExactly(id);
            return script.as(here.gridWorker()).takes(id, new Step.Miss(""));
        });
        at("07T11:00:00", () -> script.as(here.clerk()).takes(id, new Step.Miss("关机")));
        at("08T11:00:00", () -> {
            assertThat(due(here.clerk(), Tab.ENOUGH)).containsExactly(id);
            assertThat(World.as(here.clerk(), () -> callbacks.open(orders.order(id))))
                    .isFalse();
            refused("order.callsEnough", here.clerk(), id, new Step.Miss(""));
            return id;
        });
        Order missed = script.as(here.clerk()).sees(id);
        assertThat(missed.calls()).isEqualTo(new Calls(3, Optional.of(Instant.parse("2027-05-07T03:00:00Z")), false));
        assertThat(missed.matter().dueAt()).hasValue(end);
        List<Trace> line = World.as(here.resident(), () -> orders.timeline(missed));
        assertThat(line.stream().filter(trace -> trace.step().equals("miss")))
                .extracting(trace -> trace.detail().get("time"))
                .containsExactly("1", "2", "3");
        // The clock closes it unrated as before, and it is called back no more.
        Actor clockwork = Actor.system(here.community());
        at("10T10:00:01", () -> script.as(clockwork).takes(id, new Step.Lapse()));
        assertThat(script.as(here.clerk()).sees(id).unrated()).isTrue();
    }

    @Test
    void notSolvedReopensOnceAsTheResidentsOwnWordWould() {
        World.Quarter here = Fresh.in(world);
        UUID id = done(here, "灯又不亮了");
        at("05T11:00:00", () -> script.as(here.clerk()).takes(id, new Step.Miss("")));
        assertThat(at("06T11:00:00", () -> script.as(here.clerk()).takes(id, new Step.Rate(3, false, "还是不亮"))))
                .isEqualTo(State.REOPENED);
        at("06T12:00:00", () -> script.as(here.chief()).dispatches(id, here.firm()));
        at("06T12:10:00", () -> script.as(here.worker()).accepts(id));
        at("06T13:00:00", () -> script.as(here.worker()).finishes(id, "换了线路"));
        assertThat(script.as(here.clerk()).sees(id).calls().tries())
                .as("what was done again is asked about anew")
                .isZero();
        at("08T12:59:59", () -> {
            refused("order.callEarly", here.clerk(), id, new Step.Rate(5, true, ""));
            return id;
        });
        assertThat(at("08T13:00:00", () -> script.as(here.clerk()).takes(id, new Step.Rate(1, false, "还是不行"))))
                .as("the second time it stays rated")
                .isEqualTo(State.RATED);
    }

    @Test
    void whoWorkedOnItNeverCallsInWhateverCapacity() {
        World.Quarter here = Fresh.in(world);
        UUID grid = here.gridWorker().organisation().orElseThrow();
        UUID id = at("03T09:00:00", () -> script.as(here.resident()).places("网格队办的", here.home()));
        at("03T09:10:00", () -> script.as(here.clerk()).dispatches(id, grid));
        at("03T09:20:00", () -> script.as(here.gridWorker()).accepts(id));
        at("03T10:00:00", () -> script.as(here.gridWorker()).finishes(id, "调解好了"));
        // The same person is a clerk of the community too.
        UUID appointment = World.as(
                here.administrator(),
                () -> appointments.appoint(
                        here.gridWorker().self(),
                        here.committee(),
                        Duty.CLERK,
                        "兼职",
                        here.community(),
                        LocalDate.now(clock)));
        Actor both = new Actor(
                here.gridWorker().person(),
                here.gridWorker().name(),
                Duty.CLERK,
                "兼职",
                Optional.of(appointment),
                Optional.of(here.committee()),
                "居委会",
                Optional.of(here.community()));
        at("06T10:00:00", () -> {
            assertThat(due(both, Tab.FIRST)).isEmpty();
            assertThat(due(here.gridWorker(), Tab.FIRST)).isEmpty();
            assertThat(due(here.clerk(), Tab.FIRST)).containsExactly(id);
            refused("order.callOwn", both, id, new Step.Rate(5, true, ""));
            refused("order.callOwn", here.gridWorker(), id, new Step.Rate(5, true, ""));
            return id;
        });
        assertThat(at("06T10:00:00", () -> script.as(here.clerk()).takes(id, new Step.Rate(4, true, "挺好"))))
                .isEqualTo(State.RATED);
    }

    @Test
    void whatIsSaidOnThePhoneCountsInTheRatesAndIsCountedApart() {
        World.Quarter here = Fresh.in(world);
        UUID own = done(here, "自己评价");
        UUID called = done(here, "电话里说满意");
        UUID angry = done(here, "电话里说没解决");
        done(here, "谁也没问");
        at("04T10:00:00", () -> script.as(here.resident()).rates(own, 5, true));
        at("06T10:00:00", () -> script.as(here.clerk()).takes(called, new Step.Rate(3, true, "")));
        at("06T10:00:00", () -> script.as(here.clerk()).takes(angry, new Step.Rate(2, false, "")));
        Rates told = at("07T10:00:00", () -> World.as(here.clerk(), () -> rates.of(Sought.ALL)));
        assertThat(told.of(Rate.SOLVING)).isEqualTo(new Ratio(2, 3));
        assertThat(told.of(Rate.SATISFACTION)).isEqualTo(new Ratio(2, 3));
        assertThat(told.count(Figure.RATED_SELF)).isEqualTo(1);
        assertThat(told.count(Figure.RATED_BY_CALL)).isEqualTo(2);
    }

    @Test
    void pageByPageTheNearestToBeClosedFirst() {
        World.Quarter here = Fresh.in(world);
        List<UUID> all = new ArrayList<>();
        for (int n = 0; n < 23; n++) {
            all.add(done(here, "一页放不下 " + n));
        }
        at("06T10:00:00", () -> {
            List<UUID> seen = new ArrayList<>();
            Optional<Cursor> after = Optional.empty();
            do {
                Optional<Cursor> from = after;
                Page<Listed> page = World.as(here.chief(), () -> callbacks.page(Tab.FIRST, from));
                page.items().forEach(each -> seen.add(each.order().id()));
                after = page.next();
            } while (after.isPresent());
            assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
            return seen;
        });
    }
}
