package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Merges duplicates 合并重复: two orders for one thing become one, which goes on for everybody who asked for either. The
 * duplicate ends as merged and counts apart; it can be taken out again within 24 hours, and then stands as newly asked.
 */
@Repository
@Transactional
public class Merging {

    /** An order beside another: one that it may be merged into, was merged into, or that was merged into it. */
    public record Beside(UUID id, String number, String title, PlaceCode place, State state, Instant openedAt) {}

    /** So many are suggested. */
    public static final int MOST = 5;

    private static final Pattern NUMBER = Pattern.compile("(?:([0-9]{4})-?)?([0-9A-Fa-f]{6})");

    private static final String SELECT = """
            select m.id, m.title, m.place, m.state, m.opened_at
              from matter m
              join service_order o on o.matter = m.id
             where m.kind = 'order'
               and\s""" + Matters.REACHED;

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Orders orders;
    private final Callers callers;
    private final Clock clock;

    Merging(JdbcClient jdbc, Trips trips, Orders orders, Callers callers, Clock clock) {
        this.trips = trips;
        this.callers = callers;
        this.jdbc = jdbc;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Merges an order into another. Whoever asked for it, and whoever joined it, joins the other. Refuses either out of reach as
     * not found, whoever does not dispatch, one that is finished, and as {@code order.mergeInto} another that is over, the same,
     * or of another community.
     */
    public void merge(UUID id, UUID into, String words) {
        Order duplicate = orders.order(id);
        Order remaining = orders.order(into);
        if (!remaining.absorbs(duplicate)) {
            throw Refusal.invalid("order.mergeInto");
        }
        orders.take(id, new Step.Merge(into, remaining.number(), words), List.of());
        follow(id, into);
        orders.take(into, new Step.Absorb(duplicate.number(), words), List.of());
    }

    /**
     * Takes a merged order out again. Refuses one that is not merged or out of reach, more than 24 hours after its merging
     * ({@code order.unmergeLate}), and when the other is over ({@code order.unmergeOver}).
     */
    public void unmerge(UUID id, String words) {
        Order duplicate = orders.order(id);
        UUID into = duplicate.mergedInto().orElseThrow(() -> Refusal.movedOn("order.unmergeLate"));
        Order remaining = orders.order(into);
        if (remaining.state().over()) {
            throw Refusal.movedOn("order.unmergeOver");
        }
        orders.take(id, new Step.Unmerge(remaining.number(), words), List.of());
        jdbc.sql("delete from order_joiner where matter = :into and merged_from = :id")
                .param("into", into)
                .param("id", id)
                .update();
        callers.leave(id, into);
        // Somebody may have asked for two duplicates, and still waits for the other.
        mergedInto(into).forEach(other -> follow(other.id(), into));
        orders.take(into, new Step.Release(duplicate.number(), words), List.of());
    }

    private void follow(UUID duplicate, UUID into) {
        callers.follow(duplicate, into);
        jdbc.sql("""
                        insert into order_joiner (matter, person, place, at, words, merged_from)
                        select :into, f.person, place_of_matter(:into), :now, f.words, :duplicate
                          from (select m.requester as person, '' as words
                                  from matter m
                                 where m.id = :duplicate
                                   and m.requester is not null
                                 union all
                                select j.person, j.words
                                  from order_joiner j
                                 where j.matter = :duplicate) f
                         where f.person is distinct from (select m.requester from matter m where m.id = :into)
                        on conflict do nothing
                        """)
                .param("into", into)
                .param("duplicate", duplicate)
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    /** Open orders that may be the same: of the same category, in the same compound or at the same place, the newest first. */
    @Transactional(readOnly = true)
    public List<Beside> suggestions(Order order) {
        return near(order.category().code(), order.matter().place(), order.id());
    }

    /** The same before there is an order: what whoever calls may mean too. */
    @Transactional(readOnly = true)
    public List<Beside> near(String category, PlaceCode place) {
        return place.level().digits() < PlaceLevel.COMMUNITY.digits()
                ? List.of()
                : near(category, place, new UUID(0, 0));
    }

    private List<Beside> near(String category, PlaceCode place, UUID but) {
        PlaceCode near = place.level().digits() >= PlaceLevel.COMPOUND.digits() ? place.at(PlaceLevel.COMPOUND) : place;
        boolean exactly = near.level().digits() < PlaceLevel.COMPOUND.digits();
        return jdbc.sql(SELECT + """
                           and m.ended_at is null
                           and m.community = :community
                           and m.place >= :from
                           and m.place < :to
                           and (not :exactly or m.place = :from)
                           and (starts_with(o.category, :category) or starts_with(:category, o.category))
                           and m.id <> :id
                         order by m.opened_at desc, m.id desc
                         limit :most
                        """)
                .params(Matters.reach())
                .param("community", place.at(PlaceLevel.COMMUNITY).value())
                .param("from", near.from())
                .param("to", near.to())
                .param("exactly", exactly)
                .param("category", category)
                .param("id", but)
                .param("most", MOST)
                .query((row, n) -> beside(row))
                .list();
    }

    /** The open order of a number, as people say it, in the community of another. Refuses none, and more than one, as {@code order.mergeNumber}. */
    @Transactional(readOnly = true)
    public UUID numbered(String number, Order order) {
        Matcher said = NUMBER.matcher(number.strip());
        if (!said.matches()) {
            throw Refusal.invalid("order.mergeNumber");
        }
        String day = Optional.ofNullable(said.group(1)).orElse("");
        List<Beside> found = jdbc
                .sql(SELECT + """
                           and m.ended_at is null
                           and m.community = :community
                           and right(cast(m.id as text), 6) = :tail
                        """)
                .params(Matters.reach())
                .param(
                        "community",
                        order.matter().place().at(PlaceLevel.COMMUNITY).value())
                .param("tail", said.group(2).toLowerCase(Locale.ROOT))
                .query((row, n) -> beside(row))
                .list()
                .stream()
                .filter(one -> one.number().startsWith(day))
                .toList();
        if (found.size() != 1) {
            throw Refusal.invalid("order.mergeNumber");
        }
        return found.getFirst().id();
    }

    /** One order in reach. */
    @Transactional(readOnly = true)
    public Optional<Beside> one(UUID order) {
        return jdbc.sql(SELECT + " and m.id = :order")
                .params(Matters.reach())
                .param("order", order)
                .query((row, n) -> beside(row))
                .optional();
    }

    /** The duplicates merged into an order, of those in reach, oldest first. */
    @Transactional(readOnly = true)
    public List<Beside> mergedInto(UUID order) {
        return mergedInto(trips.begin(), order).get();
    }

    /** The same, asked on a trip. */
    public Supplier<List<Beside>> mergedInto(Trip trip, UUID order) {
        Map<String, Object> values = Matters.reach();
        values.put("order", order);
        return trip.ask(SELECT + """
                           and o.merged_into = :order
                         order by m.opened_at, m.id
                         limit 50
                        """, values, (row, n) -> beside(row));
    }

    private static Beside beside(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Instant openedAt = Matters.instant(row, "opened_at").orElseThrow();
        return new Beside(
                id,
                Order.number(id, openedAt),
                row.getString("title"),
                PlaceCode.parse(row.getString("place")),
                State.valueOf(row.getString("state")),
                openedAt);
    }
}
