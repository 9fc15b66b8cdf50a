package org.linli.order;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Sought.Sort;
import org.linli.order.Sought.Stand;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All orders that the acting person reaches 全部事项, sieved by what they look for. */
@Repository
@Transactional(readOnly = true)
public class FoundOrders {

    /**
     * An order that was found.
     *
     * @param placeName in full below the community, as people write it
     */
    public record Listed(Order order, String placeName) {}

    /**
     * A page of what was found, and how much that is in all.
     *
     * @param many counted no further than to one above {@link #COUNTED}
     */
    public record Found(Page<Listed> page, int many) {}

    /** So many stand on a page. */
    public static final int PAGE = 50;

    /** Above this a number found is told as “so many and more”. */
    public static final int COUNTED = 1_000;

    /** Up to so many orders that hold the words are found once and kept for all that a page asks of them. */
    private static final int KEPT = 5_000;

    /** So many ids go with other questions. */
    private static final int FEW = 200;

    /** What is suspended 挂账 waits for its day, and is neither late nor soon. */
    static final String PRESSING = "   and m.ended_at is null and m.state <> 'SUSPENDED' and m.soon_at <= :now\n";

    /** Whether those above the community were told of the very clock that runs. */
    static final String RAISED = "o.reminded in ('STREET', 'DISTRICT') and o.reminded_of = m.due_at";

    /** What a bad rating reopened waits for the community to dispatch it again, and no more for whoever worked on it. */
    static final String AGAIN = "m.state = 'REOPENED'";

    /** Which kind of national class an order's category is of: E an event 事件, P a part 部件, empty for none. */
    static final String NATIONAL =
            "coalesce((select left(c.national, 1) from order_category c where c.code = o.category), '')";

    private static final Set<Sought.Mark> CLOCKS =
            Set.of(Sought.Mark.LATE, Sought.Mark.SOON, Sought.Mark.PRESSING, Sought.Mark.RAISED);

    private static final String URGENT = "   and m.urgent and m.ended_at is null\n";
    private static final String OTHERS = "   and not (m.urgent and m.ended_at is null)\n";

    /** By when the promised first answer is due. */
    static final String ANSWER_DUE = "m.opened_at + make_interval(mins => o.answer_within)";

    /** A promised first answer that did not come, when four fifths of the time for it are over. */
    static final String ANSWERING = """
               and m.ended_at is null
               and o.answer_within is not null
               and o.first_answer_at is null
               and m.opened_at + make_interval(secs => o.answer_within * 48) <= :now
            """;

    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));
    private static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Places places;
    private final RateSettings settings;
    private final Clock clock;

    FoundOrders(JdbcClient jdbc, Trips trips, Places places, RateSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether somebody in this capacity sees lists of orders at all. */
    public static boolean sees(Actor actor) {
        return !OrderLists.Tab.of(actor.duty()).isEmpty();
    }

    /** One page. Refuses whoever sees no orders, and a place out of reach. */
    public Page<Listed> page(Sought sought, Optional<Cursor> after) {
        return page(sought, after, PAGE);
    }

    /** The same, but what is urgent and open comes before all others; and counted. */
    public Found urgentFirst(Sought sought, Optional<Cursor> after) {
        boolean byDeadline = sought.sort() == Sort.DUE;
        Optional<UUID[]> saying = saying(sought);
        // Many ids take a way each: the database would answer the first question while the others are still being sent.
        Trip together = trips.begin();
        Supplier<Trip> way = saying.filter(ids -> ids.length > FEW).isPresent() ? trips::begin : () -> together;
        Supplier<Page<Order>> found = UrgentFirst.page(
                after,
                PAGE,
                byDeadline ? FIRST : LAST,
                (urgent, from, most) -> rows(way.get(), sought, saying, urgent ? URGENT : OTHERS, from, most),
                order -> order.terms().urgent() && order.matter().endedAt().isEmpty(),
                order -> new Cursor(position(order, byDeadline), order.id()));
        Supplier<Integer> many = count(way.get(), sought, saying, COUNTED + 1);
        Page<Order> page = found.get();
        return new Found(new Page<>(listed(page.items()), page.next()), many.get());
    }

    /** A page of so many. */
    Page<Listed> page(Sought sought, Optional<Cursor> after, int size) {
        boolean byDeadline = sought.sort() == Sort.DUE;
        List<Order> orders = rows(
                        trips.begin(), sought, Optional.empty(), "", after.orElse(byDeadline ? FIRST : LAST), size + 1)
                .get();
        Page<Order> page = Page.cut(orders, size, order -> new Cursor(position(order, byDeadline), order.id()));
        return new Page<>(listed(page.items()), page.next());
    }

    private Supplier<List<Order>> rows(
            Trip trip, Sought sought, Optional<UUID[]> saying, String only, Cursor from, int most) {
        boolean byDeadline = sought.sort() == Sort.DUE;
        Map<String, Object> values = new LinkedHashMap<>();
        String sql = Orders.SELECT + where(sought, saying, values) + only + (byDeadline ? """
                           and (m.due_at, m.id) > (:at, :id)
                         order by m.due_at, m.id
                        """ : """
                           and (m.opened_at, m.id) < (:at, :id)
                         order by m.opened_at desc, m.id desc
                        """) + " limit :most";
        values.put("at", Matters.time(from.at()));
        values.put("id", from.id());
        values.put("most", most);
        return trip.ask(sql, values, (row, n) -> Orders.order(row));
    }

    private static Instant position(Order order, boolean byDeadline) {
        return byDeadline
                ? order.matter().dueAt().orElseThrow()
                : order.matter().openedAt();
    }

    /** The given orders of those in reach, in the order given; the others are left out. */
    public List<Listed> these(List<java.util.UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        return listed(jdbc.sql(Orders.SELECT + where(Sought.ALL, values) + """
                           and m.id = any(cast(:ids as uuid[]))
                         order by array_position(cast(:ids as uuid[]), m.id)
                        """)
                .params(values)
                .param("ids", ids.toArray(java.util.UUID[]::new))
                .query((row, n) -> Orders.order(row))
                .list());
    }

    /** How many there are, counted no further than to the given number. */
    public int count(Sought sought, int most) {
        return count(trips.begin(), sought, Optional.empty(), most).get();
    }

    private Supplier<Integer> count(Trip trip, Sought sought, Optional<UUID[]> saying, int most) {
        Map<String, Object> values = new LinkedHashMap<>();
        String sql = """
                select count(*)
                  from (select 1
                          from matter m
                          join service_order o on o.matter = m.id
                """ + where(sought, saying, values) + " limit :most) found";
        values.put("most", most);
        return trip.askOne(sql, values, (row, n) -> row.getInt(1));
    }

    /** The orders that hold the words looked for, in reach of the index of words; empty where none are looked for, or too many hold them. */
    private Optional<UUID[]> saying(Sought sought) {
        Actor actor = Acting.current();
        if (sought.words().isEmpty() || !sees(actor)) {
            return Optional.empty();
        }
        Optional<PlaceCode> place = sought.place().map(at -> reached(at, actor));
        List<UUID> saying = jdbc.sql("select said from orders_said(:said, :from, :to) as said limit :most")
                .param("said", sought.eachWord().toArray(String[]::new))
                .param("from", place.map(PlaceCode::from).orElse(""))
                .param("to", place.map(PlaceCode::to).orElse(":"))
                .param("most", KEPT + 1)
                .query(UUID.class)
                .list();
        return Optional.of(saying).filter(ids -> ids.size() <= KEPT).map(ids -> ids.toArray(UUID[]::new));
    }

    /** The condition of a query over {@code matter m} and {@code service_order o}; puts its parameters among the values. */
    String where(Sought sought, Map<String, Object> values) {
        return where(sought, Optional.empty(), values);
    }

    private String where(Sought sought, Optional<UUID[]> saying, Map<String, Object> values) {
        Actor actor = Acting.current();
        if (!sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
        values.putAll(Matters.reach());
        values.put("now", Matters.time(clock.instant()));
        values.put("satisfiedFrom", settings.satisfiedFrom());
        return """
                 where m.kind = 'order'
                   and\s""" + Matters.REACHED + "   and " + within(sought, actor, values) + sieve(sought, saying, actor, values);
    }

    /**
     * The same in pieces, one after the other, that an index reads in order: where somebody sees several communities, each of
     * them by its code.
     */
    List<Sought> pieces(Sought sought) {
        Actor actor = Acting.current();
        PlaceCode place = looked(sought, actor);
        if (!actor.duty().readsMatters() || place.level().digits() >= PlaceLevel.COMMUNITY.digits()) {
            return List.of(sought);
        }
        return jdbc.sql("""
                        select code
                          from place
                         where code > :from
                           and code < :to
                           and level = :level
                         order by code
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("level", PlaceLevel.COMMUNITY.digits())
                .query((row, n) -> sought.at(Optional.of(PlaceCode.parse(row.getString("code")))))
                .list();
    }

    /** The place looked into: the one asked for, where it is inside the actor's own. */
    private static PlaceCode looked(Sought sought, Actor actor) {
        return sought.place().filter(actor.home()::contains).orElse(actor.home());
    }

    /** For the index: what the duty reaches is the handler's own, or one community's, or that of several. */
    private static String within(Sought sought, Actor actor, Map<String, Object> values) {
        if (!actor.duty().readsMatters()) {
            return "(m.handler = :reachOrganisation or m.returned_by = :reachOrganisation)\n";
        }
        PlaceCode place = looked(sought, actor);
        if (place.level().digits() >= PlaceLevel.COMMUNITY.digits()) {
            values.put("community", place.at(PlaceLevel.COMMUNITY).value());
            return "m.community = :community\n";
        }
        return "m.community >= :reachFrom and m.community < :reachTo\n";
    }

    private String sieve(Sought sought, Optional<UUID[]> saying, Actor actor, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        String from = "";
        String to = ":";
        if (sought.place().isPresent()) {
            PlaceCode place = reached(sought.place().get(), actor);
            from = place.from();
            to = place.to();
            conditions.add(
                    sought.exactly() ? "   and m.place = :from\n" : "   and m.place >= :from and m.place < :to\n");
        }
        values.put("from", from);
        values.put("to", to);
        if (!sought.states().isEmpty()) {
            conditions.add("   and m.state = any(:states)\n");
            // What is open is in an index of its own, and little beside all that ever was.
            if (sought.states().stream().noneMatch(State::over)) {
                conditions.add("   and m.ended_at is null\n");
            }
            values.put("states", sought.states().stream().map(Enum::name).toArray(String[]::new));
        }
        sought.stand().ifPresent(stand -> conditions.add(stands(stand)));
        sought.marks().forEach(mark -> conditions.add(marked(mark)));
        if (!sought.category().isEmpty()) {
            conditions.add("   and starts_with(o.category, :category)\n");
            values.put("category", sought.category());
        }
        sought.handler().ifPresent(handler -> {
            conditions.add(handled(handler, sought));
            values.put("handler", handler);
        });
        sought.channel().ifPresent(channel -> {
            conditions.add("   and o.channel = :channel\n");
            values.put("channel", channel.name());
        });
        sought.from().ifPresent(day -> {
            conditions.add("   and m.opened_at >= :opened\n");
            values.put("opened", Matters.time(begin(day)));
        });
        sought.until().ifPresent(day -> {
            conditions.add("   and m.opened_at < :before\n");
            values.put("before", Matters.time(begin(day.plusDays(1))));
        });
        sought.figure().ifPresent(figure -> conditions.add("   and " + figure.counts() + "\n"));
        if (saying.isPresent()) {
            conditions.add("   and m.id = any(:saying)\n");
            values.put("saying", saying.get());
        } else if (!sought.words().isEmpty()) {
            conditions.add("   and m.id in (select said from orders_said(:said, :from, :to) as said)\n");
            values.put("said", sought.eachWord().toArray(String[]::new));
        }
        if (sought.sort() == Sort.DUE) {
            conditions.add("   and m.ended_at is null and m.due_at is not null\n");
        }
        return String.join("", conditions);
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static String stands(Stand stand) {
        return switch (stand) {
            case OPEN -> "   and m.ended_at is null\n";
            case OVER -> "   and m.ended_at is not null\n";
        };
    }

    /** Whose turn it is, where the clock is asked after; otherwise whose it is, or was last. */
    private static String handled(UUID handler, Sought sought) {
        boolean nobody = handler.equals(Sought.NOBODY);
        if (sought.marks().stream().noneMatch(CLOCKS::contains)) {
            return nobody ? "   and m.handler is null\n" : "   and m.handler = :handler\n";
        }
        return nobody
                ? "   and (m.handler is null or " + AGAIN + ")\n"
                : "   and m.handler = :handler and not (" + AGAIN + ")\n";
    }

    private static String marked(Sought.Mark mark) {
        return switch (mark) {
            case LATE -> PRESSING + "   and m.due_at < :now\n";
            case SOON -> PRESSING + "   and m.due_at >= :now\n";
            case PRESSING -> PRESSING;
            case UNRATED -> "   and o.unrated\n";
            case REOPENED -> "   and o.reopened > 0\n";
            case ANSWER_LATE -> ANSWERING + "   and " + ANSWER_DUE + " < :now\n";
            case ANSWER_SOON -> ANSWERING + "   and " + ANSWER_DUE + " >= :now\n";
            case WAITING -> "   and m.ended_at is null and o.asked_kind is not null\n";
            case URGENT -> "   and m.urgent\n";
            case RAISED -> PRESSING + "   and " + RAISED + "\n";
            case MEETING -> "   and m.ended_at is null and o.returns >= " + Order.MEETING + "\n";
            case EVENT -> "   and " + NATIONAL + " = 'E'\n";
            case PART -> "   and " + NATIONAL + " = 'P'\n";
            case UNCLASSED -> "   and " + NATIONAL + " = ''\n";
        };
    }

    /** A place inside the actor's own, or one that holds it. */
    private static PlaceCode reached(PlaceCode place, Actor actor) {
        if (!actor.covers(place) && !place.contains(actor.home())) {
            throw Refusal.invalid("order.placeElsewhere");
        }
        return place;
    }

    /** The orders with the names of their places. */
    List<Listed> listed(List<Order> orders) {
        Map<PlaceCode, String> names = places.fullNames(
                orders.stream().map(order -> order.matter().place()).collect(Collectors.toSet()));
        return orders.stream()
                .map(order ->
                        new Listed(order, names.getOrDefault(order.matter().place(), "")))
                .toList();
    }
}
