package org.linli.demo;

import org.linli.kernel.Refusal;

/** Whoever looks around while the demo world is still told 先来的访客, and may take a step before its story does. */
final class Visitors {

    private Visitors() {}

    /** Tells a part; what is left of it where a visitor was quicker goes as they wish, and whatever follows is told. */
    static void mayBeQuicker(Runnable part) {
        try {
            part.run();
        } catch (Refusal taken) {
            if (taken.kind() != Refusal.Kind.MOVED_ON) {
                throw taken;
            }
        }
    }
}
