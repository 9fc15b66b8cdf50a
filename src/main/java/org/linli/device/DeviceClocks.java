package org.linli.device;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the clock does for devices 定时查看: looks each minute which have fallen silent, on one node at a time. */
@Configuration(proxyBeanMethods = false)
class DeviceClocks {

    private static final Duration EVERY = Duration.ofMinutes(1);

    @Bean
    RecurringTask<Void> noticeSilences(Silences silences) {
        return Tasks.recurring("device-silence", FixedDelay.of(EVERY))
                .execute((instance, context) -> silences.notice());
    }
}
