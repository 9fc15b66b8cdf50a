package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rates of the orders that the acting person reaches and looks for, counted where they lie. */
@Repository
@Transactional(readOnly = true)
public class OrderRates {

    /** By what they are told apart 分组. */
    public enum By {
        /** 按社区. */
        COMMUNITY,
        /** 按小区; what lies in none counts for the community itself. */
        COMPOUND,
        /** 按接单方. */
        HANDLER,
        /** 按类别. */
        CATEGORY,
        /** 按事件和部件, as the national classes have it; and what has none. */
        NATIONAL,
        /** 按月. */
        MONTH
    }

    /**
     * The rates of one group.
     *
     * @param key a place code, a handler's id (empty for none), the first two digits of a category, or a month
     * @param handlerName for a group by handlers
     */
    public record Group(String key, String handlerName, Rates rates) {}

    /** So many groups stand on a page. */
    public static final int GROUPS = 100;

    private static final String COUNTS = Arrays.stream(Figure.values())
            .map(figure -> "count(*) filter (where " + figure.counts() + ") as " + figure.name())
            .collect(Collectors.joining(",\n"));

    private final JdbcClient jdbc;
    private final FoundOrders found;
    private final Clock clock;

    OrderRates(JdbcClient jdbc, FoundOrders found, Clock clock) {
        this.jdbc = jdbc;
        this.found = found;
        this.clock = clock;
    }

    /** The rates of all that is looked for. Refuses as the list does. */
    public Rates of(Sought sought) {
        Map<String, Object> values = new LinkedHashMap<>();
        return jdbc.sql("select " + COUNTS + """

                          from matter m
                          join service_order o on o.matter = m.id
                        """ + found.where(sought, values))
                .params(values)
                .query((row, n) -> rates(row))
                .single();
    }

    /** The same, group by group, by key: all of them. */
    public List<Group> of(Sought sought, By by) {
        List<Group> all = new ArrayList<>(of(sought, by, "", 500));
        for (int before = 0; all.size() - before == 500; ) {
            before = all.size();
            all.addAll(of(sought, by, all.getLast().key(), 500));
        }
        return all;
    }

    /** A page of them: so many after the key of the last one before, which is empty for the first page. */
    public List<Group> of(Sought sought, By by, String after, int most) {
        Map<String, Object> values = new LinkedHashMap<>();
        String beyond = after.isEmpty() ? "" : "   and (" + key(by) + ") collate \"C\" > :after\n";
        return jdbc.sql("select (" + key(by) + ") collate \"C\"" + " as key, max(m.handler_name) as handler_name, "
                        + COUNTS + """

                          from matter m
                          join service_order o on o.matter = m.id
                        """
                        + found.where(sought, values) + beyond + """
                         group by 1
                         order by 1
                         limit :most
                        """)
                .params(values)
                .param("after", after)
                .param("most", most)
                .param("zone", clock.getZone().getId())
                .query((row, n) -> new Group(row.getString("key"), row.getString("handler_name"), rates(row)))
                .list();
    }

    private static String key(By by) {
        return switch (by) {
            case COMMUNITY -> "m.community";
            case COMPOUND -> "left(m.place, 15)";
            case HANDLER -> "coalesce(cast(m.handler as text), '')";
            case CATEGORY -> "left(o.category, 2)";
            case NATIONAL -> FoundOrders.NATIONAL;
            case MONTH -> "to_char(m.opened_at at time zone :zone, 'YYYY-MM')";
        };
    }

    private static Rates rates(ResultSet row) throws SQLException {
        Map<Figure, Long> counts = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            counts.put(figure, row.getLong(figure.name()));
        }
        return new Rates(counts);
    }
}
