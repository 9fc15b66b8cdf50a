package org.linli.order;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.WorkingCalendar;

/**
 * What a calendar says of a step 时限推算: the community's before somebody has accepted the work, and the handler's afterwards,
 * whose hours they are.
 *
 * @param due when the clock ends that the step starts or lengthens; empty where the step leaves that to the lifecycle
 * @param unit what that clock counts: of one that counts open time only, four fifths of the open time are four fifths
 * @param calendar whose open time that is
 * @param disposal by when all the work is to be disposed of, where the step dispatches it for the first time
 */
public record Timing(Optional<Instant> due, TimeLimit.Unit unit, WorkingCalendar calendar, Optional<Instant> disposal) {

    Timing(Optional<Instant> due, TimeLimit.Unit unit, WorkingCalendar calendar) {
        this(due, unit, calendar, Optional.empty());
    }

    /** What runs by the clock, or is no clock of a limit at all. */
    static Timing plain(Optional<Instant> due, ZoneId zone) {
        return new Timing(due, TimeLimit.Unit.HOURS, WorkingCalendar.standard(zone), due);
    }

    /** The same, by then disposed of. */
    Timing disposing(Instant until) {
        return new Timing(due, unit, calendar, Optional.of(until));
    }

    Instant ends() {
        return due.orElseThrow();
    }
}
