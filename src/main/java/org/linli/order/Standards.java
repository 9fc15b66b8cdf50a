package org.linli.order;

import java.time.Clock;
import java.util.List;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What a place sets for its appraisal 考核口径: how long a verification may take, and what its patrol should find. The closest place wins. */
@Repository
@Transactional
public class Standards {

    /** How long somebody has to go and see what was found, where no place says otherwise [design]. */
    public static final TimeLimit VERIFICATION = TimeLimit.of(2, TimeLimit.Unit.WORKING_DAYS);

    /** The limit that a place sets for itself and everything in it. */
    public record Limit(PlaceCode place, TimeLimit limit) {}

    /**
     * Whether something is patrolled at a place and everything in it 巡查范围.
     *
     * @param category a code or its beginning; empty for the place as a whole
     */
    public record Mark(PlaceCode place, String category, boolean patrolled) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Standards(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long a verification may take at a place 核查时限. */
    @Transactional(readOnly = true)
    public TimeLimit verification(PlaceCode place) {
        return jdbc.sql("""
                        select place, limit_amount, limit_unit
                          from verification_limit
                         where place in (:prefixes)
                         order by length(place) desc
                         limit 1
                        """)
                .param("prefixes", place.prefixes())
                .query((row, n) -> limit(row))
                .optional()
                .map(Limit::limit)
                .orElse(VERIFICATION);
    }

    /** The limits set at a place and inside it. */
    @Transactional(readOnly = true)
    public List<Limit> limits(PlaceCode place) {
        return jdbc.sql("""
                        select place, limit_amount, limit_unit
                          from verification_limit
                         where place >= :from
                           and place < :to
                         order by place
                         limit 500
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> limit(row))
                .list();
    }

    /** Sets how long a verification may take at a place. Refuses whoever does not administer it, and a place out of reach. */
    public void limit(PlaceCode place, TimeLimit limit) {
        administered(place);
        jdbc.sql("""
                        insert into verification_limit (place, limit_amount, limit_unit, set_by, set_at)
                        values (:place, :amount, :unit, :me, :now)
                        on conflict (place) do update
                           set limit_amount = excluded.limit_amount,
                               limit_unit = excluded.limit_unit,
                               set_by = excluded.set_by,
                               set_at = excluded.set_at
                        """)
                .param("place", place.value())
                .param("amount", limit.amount())
                .param("unit", limit.unit().name())
                .param("me", Acting.current().self())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    /** What a place above sets holds again. Refuses where nothing is set. */
    public void unlimit(PlaceCode place) {
        administered(place);
        gone(jdbc.sql("delete from verification_limit where place = :place")
                .param("place", place.value())
                .update());
    }

    /** Whether the public should not have to report such a thing there 漏报. */
    @Transactional(readOnly = true)
    public boolean patrolled(String category, PlaceCode place) {
        return jdbc.sql("select order_patrolled(:category, :place)")
                .param("category", category)
                .param("place", place.value())
                .query(Boolean.class)
                .single();
    }

    /** The marks set at a place and inside it. */
    @Transactional(readOnly = true)
    public List<Mark> marks(PlaceCode place) {
        return jdbc.sql("""
                        select place, category, patrolled
                          from patrol_mark
                         where place >= :from
                           and place < :to
                         order by place, category
                         limit 500
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> new Mark(
                        PlaceCode.parse(row.getString("place")),
                        row.getString("category"),
                        row.getBoolean("patrolled")))
                .list();
    }

    /** The categories that are patrolled where no place says otherwise: those of the national classes of the street. */
    @Transactional(readOnly = true)
    public List<Category> usual() {
        return jdbc.sql("""
                        select c.code, c.name, c.icon
                          from order_category c
                          join national_class n on n.code = c.national
                         where n.street
                           and c.place is null
                         order by c.sort, c.code
                        """).query((row, n) -> Categories.category(row)).list();
    }

    /** Marks a category, or with none the place itself, as patrolled or not. Refuses as {@link #limit}, and an unknown category. */
    public void mark(PlaceCode place, String category, boolean patrolled) {
        administered(place);
        if (!category.isEmpty()
                && !jdbc.sql("select exists (select 1 from order_category where code = :category)")
                        .param("category", category)
                        .query(Boolean.class)
                        .single()) {
            throw Refusal.invalid("order.category");
        }
        jdbc.sql("""
                        insert into patrol_mark (place, category, patrolled, set_by, set_at)
                        values (:place, :category, :patrolled, :me, :now)
                        on conflict (place, category) do update
                           set patrolled = excluded.patrolled,
                               set_by = excluded.set_by,
                               set_at = excluded.set_at
                        """)
                .param("place", place.value())
                .param("category", category)
                .param("patrolled", patrolled)
                .param("me", Acting.current().self())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    /** Takes a mark away. Refuses where there is none. */
    public void unmark(PlaceCode place, String category) {
        administered(place);
        gone(jdbc.sql("delete from patrol_mark where place = :place and category = :category")
                .param("place", place.value())
                .param("category", category)
                .update());
    }

    private static Limit limit(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Limit(
                PlaceCode.parse(row.getString("place")),
                TimeLimit.of(row.getInt("limit_amount"), TimeLimit.Unit.valueOf(row.getString("limit_unit"))));
    }

    private static void administered(PlaceCode place) {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("standard.notYours");
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
