package org.linli.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionOperations;

/** What follows a step waits until it is done, and costs one row written and one taken away. */
@LinliTest
class OutboxTest {

    private static final PublicationTargetIdentifier LISTENER =
            PublicationTargetIdentifier.of("org.linli.platform.deadline.OutboxTest.heard");

    @Autowired
    EventPublicationRegistry registry;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    JdbcClient jdbc;

    record Said(UUID id) {}

    @Test
    void anAttemptUnderWayIsNotWrittenDown() {
        Said said = new Said(UUID.randomUUID());
        transactions.executeWithoutResult(status -> registry.store(said, Stream.of(LISTENER)));
        List<String> row = row(said);
        assertThat(row).hasSize(1);
        registry.markProcessing(said, LISTENER);
        assertThat(row(said)).as("the same version of the same row").isEqualTo(row);
        registry.markCompleted(said, LISTENER);
        await("taken out with all that was done meanwhile")
                .until(() -> row(said).isEmpty());
    }

    @Test
    void oneThatFailedSaysSo() {
        Said said = new Said(UUID.randomUUID());
        transactions.executeWithoutResult(status -> registry.store(said, Stream.of(LISTENER)));
        registry.markProcessing(said, LISTENER);
        registry.markFailed(said, LISTENER);
        assertThat(jdbc.sql("select status from event_publication where serialized_event like :like")
                        .param("like", "%" + said.id() + "%")
                        .query(String.class)
                        .list())
                .containsExactly("FAILED");
        registry.markCompleted(said, LISTENER);
        assertThat(row(said)).isEmpty();
    }

    /** Somebody holds its row: who did the work does not wait for that. */
    @Test
    void whatIsDoneIsTakenOutByAnother() {
        Said said = new Said(UUID.randomUUID());
        transactions.executeWithoutResult(status -> registry.store(said, Stream.of(LISTENER)));
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select id from event_publication where serialized_event like :like for update")
                    .param("like", "%" + said.id() + "%")
                    .query(UUID.class)
                    .single();
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> registry.markCompleted(said, LISTENER));
            assertThat(done).succeedsWithin(Duration.ofSeconds(20));
            assertThat(row(said)).hasSize(1);
        });
        await("taken out once it can be").until(() -> row(said).isEmpty());
    }

    /** A node that is behind with what it knows of would fall behind the further. */
    @Test
    void whatIsOldWaitsUntilThisNodeHasCaughtUp() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(1);
        executor.setDaemon(true);
        executor.initialize();
        CompletableFuture<Void> held = new CompletableFuture<>();
        Stream.generate(() -> (Runnable) held::join).limit(1001).forEach(executor::execute);
        AtomicInteger asked = new AtomicInteger();
        IncompleteEventPublications events = (IncompleteEventPublications) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IncompleteEventPublications.class},
                (proxy, method, with) -> {
                    assertThat(method.getName()).isEqualTo("resubmitIncompletePublicationsOlderThan");
                    return asked.incrementAndGet();
                });
        RecurringTask<Void> task = new Outbox().resubmitEvents(events, jdbc, Clock.systemUTC(), executor);
        task.execute(new TaskInstance<>("resubmit-events", "recurring"), null);
        assertThat(asked).hasValue(0);
        held.complete(null);
        await().until(() -> executor.getQueueSize() == 0);
        task.execute(new TaskInstance<>("resubmit-events", "recurring"), null);
        assertThat(asked).hasValue(1);
        executor.shutdown();
    }

    private List<String> row(Said said) {
        return jdbc.sql("select ctid::text || xmin::text from event_publication where serialized_event like :like")
                .param("like", "%" + said.id() + "%")
                .query(String.class)
                .list();
    }
}
