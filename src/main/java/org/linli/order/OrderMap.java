package org.linli.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How many open orders stand where 事项地图: at each building, and above a community at each place directly inside. */
@Repository
@Transactional(readOnly = true)
public class OrderMap {

    /**
     * One place of the map.
     *
     * @param place a building or what holds it, where nothing closer is known; above a community a place directly inside
     * @param late whose clock has ended
     * @param soon whose clock is nearly used up
     */
    public record Spot(PlaceCode place, long orders, long late, long soon) {

        /** The worst of its lights; none where all have time. */
        public Optional<Light> light() {
            return late > 0 ? Optional.of(Light.RED) : soon > 0 ? Optional.of(Light.AMBER) : Optional.empty();
        }
    }

    private final JdbcClient jdbc;
    private final FoundOrders found;

    OrderMap(JdbcClient jdbc, FoundOrders found) {
        this.jdbc = jdbc;
        this.found = found;
    }

    /**
     * The open ones of what is looked for, by where they are. Refuses as the list does.
     *
     * @param grouped whether a community is counted by its compounds, and not by its buildings
     */
    public Map<PlaceCode, Spot> spots(Sought sought, PlaceCode within, boolean grouped) {
        int digits = within.level().compareTo(PlaceLevel.COMMUNITY) >= 0 && !grouped
                ? PlaceLevel.BUILDING.digits()
                : within.level().below().orElseThrow().digits();
        Map<String, Object> values = new LinkedHashMap<>();
        String condition = found.where(sought, values);
        return jdbc
                .sql("""
                        select left(m.place, :digits) as spot, count(*) as orders,
                               count(*) filter (where m.state <> 'SUSPENDED' and m.soon_at <= :now and m.due_at < :now) as late,
                               count(*) filter (where m.state <> 'SUSPENDED' and m.soon_at <= :now and m.due_at >= :now) as soon
                          from matter m
                          join service_order o on o.matter = m.id
                        """ + condition + """
                           and m.ended_at is null
                         group by spot
                        """)
                .params(values)
                .param("digits", digits)
                .query((row, n) -> new Spot(
                        PlaceCode.parse(row.getString("spot")),
                        row.getLong("orders"),
                        row.getLong("late"),
                        row.getLong("soon")))
                .list()
                .stream()
                .collect(Collectors.toMap(Spot::place, Function.identity(), (one, same) -> one, LinkedHashMap::new));
    }
}
