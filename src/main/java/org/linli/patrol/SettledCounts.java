package org.linli.patrol;

import java.time.Clock;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The counts of reports 公开数字 that anyone may see: how many a community settled, and nothing of any. */
@Repository
@Transactional(readOnly = true)
public class SettledCounts {

    private final JdbcClient jdbc;
    private final Clock clock;

    SettledCounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * By month and kind, since the beginning of a month. Of communities only, each for itself: from the sums of smaller and larger
     * places what is withheld of one could be found.
     */
    public SortedMap<YearMonth, Map<Kind, Long>> of(PlaceCode place, YearMonth since) {
        SortedMap<YearMonth, Map<Kind, Long>> counts = new TreeMap<>();
        if (place.level() != PlaceLevel.COMMUNITY) {
            return counts;
        }
        jdbc.sql("select kind, month, settled from reports_settled(:community, :since, :zone)")
                .param("community", place.value())
                .param(
                        "since",
                        Matters.time(
                                since.atDay(1).atStartOfDay(clock.getZone()).toInstant()))
                .param("zone", clock.getZone().getId())
                .query(row -> {
                    counts.computeIfAbsent(YearMonth.parse(row.getString("month")), month -> new EnumMap<>(Kind.class))
                            .put(Kind.valueOf(row.getString("kind")), row.getLong("settled"));
                });
        return counts;
    }
}
