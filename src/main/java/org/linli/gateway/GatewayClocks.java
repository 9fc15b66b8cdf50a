package org.linli.gateway;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the clock does for the open interface 定时对接: pushes, tells, fetches and forgets, on one node at a time. */
@Configuration(proxyBeanMethods = false)
class GatewayClocks {

    @Bean
    RecurringTask<Void> pushOpen311(Exchange exchange, GatewaySettings settings) {
        return Tasks.recurring("open311-push", FixedDelay.of(settings.pushEvery()))
                .execute((instance, context) -> exchange.pushDue());
    }

    @Bean
    RecurringTask<Void> tellOpen311(Relaying relaying, GatewaySettings settings) {
        return Tasks.recurring("open311-tell", FixedDelay.of(settings.pushEvery()))
                .execute((instance, context) -> relaying.tellDue());
    }

    @Bean
    RecurringTask<Void> fetchOpen311(Exchange exchange, GatewaySettings settings) {
        return Tasks.recurring("open311-fetch", FixedDelay.of(settings.fetchEvery()))
                .execute((instance, context) -> exchange.fetchAll());
    }

    @Bean
    RecurringTask<Void> forgetOpen311(Intake intake, Clock clock) {
        return Tasks.recurring("open311-forget", Schedules.daily(clock.getZone(), LocalTime.of(3, 40)))
                .execute((instance, context) -> intake.forget());
    }
}
