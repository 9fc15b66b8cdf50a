package org.linli.platform.deadline;

import java.util.UUID;

/** What a room does when one of its clocks 时限 ends; called as the machinery of the matter's place. */
public interface Alarm {

    /** The name under which deadlines are set, such as {@code order.unrated}. */
    String name();

    /**
     * Acts if the matter still stands where it stood; otherwise does nothing.
     *
     * @param version the matter's version when the clock was started
     */
    void ring(UUID matter, int version);
}
