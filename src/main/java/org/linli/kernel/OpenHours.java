package org.linli.kernel;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Open from one minute of the day to another 营业时段, the second not included; 24:00 is the end of the day.
 *
 * @param opens minutes after midnight, 0 to 1439
 * @param closes minutes after midnight, more than {@code opens}, at most 1440
 */
public record OpenHours(int opens, int closes) {

    private static final int DAY = 24 * 60;
    private static final int MOST = 6;
    private static final int LONGEST = 200;
    private static final String CLOCK = "([0-9]{1,2})[:：]([0-9]{2})";
    private static final String WRITTEN = CLOCK + " ?[-–—~～至到] ?" + CLOCK;
    private static final Pattern ONE = Pattern.compile(WRITTEN);
    private static final Pattern DAY_WRITTEN = Pattern.compile(WRITTEN + "([ ,，、;；]+" + WRITTEN + ")*");

    /** Refuses anything else as {@code hours.order}. */
    public OpenHours {
        if (opens < 0 || closes > DAY || opens >= closes) {
            throw Refusal.invalid("hours.order");
        }
    }

    /**
     * Reads a day's hours as people type them, {@code 9:00-12:00, 13:00-17:00}; nothing is a day of rest. Refuses what
     * cannot be read as {@code hours.malformed}, stretches that overlap or are out of order as {@code hours.order}, and
     * more than six as {@code hours.tooMany}.
     */
    public static List<OpenHours> parse(String day) {
        String written = day.strip();
        if (written.isEmpty()) {
            return List.of();
        }
        if (written.length() > LONGEST || !DAY_WRITTEN.matcher(written).matches()) {
            throw malformed(written);
        }
        return inOrder(ONE.matcher(written).results().map(OpenHours::one).toList());
    }

    /** The stretches, which must follow each other without sharing a minute. */
    static List<OpenHours> inOrder(List<OpenHours> hours) {
        if (hours.size() > MOST) {
            throw Refusal.invalid("hours.tooMany", "most", MOST);
        }
        for (int i = 1; i < hours.size(); i++) {
            if (hours.get(i).opens < hours.get(i - 1).closes) {
                throw Refusal.invalid("hours.order");
            }
        }
        return List.copyOf(hours);
    }

    private static OpenHours one(MatchResult written) {
        return new OpenHours(minute(written, 1), minute(written, 3));
    }

    private static int minute(MatchResult written, int group) {
        int minutes = Integer.parseInt(written.group(group + 1));
        if (minutes > 59) {
            throw malformed(written.group());
        }
        return Integer.parseInt(written.group(group)) * 60 + minutes;
    }

    private static Refusal malformed(String written) {
        return Refusal.invalid("hours.malformed", "text", written);
    }

    /** A day's hours as they are kept and shown: {@code 09:00-12:00 13:00-17:00}. */
    public static String print(List<OpenHours> hours) {
        return hours.stream().map(OpenHours::toString).collect(Collectors.joining(" "));
    }

    public int minutes() {
        return closes - opens;
    }

    @Override
    public String toString() {
        return clock(opens) + "-" + clock(closes);
    }

    private static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
