package org.linli.gateway;

import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.linli.kernel.Refusal;
import org.springframework.stereotype.Component;

/**
 * How many lists an address may read in a minute 读取限频. Counted by each node for itself and in memory: a row written for
 * each page read would cost more than the page.
 */
@Component
public class Pace {

    private static final int MOST_SOURCES = 50_000;

    private final GatewaySettings settings;
    private final Clock clock;
    private final ConcurrentHashMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicLong minute = new AtomicLong();

    Pace(GatewaySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts one read. Refuses the one after {@code linli.open311.reads-per-minute}; a new minute counts anew. */
    public void read(String source) {
        long now = clock.instant().getEpochSecond() / 60;
        if (minute.getAndSet(now) != now || counts.size() > MOST_SOURCES) {
            counts.clear();
        }
        if (counts.computeIfAbsent(source, any -> new AtomicInteger()).incrementAndGet() > settings.readsPerMinute()) {
            throw Refusal.tooOften("web.tooOften", "minutes", 1);
        }
    }
}
