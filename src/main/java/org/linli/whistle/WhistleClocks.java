package org.linli.whistle;

import java.util.UUID;
import org.linli.platform.deadline.Alarm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the clocks 时限 of departments do when they end: the district is told, once for each department and clock. */
@Configuration(proxyBeanMethods = false)
class WhistleClocks {

    @Bean
    Alarm whistleSign(Whistles whistles) {
        return alarm(Limit.SIGN, whistles);
    }

    @Bean
    Alarm whistleContact(Whistles whistles) {
        return alarm(Limit.CONTACT, whistles);
    }

    @Bean
    Alarm whistleAttend(Whistles whistles) {
        return alarm(Limit.ATTEND, whistles);
    }

    @Bean
    Alarm whistleDone(Whistles whistles) {
        return alarm(Limit.DONE, whistles);
    }

    static String name(Limit limit) {
        return "whistle." + limit.name();
    }

    private static Alarm alarm(Limit limit, Whistles whistles) {
        return new Alarm() {
            @Override
            public String name() {
                return WhistleClocks.name(limit);
            }

            /** What others did meanwhile moves the version but not this clock; what counts is who has missed it. */
            @Override
            public void ring(UUID matter, int version) {
                whistles.escalate(matter, limit);
            }
        };
    }
}
