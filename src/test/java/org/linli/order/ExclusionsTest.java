package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Ratio;
import org.linli.kernel.Refusal;
import org.linli.order.Exclusions.Exclusion;
import org.linli.order.Rates.Rate;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;

/** 剔除: only by a written rule, which two people stand for, and with a row that somebody may undo. 作废 washes nothing out. */
@LinliTest
class ExclusionsTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Exclusions exclusions;

    @Autowired
    OrderRates rates;

    @Autowired
    FoundOrders found;

    @Autowired
    Orders orders;

    @Autowired
    Notices notices;

    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-10-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    private static void refused(String code, Actor actor, Callable<?> work) {
        assertThatThrownBy(() -> World.as(actor, work))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    /** Whoever carries the same duty for the street above. */
    private Actor street(World.Quarter here) {
        Actor chief = here.chief();
        PlaceCode street = PlaceCode.parse(here.community().value().substring(0, 9));
        return new Actor(
                here.administrator().person(),
                "街道考核办",
                Duty.STREET,
                "考核",
                Optional.of(UUID.randomUUID()),
                chief.organisation(),
                "街道办",
                Optional.of(street));
    }

    private UUID rule(World.Quarter here, LocalDate from, Optional<LocalDate> until) {
        return World.as(here.chief(), () -> exclusions.write("要求违法的", "要求社区做法律不许做的事", "街道考核办法第九条", from, until));
    }

    private Rates told(World.Quarter here, String time) {
        return at(time, () -> World.as(here.clerk(), () -> rates.of(Sought.ALL)));
    }

    @Test
    void aRuleHoldsOnceSomebodyElseHasApprovedItAndWhileItIsValid() {
        World.Quarter here = Fresh.in(world);
        Actor street = street(here);
        UUID order = at("04T09:00:00", () -> script.as(here.resident()).places("要求拆邻居的房", here.home()));
        UUID rule = at(
                "04T09:00:00",
                () -> rule(here, LocalDate.parse("2027-10-05"), Optional.of(LocalDate.parse("2027-10-06"))));
        refused("rule.holdsNot", here.clerk(), () -> exclusions.leaveOut(order, rule, "要求违法"));
        refused("rule.own", here.chief(), () -> {
            exclusions.approve(rule);
            return null;
        });
        refused("rule.notYours", here.clerk(), () -> {
            exclusions.approve(rule);
            return null;
        });
        World.as(street, () -> {
            exclusions.approve(rule);
            return null;
        });
        assertThat(World.as(here.clerk(), exclusions::rules).getFirst().approverName())
                .contains("街道考核办");
        at("04T10:00:00", () -> {
            refused("rule.holdsNot", here.clerk(), () -> exclusions.leaveOut(order, rule, "要求违法"));
            return order;
        });
        at("07T10:00:00", () -> {
            refused("rule.holdsNot", here.clerk(), () -> exclusions.leaveOut(order, rule, "要求违法"));
            return order;
        });
        at("05T10:00:00", () -> {
            refused("rule.why", here.clerk(), () -> exclusions.leaveOut(order, rule, ""));
            refused("rule.notYours", here.gridWorker(), () -> exclusions.leaveOut(order, rule, "要求违法"));
            refused("notFound", world.fangzhi.clerk(), () -> exclusions.leaveOut(order, rule, "要求违法"));
            return World.as(here.clerk(), () -> exclusions.leaveOut(order, rule, "要求拆别人合法的房"));
        });
        at("05T10:01:00", () -> {
            refused("rule.leftOut", here.chief(), () -> exclusions.leaveOut(order, rule, "再来一次"));
            return order;
        });
        World.as(here.chief(), () -> {
            exclusions.end(rule);
            return null;
        });
        UUID other = at("05T11:00:00", () -> script.as(here.resident()).places("又一件", here.home()));
        at("05T12:00:00", () -> {
            refused("rule.holdsNot", here.clerk(), () -> exclusions.leaveOut(other, rule, "要求违法"));
            return other;
        });
    }

    @Test
    void whatIsLeftOutIsInNoRateAndInAListOfItsOwnUntilItIsUndone() {
        World.Quarter here = Fresh.in(world);
        Actor street = street(here);
        UUID rule = at("04T09:00:00", () -> rule(here, LocalDate.parse("2027-10-01"), Optional.empty()));
        at(
                "04T09:00:00",
                () -> World.as(street, () -> {
                    exclusions.approve(rule);
                    return null;
                }));
        UUID order = at("04T09:00:00", () -> script.as(here.resident()).places("要求拆邻居的房", here.home()));
        at("04T09:10:00", () -> script.as(here.clerk()).dispatches(order, here.firm()));
        at("04T09:20:00", () -> script.as(here.worker()).accepts(order));
        assertThat(told(here, "08T09:00:00").of(Rate.OVERDUE)).isEqualTo(new Ratio(1, 1));
        UUID out = at("08T10:00:00", () -> World.as(here.clerk(), () -> exclusions.leaveOut(order, rule, "要求违法")));
        Rates without = told(here, "08T11:00:00");
        for (Rate rate : Rate.values()) {
            assertThat(without.of(rate).hasBase()).as(rate.name()).isFalse();
        }
        assertThat(without.count(Figure.EXCLUDED)).isEqualTo(1);
        assertThat(World.as(here.clerk(), () -> found.page(Sought.ALL.counting(Figure.EXCLUDED), Optional.empty()))
                        .items())
                .extracting(listed -> listed.order().id())
                .containsExactly(order);
        List<Exclusion> left =
                World.as(street, () -> exclusions.page(Optional.empty())).items();
        assertThat(left).extracting(Exclusion::order).contains(order);
        assertThat(World.as(world.fangzhi.chief(), () -> exclusions.page(Optional.empty()))
                        .items())
                .extracting(Exclusion::order)
                .doesNotContain(order);
        await().atMost(Told.SOON)
                .until(() -> Told.steps(notices, here.chief(), order).contains("exclude"));
        assertThat(Told.steps(notices, here.resident(), order)).doesNotContain("exclude");
        refused("rule.notYours", here.clerk(), () -> {
            exclusions.undo(out, "我反悔了");
            return null;
        });
        refused("notFound", world.fangzhi.chief(), () -> {
            exclusions.undo(out, "不关我们的事");
            return null;
        });
        at(
                "08T12:00:00",
                () -> World.as(street, () -> {
                    exclusions.undo(out, "不符合第九条");
                    return null;
                }));
        assertThat(told(here, "08T13:00:00").of(Rate.OVERDUE)).isEqualTo(new Ratio(1, 1));
        assertThat(told(here, "08T13:00:00").count(Figure.EXCLUDED)).isZero();
        Exclusion undone = World.as(here.clerk(), () -> exclusions.page(Optional.empty()))
                .items()
                .getFirst();
        assertThat(undone.undoneWhy()).isEqualTo("不符合第九条");
        assertThat(World.as(here.clerk(), () -> exclusions.current(order))).isEmpty();
        assertThat(World.as(here.resident(), () -> orders.timeline(orders.order(order))))
                .as("both stand in the order's line, with who and why")
                .filteredOn(
                        trace -> trace.step().equals("exclude") || trace.step().equals("include"))
                .extracting(trace -> trace.words() + " " + trace.detail() + " " + trace.signature())
                .containsExactly("要求违法 {rule=要求违法的} " + here.clerk().signature(), "不符合第九条 {} " + street.signature());
    }

    @Test
    void whatIsOverStaysOverAsLongAsItWas() {
        World.Quarter here = Fresh.in(world);
        UUID rule = at("04T09:00:00", () -> rule(here, LocalDate.parse("2027-10-01"), Optional.empty()));
        World.as(street(here), () -> {
            exclusions.approve(rule);
            return null;
        });
        UUID order = at("04T09:00:00", () -> script.as(here.resident()).places("写错了", here.home()));
        at("04T10:00:00", () -> script.as(here.resident()).takes(order, new Step.Withdraw("自己好了")));
        Order before = script.as(here.resident()).sees(order);
        at("08T10:00:00", () -> World.as(here.clerk(), () -> exclusions.leaveOut(order, rule, "要求违法")));
        Order after = script.as(here.resident()).sees(order);
        assertThat(after.state()).isEqualTo(State.WITHDRAWN);
        assertThat(after.matter().endedAt())
                .isEqualTo(before.matter().endedAt())
                .isPresent();
        assertThat(after.matter().movedAt()).isEqualTo(before.matter().movedAt());
        assertThat(after.matter().version()).isEqualTo(before.matter().version() + 1);
    }

    @Test
    void whoWorkedOnItLeavesNothingOut() {
        World.Quarter here = Fresh.in(world);
        Actor street = street(here);
        UUID rule = at("04T09:00:00", () -> rule(here, LocalDate.parse("2027-10-01"), Optional.empty()));
        World.as(street, () -> {
            exclusions.approve(rule);
            return null;
        });
        UUID order = at("04T09:00:00", () -> script.as(here.resident()).places("晚了", here.home()));
        at("04T09:10:00", () -> script.as(here.clerk()).dispatches(order, here.firm()));
        at("04T09:20:00", () -> script.as(here.worker()).accepts(order));
        Actor both = new Actor(
                here.worker().person(),
                here.worker().name(),
                Duty.CLERK,
                "兼职",
                here.clerk().appointment(),
                here.clerk().organisation(),
                "居委会",
                Optional.of(here.community()));
        at("05T09:00:00", () -> {
            refused("rule.ownWork", both, () -> exclusions.leaveOut(order, rule, "要求违法"));
            return order;
        });
    }

    @Test
    void cancellingWhatIsLateWashesNothingOutAndWhatIsNotLateLeaves() {
        World.Quarter here = Fresh.in(world);
        UUID late = at("04T09:00:00", () -> script.as(here.resident()).places("晚了才作废", here.home()));
        UUID soon = at("04T09:00:00", () -> script.as(here.resident()).places("当天作废", here.home()));
        for (UUID each : List.of(late, soon)) {
            at("04T09:10:00", () -> script.as(here.clerk()).dispatches(each, here.firm()));
            at("04T09:20:00", () -> script.as(here.worker()).accepts(each));
        }
        for (Map.Entry<UUID, String> each : Map.of(late, "08", soon, "05").entrySet()) {
            at(
                    each.getValue() + "T09:00:00",
                    () -> script.as(here.worker())
                            .takes(each.getKey(), new Step.Ask(Leave.Kind.CANCELLATION, 0, "没有这回事")));
            at(
                    each.getValue() + "T10:00:00",
                    () -> script.as(here.chief()).takes(each.getKey(), new Step.Cancel("核实过，没有这回事")));
        }
        Rates told = told(here, "09T09:00:00");
        assertThat(told.count(Figure.VOIDED)).isEqualTo(2);
        assertThat(told.of(Rate.OVERDUE)).isEqualTo(new Ratio(1, 1));
        assertThat(told.of(Rate.DISPOSING_ON_TIME)).isEqualTo(new Ratio(0, 1));
        assertThat(told.count(Figure.REPORTED)).isEqualTo(1);
    }
}
