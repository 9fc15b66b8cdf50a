package org.linli.platform;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.linli.kernel.Refusal;

/**
 * Heavy work a few at a time 排队. So many do it at once, so many wait, and everybody else is asked to come back at once:
 * a storm of it takes neither all processors nor all threads that serve pages.
 */
public final class Turns {

    private final Semaphore working;
    private final Semaphore present;
    private final Duration patience;
    private final String busy;

    /**
     * @param atOnce at least 1
     * @param waiting at least 0
     * @param patience how long one waits for its turn at most
     * @param busy the code of the refusal of whoever finds no place or waits too long
     */
    public Turns(int atOnce, int waiting, Duration patience, String busy) {
        this.working = new Semaphore(atOnce, true);
        this.present = new Semaphore(atOnce + waiting);
        this.patience = patience;
        this.busy = busy;
    }

    /** Does the work when its turn has come. Refuses as too often where too many wait already, or its turn did not come in time. */
    public <T> T take(Callable<T> work) throws Exception {
        if (!present.tryAcquire()) {
            throw Refusal.tooOften(busy);
        }
        try {
            if (!working.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.tooOften(busy);
            }
            try {
                return work.call();
            } finally {
                working.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.tooOften(busy);
        } finally {
            present.release();
        }
    }
}
