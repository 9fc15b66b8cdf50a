package org.linli.platform.notice;

import java.util.UUID;
import org.linli.platform.web.Outage;
import org.linli.platform.web.Page;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Whoever opens a page has read what was told of it 已读; where there is no room left to write that down, they read it all the same. */
@Component
public class Opened {

    private final Notices notices;

    Opened(Notices notices) {
        this.notices = notices;
    }

    /** Marks what the page's visitor was told of a matter, or of another thing. */
    public void about(UUID id, Page page) {
        mark(page, () -> notices.readAbout(id));
    }

    /** Marks what the page's visitor was told of a kind that is no matter. */
    public void of(String kind, Page page) {
        mark(page, () -> notices.readOf(kind));
    }

    private static void mark(Page page, Runnable reading) {
        if (page.visit().unread() == 0) {
            return;
        }
        try {
            reading.run();
        } catch (DataAccessException failed) {
            if (Outage.behind(failed).filter(Outage.FULL::equals).isEmpty()) {
                throw failed;
            }
        }
    }
}
