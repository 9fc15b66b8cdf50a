package org.linli.platform.matter;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The links between matters 一件事一条线: what came of what, whatever kinds they are. */
@Repository
@Transactional
public class Links {

    /**
     * The matter at the other end of a link.
     *
     * @param from whether this matter came of that one
     */
    public record Linked(
            UUID id,
            String kind,
            PlaceCode place,
            String title,
            String state,
            String handlerName,
            Instant openedAt,
            Optional<Instant> endedAt,
            boolean from) {}

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Clock clock;

    Links(JdbcClient jdbc, Trips trips, Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.clock = clock;
    }

    /**
     * Links a matter to what came of it, once however often it is called. Refuses an end that the actor does not see (by row
     * security).
     *
     * @param kind what came of it, in one lower-case word
     */
    public void link(Matter source, UUID target, String kind) {
        jdbc.sql("""
                        insert into matter_link (source, target, kind, place, linked_at)
                        values (:source, :target, :kind, :place, :now)
                        on conflict do nothing
                        """)
                .param("source", source.id())
                .param("target", target)
                .param("kind", kind)
                .param("place", source.place().value())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    /** The matters linked to one, in both directions, of those that the actor may see; the oldest link first. */
    @Transactional(readOnly = true)
    public List<Linked> of(UUID matter) {
        return of(trips.begin(), matter).get();
    }

    /** The same, asked on a trip. */
    public Supplier<List<Linked>> of(Trip trip, UUID matter) {
        Map<String, Object> values = Matters.reach();
        values.put("matter", matter);
        return trip.ask(
                """
                        select m.id, m.kind, m.place, m.title, m.state, m.handler_name, m.opened_at, m.ended_at,
                               l.target = :matter as came_of
                          from matter_link l
                          join matter m on m.id = case when l.target = :matter then l.source else l.target end
                         where (l.source = :matter or l.target = :matter)
                           and\s""" + Matters.REACHED_OR_PARTY + """
                         order by l.linked_at, m.id
                         limit 50
                        """,
                values,
                (row, n) -> new Linked(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        PlaceCode.parse(row.getString("place")),
                        row.getString("title"),
                        row.getString("state"),
                        row.getString("handler_name"),
                        Matters.instant(row, "opened_at").orElseThrow(),
                        Matters.instant(row, "ended_at"),
                        row.getBoolean("came_of")));
    }
}
