package org.linli.platform;

import org.springframework.stereotype.Component;

/** Whether commits wait for the disk 落盘: always, but for what can be made anew from nothing. */
@Component
public class Commits {

    private volatile boolean hurried;

    /**
     * Does work of whose commits the last second may be lost when the machine fails. For all transactions of this node
     * meanwhile: only while nobody is served yet.
     */
    public void hurry(Runnable work) {
        hurried = true;
        try {
            work.run();
        } finally {
            hurried = false;
        }
    }

    /** Whether they do not wait just now. */
    public boolean hurried() {
        return hurried;
    }
}
