package org.linli.platform.deadline;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

@Configuration(proxyBeanMethods = false)
class DeadlineConfiguration {

    private static final int MOST_TRIES = 3;

    /** Joins the running transaction, unlike the scheduler itself. */
    @Bean
    @Primary
    SchedulerClient schedulerClient(DataSource dataSource) {
        return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .build();
    }

    /** Beside clocks and what recurs, the jobs of rooms; what a dead node was doing is noticed within a minute. */
    @Bean(destroyMethod = "stop")
    Scheduler scheduler(
            DataSource dataSource,
            ObjectProvider<Alarm> alarms,
            List<RecurringTask<?>> recurring,
            ObjectProvider<CustomTask<?>> jobs) {
        List<Task<?>> known = new ArrayList<>();
        known.add(deadlines(alarms));
        jobs.forEach(known::add);
        return Scheduler.create(dataSource, known)
                .startTasks(recurring)
                .threads(4)
                .heartbeatInterval(Duration.ofSeconds(15))
                .missedHeartbeatsLimit(4)
                .pollingInterval(Duration.ofSeconds(2))
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
    }

    private static OneTimeTask<String> deadlines(ObjectProvider<Alarm> alarms) {
        return Tasks.oneTime(Deadlines.TASK).execute((instance, context) -> {
            String[] id = instance.getId().split(":");
            Alarm alarm = alarms.stream()
                    .filter(known -> known.name().equals(id[0]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No alarm is named " + id[0]));
            Actor machinery = Actor.system(PlaceCode.parse(instance.getData()));
            Acting.run(machinery, () -> ring(alarm, UUID.fromString(id[1]), Integer.parseInt(id[2])));
        });
    }

    /** Where somebody moves it at the same moment, what is to be done is looked at anew, three times at most. */
    private static void ring(Alarm alarm, UUID id, int version) {
        for (int tries = 1; ; tries++) {
            try {
                alarm.ring(id, version);
                return;
            } catch (Refusal moved) {
                if (moved.kind() != Refusal.Kind.MOVED_ON || tries == MOST_TRIES) {
                    throw moved;
                }
            }
        }
    }

    /** Starts the clocks when everything else stands; a command that only reads has none. */
    @Bean
    @ConditionalOnWebApplication
    Object startClocks(Scheduler scheduler) {
        return new Object() {
            @EventListener(ApplicationReadyEvent.class)
            void start() {
                scheduler.start();
            }
        };
    }
}
