package org.linli.order;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.Refusal;
import org.linli.order.FoundOrders.Listed;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whom to call back 待回访 (0-24): what is done, was not rated for some days, and was not done by whoever looks. */
@Repository
@Transactional(readOnly = true)
public class Callbacks {

    /** The parts of the list. */
    public enum Tab {
        /** 该打的: nobody has called yet. */
        FIRST("o.calls = 0"),
        /** 再打一次: nobody was reached. */
        AGAIN("o.calls between 1 and 2"),
        /** 打了三次的: nobody is called any more; the clock closes it unrated. */
        ENOUGH("o.calls >= 3");

        private final String which;

        Tab(String which) {
            this.which = which;
        }
    }

    /** The steps after which somebody has worked on an order, and never asks how it was done. */
    static final Set<String> WORKED = Set.of("accept", "start", "finish", "deliver");

    private static final int PAGE = 20;
    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));

    /** The nearest to be closed unrated first; what was found on a round has nobody to be called. */
    private static final String DUE = """
               and m.ended_at is null
               and m.state in ('DONE', 'VERIFIED')
               and o.done_at <= :before
               and o.whole is null
               and not (o.channel in ('GRID', 'DEVICE') and m.requester is null)
               and m.handler is distinct from cast(:own as uuid)
               and not exists (select 1
                                 from service_order p
                                 join matter pm on pm.id = p.matter
                                where p.whole = m.id
                                  and pm.handler = cast(:own as uuid))
               and m.requester is distinct from :reachPerson
               and m.assignee is distinct from :reachPerson
               and not exists (select 1
                                 from timeline_entry t
                                where t.matter = m.id
                                  and t.person = :reachPerson
                                  and t.step = any(:worked))
               and not exists (select 1
                                 from service_order p
                                 join timeline_entry t on t.matter = p.matter
                                where p.whole = m.id
                                  and t.person = :reachPerson
                                  and t.step = any(:worked))
            """;

    private final JdbcClient jdbc;
    private final FoundOrders found;
    private final CallbackSettings settings;
    private final Clock clock;

    Callbacks(JdbcClient jdbc, FoundOrders found, CallbackSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.found = found;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether somebody in this capacity calls anybody back: of the community or the grid. */
    public static boolean calls(Actor actor) {
        return actor.duty().dispatches() || actor.duty() == Duty.GRID_WORKER;
    }

    /** So many days somebody has for their own rating. */
    public int days() {
        return settings.afterDays();
    }

    /** One page of a part. Refuses whoever calls nobody. */
    public Page<Listed> page(Tab tab, Optional<Cursor> after) {
        Cursor from = after.orElse(FIRST);
        Map<String, Object> values = new LinkedHashMap<>();
        List<Order> orders = jdbc.sql(Orders.SELECT + due(values) + "   and " + tab.which + """

                           and (m.due_at, m.id) > (:at, :id)
                         order by m.due_at, m.id
                         limit :most
                        """)
                .params(values)
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> Orders.order(row))
                .list();
        Page<Order> page = Page.cut(
                orders, PAGE, order -> new Cursor(order.matter().dueAt().orElseThrow(), order.id()));
        return new Page<>(found.listed(page.items()), page.next());
    }

    /** How many each part holds, in one query. */
    public Map<Tab, Integer> counts() {
        Map<String, Object> values = new LinkedHashMap<>();
        String columns = java.util.Arrays.stream(Tab.values())
                .map(tab -> "count(*) filter (where " + tab.which + ") as " + tab.name())
                .collect(Collectors.joining(",\n"));
        return jdbc.sql("select " + columns + """

                          from matter m
                          join service_order o on o.matter = m.id
                        """ + due(values))
                .params(values)
                .query((row, n) -> {
                    Map<Tab, Integer> counts = new EnumMap<>(Tab.class);
                    for (Tab tab : Tab.values()) {
                        counts.put(tab, row.getInt(tab.name()));
                    }
                    return counts;
                })
                .single();
    }

    /** Whether the acting person may call whoever asked for this order now; {@link Orders#take} asks again. */
    public boolean open(Order order) {
        return order.calledBack(Acting.current(), settings.after(), clock.instant());
    }

    private String due(Map<String, Object> values) {
        if (!calls(Acting.current())) {
            throw Refusal.forbidden("callback.notYours");
        }
        String where = found.where(Sought.ALL, values) + DUE;
        values.put("own", Bound.id(Acting.current().organisation()));
        values.put("worked", WORKED.toArray(String[]::new));
        values.put("before", Matters.time(clock.instant().minus(settings.after())));
        return where;
    }
}
