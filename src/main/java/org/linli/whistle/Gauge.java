package org.linli.whistle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One clock 时限 of one department, as it stands now.
 *
 * @param met when it was met
 * @param stopped when it stopped without being met, for one that was released or a whistle that is over
 * @param missed whether it counts as missed although it stopped in time, for a department that was dismissed
 * @param percent of its time that has passed, above 100 where it is late
 */
public record Gauge(
        Limit limit,
        Instant from,
        Instant due,
        Optional<Instant> met,
        Optional<Instant> stopped,
        boolean missed,
        int percent) {

    /** The colour of a clock 红黄绿灯; always shown with a word and an icon. */
    public enum Tone {
        /** To 80 of 100. */
        GREEN,
        /** To the end. */
        AMBER,
        /** Beyond, met or not. */
        RED
    }

    private static final int SOON = 80;

    static Gauge of(
            Limit limit,
            Instant from,
            Instant due,
            Optional<Instant> met,
            Optional<Instant> stopped,
            boolean dismissed,
            Instant now) {
        Instant until = met.or(() -> stopped).orElse(now);
        long whole = Math.max(1, Duration.between(from, due).toSeconds());
        long passed = Math.max(0, Duration.between(from, until).toSeconds());
        return new Gauge(
                limit, from, due, met, stopped, dismissed && met.isEmpty(), (int) Math.min(999, passed * 100 / whole));
    }

    /** Whether it was met after its time, or is not met and its time is over, or never will be; on the second is in time. */
    public boolean late(Instant now) {
        return missed || met.or(() -> stopped).orElse(now).isAfter(due);
    }

    public boolean running() {
        return met.isEmpty() && stopped.isEmpty();
    }

    public Tone tone(Instant now) {
        return late(now) ? Tone.RED : running() && percent > SOON ? Tone.AMBER : Tone.GREEN;
    }

    /** The word beside the colour: whether it was met or runs, and how. */
    public String word(Instant now) {
        if (met.isPresent()) {
            return late(now) ? "metLate" : "met";
        }
        if (missed) {
            return "missed";
        }
        if (stopped.isPresent()) {
            return "stopped";
        }
        return switch (tone(now)) {
            case RED -> "late";
            case AMBER -> "soon";
            case GREEN -> "running";
        };
    }
}
