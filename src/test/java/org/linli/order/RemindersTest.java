package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.Told;
import org.linli.World;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.matter.Trace;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A clock that runs out is told of 催办: to whoever holds it, the chief, the street, the district, each once and each further up. */
@LinliTest
class RemindersTest {

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    FoundOrders found;

    @Autowired
    Lateness lateness;

    @Autowired
    Notices notices;

    @Autowired
    List<Alarm> alarms;

    @Autowired
    JdbcClient jdbc;

    /** In time to come, so that no alarm of what happens here rings by itself. */
    private static final Instant NINE = Instant.parse("2027-04-05T09:00:00+08:00");

    private static Instant after(String duration) {
        return NINE.plus(Duration.parse(duration));
    }

    private static void at(Instant time, Runnable work) {
        WallClock.at(time, work);
    }

    private void ring(String alarm, UUID id, Instant at) {
        Alarm known = alarms.stream()
                .filter(one -> one.name().equals(alarm))
                .findFirst()
                .orElseThrow();
        at(
                at,
                () -> World.as(Actor.system(world.ningbao.community()), () -> {
                    known.ring(id, 1);
                    return null;
                }));
    }

    private List<String> line(UUID id) {
        return World.as(world.ningbao.clerk(), () -> orders.timeline(orders.order(id))).stream()
                .map(Trace::step)
                .toList();
    }

    private UUID placed(String words) {
        List<UUID> made = new ArrayList<>();
        at(NINE, () -> made.add(script.as(world.ningbao.resident()).places(words, world.ningbao.home())));
        return made.getFirst();
    }

    private List<String> told(Actor actor, UUID order) {
        return Told.steps(notices, actor, order).stream().sorted().toList();
    }

    private void await(Actor actor, UUID order, String step) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told(actor, order)).contains(step));
    }

    private int alarmsSet(UUID id, String alarm) {
        return jdbc.sql("select count(*) from scheduled_tasks where starts_with(task_instance, :of)")
                .param("of", alarm + ":" + id)
                .query(Integer.class)
                .single();
    }

    /** To be taken up in two hours, and nobody does: amber, red, a day later the street, three days later the district. */
    @Test
    void fromWhoeverHoldsItToTheDistrictEachOnce() {
        UUID id = placed("没有人管");
        assertThat(alarmsSet(id, OrderClocks.REMINDER)).isEqualTo(1);
        ring(OrderClocks.REMINDER, id, after("PT1H35M59S"));
        assertThat(line(id)).as("not yet").containsExactly("place");
        ring(OrderClocks.REMINDER, id, after("PT1H36M"));
        ring(OrderClocks.REMINDER, id, after("PT1H37M"));
        ring(OrderClocks.REMINDER, id, after("PT2H"));
        assertThat(line(id)).as("once, and on the second it is in time").containsExactly("place", "soon");
        assertThat(alarmsSet(id, OrderClocks.REMINDER)).as("and the next").isEqualTo(2);
        ring(OrderClocks.REMINDER, id, after("PT2H1S"));
        ring(OrderClocks.REMINDER, id, after("PT2H1S"));
        ring(OrderClocks.REMINDER, id, after("PT26H"));
        assertThat(line(id)).containsExactly("place", "soon", "late");
        await(world.ningbao.clerk(), id, "late");
        await(world.ningbao.chief(), id, "late");
        assertThat(told(street.office, id)).isEmpty();
        ring(OrderClocks.REMINDER, id, after("PT26H1S"));
        assertThat(line(id)).containsExactly("place", "soon", "late", "street");
        await(street.office, id, "street");
        await(street.leader, id, "street");
        await(world.ningbao.chief(), id, "street");
        assertThat(told(street.district, id)).isEmpty();
        ring(OrderClocks.REMINDER, id, after("PT98H"));
        assertThat(line(id)).hasSize(4);
        ring(OrderClocks.REMINDER, id, after("PT98H1S"));
        ring(OrderClocks.REMINDER, id, after("PT9999H"));
        assertThat(line(id)).containsExactly("place", "soon", "late", "street", "district");
        await(street.district, id, "district");
        assertThat(told(street.office, id)).as("one notice a level").containsExactly("street");
        assertThat(told(world.ningbao.resident(), id))
                .as("nothing to whoever asked")
                .isEmpty();

        at(after("PT99H"), () -> {
            assertThat(World.as(world.ningbao.clerk(), () -> orders.order(id)).told())
                    .contains(Reminder.DISTRICT);
            Sought raised = Sought.read("mark=RAISED&from=2027-04-05&until=2027-04-05");
            assertThat(World.as(street.office, () -> found.page(raised, Optional.empty()))
                            .items())
                    .extracting(listed -> listed.order().id())
                    .contains(id);
            assertThat(World.as(
                                    street.office,
                                    () -> lateness.board(
                                            Sought.read("from=2027-04-05&until=2027-04-05"), Optional.empty()))
                            .whole()
                            .raised())
                    .isEqualTo((long) World.as(street.office, () -> found.count(raised, 1000)));
        });
    }

    @Test
    void anOrderThatMovedSilencesItsOldAlarm() {
        UUID id = placed("有人管了");
        at(after("PT1H30M"), () -> script.as(world.ningbao.clerk()).dispatches(id, world.ningbao.firm()));
        assertThat(alarmsSet(id, OrderClocks.REMINDER)).as("one a clock").isEqualTo(2);
        ring(OrderClocks.REMINDER, id, after("PT1H36M"));
        ring(OrderClocks.REMINDER, id, after("PT2H1S"));
        assertThat(line(id)).containsExactly("place", "dispatch");
        at(after("PT3H"), () -> script.as(world.ningbao.clerk()).replies(id, "已派物业"));
        assertThat(alarmsSet(id, OrderClocks.REMINDER))
                .as("a reply starts no clock")
                .isEqualTo(2);
        // Nobody was told in time, as after an outage: that it is late comes first, whatever was missed.
        ring(OrderClocks.REMINDER, id, after("PT100H"));
        assertThat(line(id)).containsExactly("place", "dispatch", "reply", "late");
        await(world.ningbao.worker(), id, "late");
        await(world.ningbao.chief(), id, "late");
        assertThat(told(world.ningbao.clerk(), id)).as("the firm holds it").doesNotContain("late");
        ring(OrderClocks.REMINDER, id, after("PT123H"));
        assertThat(line(id)).as("the street a day after that").hasSize(4);
        at(after("PT123H"), () -> script.as(world.ningbao.worker()).accepts(id));
        ring(OrderClocks.REMINDER, id, after("PT124H"));
        assertThat(line(id)).as("another clock").hasSize(5);
        at(after("PT124H"), () -> script.as(world.ningbao.worker()).finishes(id, "办好了"));
        ring(OrderClocks.REMINDER, id, after("PT9999H"));
        assertThat(line(id)).hasSize(6);
    }

    @Test
    void aPromisedAnswerThatDoesNotComeIsToldOnce() {
        UUID id = placed("没有人答复");
        assertThat(alarmsSet(id, OrderClocks.UNANSWERED)).isEqualTo(1);
        ring(OrderClocks.UNANSWERED, id, after("PT5M"));
        assertThat(line(id)).containsExactly("place");
        ring(OrderClocks.UNANSWERED, id, after("PT5M1S"));
        ring(OrderClocks.UNANSWERED, id, after("PT6M"));
        assertThat(line(id)).containsExactly("place", "unanswered");
        await(world.ningbao.clerk(), id, "unanswered");
        await(world.ningbao.chief(), id, "unanswered");
        assertThat(World.as(world.ningbao.clerk(), () -> orders.order(id)).firstAnswerAt())
                .as("the machinery answers nobody")
                .isEmpty();

        UUID answered = placed("有人答复");
        at(after("PT4M"), () -> script.as(world.ningbao.clerk()).replies(answered, "马上来"));
        ring(OrderClocks.UNANSWERED, answered, after("PT6M"));
        assertThat(line(answered)).containsExactly("place", "reply");
    }
}
