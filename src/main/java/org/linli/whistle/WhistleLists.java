package org.linli.whistle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The lists of whistles 哨单, and how each department answers them. */
@Repository
@Transactional(readOnly = true)
public class WhistleLists {

    /** The parts of a list 分类. */
    public enum Tab {
        /** 已上报区级: the district was told of a clock, and it is not over. */
        ESCALATED,
        /** 办理中. */
        OPEN,
        /** 有超时: a clock is over now. */
        LATE,
        /** 已结束. */
        ENDED;

        /** The parts that somebody has; none for one who sees no whistle. What was escalated comes first at the district. */
        public static List<Tab> of(Actor actor) {
            return switch (actor.duty()) {
                case CLERK, CHIEF, GRID_WORKER, DEPARTMENT -> List.of(OPEN, LATE, ENDED);
                case STREET, STREET_LEADER ->
                    actor.place()
                                    .filter(place -> place.level().compareTo(PlaceLevel.STREET) < 0)
                                    .isPresent()
                            ? List.of(ESCALATED, OPEN, LATE, ENDED)
                            : List.of(OPEN, LATE, ESCALATED, ENDED);
                case RESIDENT, PROPERTY, VOLUNTEER, MERCHANT, POLICE_LIAISON, ADMINISTRATOR, SYSTEM -> List.of();
            };
        }
    }

    /**
     * What to look for.
     *
     * @param words in the title or the words; empty for all
     * @param department one that takes or took part
     * @param figure what the department did, or did not
     * @param street whose whistles they are
     * @param verdict of the departments about the street's whistles
     * @param month in which the department was called, or any was
     */
    public record Filter(
            String words,
            Optional<State> state,
            Optional<UUID> department,
            Optional<Tally> figure,
            Optional<PlaceCode> street,
            Optional<Verdict> verdict,
            Optional<YearMonth> month) {

        /** Nothing in particular. */
        public static final Filter NONE =
                new Filter("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** Nothing about a street. */
        public Filter(
                String words,
                Optional<State> state,
                Optional<UUID> department,
                Optional<Tally> figure,
                Optional<YearMonth> month) {
            this(words, state, department, figure, Optional.empty(), Optional.empty(), month);
        }

        /** Refuses more than 40 characters of words. */
        public Filter {
            words = words.strip();
            if (words.length() > 40) {
                throw Refusal.invalid("whistle.filter", "most", 40);
            }
        }

        /** Whether it looks for anything. */
        public boolean any() {
            return !words.isEmpty() || state.isPresent() || department.isPresent() || street.isPresent();
        }

        /** Whether it asks for what stands behind a figure of a department or a street, open or over. */
        public boolean behind() {
            return ofDepartment() || street.isPresent() && (verdict.isPresent() || month.isPresent());
        }

        /** Whether that is a figure of a department. */
        public boolean ofDepartment() {
            return department.isPresent() && (figure.isPresent() || month.isPresent());
        }
    }

    /**
     * A whistle as a list shows it.
     *
     * @param departments the names of those that take part, the lead first
     */
    public record Row(
            UUID id,
            String title,
            PlaceCode place,
            String placeName,
            State state,
            Occasion occasion,
            Kind kind,
            String departments,
            Instant openedAt,
            Optional<Instant> dueAt,
            Optional<Instant> endedAt,
            boolean late,
            boolean escalated) {

        Row at(String name) {
            return new Row(
                    id,
                    title,
                    place,
                    name,
                    state,
                    occasion,
                    kind,
                    departments,
                    openedAt,
                    dueAt,
                    endedAt,
                    late,
                    escalated);
        }
    }

    /** A department with how many whistles it has open, of those that the reader may see. */
    public record Called(UUID organisation, String name, int open) {}

    /** A street with how many of its whistles run, of those that the reader may see. */
    public record Blowing(PlaceCode street, String name, int open) {}

    private static final int PAGE = 20;
    private static final int MONTHS = 12;
    private static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private static final String SELECT = """
            select m.id, m.title, m.place, m.state, m.opened_at, m.due_at, m.ended_at, w.occasion, w.kind as whistle_kind,
                   (select string_agg(d.name, '、' order by d.lead desc, d.name)
                      from whistle_department d
                     where d.matter = m.id
                       and d.released_at is null) as departments,
                   exists (select 1
                             from whistle_department d
                            where d.matter = m.id
                              and cardinality(d.escalated) > 0) as escalated
              from matter m
              join whistle w on w.matter = m.id
             where m.kind = 'whistle'
               and\s""" + Matters.REACHED_OR_PARTY;

    private final JdbcClient jdbc;
    private final Places places;
    private final Organisations organisations;
    private final Clock clock;

    WhistleLists(JdbcClient jdbc, Places places, Organisations organisations, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** One part of the acting person's list, the newest first. Refuses a part that they do not have as not found. */
    public Page<Row> list(Tab tab, Filter filter, Optional<Cursor> after) {
        reader(tab);
        Cursor from = after.orElse(LAST);
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        String sql = SELECT
                + within(Acting.current(), values)
                + (filter.behind() ? "" : "   and " + which(tab))
                + sieve(filter, values)
                + """
                   and (m.opened_at, m.id) < (:at, :id)
                 order by m.opened_at desc, m.id desc
                 limit :most
                """;
        List<Row> rows = jdbc.sql(sql)
                .params(values)
                .param("now", Matters.time(clock.instant()))
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> row(row))
                .list();
        Page<Row> page = Page.cut(rows, PAGE, row -> new Cursor(row.openedAt(), row.id()));
        Map<PlaceCode, String> names =
                places.fullNames(page.items().stream().map(Row::place).collect(Collectors.toSet()));
        return page.map(row -> row.at(names.getOrDefault(row.place(), "")));
    }

    /** How many each part of the acting person's list holds, in one query; what is over is not counted. */
    public Map<Tab, Integer> counts() {
        Actor actor = Acting.current();
        Map<Tab, Integer> counts = new EnumMap<>(Tab.class);
        if (Tab.of(actor).isEmpty()) {
            return counts;
        }
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        String sql = """
                select count(*) as open,
                       count(*) filter (where m.due_at < :now) as late,
                       count(*) filter (where exists (select 1
                                                        from whistle_department d
                                                       where d.matter = m.id
                                                         and cardinality(d.escalated) > 0)) as escalated
                  from matter m
                 where m.kind = 'whistle'
                   and m.ended_at is null
                   and\s""" + Matters.REACHED_OR_PARTY + within(actor, values);
        jdbc.sql(sql).params(values).param("now", Matters.time(clock.instant())).query(row -> {
            counts.put(Tab.OPEN, row.getInt("open"));
            counts.put(Tab.LATE, row.getInt("late"));
            counts.put(Tab.ESCALATED, row.getInt("escalated"));
        });
        return counts;
    }

    /** The departments that were called in whistles of the actor's place, those with most open ones first. */
    public List<Called> departments() {
        Actor actor = Acting.current();
        if (!actor.duty().readsMatters() || Tab.of(actor).isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select d.organisation, max(d.name) as name,
                               count(*) filter (where m.ended_at is null and d.released_at is null) as open
                          from whistle_department d
                          join matter m on m.id = d.matter
                         where m.kind = 'whistle'
                           and d.place >= :from
                           and d.place < :to
                         group by d.organisation
                         order by 3 desc, 2
                         limit 50
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> new Called(
                        row.getObject("organisation", UUID.class), row.getString("name"), row.getInt("open")))
                .list();
    }

    /** The streets whose whistles the actor may see, those with most open ones first, at most 50. */
    public List<Blowing> streets() {
        Actor actor = Acting.current();
        if (Tab.of(actor).isEmpty()) {
            return List.of();
        }
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        String sql = """
                select left(m.place, 9) as street, count(*) filter (where m.ended_at is null) as open
                  from matter m
                 where m.kind = 'whistle'
                   and exists (select 1 from whistle_department j where j.matter = m.id)
                   and\s""" + Matters.REACHED_OR_PARTY + within(actor, values) + """
                 group by 1
                 order by 2 desc, 1
                 limit 50
                """;
        List<Blowing> found = jdbc.sql(sql)
                .params(values)
                .query((row, n) -> new Blowing(new PlaceCode(row.getString("street")), "", row.getInt("open")))
                .list();
        Map<PlaceCode, String> names =
                places.fullNames(found.stream().map(Blowing::street).collect(Collectors.toSet()));
        return found.stream()
                .map(one -> new Blowing(
                        one.street(),
                        names.getOrDefault(one.street(), one.street().value()),
                        one.open()))
                .toList();
    }

    /** The name of a street that the actor may ask about: of their place, or that their place is in. Refuses any other as not found. */
    public String street(PlaceCode street) {
        PlaceCode home = Acting.current().home();
        if (Tab.of(Acting.current()).isEmpty()
                || street.level() != PlaceLevel.STREET
                || !street.contains(home) && !home.contains(street)) {
            throw Refusal.notFound();
        }
        return Optional.ofNullable(places.fullNames(java.util.Set.of(street)).get(street))
                .orElseThrow(Refusal::notFound);
    }

    /** How a street whistles, of those that the actor may see. Refuses as {@link #street}. */
    public StreetCard card(PlaceCode street) {
        street(street);
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        values.put("streetFrom", street.from());
        values.put("streetTo", street.to());
        String blown = """

                  from matter m
                 where m.kind = 'whistle'
                   and m.place >= :streetFrom
                   and m.place < :streetTo
                   and\s""" + Matters.REACHED_OR_PARTY + within(Acting.current(), values);
        Map<Verdict, Long> figures = new EnumMap<>(Verdict.class);
        String counted = java.util.Arrays.stream(Verdict.values())
                .map(figure -> "count(*) filter (where " + figure.condition() + ") as " + figure.name())
                .collect(Collectors.joining(",\n"));
        jdbc.sql("select " + counted + blown).params(values).query(row -> {
            for (Verdict figure : Verdict.values()) {
                figures.put(figure, row.getLong(figure.name()));
            }
        });
        long[] judged = new long[2];
        jdbc.sql("select count(*) as judgements, coalesce(sum(j.judge_score), 0) as scores"
                        + " from whistle_department j where j.judged_at is not null and j.matter in (select m.id"
                        + blown
                        + ")")
                .params(values)
                .query(row -> {
                    judged[0] = row.getLong("judgements");
                    judged[1] = row.getLong("scores");
                });
        SequencedMap<YearMonth, Long> months = new LinkedHashMap<>();
        jdbc.sql("select to_char(" + FIRST_CALL + ", 'YYYY-MM') as month, count(*) as whistles" + blown + " and "
                        + Verdict.BLOWN.condition() + " group by 1 order by 1 desc limit :months")
                .params(values)
                .param("zone", clock.getZone().getId())
                .param("months", MONTHS)
                .query(row -> {
                    months.put(YearMonth.parse(row.getString("month")), row.getLong("whistles"));
                });
        return new StreetCard(figures, judged[0], judged[1], months);
    }

    private static final String FIRST_CALL =
            "(select min(f.assigned_at) from whistle_department f where f.matter = m.id) at time zone :zone";

    /**
     * A department that the actor may ask about: their own, one of their place, or one of a place above it. Refuses whoever sees
     * no whistle, and any other organisation, as not found.
     */
    public Organisation department(UUID id) {
        if (Tab.of(Acting.current()).isEmpty()) {
            throw Refusal.notFound();
        }
        Organisation found = organisations.within(id);
        if (found.kind() != Organisation.Kind.DEPARTMENT
                || Acting.current().duty() == Duty.DEPARTMENT
                        && !Acting.current().organisation().equals(Optional.of(id))) {
            throw Refusal.notFound();
        }
        return found;
    }

    /** How a department answers whistles, of those that the actor may see. Refuses as {@link #department}. */
    public Card card(UUID department) {
        department(department);
        Map<String, Object> values = new LinkedHashMap<>(Matters.reach());
        values.put("department", department);
        values.put("now", Matters.time(clock.instant()));
        Map<Tally, Long> figures = new EnumMap<>(Tally.class);
        long[] totals = new long[2];
        String counted = java.util.Arrays.stream(Tally.values())
                .map(figure -> "count(*) filter (where " + figure.condition() + ") as " + figure.name())
                .collect(Collectors.joining(",\n"));
        jdbc.sql("select count(*) as whistles, coalesce(sum(d.score), 0) as scores,\n" + counted + CALLED)
                .params(values)
                .query(row -> {
                    totals[0] = row.getLong("whistles");
                    totals[1] = row.getLong("scores");
                    for (Tally figure : Tally.values()) {
                        figures.put(figure, row.getLong(figure.name()));
                    }
                });
        SequencedMap<YearMonth, Long> months = new LinkedHashMap<>();
        values.remove("now");
        jdbc.sql("select to_char(d.assigned_at at time zone :zone, 'YYYY-MM') as month, count(*) as whistles" + CALLED
                        + " group by 1 order by 1 desc limit :months")
                .params(values)
                .param("zone", clock.getZone().getId())
                .param("months", MONTHS)
                .query(row -> {
                    months.put(YearMonth.parse(row.getString("month")), row.getLong("whistles"));
                });
        return new Card(totals[0], figures, totals[1], months);
    }

    private static final String CALLED = """

              from whistle_department d
              join matter m on m.id = d.matter
             where d.organisation = :department
               and m.kind = 'whistle'
               and\s""" + Tally.COUNTS + " and " + Matters.REACHED_OR_PARTY;

    private static void reader(Tab tab) {
        if (!Tab.of(Acting.current()).contains(tab)) {
            throw Refusal.notFound();
        }
    }

    /** For the index: a department's own, or the matters of one community or of several. */
    private static String within(Actor actor, Map<String, Object> values) {
        if (!actor.duty().readsMatters()) {
            return """
                       and m.id in (select y.matter from matter_party y where y.organisation = :reachOrganisation)
                    """;
        }
        PlaceCode place = actor.home();
        if (place.level().digits() >= PlaceLevel.COMMUNITY.digits()) {
            values.put("community", place.at(PlaceLevel.COMMUNITY).value());
            return "   and m.community = :community\n";
        }
        return "   and m.community >= :reachFrom and m.community < :reachTo\n";
    }

    private static String which(Tab tab) {
        return switch (tab) {
            case OPEN -> "m.ended_at is null\n";
            case LATE -> "m.ended_at is null and m.due_at < :now\n";
            case ESCALATED -> """
                m.ended_at is null
                   and exists (select 1 from whistle_department e where e.matter = m.id and cardinality(e.escalated) > 0)
                """;
            case ENDED -> "m.ended_at is not null\n";
        };
    }

    private String sieve(Filter filter, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        filter.state().ifPresent(state -> {
            conditions.add("   and m.state = :state\n");
            values.put("state", state.name());
        });
        if (!filter.words().isEmpty()) {
            conditions.add("""
                       and (position(lower(:words) in lower(m.title)) > 0
                         or position(lower(:words) in lower(w.words)) > 0)
                    """);
            values.put("words", filter.words());
        }
        filter.department().ifPresent(department -> {
            values.put("department", department);
            String called = """
                       and exists (select 1
                                     from whistle_department d
                                    where d.matter = m.id
                                      and d.organisation = :department
                                      and\s""" + Tally.COUNTS;
            String month = filter.month().isPresent() ? """
                       and to_char(d.assigned_at at time zone :zone, 'YYYY-MM') = :month
                    """ : "";
            filter.month().ifPresent(of -> {
                values.put("zone", clock.getZone().getId());
                values.put("month", of.toString());
            });
            conditions.add(called
                    + month
                    + filter.figure()
                            .map(figure -> " and " + figure.condition())
                            .orElse("")
                    + ")\n");
        });
        filter.street().ifPresent(street -> {
            values.put("streetFrom", street.from());
            values.put("streetTo", street.to());
            String first = filter.department().isEmpty() && filter.month().isPresent()
                    ? "   and to_char(" + FIRST_CALL + ", 'YYYY-MM') = :month\n"
                    : "";
            filter.month().ifPresent(of -> {
                values.put("zone", clock.getZone().getId());
                values.put("month", of.toString());
            });
            conditions.add("   and m.place >= :streetFrom and m.place < :streetTo\n"
                    + first
                    + filter.verdict()
                            .map(verdict -> "   and " + verdict.condition())
                            .orElse(""));
        });
        return String.join("", conditions);
    }

    private Row row(ResultSet row) throws SQLException {
        Optional<Instant> due = Matters.instant(row, "due_at");
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("title"),
                PlaceCode.parse(row.getString("place")),
                "",
                State.valueOf(row.getString("state")),
                Occasion.valueOf(row.getString("occasion")),
                Kind.valueOf(row.getString("whistle_kind")),
                Optional.ofNullable(row.getString("departments")).orElse(""),
                Matters.instant(row, "opened_at").orElseThrow(),
                due,
                Matters.instant(row, "ended_at"),
                due.filter(clock.instant()::isAfter).isPresent(),
                row.getBoolean("escalated"));
    }
}
