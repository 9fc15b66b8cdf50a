package org.linli.platform.deadline;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes what is done out of the outbox 已办结: with all that was done meanwhile, and without waiting for the disk. What a killed node did
 * not get to take out is done again, which all who hear of steps must bear anyway.
 */
@Component
class Finished implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Finished.class);
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final BlockingQueue<UUID> waiting = new ArrayBlockingQueue<>(10_000);
    private volatile @Nullable Thread thread;

    Finished(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Taken out at once where nobody comes by, or too much waits. */
    void add(UUID publication) {
        if (!isRunning() || !waiting.offer(publication)) {
            takeOut(List.of(publication));
        }
    }

    private void sweep() {
        while (isRunning()) {
            try {
                List<UUID> done = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(done, AT_ONCE);
                takeOut(done);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException e) {
                log.warn("What was done is done again in a few minutes: {}", e.getMessage());
            }
        }
    }

    private void takeOut(List<UUID> done) {
        jdbc.sql("""
                        delete from event_publication
                         using (select set_config('synchronous_commit', 'off', true)) unhurried
                         where id = any(:done)
                        """).param("done", done.toArray(UUID[]::new)).update();
    }

    @Override
    public void start() {
        Thread sweeper = Thread.ofPlatform().name("finished").daemon().unstarted(this::sweep);
        thread = sweeper;
        sweeper.start();
    }

    /** After those who do what follows, which begin last and end first. */
    @Override
    public void stop() {
        Thread sweeper = thread;
        thread = null;
        if (sweeper != null) {
            sweeper.interrupt();
        }
        List<UUID> rest = new ArrayList<>();
        waiting.drainTo(rest);
        if (!rest.isEmpty()) {
            takeOut(rest);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
