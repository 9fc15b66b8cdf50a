package org.linli.device;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.OpenHours;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * What becomes of a kind of alerts at a place 告警规则. Decides everything and writes nothing.
 *
 * @param id none for what holds everywhere
 * @param place where it holds, and everywhere inside; none for everywhere
 * @param alert the word that devices send
 * @param orders whether alerts become orders; otherwise they are only kept
 * @param category of the order
 * @param windowMinutes so long after another of the same device and kind an alert joins that one's open order, 0 to 1,440; 0 for never
 * @param quiet hours of the day in which no order is made, as {@link OpenHours} prints them; empty for none
 */
public record Rule(
        Optional<UUID> id,
        Optional<PlaceCode> place,
        String alert,
        boolean orders,
        String category,
        Severity severity,
        int windowMinutes,
        String quiet) {

    /** The longest window: a day, in minutes [design]. */
    public static final int LONGEST_WINDOW = 1440;

    /** The last alert of the same device and kind that an order came of: whether that order can be joined, and when a person took it back. */
    public record Before(UUID order, boolean open, Optional<Instant> takenBackAt) {}

    /** Refuses other windows than 0 to 1,440 minutes, hours that are none, and quiet hours of what is urgent. */
    public Rule {
        if (windowMinutes < 0 || windowMinutes > LONGEST_WINDOW) {
            throw Refusal.invalid("device.window", "most", LONGEST_WINDOW);
        }
        quiet = OpenHours.print(OpenHours.parse(quiet));
        if (severity == Severity.URGENT && !quiet.isEmpty()) {
            throw Refusal.invalid("device.quietUrgent");
        }
    }

    /** How far apart two alerts may be that are one matter. */
    public Duration window() {
        return Duration.ofMinutes(windowMinutes);
    }

    /**
     * What becomes of an alert.
     *
     * @param before the last of the same device and kind within the window
     */
    public Outcome decide(Instant at, ZoneId zone, Optional<Before> before) {
        if (!orders) {
            return Outcome.RECORDED;
        }
        if (before.flatMap(Before::takenBackAt)
                .filter(taken -> at.isBefore(taken.plus(window())))
                .isPresent()) {
            return Outcome.HELD;
        }
        if (before.filter(Before::open).isPresent()) {
            return Outcome.JOINED;
        }
        return quiet(at, zone) ? Outcome.QUIET : Outcome.ORDERED;
    }

    private boolean quiet(Instant at, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(at, zone);
        int minute = time.getHour() * 60 + time.getMinute();
        List<OpenHours> hours = OpenHours.parse(quiet);
        return hours.stream().anyMatch(each -> each.opens() <= minute && minute < each.closes());
    }
}
