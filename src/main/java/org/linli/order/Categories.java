package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.Worded;
import org.linli.organisation.Organisation;
import org.linli.organisation.Skill;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The categories 服务类别 of orders: those that hold everywhere, those a place added, and the terms each is worked on by.
 * The closest place that set terms of its own wins, as with dispatch rules.
 */
@Repository
@Transactional
public class Categories {

    /**
     * A category as the page of categories lists it.
     *
     * @param national the class of GB/T 30428.2; empty for things inside a compound
     * @param own whether the place of the list added it
     * @param set where the terms were set; empty for those that hold everywhere
     * @param offered whether residents may choose it there
     * @param subclass the code of the subclass of GB/T 30428.2 that it is, where that is plain
     */
    public record Local(
            Category category,
            Terms terms,
            String national,
            boolean own,
            Optional<PlaceCode> set,
            boolean offered,
            Optional<String> subclass) {

        /** Several by their codes. */
        public static Map<String, Local> byCode(List<Local> all) {
            return all.stream().collect(Collectors.toMap(one -> one.category().code(), one -> one));
        }
    }

    /** The columns that {@link #terms} reads, of a query that names a category {@code c} and what its place set of it {@code t}. */
    static final String TERMS = """
            coalesce(t.limit_amount, c.limit_amount) as limit_amount, coalesce(t.limit_unit, c.limit_unit) as limit_unit,
            coalesce(t.filing_amount, c.filing_amount) as filing_amount, coalesce(t.filing_unit, c.filing_unit) as filing_unit,
            coalesce(t.acceptance_amount, c.acceptance_amount) as acceptance_amount,
            coalesce(t.acceptance_unit, c.acceptance_unit) as acceptance_unit,
            coalesce(t.evidence, c.evidence) as evidence, coalesce(t.responsible, c.responsible) as responsible,
            coalesce(t.seen, c.seen) as seen, coalesce(t.urgent, c.urgent) as urgent,
            coalesce(t.errand, c.errand) as errand,
            coalesce(t.filing, c.filing) as filing, coalesce(t.closing, c.closing) as closing
            """;

    /** The subclass, of the same; empty is none. */
    static final String SUBCLASS = "nullif(coalesce(t.subclass, c.subclass), '')";

    private static final int MOST_OWN = 100;
    private static final int LONGEST_NAME = 20;

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Clock clock;

    Categories(JdbcClient jdbc, Trips trips, Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.clock = clock;
    }

    /** The classes that a resident sees first, as the buttons stand. */
    @Transactional(readOnly = true)
    public List<Category> first() {
        return first(trips.begin()).get();
    }

    /** The same, asked on a trip. */
    @Transactional(readOnly = true)
    public Supplier<List<Category>> first(Trip trip) {
        return trip.ask(
                "select code, name, icon from order_category where length(code) = 2 order by sort",
                Map.of(),
                (row, n) -> category(row));
    }

    /** All of them, those of single places and those out of use too: for naming what an order is about. */
    @Transactional(readOnly = true)
    public List<Category> all() {
        return jdbc.sql("select code, name, icon from order_category order by left(code, 2), sort, code")
                .query((row, n) -> category(row))
                .list();
    }

    /** What a category asks for 岗位 at a place: by the longest beginning of its code that asks for any, and of those by the closest place. */
    @Transactional(readOnly = true)
    public Optional<Skill> skill(String code, PlaceCode place) {
        return jdbc.sql("""
                        select s.skill
                          from (select a.category, a.place, a.skill
                                  from category_skill_at a
                                 where starts_with(:place, a.place)
                                 union all
                                select k.category, '' as place, k.skill
                                  from category_skill k) s
                         where starts_with(:code, s.category)
                         order by length(s.category) desc, length(s.place) desc
                         limit 1
                        """)
                .param("place", place.value())
                .param("code", code)
                .query((row, n) -> Optional.ofNullable(row.getString("skill")))
                .optional()
                .flatMap(skill -> skill.map(Skill::valueOf));
    }

    /** What exactly this place set a category to ask for; the inner one is empty where it set it to ask for none. */
    @Transactional(readOnly = true)
    public Optional<Optional<Skill>> ownSkill(String code, PlaceCode place) {
        return jdbc.sql("select skill from category_skill_at where place = :place and category = :code")
                .param("place", place.value())
                .param("code", code)
                .query((row, n) -> Optional.ofNullable(row.getString("skill")).map(Skill::valueOf))
                .optional();
    }

    /** Says what a category asks for at a place and everything in it; the inner empty for none in particular. Refuses as {@link #set}. */
    public void asks(PlaceCode place, String code, Optional<Optional<Skill>> skill) {
        reached(place);
        one(place, code);
        if (skill.isEmpty()) {
            jdbc.sql("delete from category_skill_at where place = :place and category = :code")
                    .param("place", place.value())
                    .param("code", code)
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into category_skill_at (place, category, skill)
                        values (:place, :code, :skill)
                        on conflict (place, category) do update set skill = excluded.skill
                        """)
                .param("place", place.value())
                .param("code", code)
                .param("skill", Bound.name(skill.get()))
                .update();
    }

    /** All that may be chosen at a place, each class followed by its kinds. */
    @Transactional(readOnly = true)
    public List<Category> at(PlaceCode place) {
        return offered(place, "");
    }

    /** All that may be chosen somewhere in a place: what holds there, and what places inside it added. */
    @Transactional(readOnly = true)
    public List<Category> within(PlaceCode place) {
        return jdbc.sql("""
                        select c.code, c.name, c.icon
                          from order_category c
                          left join lateral (select x.offered
                                               from category_term x
                                              where x.category = c.code
                                                and starts_with(:place, x.place)
                                              order by length(x.place) desc
                                              limit 1) t on true
                         where c.retired_at is null
                           and (c.place is null or starts_with(:place, c.place) or starts_with(c.place, :place))
                           and coalesce(t.offered, true)
                         order by left(c.code, 2), c.sort, c.code
                        """)
                .param("place", place.value())
                .query((row, n) -> category(row))
                .list();
    }

    /** The kinds of a class that may be chosen at a place. */
    @Transactional(readOnly = true)
    public List<Category> kinds(String of, PlaceCode place) {
        return offered(place, of).stream().filter(kind -> !kind.first()).toList();
    }

    private List<Category> offered(PlaceCode place, String of) {
        return jdbc.sql("""
                        select c.code, c.name, c.icon
                          from order_category c
                          left join lateral (select x.offered
                                               from category_term x
                                              where x.category = c.code
                                                and starts_with(:place, x.place)
                                              order by length(x.place) desc
                                              limit 1) t on true
                         where starts_with(c.code, :of)
                           and c.retired_at is null
                           and (c.place is null or starts_with(:place, c.place))
                           and coalesce(t.offered, true)
                         order by left(c.code, 2), c.sort, c.code
                        """)
                .param("place", place.value())
                .param("of", of)
                .query((row, n) -> category(row))
                .list();
    }

    /** A category that may be chosen at a place. Refuses another as {@code order.category}. */
    @Transactional(readOnly = true)
    public Category choose(String code, PlaceCode place) {
        return offered(place, code).stream()
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("order.category"));
    }

    /** What an order in reach is about. Refuses one out of reach as not found. */
    @Transactional(readOnly = true)
    public Category of(UUID order) {
        return jdbc.sql("""
                        select c.code, c.name, c.icon
                          from service_order o
                          join order_category c on c.code = o.category
                         where o.matter = :order
                        """)
                .param("order", order)
                .query((row, n) -> category(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** All that hold at a place, with their terms there. Refuses a place out of reach as not found. */
    @Transactional(readOnly = true)
    public List<Local> listed(PlaceCode place) {
        covered(place);
        return listed(place, "");
    }

    /** One of them. Refuses one that does not hold there as not found. */
    @Transactional(readOnly = true)
    public Local one(PlaceCode place, String code) {
        covered(place);
        return found(place, code).orElseThrow(Refusal::notFound);
    }

    /** How a category is worked on at a place. Refuses an unknown one as {@code order.category}. */
    @Transactional(readOnly = true)
    public Terms terms(String code, PlaceCode place) {
        return found(place, code).map(Local::terms).orElseThrow(() -> Refusal.invalid("order.category"));
    }

    private Optional<Local> found(PlaceCode place, String code) {
        return listed(place, code).stream()
                .filter(listed -> listed.category().code().equals(code))
                .findFirst();
    }

    private List<Local> listed(PlaceCode place, String code) {
        return jdbc.sql(
                        "select c.code, c.name, c.icon, coalesce(n.name, '') as national, c.place, t.place as set_at_place,"
                                + " coalesce(t.offered, true) as offered, " + SUBCLASS + " as subclass, " + TERMS + """
                          from order_category c
                          left join lateral (select *
                                               from category_term x
                                              where x.category = c.code
                                                and starts_with(:place, x.place)
                                              order by length(x.place) desc
                                              limit 1) t on true
                          left join national_class n on n.code = coalesce(left("""
                                + SUBCLASS + """
                               , 3), c.national)
                         where starts_with(c.code, :code)
                           and c.retired_at is null
                           and (c.place is null or starts_with(:place, c.place))
                         order by left(c.code, 2), c.sort, c.code
                        """)
                .param("place", place.value())
                .param("code", code)
                .query((row, n) -> new Local(
                        category(row),
                        terms(row),
                        row.getString("national"),
                        place.value().equals(row.getString("place")),
                        Optional.ofNullable(row.getString("set_at_place")).map(PlaceCode::parse),
                        row.getBoolean("offered"),
                        Optional.ofNullable(row.getString("subclass"))))
                .list();
    }

    /**
     * Sets the terms of a category at a place and everything in it. Refuses whoever does not appoint there, a place or a
     * category out of reach as not found, and what is urgent and waits for office hours.
     */
    public void set(PlaceCode place, String code, Terms terms, boolean offered) {
        reached(place);
        set(place, code, terms, offered, one(place, code).subclass());
    }

    /** The same, and which subclass of GB/T 30428.2 it is there. Refuses one that does not hold there as {@code category.subclass}. */
    public void set(PlaceCode place, String code, Terms terms, boolean offered, Optional<String> subclass) {
        reached(place);
        one(place, code);
        subclass.ifPresent(known -> holds(place, known));
        jdbc.sql("""
                        insert into category_term (place, category, limit_amount, limit_unit, filing_amount, filing_unit,
                                                   acceptance_amount, acceptance_unit, evidence, responsible, seen,
                                                   urgent, errand, filing, closing, offered, subclass, set_by, set_at)
                        values (:place, :code, :amount, :unit, :filingAmount, :filingUnit,
                                :acceptanceAmount, :acceptanceUnit, :evidence, :responsible, :seen,
                                :urgent, :errand, :filing, :closing, :offered, :subclass, :me, :now)
                        on conflict (place, category) do update
                           set limit_amount = excluded.limit_amount,
                               limit_unit = excluded.limit_unit,
                               filing_amount = excluded.filing_amount,
                               filing_unit = excluded.filing_unit,
                               acceptance_amount = excluded.acceptance_amount,
                               acceptance_unit = excluded.acceptance_unit,
                               evidence = excluded.evidence,
                               responsible = excluded.responsible,
                               seen = excluded.seen,
                               urgent = excluded.urgent,
                               errand = excluded.errand,
                               filing = excluded.filing,
                               closing = excluded.closing,
                               offered = excluded.offered,
                               subclass = excluded.subclass,
                               set_by = excluded.set_by,
                               set_at = excluded.set_at
                        """)
                .param("place", place.value())
                .param("code", code)
                .params(values(terms))
                .param("offered", offered)
                .param("subclass", subclass.orElse(""))
                .param("me", Acting.current().self())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    private void holds(PlaceCode place, String subclass) {
        boolean known = jdbc.sql("""
                        select exists (select from national_subclass b where b.code = :code)
                            or exists (select from local_subclass l where l.code = :code and starts_with(:place, l.place))
                        """)
                .param("code", subclass)
                .param("place", place.value())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw Refusal.invalid("category.subclass");
        }
    }

    /** Drops what a place set, so that the terms above hold again. Refuses as {@link #set}, and where nothing is set. */
    public void unset(PlaceCode place, String code) {
        reached(place);
        int dropped = jdbc.sql("delete from category_term where place = :place and category = :code")
                .param("place", place.value())
                .param("code", code)
                .update();
        if (dropped == 0) {
            throw Refusal.notFound();
        }
    }

    /**
     * Adds a category of a place's own to a class, and gives back its code. Refuses as {@link #set}, an unknown class, a name
     * that is empty, too long or taken there, and more than 100 at a place.
     */
    public String add(PlaceCode place, String of, String name, Terms terms) {
        return add(place, of, Optional.empty(), name, terms);
    }

    /**
     * Adds one with a code that is given, as a file brings it: eight digits that begin with its class. Refuses as the other does,
     * and a code that is none or was ever used.
     */
    public void add(PlaceCode place, Coded coded, Terms terms) {
        if (!coded.code().matches("[0-9]{8}") || !used(List.of(coded.code())).isEmpty()) {
            throw Refusal.invalid("category.codeTaken", "code", coded.code());
        }
        add(place, coded.code().substring(0, 2), Optional.of(coded.code()), coded.name(), terms);
    }

    /** A code and what it is called. */
    public record Coded(String code, String name) {}

    /** Which of some codes are used, here or elsewhere, now or once. */
    @Transactional(readOnly = true)
    public Set<String> used(Collection<String> codes) {
        return Set.copyOf(jdbc.sql("select code from order_category where code = any(:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private String add(PlaceCode place, String of, Optional<String> code, String name, Terms terms) {
        reached(place);
        List<Local> known = listed(place, "");
        String said = named(name, known);
        Category above = known.stream()
                .map(Local::category)
                .filter(one -> one.first() && one.code().equals(of))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("order.category"));
        if (known.stream().filter(Local::own).count() >= MOST_OWN) {
            throw Refusal.invalid("category.tooMany", "most", MOST_OWN);
        }
        // Codes are never used again: a retired category keeps its own. Two who add at once collide on the key, and one
        // tries again.
        return jdbc.sql("""
                        insert into order_category (code, name, icon, sort, limit_amount, limit_unit, filing_amount, filing_unit,
                                                    acceptance_amount, acceptance_unit, evidence, responsible,
                                                    seen, urgent, filing, closing, place, errand)
                        select coalesce(cast(:code as text),
                                        :of || lpad((coalesce(max(cast(right(code, 6) as int)), 0) + 1)::text, 6, '0')),
                               :name, :icon, 10000, :amount, :unit, :filingAmount, :filingUnit,
                               :acceptanceAmount, :acceptanceUnit, :evidence, :responsible,
                               :seen, :urgent, :filing, :closing, :place, :errand
                          from order_category
                         where starts_with(code, :of)
                           and length(code) = 8
                        returning code
                        """)
                .param("of", of)
                .param("code", Bound.text(code))
                .param("name", said)
                .param("icon", above.icon())
                .params(values(terms))
                .param("place", place.value())
                .query(String.class)
                .single();
    }

    private static String named(String name, List<Local> others) {
        String said = Worded.named("category.name", name, LONGEST_NAME);
        if (others.stream().anyMatch(one -> one.category().name().equals(said))) {
            throw Refusal.invalid("category.taken");
        }
        return said;
    }

    /** A class of GB/T 30428.2. */
    public record National(String code, String name) {}

    /** All of them. */
    @Transactional(readOnly = true)
    public List<National> nationals() {
        return jdbc.sql("select code, name from national_class order by code")
                .query((row, n) -> new National(row.getString("code"), row.getString("name")))
                .list();
    }

    /**
     * Renames a category of a place's own, and says of which national class it is. Refuses a name as {@link #add} does, an unknown
     * class, and one that is not the place's as not found.
     *
     * @param national empty for none
     */
    public void amend(PlaceCode place, String code, String name, String national) {
        reached(place);
        String said = named(
                name,
                listed(place, "").stream()
                        .filter(one -> !one.category().code().equals(code))
                        .toList());
        if (!national.isEmpty()
                && nationals().stream().noneMatch(one -> one.code().equals(national))) {
            throw Refusal.invalid("category.choice");
        }
        int amended = jdbc.sql("""
                        update order_category
                           set name = :name,
                               national = :national
                         where code = :code
                           and place = :place
                           and retired_at is null
                        """)
                .param("name", said)
                .param("national", Bound.text(national))
                .param("code", code)
                .param("place", place.value())
                .update();
        if (amended == 0) {
            throw Refusal.notFound();
        }
    }

    /** When something is a case 立案条件 of some category at a place, by its code; those without a condition are left out. */
    @Transactional(readOnly = true)
    public Map<String, String> filing(PlaceCode place, String of) {
        return listed(place, of).stream()
                .filter(one -> !one.terms().filing().isEmpty())
                .collect(Collectors.toMap(
                        one -> one.category().code(), one -> one.terms().filing()));
    }

    /** Takes a category of a place's own out of use; orders keep it. Refuses one that is not the place's as not found. */
    public void retire(PlaceCode place, String code) {
        reached(place);
        int retired = jdbc.sql("""
                        update order_category
                           set retired_at = :now
                         where code = :code
                           and place = :place
                           and retired_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("code", code)
                .param("place", place.value())
                .update();
        if (retired == 0) {
            throw Refusal.notFound();
        }
    }

    private static Map<String, Object> values(Terms terms) {
        if (terms.urgent() && !terms.uptake().atAnyHour()) {
            throw Refusal.invalid("category.urgentHours");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("amount", terms.limit().amount());
        values.put("unit", terms.limit().unit().name());
        values.put("filingAmount", terms.uptake().filing().amount());
        values.put("filingUnit", terms.uptake().filing().unit().name());
        values.put("acceptanceAmount", terms.uptake().acceptance().amount());
        values.put("acceptanceUnit", terms.uptake().acceptance().unit().name());
        values.put("evidence", terms.evidence().name());
        values.put("responsible", terms.responsible().name());
        values.put("seen", terms.seen().name());
        values.put("urgent", terms.urgent());
        values.put("errand", terms.errand());
        values.put("filing", terms.filing());
        values.put("closing", terms.closing());
        return values;
    }

    private static void covered(PlaceCode place) {
        if (!Acting.current().covers(place)) {
            throw Refusal.notFound();
        }
    }

    /** The terms of a place are its administrator's to set. */
    private static void reached(PlaceCode place) {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("category.notYours");
        }
        covered(place);
    }

    static Category category(ResultSet row) throws SQLException {
        return new Category(row.getString("code"), row.getString("name"), row.getString("icon"));
    }

    private static TimeLimit limit(ResultSet row, String which) throws SQLException {
        return TimeLimit.of(row.getInt(which + "_amount"), TimeLimit.Unit.valueOf(row.getString(which + "_unit")));
    }

    static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                limit(row, "limit"),
                new Uptake(limit(row, "filing"), limit(row, "acceptance")),
                Terms.Evidence.valueOf(row.getString("evidence")),
                Organisation.Kind.valueOf(row.getString("responsible")),
                Terms.Seen.valueOf(row.getString("seen")),
                row.getBoolean("urgent"),
                row.getBoolean("errand"),
                row.getString("filing"),
                row.getString("closing"));
    }
}
