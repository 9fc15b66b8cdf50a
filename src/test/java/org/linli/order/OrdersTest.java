package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@LinliTest
class OrdersTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Notices notices;

    @Autowired
    Clock clock;

    @Autowired
    List<Alarm> alarms;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void fromTheFirstComplaintToTheSecondRating() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("楼道灯坏了，晚上看不见台阶", here.home());
        assertThat(script.as(here.clerk()).dispatches(order, here.firm())).isEqualTo(State.DISPATCHED);
        assertThat(script.as(here.worker()).accepts(order)).isEqualTo(State.ACCEPTED);
        assertThat(script.as(here.worker()).starts(order)).isEqualTo(State.IN_PROGRESS);
        assertThat(script.as(here.worker()).finishes(order, "换了灯泡")).isEqualTo(State.DONE);
        assertThat(script.as(here.resident()).rates(order, 1, false)).isEqualTo(State.REOPENED);
        assertThatThrownBy(() -> script.as(here.clerk()).dispatches(order, here.firm()))
                .as("what comes back is the chief's")
                .isInstanceOf(Refusal.class);
        assertThat(script.as(here.chief()).dispatches(order, here.firm())).isEqualTo(State.DISPATCHED);
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "换了线路");
        assertThat(script.as(here.resident()).rates(order, 5, true)).isEqualTo(State.RATED);
        assertThat(script.as(here.clerk()).closes(order)).isEqualTo(State.CLOSED);

        Order closed = script.as(here.resident()).sees(order);
        assertThat(closed.matter().version()).isEqualTo(11);
        assertThat(closed.reopened()).isEqualTo(1);
        assertThat(closed.rating()).contains(5);
        assertThat(closed.matter().endedAt()).isPresent();
        List<Trace> line = World.as(here.resident(), () -> orders.timeline(closed));
        assertThat(line)
                .extracting(Trace::step)
                .containsExactly(
                        "place",
                        "dispatch",
                        "accept",
                        "start",
                        "finish",
                        "reopen",
                        "dispatch",
                        "accept",
                        "finish",
                        "rate",
                        "close");
        assertThat(line).extracting(Trace::signature).contains("刘里顺 · 宁宝世家物业", "陈邻安");
    }

    @Test
    void anOrderIsFiledWhenItIsFirstDispatchedAndNotAgain() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("车棚的插座没有电", here.home());
        assertThat(filedAt(here, order)).isEmpty();
        script.as(here.clerk()).dispatches(order, here.firm());
        Instant first = script.as(here.clerk()).sees(order).matter().movedAt();
        assertThat(filedAt(here, order)).contains(first);
        script.as(here.clerk()).takes(order, new Step.Recall("派错了"));
        script.as(here.clerk()).dispatches(order, here.firm());
        assertThat(script.as(here.clerk()).sees(order).matter().movedAt()).isAfter(first);
        assertThat(filedAt(here, order)).contains(first);
    }

    private Optional<Instant> filedAt(World.Quarter here, UUID order) {
        return World.as(
                here.clerk(),
                () -> transactions.execute(status -> jdbc.sql("select filed_at from service_order where matter = :id")
                        .param("id", order)
                        .query((row, n) -> Matters.instant(row, "filed_at"))
                        .single()));
    }

    @Test
    void theSameStarsTwiceStillSayWhetherItWasSolved() {
        World.Quarter here = world.ningbao;
        UUID order = done(here);
        assertThat(script.as(here.resident()).rates(order, 5, false)).isEqualTo(State.REOPENED);
        script.as(here.chief()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "这次真的好了");
        assertThat(script.as(here.resident()).rates(order, 5, true)).isEqualTo(State.RATED);
        assertThat(script.as(here.resident()).sees(order).solved()).contains(true);
    }

    @Test
    void thePeopleConcernedAreTold() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("电梯按键失灵", here.home());
        awaitNotice(here.clerk(), order, "place");
        script.as(here.clerk()).dispatches(order, here.firm());
        awaitNotice(here.worker(), order, "dispatch");
        awaitNotice(here.resident(), order, "dispatch");
        assertThat(told(here.clerk(), order))
                .as("nobody is told what they did themselves")
                .doesNotContain("dispatch");
        script.as(here.worker()).returns(order, "需要电梯维保单位");
        awaitNotice(here.chief(), order, "return");
        World.as(here.resident(), () -> {
            notices.readAbout(order);
            return null;
        });
        assertThat(Told.about(notices, here.resident(), order))
                .filteredOn(notice -> !notice.read())
                .extracting(Notices.Notice::step)
                .doesNotContain("dispatch");
    }

    @Test
    void whoeverDispatchesAgainAgreesToAReturnOrDoesNot() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("路面裂了", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).returns(order, "不归我们管");
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).returns(order, "要请市政");
        script.as(here.clerk()).dispatches(order, here.committee());
        assertThat(World.as(here.resident(), () -> orders.timeline(orders.order(order))))
                .filteredOn(trace -> trace.step().equals("dispatch"))
                .extracting(trace -> trace.detail().getOrDefault("return", ""))
                .containsExactly("", "REFUSED", "AGREED");
    }

    @Test
    void theClockClosesWhatNobodyRatesAndCountsItApart() {
        World.Quarter here = world.ningbao;
        UUID order = done(here);
        Actor machinery = Actor.system(here.community());
        Alarm unrated = alarms.stream()
                .filter(alarm -> alarm.name().equals("order.unrated"))
                .findFirst()
                .orElseThrow();
        Instant now = clock.instant();
        WallClock.at(
                now.plus(Duration.ofDays(7)).minusSeconds(60),
                () -> Acting.run(machinery, () -> unrated.ring(order, 5)));
        assertThat(script.as(here.resident()).sees(order).state()).isEqualTo(State.DONE);
        WallClock.at(
                now.plus(Duration.ofDays(7)).plusSeconds(60),
                () -> Acting.run(machinery, () -> unrated.ring(order, 5)));
        Order closed = script.as(here.resident()).sees(order);
        assertThat(closed.state()).isEqualTo(State.CLOSED);
        assertThat(closed.unrated()).isTrue();
        WallClock.at(now.plus(Duration.ofDays(8)), () -> Acting.run(machinery, () -> unrated.ring(order, 5)));
        assertThat(script.as(here.resident()).sees(order).matter().version())
                .as("it rings once")
                .isEqualTo(closed.matter().version());
    }

    @Test
    void twoWhoMoveItAtOnceDoNotBothMoveIt() throws Exception {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("单元门关不严", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        List<Thread> workers = new java.util.ArrayList<>();
        java.util.concurrent.atomic.AtomicInteger accepted = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i < 8; i++) {
            workers.add(Thread.ofPlatform().start(() -> {
                try {
                    script.as(here.worker()).accepts(order);
                    accepted.incrementAndGet();
                } catch (Refusal movedOn) {
                    assertThat(movedOn.kind()).isEqualTo(Refusal.Kind.MOVED_ON);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(accepted).hasValue(1);
        assertThat(script.as(here.worker()).sees(order).matter().version()).isEqualTo(3);
    }

    @Test
    void aClockThatTellsOfItInThatMomentRefusesNobodysStep() throws Exception {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("门禁刷不开", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        Alarm reminder = alarms.stream()
                .filter(alarm -> alarm.name().equals("order.reminder"))
                .findFirst()
                .orElseThrow();
        Instant late = script.as(here.worker()).sees(order).matter().dueAt().orElseThrow();
        Actor machinery = Actor.system(here.community());
        CompletableFuture<State> accepted = World.as(
                machinery,
                () -> transactions.execute(status -> {
                    WallClock.at(late.plusSeconds(1), () -> reminder.ring(order, 2));
                    CompletableFuture<State> accepts = CompletableFuture.supplyAsync(() -> World.as(
                                    here.worker(), () -> orders.take(order, new Step.Accept(""), List.of()))
                            .state());
                    await().until(this::stepWaits);
                    return accepts;
                }));
        assertThat(accepted.get(60, TimeUnit.SECONDS)).isEqualTo(State.ACCEPTED);
        Order stands = script.as(here.worker()).sees(order);
        assertThat(World.as(here.worker(), () -> orders.timeline(stands)))
                .extracting(Trace::step)
                .containsExactly("place", "dispatch", "late", "accept");
    }

    /** Whether a step waits for another that has not ended yet. */
    private boolean stepWaits() {
        return jdbc.sql("""
                        select exists (select 1 from pg_stat_activity
                                        where datname = current_database() and wait_event_type = 'Lock'
                                          and query like '%update matter%')
                        """).query(Boolean.class).single();
    }

    @Test
    void aNeighbourFromAnotherCommunitySeesNoneOfIt() {
        UUID order = script.as(world.ningbao.resident()).places("家里漏水", world.ningbao.home());
        for (Actor stranger : List.of(
                world.fangzhi.resident(),
                world.fangzhi.clerk(),
                world.fangzhi.chief(),
                world.fangzhi.worker(),
                world.fangzhi.gridWorker(),
                world.fangzhi.administrator(),
                world.ningbao.administrator(),
                world.ningbao.worker(),
                Actor.nobody())) {
            assertThatThrownBy(() -> script.as(stranger).sees(order))
                    .as(stranger.signature())
                    .isInstanceOf(Refusal.class)
                    .extracting(e -> ((Refusal) e).kind())
                    .isEqualTo(Refusal.Kind.NOT_FOUND);
            assertThatThrownBy(() -> script.as(stranger).replies(order, "看看")).isInstanceOf(Refusal.class);
        }
        assertThat(script.as(world.ningbao.resident()).sees(order).matter().version())
                .isEqualTo(1);
    }

    private UUID done(World.Quarter here) {
        UUID order = script.as(here.resident()).places("垃圾桶满了", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "清理干净了");
        return order;
    }

    private void awaitNotice(Actor actor, UUID order, String step) {
        await().atMost(Told.SOON)
                .untilAsserted(() -> assertThat(told(actor, order)).contains(step));
    }

    private List<String> told(Actor actor, UUID order) {
        return Told.steps(notices, actor, order);
    }
}
