package org.linli.device;

import java.time.Instant;
import java.util.UUID;

/**
 * A message put aside 搁置的消息: by a fault of ours it could not be taken in.
 *
 * @param size in bytes
 * @param heardAt when we first had it; by that the age of what it says is judged
 * @param tries in vain, all together
 * @param error the id under which the log tells of the last fault
 * @param refused the code of the refusal, where it was refused when it was tried again
 * @param movedBy who had it tried again or dropped it, last; empty for nobody yet
 */
public record Message(
        UUID id,
        UUID device,
        String name,
        String topic,
        int size,
        Instant heardAt,
        int tries,
        String error,
        State state,
        String refused,
        Instant movedAt,
        String movedBy) {

    /** Where it stands. */
    public enum State {
        /** 搁置: it waits for somebody. */
        ASIDE,
        /** 正在再试. */
        AGAIN,
        /** 已收下. */
        TAKEN,
        /** 被退回: as any message that is refused. */
        REFUSED,
        /** 已丢弃. */
        DROPPED
    }

    /** Whether somebody may have it tried again, or drop it. */
    public boolean waits() {
        return state == State.ASIDE;
    }
}
