package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The lateness board 超时榜: what is late or soon late, by handler and by what it waits for, whoever has let something lie longest first. */
@Repository
@Transactional(readOnly = true)
public class Lateness {

    /** How many are late, and how many are soon late. */
    public record Pressing(long late, long soon) {

        /** Neither. */
        static final Pressing NONE = new Pressing(0, 0);

        Pressing plus(Pressing other) {
            return new Pressing(late + other.late, soon + other.soon);
        }
    }

    /**
     * One handler.
     *
     * @param handler {@link Sought#NOBODY} for what the community has not dispatched, or has to dispatch again after a bad
     *     rating, whoever worked on it before
     * @param raised of how many of the late ones the street or the district was told
     * @param oldest when the clock ended, or will end, that ends first; the clocks of a line without orders end never
     */
    public record Line(UUID handler, String name, Map<Awaits, Pressing> cells, long raised, Instant oldest) {

        public Line {
            cells = Map.copyOf(cells);
        }

        /** How many wait for one thing. */
        public Pressing cell(Awaits what) {
            return cells.getOrDefault(what, Pressing.NONE);
        }

        /** All together. */
        public Pressing sum() {
            return cells.values().stream().reduce(Pressing.NONE, Pressing::plus);
        }
    }

    /** All that was looked for, and a page of handlers. */
    public record Board(Line whole, Page<Line> lines) {}

    /** So many handlers stand on a page. */
    public static final int PAGE = 30;

    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), Sought.NOBODY);
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final String COUNTS = Arrays.stream(Awaits.values())
            .flatMap(what -> Stream.of(
                    "count(*) filter (where l.late and " + in(what) + ") as late_" + what.name(),
                    "count(*) filter (where not l.late and " + in(what) + ") as soon_" + what.name()))
            .collect(Collectors.joining(",\n"));

    private final JdbcClient jdbc;
    private final FoundOrders found;

    Lateness(JdbcClient jdbc, FoundOrders found) {
        this.jdbc = jdbc;
        this.found = found;
    }

    /** The board of what is looked for. Refuses as the list does. */
    public Board board(Sought sought, Optional<Cursor> after) {
        return board(sought, after, PAGE);
    }

    /** A page of so many handlers. One statement: the line of all is a group of its own. */
    Board board(Sought sought, Optional<Cursor> after, int size) {
        Cursor from = after.orElse(FIRST);
        Map<String, Object> values = new LinkedHashMap<>();
        Set<Sought.Mark> marks = EnumSet.of(Sought.Mark.PRESSING);
        marks.addAll(sought.marks());
        String late = found.where(sought.standing(sought.states(), marks), values);
        List<Line> lines = new ArrayList<>(jdbc.sql("""
                        select l.handler, max(l.handler_name) as handler_name, min(l.due_at) as oldest,
                               count(*) filter (where l.raised) as raised,
                        """ + COUNTS + """

                          from (select case when m.handler is null or\s""" + FoundOrders.AGAIN + """
                                        then cast(:nobody as uuid) else m.handler end as handler,
                                       case when not (""" + FoundOrders.AGAIN
                        + """
                                       ) then m.handler_name end as handler_name,
                                       m.state, m.due_at, m.due_at < :now as late,
                        """ + FoundOrders.RAISED + """
                                       as raised
                                  from matter m
                                  join service_order o on o.matter = m.id
                        """ + late + """
                               ) l
                         group by grouping sets ((l.handler), ())
                        having grouping(l.handler) = 1
                            or (min(l.due_at), l.handler) > (:at, :id)
                         order by grouping(l.handler) desc, min(l.due_at), l.handler
                         limit :most
                        """)
                .params(values)
                .param("nobody", Sought.NOBODY)
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", size + 2)
                .query((row, n) -> line(row))
                .list());
        Line whole = lines.removeFirst();
        return new Board(whole, Page.cut(lines, size, line -> new Cursor(line.oldest(), line.handler())));
    }

    private static String in(Awaits what) {
        return "l.state in ("
                + what.names().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")) + ")";
    }

    private static Line line(ResultSet row) throws SQLException {
        Map<Awaits, Pressing> cells = new EnumMap<>(Awaits.class);
        for (Awaits what : Awaits.values()) {
            cells.put(what, new Pressing(row.getLong("late_" + what.name()), row.getLong("soon_" + what.name())));
        }
        return new Line(
                Optional.ofNullable(row.getObject("handler", UUID.class)).orElse(Sought.NOBODY),
                Optional.ofNullable(row.getString("handler_name")).orElse(""),
                cells,
                row.getLong("raised"),
                Matters.instant(row, "oldest").orElse(NEVER));
    }
}
