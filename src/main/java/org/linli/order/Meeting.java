package org.linli.order;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;

/**
 * What a joint meeting decided 联席会议 of an order that came back three times.
 *
 * @param on empty where none was held
 */
public record Meeting(Optional<LocalDate> on, String attended, String decided) {

    /** None. */
    public static final Meeting NONE = new Meeting(Optional.empty(), "", "");

    /** Reads three fields of a form; all empty is none. Refuses a day that is none, and one of them without the others. */
    public static Meeting of(String on, String attended, String decided) {
        if (on.isBlank() && attended.isBlank() && decided.isBlank()) {
            return NONE;
        }
        return new Meeting(
                Optional.of(day(on)),
                Worded.said("order.meetingAttended", attended, 2, 200),
                Worded.said("order.meetingDecided", decided, 2, 500));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException none) {
            throw Refusal.invalid("order.meetingDate");
        }
    }

    /** Whether one was held. */
    public boolean held() {
        return on.isPresent();
    }

    /** Refuses a day before the order was placed, or still to come. */
    void within(Instant from, Instant until) {
        on.filter(day -> day.isBefore(day(from)) || day.isAfter(day(until))).ifPresent(day -> {
            throw Refusal.invalid("order.meetingDate");
        });
    }

    private static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.ofHours(8)).toLocalDate();
    }
}
