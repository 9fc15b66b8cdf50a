package org.linli.order;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** The job of an export: taken up by whichever node is free, and by another one when that dies. */
@Component
class ExportTask {

    private static final TaskDescriptor<String> EXPORT = TaskDescriptor.of("order-export", String.class);

    /** So many at once on a node; clocks keep threads of their own. */
    private static final int AT_ONCE = 2;

    private static final Duration WAIT = Duration.ofSeconds(3);

    private final SchedulerClient client;

    ExportTask(SchedulerClient client) {
        this.client = client;
    }

    /** Lets it begin, with the transaction that wrote it down. */
    void start(UUID export, UUID person, Instant now) {
        client.scheduleIfNotExists(
                EXPORT.instance(export.toString()).data(person.toString()).build(), now);
    }

    @Configuration(proxyBeanMethods = false)
    static class Known {

        @Bean
        CustomTask<String> orderExport(ObjectProvider<ExportRun> run) {
            Semaphore turns = new Semaphore(AT_ONCE);
            return Tasks.custom(EXPORT).onDeadExecutionRevive().execute((instance, context) -> {
                if (!turns.tryAcquire()) {
                    return (complete, operations) -> operations.reschedule(
                            complete, complete.getTimeDone().plus(WAIT));
                }
                try {
                    run.getObject().run(UUID.fromString(instance.getId()), UUID.fromString(instance.getData()));
                } finally {
                    turns.release();
                }
                return (complete, operations) -> operations.remove();
            });
        }

        @Bean
        RecurringTask<Void> forgetExports(ObjectProvider<Exports> exports) {
            return Tasks.recurring("forget-exports", FixedDelay.of(Duration.ofMinutes(30)))
                    .execute((instance, context) -> exports.getObject().forget());
        }
    }
}
