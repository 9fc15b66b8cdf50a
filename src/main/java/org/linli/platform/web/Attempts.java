package org.linli.platform.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.linli.kernel.Refusal;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Limits how often 限频 one source may try something, counted over all nodes. */
@Component
public class Attempts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Attempts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts one attempt, which stays counted whatever becomes of it. Refuses the one after {@code most} within the window;
     * a window that begins later than the next is of a clock that was set back, and counts no more.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void count(String kind, String source, int most, Duration window) {
        Instant now = clock.instant();
        int count = jdbc.sql("""
                        insert into attempt as a (kind, source, since, count)
                        values (:kind, :source, :now, 1)
                        on conflict (kind, source) do update
                           set count = case when a.since between :start and :ahead then a.count + 1 else 1 end,
                               since = case when a.since between :start and :ahead then a.since else :now end
                        returning count
                        """)
                .param("kind", kind)
                .param("source", source.length() > 100 ? source.substring(0, 100) : source)
                .param("now", Matters.time(now))
                .param("start", Matters.time(now.minus(window)))
                .param("ahead", Matters.time(now.plus(window)))
                .query(Integer.class)
                .single();
        if (count > most) {
            throw Refusal.tooOften("web.tooOften", "minutes", window.toMinutes());
        }
    }

    /** Forgets what is older than a day. */
    @Transactional
    public void forget() {
        jdbc.sql("delete from attempt where since < :before")
                .param("before", Matters.time(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    /** Forgets a source's attempts, after a success. */
    @Transactional
    public void forgive(String kind, String source) {
        jdbc.sql("delete from attempt where kind = :kind and source = :source")
                .param("kind", kind)
                .param("source", source)
                .update();
    }
}
