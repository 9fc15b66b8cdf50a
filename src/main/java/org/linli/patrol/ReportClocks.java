package org.linli.patrol;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.UUID;
import org.linli.platform.deadline.Alarm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the clock does for reports 时限: tells again of what nobody answers, and erases what was handed over. */
@Configuration(proxyBeanMethods = false)
class ReportClocks {

    static final String UNANSWERED = "report.unanswered";
    static final String UNSEEN = "handover.unseen";

    private static final Duration OFTEN = Duration.ofMinutes(10);

    @Bean
    Alarm reportUnanswered(Reports reports) {
        return new Alarm() {
            @Override
            public String name() {
                return UNANSWERED;
            }

            @Override
            public void ring(UUID matter, int version) {
                reports.remind(matter, version);
            }
        };
    }

    @Bean
    Alarm handoverUnseen(Handovers handovers) {
        return new Alarm() {
            @Override
            public String name() {
                return UNSEEN;
            }

            /** It is no matter, but a clock asks for no more than an id and a place. */
            @Override
            public void ring(UUID handover, int version) {
                handovers.remind(handover);
            }
        };
    }

    @Bean
    RecurringTask<Void> eraseHandovers(Handovers handovers) {
        return Tasks.recurring("erase-handovers", FixedDelay.of(OFTEN))
                .execute((instance, context) -> handovers.eraseDue());
    }
}
