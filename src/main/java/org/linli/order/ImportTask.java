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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** The job of an import: taken up by whichever node is free, and by another one when that dies. */
@Component
class ImportTask {

    private static final TaskDescriptor<String> IMPORT = TaskDescriptor.of("order-import", String.class);

    private final SchedulerClient client;

    ImportTask(SchedulerClient client) {
        this.client = client;
    }

    /** Lets it begin, with the transaction that says so. */
    void start(UUID id, UUID person, Instant now) {
        client.scheduleIfNotExists(
                IMPORT.instance(id.toString()).data(person.toString()).build(), now);
    }

    @Configuration(proxyBeanMethods = false)
    static class Known {

        @Bean
        CustomTask<String> orderImport(ObjectProvider<ImportRun> run) {
            return Tasks.custom(IMPORT).onDeadExecutionRevive().execute((instance, context) -> {
                run.getObject().run(UUID.fromString(instance.getId()), UUID.fromString(instance.getData()));
                return (complete, operations) -> operations.remove();
            });
        }

        @Bean
        RecurringTask<Void> forgetImports(ObjectProvider<Imports> imports) {
            return Tasks.recurring("forget-imports", FixedDelay.of(Duration.ofHours(1)))
                    .execute((instance, context) -> imports.getObject().forget());
        }
    }
}
