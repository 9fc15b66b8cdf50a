package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the application under a stream of writes: whatever was answered is there, once. */
@Tag("long")
class KilledApplicationTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyOrderThatWasAnsweredIsThereOnce() throws Exception {
        try (Box box = new Box(folder).start()) {
            Writers writers = new Writers(box.address(), box.clerks(), "断电演练").start(16, Integer.MAX_VALUE);
            for (int kills = 0; kills < 2; kills++) {
                writers.awaitMore(100);
                box.node().kill();
                box.start();
            }
            writers.awaitMore(100);
            writers.finish();
            assertThat(writers.unheard()).as("cut off in the middle").isPositive();
            writers.areAllThereOnce(box.database());
            // As if a few minutes had passed: what a killed node was about to do is tried again then.
            box.database().change("""
                    update event_publication
                       set publication_date = publication_date - interval '10 minutes',
                           last_resubmission_date = last_resubmission_date - interval '10 minutes'
                    """);
            box.database()
                    .change("update scheduled_tasks set execution_time = now() where task_name = 'resubmit-events'");
            await("what follows each order was done")
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(box.database().number("select count(*) from event_publication"))
                            .isZero());
            assertThat(box.database().number("""
                            select count(*)
                              from service_order o
                             where o.words like '断电演练%'
                               and not exists (select 1 from notice n where n.matter = o.matter and n.step = 'place')
                            """))
                    .as("orders of which nobody was told")
                    .isZero();
        }
    }
}
