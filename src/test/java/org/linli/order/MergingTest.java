package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;

/** Two orders for one thing become one 合并重复, for everybody who asked for either, and can be parted again for a day. */
@LinliTest
class MergingTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Joining joining;

    @Autowired
    Merging merging;

    @Autowired
    Callers callers;

    @Autowired
    Residents residents;

    @Autowired
    OrderCounts counts;

    @Autowired
    OrderRates rates;

    @Autowired
    Clock clock;

    private static Actor neighbour(World.Quarter here) {
        return Actor.resident(here.worker().self(), here.worker().name(), Optional.of(here.community()));
    }

    private static Actor another(World.Quarter here) {
        return Actor.resident(here.gridWorker().self(), here.gridWorker().name(), Optional.of(here.community()));
    }

    private UUID places(Actor actor, String category, String words, PlaceCode where) {
        return World.as(
                actor,
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(category, words, where, "", Channel.ONLINE, actor.name(), Optional.empty())));
    }

    @Test
    void theDuplicateEndsAndWhoeverWaitedForItFollowsTheOther() {
        World.Quarter here = Fresh.in(world);
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = script.as(neighbour(here)).places("门口那盏灯坏了", here.compound());
        as(another(here), () -> joining.join(second, "我家窗前也黑"));
        script.as(here.clerk()).dispatches(second, here.firm());
        assertThat(beside(here, second)).containsExactly(first);
        as(here.clerk(), () -> merging.merge(second, first, "同一盏灯"));

        Order merged = order(here, second);
        assertThat(merged.state()).isEqualTo(State.MERGED);
        assertThat(merged.mergedInto()).contains(first);
        assertThat(merged.matter().endedAt()).isPresent();
        assertThat(merged.matter().dueAt()).isEmpty();
        assertThat(World.as(here.clerk(), () -> merging.one(first))
                        .orElseThrow()
                        .number())
                .isEqualTo(order(here, first).number());
        assertThat(World.as(here.clerk(), () -> merging.mergedInto(first)))
                .extracting(Merging.Beside::id)
                .containsExactly(second);
        assertThat(line(here, second)).endsWith("merge:" + order(here, first).number());
        assertThat(line(here, first)).endsWith("absorb:" + merged.number());
        assertThat(World.as(neighbour(here), () -> joining.joined(first))).isPresent();
        assertThat(World.as(another(here), () -> joining.joined(first))
                        .orElseThrow()
                        .words())
                .isEqualTo("我家窗前也黑");
        assertThat(World.as(another(here), () -> joining.joined(second))
                        .orElseThrow()
                        .mergedInto())
                .contains(first);
        assertThat(order(here, first).joiners()).isEqualTo(2);
        assertThat(World.as(here.clerk(), () -> joining.of(order(here, first))))
                .allMatch(Joining.Joiner::merged)
                .hasSize(2);
        assertThat(order(here, second).open(here.clerk())).containsExactly("unmerge");
        assertThat(order(here, first).open(here.clerk())).doesNotContain("absorb", "release");
    }

    @Test
    void whoeverAskedWithoutAnAccountIsKeptWithTheirNumberAndCalledBack() {
        World.Quarter here = Fresh.in(world);
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = phoned(here, "10000055501");
        UUID third = phoned(here, "10000055502");
        as(here.clerk(), () -> merging.merge(second, first, "同一盏灯"));
        as(here.clerk(), () -> merging.merge(third, first, "同一盏灯"));
        assertThat(order(here, first).joiners()).isEqualTo(2);
        assertThat(World.as(here.clerk(), () -> callers.of(first)))
                .hasSize(2)
                .allMatch(Callers.Caller::merged)
                .allMatch(Callers.Caller::waits);
        as(here.clerk(), () -> merging.unmerge(third, "不是同一盏"));
        assertThat(order(here, first).joiners()).isEqualTo(1);
        Callers.Caller caller = World.as(here.clerk(), () -> callers.of(first)).getFirst();
        assertThat(World.as(here.worker(), () -> callers.of(first))).isEmpty();
        refused("order.voiceLate", here.gridWorker(), () -> callers.phone(first, caller.id()));

        script.as(here.clerk()).dispatches(first, here.firm());
        script.as(here.worker()).accepts(first);
        script.as(here.worker()).finishes(first, "换了灯");
        assertThat(World.as(here.gridWorker(), callers::waiting))
                .extracting(Callers.Waiting::order)
                .containsExactly(first);
        assertThat(World.as(here.gridWorker(), () -> callers.phone(first, caller.id())))
                .isEqualTo("10000055501");
        refused("callback.notYours", here.worker(), () -> callers.phone(first, caller.id()));
        as(here.gridWorker(), () -> callers.called(first, caller.id(), Optional.empty()));
        as(here.gridWorker(), () -> callers.called(first, caller.id(), Optional.of(new Joined.Voice(2, false, "还黑"))));
        assertThat(World.as(here.gridWorker(), callers::waiting)).isEmpty();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> order(here, first).state() == State.REOPENED);
    }

    @Test
    void whoeverCallsAndIsKnownHereJoinsAsThemselves() {
        World.Quarter here = Fresh.in(world);
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        String number = "10000055503";
        UUID known = World.as(
                here.clerk(), () -> residents.register("周邻居", here.community(), Optional.of(new Phone(number))));
        as(here.clerk(), () -> callers.join(first, "周邻居", Optional.of(new Phone(number)), "我这边也黑"));
        as(here.clerk(), () -> callers.join(first, "周邻居", Optional.of(new Phone(number)), "又打来"));
        as(here.clerk(), () -> callers.join(first, "没留电话的", Optional.empty(), ""));
        assertThat(order(here, first).joiners()).isEqualTo(2);
        assertThat(World.as(Actor.resident(known, "周邻居", Optional.of(here.community())), () -> joining.joined(first)))
                .isPresent();
        assertThat(World.as(here.clerk(), () -> callers.of(first)))
                .singleElement()
                .matches(one -> !one.waits());
        UUID inside = script.as(here.resident()).places("家里的灯不亮", here.home());
        as(here.clerk(), () -> callers.join(inside, "周邻居", Optional.of(new Phone(number)), "听见他家在喊"));
        assertThat(World.as(Actor.resident(known, "周邻居", Optional.of(here.community())), () -> joining.joined(inside)))
                .as("what happens inside a home is shown to nobody")
                .isEmpty();
        assertThat(World.as(here.clerk(), () -> callers.of(inside))).hasSize(1);
        refused("order.registrar", here.resident(), () -> callers.join(first, "谁", Optional.empty(), ""));
        refused("order.contactName", here.clerk(), () -> callers.join(first, " ", Optional.empty(), ""));
        refused("notFound", world.fangzhi.clerk(), () -> callers.join(first, "谁", Optional.empty(), ""));
    }

    private UUID phoned(World.Quarter here, String number) {
        return World.as(
                here.clerk(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(
                                "02",
                                "门口那盏灯坏了",
                                here.compound(),
                                "",
                                Channel.PHONE,
                                "来电人",
                                Optional.of(new Phone(number)))));
    }

    @Test
    void aDuplicateIsCountedApart() {
        World.Quarter here = Fresh.in(world);
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = script.as(neighbour(here)).places("门口那盏灯坏了", here.compound());
        script.as(here.clerk()).dispatches(second, here.firm());
        as(here.clerk(), () -> merging.merge(second, first, "同一盏灯"));
        OrderCounts.Figures told = World.as(here.clerk(), () -> counts.of(here.community(), YearMonth.now(clock)))
                .total();
        assertThat(told.placed()).isEqualTo(1);
        assertThat(told.open()).isEqualTo(1);
        assertThat(told.finished()).isZero();
        assertThat(told.merged()).isEqualTo(1);
        assertThat(told.promised()).isEqualTo(1);
        Rates worked = World.as(here.clerk(), () -> rates.of(Sought.ALL));
        assertThat(worked.count(Figure.REPORTED)).isEqualTo(1);
        assertThat(worked.count(Figure.FILED)).isZero();
        assertThat(worked.count(Figure.MERGED)).isEqualTo(1);
        assertThat(World.as(here.clerk(), () -> counts.of(here.community(), YearMonth.now(clock)))
                        .by(org.linli.kernel.PlaceLevel.COMMUNITY)
                        .values())
                .extracting(OrderCounts.Figures::merged)
                .containsExactly(1L);
    }

    @Test
    void itIsTakenOutAgainWithinADayAndStandsAsNewlyAsked() {
        World.Quarter here = Fresh.in(world);
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = script.as(neighbour(here)).places("门口那盏灯坏了", here.compound());
        UUID third = script.as(neighbour(here)).places("大门口黑", here.compound());
        script.as(here.clerk()).dispatches(second, here.firm());
        script.as(here.worker()).accepts(second);
        script.as(here.worker()).takes(second, new Step.Ask(Leave.Kind.SUSPENSION, 9, "等配件"));
        script.as(here.chief()).takes(second, new Step.Suspend(""));
        as(here.clerk(), () -> merging.merge(second, first, "同一盏灯"));
        as(here.clerk(), () -> merging.merge(third, first, "也是同一盏灯"));
        assertThat(order(here, first).joiners()).as("one person").isEqualTo(1);
        Instant at = order(here, second).matter().endedAt().orElseThrow();
        WallClock.at(
                at.plus(Order.UNMERGE).plusSeconds(1),
                () -> refused("order.unmergeLate", here.clerk(), () -> merging.unmerge(second, "不是同一盏")));
        as(here.clerk(), () -> merging.unmerge(second, "不是同一盏"));

        Order back = order(here, second);
        assertThat(back.state()).isEqualTo(State.PLACED);
        assertThat(back.mergedInto()).isEmpty();
        assertThat(back.matter().endedAt()).isEmpty();
        assertThat(back.matter().handler()).as("to be dispatched anew").isEmpty();
        assertThat(back.matter().dueAt()).isPresent();
        assertThat(back.leave()).isEqualTo(Leave.NONE);
        assertThat(line(here, second)).endsWith("unmerge:" + order(here, first).number());
        assertThat(line(here, first)).endsWith("release:" + back.number());
        assertThat(order(here, first).joiners())
                .as("they still wait for the third")
                .isEqualTo(1);
        as(here.clerk(), () -> merging.unmerge(third, "不是同一盏"));
        assertThat(order(here, first).joiners()).isZero();
        refused("order.unmergeLate", here.clerk(), () -> merging.unmerge(third, "再来一次"));

        as(here.clerk(), () -> merging.merge(third, first, "还是同一盏"));
        script.as(here.clerk()).takes(first, new Step.Decline("归供电公司管"));
        refused("order.unmergeOver", here.clerk(), () -> merging.unmerge(third, "那就另外办"));
    }

    @Test
    void whoeverAskedForBothJoinsNeither() {
        World.Quarter here = Fresh.in(world);
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = script.as(here.resident()).places("路灯还是不亮", here.compound());
        as(here.clerk(), () -> merging.merge(second, first, "同一个人点了两次"));
        assertThat(order(here, first).joiners()).isZero();
    }

    @Test
    void onlyIntoAnOpenOneOfTheSameCommunityByWhoDispatches() {
        World.Quarter here = world.ningbao;
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = script.as(here.resident()).places("路灯还是不亮", here.compound());
        UUID theirs = script.as(world.fangzhi.resident()).places("隔壁的路灯", world.fangzhi.compound());
        refused("order.mergeInto", here.clerk(), () -> merging.merge(second, second, "同一盏灯"));
        refused("notFound", here.clerk(), () -> merging.merge(second, theirs, "同一盏灯"));
        refused("notFound", here.clerk(), () -> merging.merge(theirs, second, "同一盏灯"));
        refused("lifecycle.notYours", here.gridWorker(), () -> merging.merge(second, first, "同一盏灯"));
        refused("order.reason", here.clerk(), () -> merging.merge(second, first, ""));
        assertThat(World.as(
                        Actor.system(PlaceCode.parse("350211")),
                        () -> orders.order(theirs).absorbs(orders.order(first))))
                .as("nor by whoever reads both")
                .isFalse();
        script.as(here.clerk()).takes(first, new Step.Decline("归供电公司管"));
        refused("order.mergeInto", here.clerk(), () -> merging.merge(second, first, "同一盏灯"));
        script.as(here.clerk()).dispatches(second, here.firm());
        script.as(here.worker()).accepts(second);
        script.as(here.worker()).finishes(second, "换了灯泡");
        UUID third = script.as(here.resident()).places("又不亮", here.compound());
        refused("lifecycle.closed", here.clerk(), () -> merging.merge(second, third, "已经办完的"));
        as(here.clerk(), () -> merging.merge(third, second, "还没评价的"));
    }

    @Test
    void itIsFoundByItsNumber() {
        World.Quarter here = world.ningbao;
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        Order asking = order(here, script.as(here.resident()).places("别的事", here.home()));
        String number = order(here, first).number();
        assertThat(World.as(here.clerk(), () -> merging.numbered(number, asking)))
                .isEqualTo(first);
        assertThat(World.as(
                        here.clerk(), () -> merging.numbered(number.substring(5).toLowerCase(), asking)))
                .isEqualTo(first);
        refused("order.mergeNumber", here.clerk(), () -> merging.numbered("路灯", asking));
        refused("order.mergeNumber", here.clerk(), () -> merging.numbered("0000-" + number.substring(5), asking));
        refused("order.mergeNumber", world.fangzhi.clerk(), () -> merging.numbered(number, asking));
    }

    @Test
    void suggestionsAreOfTheSameKindAndNear() {
        World.Quarter here = Fresh.in(world);
        UUID lamp = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID inside = script.as(here.resident()).places("家里的灯", here.home());
        UUID square = script.as(here.resident()).places("广场的灯", here.community());
        UUID other = script.as(here.resident()).places("广场的椅子", here.community());
        UUID kind = places(here.resident(), "0203", "电梯响", here.compound());
        places(here.resident(), "03", "垃圾", here.compound());
        assertThat(beside(here, lamp)).containsExactly(kind, inside);
        assertThat(beside(here, square)).containsExactly(other);
    }

    private List<UUID> beside(World.Quarter here, UUID id) {
        return World.as(here.clerk(), () -> merging.suggestions(orders.order(id))).stream()
                .map(Merging.Beside::id)
                .toList();
    }

    private List<String> line(World.Quarter here, UUID id) {
        return World.as(here.clerk(), () -> orders.timeline(orders.order(id))).stream()
                .map(trace -> trace.step() + ":" + trace.detail().getOrDefault("number", ""))
                .toList();
    }

    private Order order(World.Quarter here, UUID id) {
        return World.as(here.clerk(), () -> orders.order(id));
    }

    private static void as(Actor actor, Runnable work) {
        World.as(actor, () -> {
            work.run();
            return "";
        });
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
