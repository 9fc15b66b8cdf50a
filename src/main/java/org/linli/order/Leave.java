package org.linli.order;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What bends or stops an order's clock 时限变更: asked for by one person with a reason, decided by another. Digital city
 * management knows four of them; giving back 回退 is a step of its own, and decided by whoever dispatches again.
 *
 * @param asked what waits for a decision
 * @param extensions how often the clock was already extended
 * @param left the time that was left when the order was suspended; empty while its clock runs
 */
public record Leave(Optional<Asked> asked, int extensions, Optional<Duration> left) {

    /** What may be asked for. */
    public enum Kind {
        /** 延时: more time, of the unit that the category's limit has. */
        EXTENSION,
        /** 挂账: nobody can go on for now; the clock stands for so many days at most. */
        SUSPENSION,
        /** 作废: it is no case at all. */
        CANCELLATION
    }

    /**
     * A request that waits.
     *
     * @param amount units of the category's limit, or days; 0 where nothing is counted
     * @param by who asked; somebody else decides
     */
    public record Asked(Kind kind, int amount, UUID by) {}

    /** How often more time is given [design]; after that the order is late, and everybody sees it. */
    public static final int MOST_EXTENSIONS = 2;

    /** How long a suspension lasts at most [design]. */
    public static final int LONGEST_SUSPENSION = 180;

    /** Nothing was asked for. */
    public static final Leave NONE = new Leave(Optional.empty(), 0, Optional.empty());

    /** Whether this waits for a decision. */
    public boolean waits(Kind kind) {
        return asked.filter(one -> one.kind() == kind).isPresent();
    }

    Leave asking(Asked one) {
        return new Leave(Optional.of(one), extensions, left);
    }

    Leave decided() {
        return new Leave(Optional.empty(), extensions, left);
    }

    Leave extended() {
        return new Leave(Optional.empty(), extensions + 1, left);
    }

    Leave suspended(Duration rest) {
        return new Leave(Optional.empty(), extensions, Optional.of(rest));
    }

    Leave resumed() {
        return new Leave(Optional.empty(), extensions, Optional.empty());
    }
}
