package org.linli.bulletin;

import java.time.LocalTime;

/** What people say at that time of day 问候. */
enum Greeting {
    MORNING,
    FORENOON,
    NOON,
    AFTERNOON,
    EVENING,
    NIGHT;

    static Greeting at(LocalTime time) {
        int hour = time.getHour();
        if (hour < 5 || hour >= 22) {
            return NIGHT;
        }
        if (hour < 9) {
            return MORNING;
        }
        if (hour < 11) {
            return FORENOON;
        }
        if (hour < 13) {
            return NOON;
        }
        return hour < 18 ? AFTERNOON : EVENING;
    }

    String words() {
        return "bulletin.greeting." + name();
    }
}
