package org.linli.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.linli.kernel.Refusal;

/** The stretch of time 时间范围 that a list is asked for, both ends inclusive, in whole microseconds; at most 90 days (GeoReport v2). */
public record Window(Instant since, Instant before) {

    /** The longest stretch; also what is meant where none is said. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final DateTimeFormatter W3C = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    /**
     * Reads what was asked: neither end means the last 90 days, one end means 90 days from it. Refuses ends the wrong way
     * round, more than 90 days, and what is no W3C date and time with its offset.
     */
    public static Window of(String start, String end, Instant now) {
        if (start.isBlank() && end.isBlank()) {
            return new Window(now.minus(LONGEST), now);
        }
        Instant before = end.isBlank() ? read("start_date", start).plus(LONGEST) : read("end_date", end);
        Instant since = start.isBlank() ? before.minus(LONGEST) : read("start_date", start);
        if (since.isAfter(before)) {
            throw Fault.wrong(Refusal.invalid("gateway.windowBackwards"));
        }
        if (Duration.between(since, before).compareTo(LONGEST) > 0) {
            throw Fault.wrong(Refusal.invalid("gateway.windowTooLong", "days", LONGEST.toDays()));
        }
        return new Window(since, before);
    }

    /** Reads a date and time with its offset (W3C NOTE-datetime); a plus sign that an address has turned into a space counts. */
    public static Instant read(String field, String text) {
        try {
            Instant at = OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
            if (at.isBefore(FIRST) || at.isAfter(LAST)) {
                throw new DateTimeException("outside of all calendars");
            }
            return at.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException unreadable) {
            throw Fault.wrong(Refusal.invalid("gateway.datetime", "field", field, "value", text));
        }
    }

    /** Writes a time as the specification asks: {@code 2026-11-21T14:20:00+08:00}. */
    public static String write(Instant at, ZoneId zone) {
        return W3C.format(at.atZone(zone));
    }
}
