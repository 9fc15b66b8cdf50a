package org.linli.platform.matter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TrailSealing {

    /** Ten minutes after midnight: what was begun before midnight is committed by then. */
    @Bean
    RecurringTask<Void> dailySeal(Trail trail, Clock clock) {
        return Tasks.recurring("daily-seal", Schedules.daily(clock.getZone(), LocalTime.of(0, 10)))
                .execute((instance, context) -> trail.seal());
    }
}
