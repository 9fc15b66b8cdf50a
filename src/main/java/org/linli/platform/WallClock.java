package org.linli.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of the house: the system's, in the zone its people live in; a demo world or a test may tell it another time. */
public final class WallClock extends Clock {

    private static final ScopedValue<Instant> TOLD = ScopedValue.newInstance();

    private final Clock system;

    public WallClock(ZoneId zone) {
        this(Clock.system(zone));
    }

    private WallClock(Clock system) {
        this.system = system;
    }

    /** Runs with the clock standing still at the given instant. */
    public static void at(Instant instant, Runnable work) {
        ScopedValue.where(TOLD, instant).run(work);
    }

    @Override
    public ZoneId getZone() {
        return system.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new WallClock(system.withZone(zone));
    }

    @Override
    public Instant instant() {
        return TOLD.isBound() ? TOLD.get() : system.instant();
    }
}
