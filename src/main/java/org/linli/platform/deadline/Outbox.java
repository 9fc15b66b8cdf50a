package org.linli.platform.deadline;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.linli.platform.matter.Matters;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.core.EventPublicationRepository;
import org.springframework.modulith.events.core.TargetEventPublication;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** What must follow a step is tried again 补发 until it is done, by one node at a time. */
@Configuration(proxyBeanMethods = false)
class Outbox {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofMinutes(2);
    /** That many are done within seconds: where more wait, this node is behind with what it knows of. */
    private static final int BEHIND = 1000;

    /** Where more waits than one node should hold in memory, the rest stays in the outbox until it is old, and is no fault. */
    @Bean
    ThreadPoolTaskExecutorCustomizer restStaysInTheOutbox() {
        return executor -> executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Few statements for each who hears of a step: that an attempt is under way is not written down, for one that is two minutes old is
     * tried again whatever its row says, and what is done is taken out with all that was done meanwhile.
     */
    @Bean
    static BeanPostProcessor registerOfFewWords(ObjectProvider<Finished> finished) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                if (!(bean instanceof EventPublicationRepository)) {
                    return bean;
                }
                ProxyFactory few = new ProxyFactory(EventPublicationRepository.class, new SingletonTargetSource(bean));
                few.addAdvice((MethodInterceptor) call -> said(call, finished));
                return few.getProxy(EventPublicationRepository.class.getClassLoader());
            }
        };
    }

    private static @Nullable Object said(MethodInvocation call, ObjectProvider<Finished> finished) throws Throwable {
        String method = call.getMethod().getName();
        if (method.equals("markProcessing")) {
            return null;
        }
        if (method.equals("markCompleted") && call.getArguments()[0] instanceof TargetEventPublication done) {
            finished.getObject().add(done.getIdentifier());
            return null;
        }
        return call.proceed();
    }

    /** What is old because this node is behind is not tried a second time: it would fall behind the further. */
    @Bean
    RecurringTask<Void> resubmitEvents(
            IncompleteEventPublications events,
            JdbcClient jdbc,
            Clock clock,
            @Qualifier("applicationTaskExecutor") ThreadPoolTaskExecutor executor) {
        return Tasks.recurring("resubmit-events", FixedDelay.of(EVERY)).execute((instance, context) -> {
            if (executor.getQueueSize() < BEHIND) {
                giveUpAttempts(jdbc, clock);
                events.resubmitIncompletePublicationsOlderThan(OLD);
            }
        });
    }

    /** An attempt that a killed node left behind counts as under way for ever, and nobody would try again. */
    private static void giveUpAttempts(JdbcClient jdbc, Clock clock) {
        jdbc.sql("""
                        update event_publication
                           set status = 'FAILED'
                         where status in ('PROCESSING', 'RESUBMITTED')
                           and completion_date is null
                           and coalesce(last_resubmission_date, publication_date) < :old
                        """).param("old", Matters.time(clock.instant().minus(OLD))).update();
    }
}
