package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Ratio;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The counts of orders 公开数字 that anyone may see: numbers of a whole place, and no row of any order. */
@Repository
@Transactional(readOnly = true)
public class OrderCounts {

    /**
     * The numbers of one place, of one month, or of both.
     *
     * @param satisfied rated 4 or 5 of 5 on average by whoever asked and whoever joined, and solved as all of them say
     * @param unrated closed by the clock without a rating; finished, but neither satisfied nor not
     * @param promised placed where a first answer was promised within some minutes
     * @param medianAnswer until the first human answer; empty where none is known
     * @param merged found to be the same as another; counted apart, and neither as placed nor as open or finished
     */
    public record Figures(
            long placed,
            long open,
            long finished,
            long rated,
            long satisfied,
            long unrated,
            long declined,
            long answered,
            long answeredInTime,
            long promised,
            Optional<Duration> medianAnswer,
            long merged) {

        /** Satisfied of those rated. */
        public Ratio satisfaction() {
            return new Ratio(satisfied, rated);
        }

        /** Answered in time of those to whom it was promised. */
        public Ratio onTime() {
            return new Ratio(answeredInTime, promised);
        }

        /** Both together; a median of two medians is none. */
        Figures plus(Figures other) {
            return new Figures(
                    placed + other.placed,
                    open + other.open,
                    finished + other.finished,
                    rated + other.rated,
                    satisfied + other.satisfied,
                    unrated + other.unrated,
                    declined + other.declined,
                    answered + other.answered,
                    answeredInTime + other.answeredInTime,
                    promised + other.promised,
                    Optional.empty(),
                    merged + other.merged);
        }
    }

    /** The numbers of a place by month and by the places in it: compounds, or the community itself for what lies in none. */
    public record Counts(Figures total, SortedMap<YearMonth, Figures> byMonth, SortedMap<PlaceCode, Figures> byPlace) {

        /** By larger places: the communities of a street. */
        public SortedMap<PlaceCode, Figures> by(PlaceLevel level) {
            SortedMap<PlaceCode, Figures> folded = new TreeMap<>();
            byPlace.forEach((place, figures) -> folded.merge(place.at(level), figures, Figures::plus));
            return folded;
        }
    }

    private record Row(Optional<PlaceCode> place, Optional<YearMonth> month, Figures figures) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    OrderCounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The orders at and inside a place, placed in the month or later. */
    public Counts of(PlaceCode place, YearMonth since) {
        SortedMap<YearMonth, Figures> byMonth = new TreeMap<>();
        SortedMap<PlaceCode, Figures> byPlace = new TreeMap<>();
        Figures[] total = {new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), 0)};
        jdbc.sql("select * from order_counts(:from, :to, :since, :zone)")
                .param("from", place.from())
                .param("to", place.to())
                .param(
                        "since",
                        Matters.time(
                                since.atDay(1).atStartOfDay(clock.getZone()).toInstant()))
                .param("zone", clock.getZone().getId())
                .query((row, n) -> row(row))
                .list()
                .forEach(row -> {
                    if (row.place().isEmpty()) {
                        total[0] = row.figures();
                    } else if (row.month().isEmpty()) {
                        byPlace.put(row.place().get(), row.figures());
                    } else {
                        byMonth.merge(row.month().get(), row.figures(), Figures::plus);
                    }
                });
        return new Counts(total[0], byMonth, byPlace);
    }

    private static Row row(ResultSet row) throws SQLException {
        long median = row.getLong("median_answer_seconds");
        boolean answered = !row.wasNull();
        return new Row(
                Optional.ofNullable(row.getString("place")).map(PlaceCode::parse),
                Optional.ofNullable(row.getString("month")).map(YearMonth::parse),
                new Figures(
                        row.getLong("placed"),
                        row.getLong("open"),
                        row.getLong("finished"),
                        row.getLong("rated"),
                        row.getLong("satisfied"),
                        row.getLong("unrated"),
                        row.getLong("declined"),
                        row.getLong("answered"),
                        row.getLong("answered_in_time"),
                        row.getLong("promised"),
                        answered ? Optional.of(Duration.ofSeconds(median)) : Optional.empty(),
                        row.getLong("merged")));
    }
}
