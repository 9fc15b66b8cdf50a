package org.linli.order;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.linli.platform.deadline.Alarm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the clock 时限 does to orders: closes the unrated after seven days, tells the chief of what nobody verified, settles the rated after one, resumes the suspended, and tells of the late. */
@Configuration(proxyBeanMethods = false)
class OrderClocks {

    static final String UNRATED = "order.unrated";
    static final String UNCHECKED = "order.unchecked";
    static final String SETTLED = "order.settled";
    static final String SUSPENDED = "order.suspended";
    static final String REMINDER = "order.reminder";
    static final String UNANSWERED = "order.unanswered";

    @Bean
    Alarm unrated(Orders orders, Clock clock) {
        return alarm(UNRATED, order -> order.state().done() && !order.unchecked(), new Step.Lapse(), orders, clock);
    }

    @Bean
    Alarm unchecked(Orders orders, Clock clock) {
        return alarm(UNCHECKED, Order::unchecked, new Step.Unchecked(), orders, clock);
    }

    @Bean
    Alarm settled(Orders orders, Clock clock) {
        return alarm(SETTLED, order -> order.state() == State.RATED, new Step.Close(""), orders, clock);
    }

    @Bean
    Alarm suspended(Orders orders, Clock clock) {
        return alarm(SUSPENDED, order -> order.state() == State.SUSPENDED, new Step.Resume(""), orders, clock);
    }

    @Bean
    Alarm orderReminder(Reminders reminders) {
        return alarm(REMINDER, reminders::ring);
    }

    @Bean
    Alarm orderUnanswered(Reminders reminders) {
        return alarm(UNANSWERED, reminders::unanswered);
    }

    /** What others did meanwhile moves the version; whether it is the same clock is asked of the order. */
    private static Alarm alarm(String name, Consumer<UUID> rings) {
        return new Alarm() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void ring(UUID matter, int version) {
                rings.accept(matter);
            }
        };
    }

    private static Alarm alarm(String name, Predicate<Order> stands, Step step, Orders orders, Clock clock) {
        return new Alarm() {
            @Override
            public String name() {
                return name;
            }

            /** A reply meanwhile moves the version but not the clock; what counts is where the order stands. */
            @Override
            public void ring(UUID matter, int version) {
                Order order = orders.order(matter);
                if (stands.test(order) && order.late(clock.instant())) {
                    orders.take(matter, step, List.of());
                }
            }
        };
    }
}
