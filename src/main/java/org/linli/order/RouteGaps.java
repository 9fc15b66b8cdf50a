package org.linli.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.platform.Acting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is wrong with the dispatch rules of a place 规则体检: what nobody gets, what two get alike, and rules that name nobody who could come. */
@Repository
@Transactional(readOnly = true)
public class RouteGaps {

    /**
     * What no rule sends to anybody in particular.
     *
     * @param category a class, or a kind whose class is sent otherwise
     * @param fallback whether a rule for everything in the whole community takes it, and nothing closer
     * @param usual whether there is an organisation of the kind that its terms name 责任主体, which the desk suggests
     */
    public record Gap(PlaceCode compound, Category category, boolean fallback, boolean usual) {}

    /** Two rules and more that match alike, so that a person chooses. */
    public record Overlap(PlaceCode place, String category, List<String> names) {}

    /**
     * A rule whose organisation could send nobody.
     *
     * @param ended whether the organisation has ended; else nobody is appointed in it
     */
    public record Idle(UUID rule, PlaceCode place, String category, String organisationName, boolean ended) {}

    /** So many of each are shown. */
    public static final int MOST = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    RouteGaps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the gaps of a place can be listed at once: those of a street or of less. */
    public static boolean lists(PlaceCode place) {
        return place.level().compareTo(PlaceLevel.STREET) >= 0;
    }

    /**
     * The gaps of the compounds at a place, a class once and not kind by kind where all of it is missing; one more than
     * {@link #MOST} at most. None above a street.
     */
    public List<Gap> gaps(PlaceCode place) {
        if (!lists(place)) {
            return List.of();
        }
        List<Best> all = jdbc.sql("""
                        select p.code as place, c.code, c.name, c.icon, coalesce(r.best, 0) as best,
                               exists (select
                                         from organisation u
                                        where u.kind = coalesce(t.responsible, c.responsible)
                                          and u.until is null
                                          and (starts_with(p.code, u.place) or starts_with(u.place, left(p.code, 12)))) as usual
                          from place p
                         cross join order_category c
                          left join lateral (select max(case when length(x.place) > 12 or x.category <> '' then 2 else 1 end) as best
                                               from order_route x
                                               join organisation o on o.id = x.organisation
                                              where x.place in (left(p.code, 2), left(p.code, 4), left(p.code, 6),
                                                                left(p.code, 9), left(p.code, 12), p.code)
                                                and starts_with(c.code, x.category)
                                                and o.until is null) r on true
                          left join lateral (select x.offered, x.responsible
                                               from category_term x
                                              where x.category = c.code
                                                and starts_with(p.code, x.place)
                                              order by length(x.place) desc
                                              limit 1) t on true
                         where p.code >= :from
                           and p.code < :to
                           and length(p.code) = 15
                           and c.retired_at is null
                           and (c.place is null or starts_with(p.code, c.place))
                           and coalesce(t.offered, true)
                         order by p.code, c.code
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> new Best(
                        PlaceCode.parse(row.getString("place")),
                        Categories.category(row),
                        row.getInt("best"),
                        row.getBoolean("usual")))
                .list();
        Map<String, Best> classes = new LinkedHashMap<>();
        all.stream()
                .filter(one -> one.category.first())
                .forEach(one -> classes.put(one.compound.value() + one.category.code(), one));
        return all.stream()
                .filter(one -> one.best < Best.PARTICULAR)
                .filter(one ->
                        one.category.first() || !one.alike(classes.get(one.compound.value() + one.category.of())))
                .limit(MOST + 1)
                .map(one -> new Gap(one.compound, one.category, one.best == Best.FALLBACK, one.usual))
                .toList();
    }

    /** The closest rule there is: none, one for everything in a whole community, or one in particular. */
    private record Best(PlaceCode compound, Category category, int best, boolean usual) {
        static final int FALLBACK = 1;
        static final int PARTICULAR = 2;

        /** Whether its class is sent, or not sent, in the same way. */
        boolean alike(@Nullable Best of) {
            return of != null && best == of.best && (best == FALLBACK || usual == of.usual);
        }
    }

    /** The places and categories with several rules, one more than {@link #MOST} at most. */
    public List<Overlap> overlaps(PlaceCode place) {
        return jdbc.sql("""
                        select r.place, r.category, array_agg(o.name order by o.name) as names
                          from order_route r
                          join organisation o on o.id = r.organisation
                         where r.place >= :from
                           and r.place < :to
                           and o.until is null
                         group by r.place, r.category
                        having count(*) > 1
                         order by r.place, r.category
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("most", MOST + 1)
                .query((row, n) -> new Overlap(
                        PlaceCode.parse(row.getString("place")),
                        row.getString("category"),
                        names(row.getArray("names"))))
                .list();
    }

    private static List<String> names(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** The rules that name nobody who could come; whether anybody is appointed only for whoever sees the people of the place. */
    public List<Idle> idle(PlaceCode place) {
        return jdbc.sql("""
                        select r.id, r.place, r.category, o.name, o.until is not null as ended
                          from order_route r
                          join organisation o on o.id = r.organisation
                         where r.place >= :from
                           and r.place < :to
                           and (o.until is not null
                             or :people
                                and o.place >= :from
                                and o.place < :to
                                and not exists (select 1
                                                  from appointment a
                                                 where a.organisation = o.id
                                                   and (a.duty in ('PROPERTY', 'GRID_WORKER', 'VOLUNTEER', 'MERCHANT')
                                                     or o.kind = 'COMMUNITY' and a.duty in ('CLERK', 'CHIEF'))
                                                   and a.since <= :today
                                                   and (a.until is null or a.until >= :today)))
                         order by r.place, r.category, o.name, r.id
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("people", Acting.current().duty().readsPeople())
                .param("today", LocalDate.now(clock))
                .param("most", MOST + 1)
                .query((row, n) -> idle(row))
                .list();
    }

    private static Idle idle(ResultSet row) throws SQLException {
        return new Idle(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("place")),
                row.getString("category"),
                Optional.ofNullable(row.getString("name")).orElse(""),
                row.getBoolean("ended"));
    }
}
