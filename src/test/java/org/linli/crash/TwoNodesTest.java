package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.linli.TestDatabase;

/** Two nodes on one database behind a plain proxy are one Linli to whoever uses it, also while one of them is killed. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesTest {

    private static final int CLIENTS = 500;
    private static final int STORM = 10_000;
    private static final String TWICE = """
            select count(*)
              from (select matter from timeline_entry where step = 'lapse' group by matter having count(*) > 1) twice
            """;
    private static final Pattern UNREAD = Pattern.compile("消息，(\\d+) 条未读");

    private final List<String> shared = new ArrayList<>();
    private Path folder;
    private Database database;
    private Node one;
    private Node other;
    private Proxy proxy;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        this.folder = folder;
        Map<String, String> settings = TestDatabase.fresh();
        database = Database.at(settings.get("spring.datasource.url"));
        settings.forEach((name, value) -> {
            // The nodes are processes of their own: they know neither the tests' driver nor that this is a test.
            if (!name.equals("linli.demo") && !name.endsWith("driver-class-name")) {
                shared.add("--" + name + "=" + value);
            }
        });
        int first = Node.freePort();
        int second = Node.freePort();
        one = Node.start(first, folder.resolve("one.log"), shared);
        other = Node.start(second, folder.resolve("other.log"), shared);
        proxy = new Proxy(List.of(first, second));
    }

    @AfterAll
    void stop() throws Exception {
        proxy.close();
        one.close();
        other.close();
    }

    @Test
    @Order(1)
    void whoLogsInOnTheOneGoesOnOnTheOtherAndFindsTheSameInbox() throws Exception {
        Desk clerk = Desk.login(one.address(), clerks().getFirst());
        assertThat(clerk.get(other.address(), "/desk").statusCode()).isEqualTo(200);
        String order = clerk.register(
                        other.address(), "两个节点：门禁坏了", UUID.randomUUID().toString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(clerk.get(one.address(), order).body()).contains("两个节点：门禁坏了");
        Desk chief = Desk.login(other.address(), database.accounts("nb-shuji").getFirst());
        await("the chief is told")
                .atMost(Duration.ofSeconds(60))
                .until(() -> database.number("select count(*) from notice n join appointment a on a.person = n.person"
                                + " where a.duty = 'CHIEF' and n.matter = '" + order.substring(order.length() - 36)
                                + "'")
                        > 0);
        assertThat(unread(chief, one)).isPositive().isEqualTo(unread(chief, other));
    }

    private static int unread(Desk desk, Node node) throws Exception {
        var found = UNREAD.matcher(desk.get(node.address(), "/desk").body());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    @Test
    @Order(2)
    void aPageOpenOnTheOneIsToldOfAStepTakenOnTheOther() throws Exception {
        Desk clerk = Desk.login(one.address(), clerks().getFirst());
        String order = clerk.register(
                        one.address(), "两个节点：路灯坏了", UUID.randomUUID().toString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        await("its own news are through")
                .atMost(Duration.ofSeconds(60))
                .until(() -> database.number("select count(*) from event_publication") == 0);
        List<String> events = clerk.follow(one.address(), "/live?matter=" + order.substring(order.length() - 36));
        await().atMost(Duration.ofSeconds(60)).until(() -> events.contains("open"));
        Desk.login(other.address(), clerks().getFirst())
                .post(
                        other.address(),
                        order + "/reply",
                        Map.of("words", "马上来"),
                        UUID.randomUUID().toString());
        await().atMost(Duration.ofSeconds(60)).until(() -> events.contains("moved"));
    }

    @Test
    @Order(3)
    void aDeadlineRingsOnceOnWhicheverNode() {
        List<String> done = database.all("select id from matter where state = 'DONE' and kind = 'order'");
        assertThat(done).hasSizeGreaterThan(10);
        database.change("update matter set due_at = now() - interval '1 minute' where state = 'DONE'");
        database.change("update scheduled_tasks set execution_time = now()"
                + " where task_name = 'deadline' and task_instance like 'order.unrated:%'");
        String closed =
                "select count(*) from matter where state = 'CLOSED' and id in ('" + String.join("','", done) + "')";
        await().atMost(Duration.ofMinutes(1)).until(() -> database.number(closed) == done.size());
        assertThat(database.number(TWICE)).isZero();
        assertThat(database.fault()).isEmpty();
    }

    @Test
    @Order(4)
    void oneIsKilledWhileFiveHundredWriteAndNobodyNotices() throws Exception {
        List<Desk> desks = new ArrayList<>();
        for (DemoAccount account : clerks()) {
            desks.add(Desk.login(proxy.address(), account));
        }
        Writers writers = new Writers(proxy.address(), desks, "五百人演练").start(CLIENTS, 3);
        writers.awaitMore(CLIENTS / 2);
        one.kill();
        writers.join();
        assertThat(writers.answers()).isEqualTo(CLIENTS * 3);
        assertThat(writers.unheard()).as("cut off in the middle").isPositive();
        writers.areAllThereOnce(database);
        assertThat(other.alive()).isTrue();
    }

    @Test
    @Order(5)
    void tenThousandDeadlinesRingOnceEachWhileOneIsKilled() {
        one = Node.start(Node.freePort(), folder.resolve("one-again.log"), shared);
        storm();
        assertThat(database.number("select count(*) from matter where title = '时限风暴' and state = 'DONE'"))
                .isPositive();
        String rung = "select count(*) from matter where title = '时限风暴' and state = 'CLOSED'";
        await().atMost(Duration.ofMinutes(3)).until(() -> database.number(rung) > STORM / 4);
        one.kill();
        assertThat(database.number(rung)).as("rung before one was killed").isLessThan(STORM);
        // What the killed node had begun is noticed after a minute.
        await().atMost(Duration.ofMinutes(6)).until(() -> database.number(rung) == STORM);
        assertThat(database.number(TWICE)).isZero();
        assertThat(database.number("select count(*) from scheduled_tasks where task_instance like 'order.unrated:%'"
                        + " and execution_time <= now()"))
                .isZero();
        assertThat(database.fault()).isEmpty();
    }

    /** So many orders that wait to be rated, and whose deadlines end now. */
    private void storm() {
        database.change("""
                create temp table model on commit drop as
                select m.place, m.requester, m.handler, m.handler_name, m.opened_at, t.task_data
                  from matter m
                       join matter ringing on ringing.community = m.community
                       join scheduled_tasks t on t.task_name = 'deadline' and t.task_instance like '%%:' || ringing.id || ':%%'
                 where m.kind = 'order'
                   and m.handler is not null
                 limit 1;
                create temp table made on commit drop as
                select gen_random_uuid() as id from generate_series(1, %d);
                insert into matter (id, kind, place, title, state, version, requester, handler, handler_name, opened_at, moved_at, due_at)
                select made.id, 'order', place, '时限风暴', 'DONE', 1, requester, handler, handler_name, opened_at, opened_at,
                       now() - interval '1 minute'
                  from model, made;
                insert into service_order (matter, category, words, channel, contact_name)
                select made.id, '02', '时限风暴', 'PHONE', '陈邻安' from model, made;
                insert into timeline_entry (id, matter, seq, place, at, recorded_at, step, from_state, to_state, signature, duty,
                                            words_hash, detail, prev_hash, entry_hash)
                select gen_random_uuid(), made.id, 1, place, opened_at, opened_at, 'place', '', 'DONE', '', 'SYSTEM', '', '{}', '', ''
                  from model, made;
                insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
                select 'deadline', 'order.unrated:' || made.id || ':1', task_data, now(), false, 1 from model, made;
                """.formatted(STORM));
    }

    private List<DemoAccount> clerks() {
        return database.accounts("-shequ");
    }
}
