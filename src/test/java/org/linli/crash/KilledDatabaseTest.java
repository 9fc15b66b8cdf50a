package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the database server while the application lives on: it is started again, and all goes on by itself. */
@Tag("long")
class KilledDatabaseTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void theApplicationRefusesInWordsMeanwhileAndRecoversByItself() throws Exception {
        try (Box box = new Box(folder).start()) {
            List<Desk> clerks = box.clerks();
            Desk clerk = clerks.getFirst();
            String order = clerk.register(
                            box.address(), "先点的一单", UUID.randomUUID().toString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            List<String> events = clerk.follow(box.address(), "/live?matter=" + order.substring(order.length() - 36));
            await().atMost(Duration.ofSeconds(60)).until(() -> events.contains("open"));
            Writers writers = new Writers(box.address(), clerks, "数据库演练").start(16, Integer.MAX_VALUE);
            for (int kills = 0; kills < 2; kills++) {
                writers.awaitMore(100);
                long postmaster = Database.postmaster(box.data);
                ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
                // Between the old server and the new there is no file that names one.
                await().atMost(Duration.ofMinutes(1))
                        .ignoreExceptions()
                        .until(() -> Database.postmaster(box.data) != postmaster);
            }
            writers.awaitMore(100);
            writers.finish();
            assertThat(box.node().alive()).isTrue();
            assertThat(writers.unheard()).as("requests without an answer").isZero();
            assertThat(writers.refused()).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("系统正在恢复", "再交一次", "数据库演练").doesNotContain("Exception", "SQL");
            });
            writers.areAllThereOnce(box.database());
            assertThat(box.node().status("/actuator/health")).isEqualTo(200);

            int told = events.size();
            clerk.post(
                    box.address(),
                    order + "/reply",
                    Map.of("words", "恢复以后的答复"),
                    UUID.randomUUID().toString());
            await("live updates go on")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> events.subList(told, events.size()).contains("moved"));
            aClockStillRings(box.database());
        }
    }

    private static void aClockStillRings(Database database) {
        String matter =
                database.one("select id from matter where kind = 'order' and state = 'DONE' order by id limit 1");
        database.change("update matter set due_at = now() - interval '1 minute' where id = '" + matter + "'");
        database.change("update scheduled_tasks set execution_time = now() where task_name = 'deadline'"
                + " and task_instance like 'order.unrated:" + matter + ":%'");
        await("clocks go on")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(database.one("select state from matter where id = '" + matter + "'"))
                        .isEqualTo("CLOSED"));
        assertThat(database.fault()).isEmpty();
    }
}
