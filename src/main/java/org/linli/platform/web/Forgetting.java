package org.linli.platform.web;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Forgetting {

    @Bean
    RecurringTask<Void> forgetAnsweredRequests(AnsweredRequests answered, Clock clock) {
        return Tasks.recurring("forget-answered-requests", Schedules.daily(clock.getZone(), LocalTime.of(3, 30)))
                .execute((instance, context) -> answered.forget());
    }

    @Bean
    RecurringTask<Void> forgetAttempts(Attempts attempts, Clock clock) {
        return Tasks.recurring("forget-attempts", Schedules.daily(clock.getZone(), LocalTime.of(3, 35)))
                .execute((instance, context) -> attempts.forget());
    }
}
