package org.linli.platform.deadline;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.IncompleteEventPublications;

/** What must follow a step is tried again 补发 until it is done, by one node at a time. */
@Configuration(proxyBeanMethods = false)
class Outbox {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofMinutes(2);

    @Bean
    RecurringTask<Void> resubmitEvents(IncompleteEventPublications events) {
        return Tasks.recurring("resubmit-events", FixedDelay.of(EVERY))
                .execute((instance, context) -> events.resubmitIncompletePublicationsOlderThan(OLD));
    }
}
