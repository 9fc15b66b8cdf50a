package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Light;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The lists of orders 事项列表: a resident's own, and the inbox of whoever works on them. */
@Repository
@Transactional(readOnly = true)
public class OrderLists {

    /** The parts of an inbox 收件箱分类. */
    public enum Tab {
        /** 我的: waits for the acting person's organisation; what came back is the chief's until it is dispatched again. */
        MINE,
        /** 待派单. */
        TO_DISPATCH,
        /** 待核查: done as its handler says, and nobody else has seen it. */
        TO_VERIFY,
        /** 待审批: somebody else asked for more time, a suspension or a cancellation, and it is the acting person's to decide. */
        TO_APPROVE,
        /** 超时. */
        LATE,
        /** 全部在办. */
        OPEN,
        /** 已结束. */
        ENDED;

        /** The parts that a duty has; none for one that sees no order. */
        public static List<Tab> of(Duty duty) {
            return switch (duty) {
                case CLERK, CHIEF -> List.of(MINE, TO_DISPATCH, TO_VERIFY, TO_APPROVE, LATE, OPEN, ENDED);
                case GRID_WORKER -> List.of(MINE, TO_VERIFY, LATE, OPEN, ENDED);
                case PROPERTY, VOLUNTEER, MERCHANT -> List.of(MINE, LATE, ENDED);
                case STREET, STREET_LEADER -> List.of(TO_DISPATCH, LATE, OPEN, ENDED);
                case RESIDENT, DEPARTMENT, POLICE_LIAISON, ADMINISTRATOR, SYSTEM -> List.of();
            };
        }
    }

    /**
     * What to look for in an inbox.
     *
     * @param words in the title, the words, the place's name or the contact's name, or an order's number; empty for all
     * @param category a code or its beginning; empty for all
     */
    public record Filter(String words, String category, Optional<PlaceCode> place, Optional<State> state) {

        /** Nothing in particular. */
        public static final Filter NONE = new Filter("", "", Optional.empty(), Optional.empty());

        /** Refuses more than 40 characters of words, and a category that can be none. */
        public Filter {
            words = words.strip();
            if (words.length() > 40 || !category.matches("[0-9]{0,8}")) {
                throw Refusal.invalid("order.filter", "most", 40);
            }
        }

        /** Whether it looks for anything. */
        public boolean any() {
            return !words.isEmpty() || !category.isEmpty() || place.isPresent() || state.isPresent();
        }
    }

    /**
     * An order as a list shows it.
     *
     * @param placeName in full below the community, as people write it
     * @param light how much of its running clock is used up; empty where none runs
     * @param answer the first answer that it awaits, where one was promised
     */
    public record Row(
            UUID id,
            String number,
            String title,
            Category category,
            PlaceCode place,
            String placeName,
            State state,
            Instant openedAt,
            Instant movedAt,
            Optional<Instant> dueAt,
            Optional<Instant> endedAt,
            Optional<Light> light,
            String handlerName,
            String contactName,
            Channel channel,
            boolean urgent,
            Optional<Answering> answer) {

        /** Whether its running clock has ended. */
        public boolean late() {
            return light.filter(Light.RED::equals).isPresent();
        }

        Row at(String name) {
            return new Row(
                    id,
                    number,
                    title,
                    category,
                    place,
                    name,
                    state,
                    openedAt,
                    movedAt,
                    dueAt,
                    endedAt,
                    light,
                    handlerName,
                    contactName,
                    channel,
                    urgent,
                    answer);
        }
    }

    /**
     * A first answer that was promised and is awaited 首次答复.
     *
     * @param light how much of its time is used up
     */
    public record Answering(Instant due, Light light) {}

    private static final int PAGE = 20;
    private static final String[] KINDS =
            Arrays.stream(Leave.Kind.values()).map(Enum::name).toArray(String[]::new);
    private static final Pattern NUMBER = Pattern.compile("(?:[0-9]{4}-?)?([0-9A-Fa-f]{6})");
    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));
    private static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private static final String SELECT = """
            select m.id, m.title, m.place, m.state, m.opened_at, m.moved_at, m.due_at, m.soon_at, m.ended_at, m.handler_name, m.urgent,
                   c.code, c.name, c.icon, o.contact_name, o.channel,
                   o.answer_within, o.first_answer_at
              from matter m
              join service_order o on o.matter = m.id
              join order_category c on c.code = o.category
             where m.kind = 'order'
            """;

    /** Spaces do not count: 宁宝世家3号楼 finds 宁宝世家 3号楼. */
    private static final String SAID = """
               and (position(lower(:words) in lower(m.title)) > 0
                 or position(lower(:words) in lower(o.words)) > 0
                 or position(lower(:words) in lower(o.contact_name)) > 0
                 or right(cast(m.id as text), 6) = :number
                 or position(replace(:words, ' ', '') in replace(
                        (select string_agg(p.name, '' order by p.code)
                           from place p
                          where p.code in (left(m.place, 15), left(m.place, 18), left(m.place, 20), m.place)
                            and length(p.code) > 12), ' ', '')) > 0)
            """;

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Places places;
    private final Clock clock;

    OrderLists(JdbcClient jdbc, Trips trips, Places places, Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.places = places;
        this.clock = clock;
    }

    /** The acting person's own orders that are open, newest first. */
    public List<Row> mineOpen(int most) {
        return named(jdbc.sql(SELECT + """
                           and m.requester = :me
                           and o.whole is null
                           and m.ended_at is null
                         order by m.opened_at desc, m.id desc
                         limit :most
                        """)
                .param("me", Acting.current().self())
                .param("most", most)
                .query((row, n) -> row(row))
                .list());
    }

    /** The acting person's own orders that are over, newest first. */
    public Page<Row> mineEnded(Optional<Cursor> after) {
        Cursor from = after.orElse(LAST);
        return cut(
                jdbc.sql(SELECT + """
                           and m.requester = :me
                           and o.whole is null
                           and m.ended_at is not null
                           and (m.opened_at, m.id) < (:at, :id)
                         order by m.opened_at desc, m.id desc
                         limit :most
                        """)
                        .param("me", Acting.current().self())
                        .param("at", Matters.time(from.at()))
                        .param("id", from.id())
                        .param("most", PAGE + 1)
                        .query((row, n) -> row(row))
                        .list(),
                Row::openedAt);
    }

    /**
     * One part of the acting person's inbox, what is urgent first and then the nearest deadline; what is over, the latest first. Refuses a part
     * that their duty does not have as not found.
     */
    public Page<Row> inbox(Tab tab, Filter filter, Optional<Cursor> after) {
        return inbox(trips.begin(), tab, filter, after).get();
    }

    /** The same, asked on a trip. */
    public Supplier<Page<Row>> inbox(Trip trip, Tab tab, Filter filter, Optional<Cursor> after) {
        Actor actor = Acting.current();
        if (!Tab.of(actor.duty()).contains(tab)) {
            throw Refusal.notFound();
        }
        if (tab != Tab.ENDED) {
            return named(UrgentFirst.page(
                    after,
                    PAGE,
                    FIRST,
                    (urgent, from, most) -> open(trip, tab, filter, urgent, from, most),
                    Row::urgent,
                    row -> new Cursor(row.dueAt().orElse(row.movedAt()), row.id())));
        }
        Cursor from = after.orElse(LAST);
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        String sql = SELECT
                + "   and " + Matters.REACHED
                + "   and " + within(actor, values)
                + "   and " + which(tab, actor.duty(), values)
                + "   and m.ended_at is not null\n"
                + sieve(filter, values) + """
                   and (m.moved_at, m.id) < (:at, :id)
                 order by m.moved_at desc, m.id desc
                 limit :most
                """;
        Supplier<List<Row>> rows = rows(trip, sql, values, from, PAGE + 1);
        return named(() -> Page.cut(rows.get(), PAGE, row -> new Cursor(row.movedAt(), row.id())));
    }

    /** What is urgent of the open ones, or all others, the nearest deadline first. */
    private Supplier<List<Row>> open(Trip trip, Tab tab, Filter filter, boolean urgent, Cursor from, int most) {
        Actor actor = Acting.current();
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        String sql = SELECT
                + "   and " + Matters.REACHED_OF_OPEN
                + "   and " + within(actor, values)
                + "   and " + which(tab, actor.duty(), values)
                + (urgent ? "   and m.urgent\n" : "   and not m.urgent\n")
                + sieve(filter, values) + """
                   and m.ended_at is null
                   and (m.due_at, m.id) > (:at, :id)
                 order by m.due_at, m.id
                 limit :most
                """;
        return rows(trip, sql, values, from, most);
    }

    private Supplier<List<Row>> rows(Trip trip, String sql, Map<String, Object> values, Cursor from, int most) {
        values.put("now", Matters.time(clock.instant()));
        values.put("at", Matters.time(from.at()));
        values.put("id", from.id());
        values.put("most", most);
        return trip.ask(sql, values, (row, n) -> row(row));
    }

    /** How many each part of the acting person's inbox holds, in one query; what is over is not counted. */
    public Map<Tab, Integer> counts() {
        return counts(trips.begin()).get();
    }

    /** The same, asked on a trip. */
    public Supplier<Map<Tab, Integer>> counts(Trip trip) {
        Actor actor = Acting.current();
        List<Tab> tabs =
                Tab.of(actor.duty()).stream().filter(tab -> tab != Tab.ENDED).toList();
        if (tabs.isEmpty()) {
            return Map::of;
        }
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        String columns = tabs.stream()
                .map(tab -> "count(*) filter (where " + which(tab, actor.duty(), values) + ") as " + tab.name())
                .collect(Collectors.joining(",\n"));
        String sql = "select " + columns + """

                          from matter m
                         where m.kind = 'order'
                           and m.ended_at is null
                           and\s""" + Matters.REACHED_OF_OPEN + " and " + within(actor, values);
        values.put("now", Matters.time(clock.instant()));
        return trip.askOne(sql, values, (row, n) -> {
            Map<Tab, Integer> counts = new EnumMap<>(Tab.class);
            for (Tab tab : tabs) {
                counts.put(tab, row.getInt(tab.name()));
            }
            return counts;
        });
    }

    /** How many orders each organisation has in hand at the actor's place; one without any is left out. Numbers alone, for whoever makes the rules too. */
    public Map<UUID, Integer> inHand(Collection<UUID> organisations) {
        if (organisations.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Integer> loads = new LinkedHashMap<>();
        jdbc.sql("select handler, load from orders_in_hand(:organisations)")
                .param("organisations", organisations.toArray(UUID[]::new))
                .query(row -> {
                    loads.put(row.getObject("handler", UUID.class), row.getInt("load"));
                });
        return loads;
    }

    private static String which(Tab tab, Duty duty, Map<String, Object> values) {
        return switch (tab) {
            case MINE ->
                duty.handles()
                        ? "m.handler = :reachOrganisation and m.state <> 'REOPENED'\n"
                        : "(m.state in (" + waiting(duty) + ")\n"
                                + "     or m.handler = cast(:own as uuid) and m.state in (" + OWN + "))\n";
            case TO_DISPATCH -> "m.state in ('PLACED', 'RETURNED', 'REOPENED')\n";
            case TO_VERIFY -> "m.state = 'DONE' and m.handler is distinct from cast(:own as uuid)\n";
            case LATE -> "m.due_at < :now and m.state <> 'SUSPENDED'\n";
            case TO_APPROVE -> {
                // More time is any dispatcher's to give; the rest is the chief's; and nobody's own to decide.
                values.put("decides", duty == Duty.CHIEF ? KINDS : new String[] {Leave.Kind.EXTENSION.name()});
                yield """
                        exists (select 1
                                  from service_order w
                                 where w.matter = m.id
                                   and w.asked_kind is not null
                                   and w.asked_kind = any(:decides)
                                   and w.asked_by is distinct from :reachPerson)
                        """;
            }
            case OPEN, ENDED -> "true\n";
        };
    }

    /** Where what the office took itself 自办 waits for it. */
    private static final String OWN = "'DISPATCHED', 'ACCEPTED', 'IN_PROGRESS', 'SUSPENDED'";

    /** What waits for the community itself. */
    private static String waiting(Duty duty) {
        Set<State> states = duty == Duty.CHIEF
                ? Set.of(State.PLACED, State.RETURNED, State.RATED, State.REOPENED)
                : Set.of(State.PLACED, State.RETURNED, State.RATED);
        return states.stream().map(state -> "'" + state.name() + "'").sorted().collect(Collectors.joining(", "));
    }

    /** For the index: what the duty reaches is the handler's own, or one community's, or that of several. */
    private static String within(Actor actor, Map<String, Object> values) {
        if (!actor.duty().readsMatters()) {
            return "m.handler = :reachOrganisation\n";
        }
        PlaceCode place = actor.home();
        values.put("own", Bound.id(actor.organisation()));
        if (place.level().digits() >= PlaceLevel.COMMUNITY.digits()) {
            values.put("community", place.at(PlaceLevel.COMMUNITY).value());
            return "m.community = :community\n";
        }
        return "m.community >= :reachFrom and m.community < :reachTo\n";
    }

    private static String sieve(Filter filter, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        filter.place().ifPresent(place -> {
            conditions.add("   and m.place >= :from and m.place < :to\n");
            values.put("from", place.from());
            values.put("to", place.to());
        });
        filter.state().ifPresent(state -> {
            conditions.add("   and m.state = :state\n");
            values.put("state", state.name());
        });
        if (!filter.category().isEmpty()) {
            conditions.add("   and starts_with(o.category, :category)\n");
            values.put("category", filter.category());
        }
        if (!filter.words().isEmpty()) {
            conditions.add(SAID);
            values.put("words", filter.words());
            Matcher number = NUMBER.matcher(filter.words());
            values.put("number", number.matches() ? number.group(1).toLowerCase(Locale.ROOT) : "");
        }
        return String.join("", conditions);
    }

    private Page<Row> cut(List<Row> rows, java.util.function.Function<Row, Instant> position) {
        Page<Row> page = Page.cut(rows, PAGE, row -> new Cursor(position.apply(row), row.id()));
        return new Page<>(named(page.items()), page.next());
    }

    private Supplier<Page<Row>> named(Supplier<Page<Row>> found) {
        return () -> {
            Page<Row> page = found.get();
            return new Page<>(named(page.items()), page.next());
        };
    }

    private List<Row> named(List<Row> rows) {
        Map<PlaceCode, String> names =
                places.fullNames(rows.stream().map(Row::place).collect(Collectors.toSet()));
        return rows.stream()
                .map(row -> row.at(names.getOrDefault(row.place(), "")))
                .toList();
    }

    private Optional<Answering> answering(ResultSet row, State state, Instant openedAt) throws SQLException {
        int within = row.getInt("answer_within");
        if (within == 0 || state.over() || row.getObject("first_answer_at") != null) {
            return Optional.empty();
        }
        Instant due = openedAt.plus(Duration.ofMinutes(within));
        return Optional.of(new Answering(due, Light.at(Light.soon(openedAt, due), due, clock.instant())));
    }

    private Row row(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Instant openedAt = Matters.instant(row, "opened_at").orElseThrow();
        Optional<Instant> dueAt = Matters.instant(row, "due_at");
        Optional<Instant> endedAt = Matters.instant(row, "ended_at");
        State state = State.valueOf(row.getString("state"));
        return new Row(
                id,
                Order.number(id, openedAt),
                row.getString("title"),
                Categories.category(row),
                PlaceCode.parse(row.getString("place")),
                "",
                state,
                openedAt,
                Matters.instant(row, "moved_at").orElseThrow(),
                dueAt,
                endedAt,
                Order.light(state, Matters.instant(row, "soon_at"), dueAt, clock.instant()),
                row.getString("handler_name"),
                row.getString("contact_name"),
                Channel.valueOf(row.getString("channel")),
                row.getBoolean("urgent"),
                answering(row, state, openedAt));
    }
}
