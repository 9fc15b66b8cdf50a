package org.linli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.identity.Accounts;
import org.linli.identity.LoginSettings;
import org.linli.identity.Sessions;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.matter.Trace;
import org.linli.platform.matter.Trail;
import org.linli.platform.web.Attempts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** A clock that jumps 时钟跳变, an hour back or a month ahead and back again: nothing breaks and nothing is done twice. */
@LinliTest
class ClockJumpsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MONTH = Duration.ofDays(30);

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Trail trail;

    @Autowired
    Sessions sessions;

    @Autowired
    Accounts accounts;

    @Autowired
    LoginSettings login;

    @Autowired
    Attempts attempts;

    @Autowired
    List<Alarm> alarms;

    @Autowired
    Clock clock;

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void anHourBackInTheMiddleOfAMatterLeavesItsTimelineInOrder() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("钟慢了一小时", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        WallClock.at(clock.instant().minus(HOUR), () -> {
            script.as(here.worker()).accepts(order);
            script.as(here.worker()).starts(order);
        });
        script.as(here.worker()).finishes(order, "修好了");
        Order done = script.as(here.resident()).sees(order);
        List<Trace> line = World.as(here.resident(), () -> orders.timeline(done));
        assertThat(line).extracting(Trace::step).containsExactly("place", "dispatch", "accept", "start", "finish");
        assertThat(line).extracting(Trace::at).isSorted();
        assertThat(done.firstAnswerAt().orElseThrow())
                .isAfterOrEqualTo(done.matter().openedAt());
        assertThat(trail.verify().whole()).isTrue();
    }

    @Test
    void theClockOfSevenDaysRingsOnceThroughAJumpAheadAndBack() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("跳到下个月", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "修好了");
        Actor machinery = Actor.system(here.community());
        Alarm unrated = alarms.stream()
                .filter(alarm -> alarm.name().equals("order.unrated"))
                .findFirst()
                .orElseThrow();
        Runnable ring = () -> Acting.run(machinery, () -> unrated.ring(order, 4));
        ring.run();
        assertThat(script.as(here.resident()).sees(order).state()).isEqualTo(State.DONE);
        WallClock.at(clock.instant().plus(MONTH), ring);
        assertThat(script.as(here.resident()).sees(order).state()).isEqualTo(State.CLOSED);
        ring.run();
        WallClock.at(clock.instant().plus(MONTH), ring);
        assertThat(script.as(here.resident()).sees(order).matter().version()).isEqualTo(5);
        assertThat(trail.verify().whole()).isTrue();
    }

    @Test
    void anEntryIsNeverRecordedWithinASealedDayNorBeforeTheEntryBeforeIt() throws SQLException {
        World.Quarter here = world.fangzhi;
        UUID order = script.as(here.resident()).places("日封存", here.home());
        WallClock.at(clock.instant().plus(MONTH), trail::seal);
        script.as(here.clerk()).replies(order, "收到");
        UUID later = script.as(here.resident()).places("封存以后", here.home());
        assertThat(one("select bool_and(recorded_at >= (select max(ends_at) from seal)) from timeline_entry"
                        + " where matter = '" + later + "'"))
                .isEqualTo("t");
        assertThat(one("select bool_and(recorded_at >= before) from (select recorded_at,"
                        + " lag(recorded_at, 1, '-infinity') over (order by seq) as before from timeline_entry"
                        + " where matter = '" + order + "') line"))
                .isEqualTo("t");
        int sealed = trail.seals(100).size();
        assertThat(trail.seal()).as("a sealed day is not sealed again").isZero();
        WallClock.at(clock.instant().plus(MONTH), () -> assertThat(trail.seal()).isEqualTo(1));
        assertThat(trail.seals(100)).hasSize(sealed + 1);
        assertThat(trail.verify().whole()).isTrue();
    }

    @Test
    void aSessionEndsAMonthAheadAndOneBegunThereEndsInTimeAfterAll() {
        Actor resident = world.ningbao.resident();
        Instant now = clock.instant();
        String token = World.as(resident, () -> sessions.begin("test"));
        WallClock.at(
                now.plus(MONTH).plus(HOUR),
                () -> assertThat(sessions.presence(token)).isEmpty());
        assertThat(sessions.presence(token)).isPresent();

        String ahead = told(now.plus(MONTH), () -> World.as(resident, () -> sessions.begin("test")));
        Acting.run(
                resident, () -> sessions.touch(ahead, sessions.presence(ahead).orElseThrow()));
        assertThat(sessions.presence(ahead)).isPresent();
        WallClock.at(
                clock.instant().plus(login.residentIdle()).plus(HOUR),
                () -> assertThat(sessions.presence(ahead))
                        .as("not a month too long")
                        .isEmpty());
    }

    @Test
    void whoeverWasLockedOutWhenTheClockWasAheadIsNotLockedForAMonth() {
        Instant ahead = clock.instant().plus(MONTH);
        for (int n = 0; n < login.failures(); n++) {
            WallClock.at(
                    ahead,
                    () -> assertThatThrownBy(() -> accounts.authenticate("fz-wang", "wrong-1A", "203.0.113.61"))
                            .isInstanceOf(Refusal.class));
        }
        WallClock.at(
                ahead,
                () -> assertThatThrownBy(() -> accounts.authenticate("fz-wang", World.PASSWORD, "203.0.113.61"))
                        .hasMessageContaining("login.locked"));
        assertThat(accounts.authenticate("fz-wang", World.PASSWORD, "203.0.113.61"))
                .isEqualTo(world.fangzhi.gridWorker().self());

        Duration window = Duration.ofMinutes(10);
        WallClock.at(ahead, () -> attempts.count("jump", "here", 1, window));
        WallClock.at(
                ahead,
                () -> assertThatThrownBy(() -> attempts.count("jump", "here", 1, window))
                        .isInstanceOf(Refusal.class));
        attempts.count("jump", "here", 1, window);
        assertThatThrownBy(() -> attempts.count("jump", "here", 1, window))
                .as("counted as ever from now on")
                .isInstanceOf(Refusal.class);
    }

    private static <T> T told(Instant at, java.util.function.Supplier<T> work) {
        java.util.concurrent.atomic.AtomicReference<T> found = new java.util.concurrent.atomic.AtomicReference<>();
        WallClock.at(at, () -> found.set(work.get()));
        return found.get();
    }

    private String one(String query) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
