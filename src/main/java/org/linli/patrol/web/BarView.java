package org.linli.patrol.web;

import java.util.Optional;
import org.linli.patrol.Bar;
import org.linli.patrol.Bars;
import org.linli.platform.web.Page;

/** What was found about a report or a hand-over, and what whoever looks may do about it. */
public record BarView(Optional<Bar> bar, boolean proposes, boolean confirms) {

    static BarView of(Bar.Origin origin, Optional<Bar> bar, Page page) {
        return new BarView(
                bar,
                bar.isEmpty() && Bars.proposes(page.actor(), origin),
                bar.filter(one -> one.confirmedAt().isEmpty() && !one.mine()).isPresent()
                        && Bars.confirms(page.actor(), origin));
    }

    /** Whether there is anything to show. */
    public boolean shown() {
        return bar.isPresent() || proposes;
    }
}
