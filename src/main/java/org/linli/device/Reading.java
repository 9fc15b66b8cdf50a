package org.linli.device;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.linli.kernel.Refusal;

/**
 * An alert as a device tells of it 设备上报: what, when, how many, how sure. There is no field for a word, a picture or a person, so
 * that nothing of anybody can be in it.
 *
 * @param event the device's own number of it, 1 to 64 letters, digits and {@code . _ : -}; sent again it is the same alert
 * @param alert which kind, by its word; {@code heartbeat} only says that the device lives
 * @param count how many things it counted, 1 to 1,000
 * @param confidence how sure it is, 0 to 100 percent
 * @param battery what is left, 0 to 100 percent
 */
public record Reading(
        String event,
        String alert,
        Instant at,
        Optional<Integer> count,
        Optional<Integer> confidence,
        Optional<Integer> battery) {

    private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{1,29}");
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    public Reading {
        if (!EVENT.matcher(event).matches()) {
            throw Refusal.invalid("device.event", "most", 64);
        }
        if (!WORD.matcher(alert).matches()) {
            throw Refusal.invalid("device.alert", "alert", alert);
        }
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw Refusal.invalid("device.time");
        }
        within("count", count, 1, 1000);
        within("confidence", confidence, 0, 100);
        within("battery", battery, 0, 100);
    }

    private static void within(String field, Optional<Integer> number, int least, int most) {
        if (number.filter(given -> given < least || given > most).isPresent()) {
            throw Refusal.invalid("device.number", "field", field, "least", least, "most", most);
        }
    }

    /** Whether it only says that the device lives. */
    public boolean heartbeat() {
        return alert.equals(AlertKind.HEARTBEAT);
    }
}
