package org.linli.order;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.OpenHours;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who handles what where 派单规则: longest-prefix match over place and category, as an IP router matches. */
@Repository
@Transactional
public class Routes {

    /** A handler that the rules name, and the rule that names it: the place and the category it matched. */
    public record Suggestion(
            UUID rule,
            UUID organisation,
            String name,
            String kind,
            String phone,
            PlaceCode place,
            String placeName,
            String category,
            String categoryName,
            String autoHours,
            Optional<Integer> autoMost) {

        /** Whether the other rule is as close: a person chooses between the two. */
        public boolean matchesAlike(Suggestion other) {
            return place.equals(other.place) && category.equals(other.category);
        }
    }

    /**
     * One rule 派单规则.
     *
     * @param category empty for all
     * @param autoHours the hours of each day within which it sends by itself; empty for never
     * @param autoMost with so many in hand the organisation is sent nothing more by itself
     */
    public record Rule(
            UUID id,
            PlaceCode place,
            String category,
            UUID organisation,
            String organisationName,
            Organisation.Kind kind,
            String autoHours,
            Optional<Integer> autoMost) {}

    /** One promise 答复承诺: a first human answer within so many minutes, at a place and everything below it. */
    public record Promise(PlaceCode place, int minutes) {}

    private static final int LONGEST_PROMISE = 10_080;
    private static final int MOST_IN_HAND = 999;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Clock clock;

    Routes(JdbcClient jdbc, Organisations organisations, Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.clock = clock;
    }

    /**
     * Sends a category (or by a prefix, many; empty for all) of a place to an organisation; gives the rule's id. Refuses whoever does not appoint,
     * a place or organisation out of reach as not found, one that has ended, and one that may not handle orders there.
     */
    public UUID route(PlaceCode place, String category, UUID organisation) {
        reached(place);
        Organisation handler = organisations.within(organisation);
        if (handler.until().isPresent()) {
            throw Refusal.movedOn("organisation.ended");
        }
        if (!Order.suits(handler, place)) {
            throw Refusal.invalid("route.organisation");
        }
        if (!known(category)) {
            throw Refusal.invalid("order.category");
        }
        UUID rule = Ids.at(clock.instant());
        try {
            jdbc.sql("""
                            insert into order_route (id, place, category, organisation)
                            values (:id, :place, :category, :organisation)
                            """)
                    .param("id", rule)
                    .param("place", place.value())
                    .param("category", category)
                    .param("organisation", organisation)
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("route.exists");
        }
        return rule;
    }

    /**
     * Lets a rule send by itself within some hours of each day, or, with none, never 自动派单. Refuses as {@link #drop} does, and
     * what no hours are.
     */
    public void automatic(UUID rule, String hours) {
        automatic(rule, hours, Optional.empty());
    }

    /** The same, while the organisation has fewer than so many orders in hand. Refuses a bound that is not 1 to 999 too. */
    public void automatic(UUID rule, String hours, Optional<Integer> most) {
        reached(placeOf(rule));
        if (most.filter(many -> many < 1 || many > MOST_IN_HAND).isPresent()) {
            throw Refusal.invalid("route.most", "least", 1, "most", MOST_IN_HAND);
        }
        gone(jdbc.sql("update order_route set auto_hours = :hours, auto_most = :most where id = :id")
                .param("hours", OpenHours.print(OpenHours.parse(hours)))
                .param("most", Bound.number(most))
                .param("id", rule)
                .update());
    }

    private PlaceCode placeOf(UUID rule) {
        return jdbc.sql("select place from order_route where id = :id")
                .param("id", rule)
                .query(String.class)
                .optional()
                .map(PlaceCode::parse)
                .orElseThrow(Refusal::notFound);
    }

    /** Drops a rule of the actor's place. Refuses one elsewhere, and one already dropped, as not found. */
    public void drop(UUID rule) {
        reached(placeOf(rule));
        gone(jdbc.sql("delete from order_route where id = :id")
                .param("id", rule)
                .update());
    }

    /**
     * The rules at a place and inside it, by place and category.
     *
     * @param category only those that match it; empty for all
     */
    @Transactional(readOnly = true)
    public List<Rule> at(PlaceCode place, String category, int most) {
        return jdbc.sql("""
                        select r.id, r.place, r.category, r.organisation, o.name, o.kind, r.auto_hours, r.auto_most
                          from order_route r
                          join organisation o on o.id = r.organisation
                         where r.place >= :from
                           and r.place < :to
                           and (:category = '' or starts_with(:category, r.category))
                           and o.until is null
                         order by r.place, r.category, o.name, r.id
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("category", category)
                .param("most", most)
                .query((row, n) -> new Rule(
                        row.getObject("id", UUID.class),
                        PlaceCode.parse(row.getString("place")),
                        row.getString("category"),
                        row.getObject("organisation", UUID.class),
                        row.getString("name"),
                        Organisation.Kind.valueOf(row.getString("kind")),
                        row.getString("auto_hours"),
                        Optional.ofNullable(row.getObject("auto_most", Integer.class))))
                .list();
    }

    /** The handlers for an order at a place, the closest match first. */
    @Transactional(readOnly = true)
    public List<Suggestion> suggest(String category, PlaceCode place) {
        return jdbc.sql("""
                        select r.id as rule, o.id, o.name, o.kind, o.phone, r.place, p.name as place_name, r.category,
                               c.name as category_name, r.auto_hours, r.auto_most
                          from order_route r
                          join organisation o on o.id = r.organisation
                          join place p on p.code = r.place
                          left join order_category c on c.code = r.category
                         where r.place in (:prefixes)
                           and starts_with(:category, r.category)
                           and o.until is null
                         order by length(r.place) desc, length(r.category) desc, o.name
                         limit 30
                        """)
                .param("prefixes", place.prefixes())
                .param("category", category)
                .query((row, n) -> new Suggestion(
                        row.getObject("rule", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("kind"),
                        Optional.ofNullable(row.getString("phone")).orElse(""),
                        PlaceCode.parse(row.getString("place")),
                        row.getString("place_name"),
                        row.getString("category"),
                        Optional.ofNullable(row.getString("category_name")).orElse(""),
                        row.getString("auto_hours"),
                        Optional.ofNullable(row.getObject("auto_most", Integer.class))))
                .list();
    }

    /** Whether any rule for orders at a place sends by itself, at whatever hour. */
    @Transactional(readOnly = true)
    public boolean anyAutomatic(PlaceCode place) {
        return jdbc.sql("select exists (select from order_route where place in (:prefixes) and auto_hours <> '')")
                .param("prefixes", place.prefixes())
                .query(Boolean.class)
                .single();
    }

    /**
     * Promises a first human answer within so many minutes, at a place and everything below it. Refuses whoever does not
     * appoint, a place out of reach as not found, and less than a minute or more than a week.
     */
    public void promise(PlaceCode place, int minutes) {
        reached(place);
        if (minutes < 1 || minutes > LONGEST_PROMISE) {
            throw Refusal.invalid("promise.minutes", "least", 1, "most", LONGEST_PROMISE);
        }
        jdbc.sql("""
                        insert into answer_promise (place, minutes) values (:place, :minutes)
                        on conflict (place) do update set minutes = excluded.minutes
                        """).param("place", place.value()).param("minutes", minutes).update();
    }

    /** Promises nothing at a place any more; what a place above promises holds then. Refuses where nothing is promised. */
    public void unpromise(PlaceCode place) {
        reached(place);
        gone(jdbc.sql("delete from answer_promise where place = :place")
                .param("place", place.value())
                .update());
    }

    /** The promises at a place and inside it. */
    @Transactional(readOnly = true)
    public List<Promise> promises(PlaceCode place) {
        return jdbc.sql("""
                        select place, minutes
                          from answer_promise
                         where place >= :from
                           and place < :to
                         order by place
                         limit 500
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> new Promise(PlaceCode.parse(row.getString("place")), row.getInt("minutes")))
                .list();
    }

    /** The minutes promised at a place, by the longest prefix that promises any. */
    @Transactional(readOnly = true)
    public Optional<Integer> promised(PlaceCode place) {
        return jdbc.sql(
                        "select minutes from answer_promise where place in (:prefixes) order by length(place) desc limit 1")
                .param("prefixes", place.prefixes())
                .query(Integer.class)
                .optional();
    }

    private boolean known(String category) {
        return category.isEmpty()
                || jdbc.sql("select exists (select 1 from order_category where starts_with(code, :category))")
                        .param("category", category)
                        .query(Boolean.class)
                        .single();
    }

    /** The rules of a place are its administrator's to make. */
    private static void reached(PlaceCode place) {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("route.notYours");
        }
        if (!actor.covers(place)) {
            throw Refusal.notFound();
        }
    }

    private static void gone(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }
}
