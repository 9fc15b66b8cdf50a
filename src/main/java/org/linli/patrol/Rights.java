package org.linli.patrol;

import java.time.Clock;
import java.util.List;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whether somebody may report now 报告的权利, and what was found against them. */
@Repository
@Transactional(readOnly = true)
public class Rights {

    private final JdbcClient jdbc;
    private final Clock clock;

    Rights(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The findings against the acting person that were confirmed, the newest 20 first. */
    public List<Bar> against() {
        return jdbc.sql(Bars.SELECT + """
                         where person = :me
                           and confirmed_at is not null
                         order by confirmed_at desc
                         limit 20
                        """)
                .param("self", Acting.current().self())
                .param("me", Acting.current().self())
                .query((row, n) -> Bars.bar(row))
                .list();
    }

    /** Whether the acting person may not report now. */
    public boolean barred() {
        return against().stream().anyMatch(bar -> bar.bars(clock.instant()));
    }

    /** Refuses whoever may not report now. */
    void refuseBarred() {
        if (barred()) {
            throw Refusal.forbidden("patrol.barred");
        }
    }
}
