package org.linli.gateway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The jurisdictions 受理辖区: opened and closed by the administrator of their place, known to the world. */
@Repository
@Transactional
public class Jurisdictions {

    private final JdbcClient jdbc;
    private final Clock clock;

    Jurisdictions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The one that a request names; where only one is open, none need be named. Refuses none (400) and an unknown one (404). */
    @Transactional(readOnly = true)
    public Jurisdiction named(String id) {
        if (!id.isBlank()) {
            return find(id).filter(known -> known.closedAt().isEmpty())
                    .orElseThrow(() -> Fault.unknown(Refusal.invalid("gateway.jurisdiction", "id", id)));
        }
        List<Jurisdiction> open =
                jdbc.sql("""
                        select id, place, opened_at, closed_at
                          from open311_jurisdiction
                         where closed_at is null
                         order by id
                         limit 2
                        """).query((row, n) -> jurisdiction(row)).list();
        if (open.size() != 1) {
            throw Fault.wrong(Refusal.invalid("gateway.jurisdictionMissing"));
        }
        return open.getFirst();
    }

    private Optional<Jurisdiction> find(String id) {
        return jdbc.sql("select id, place, opened_at, closed_at from open311_jurisdiction where id = :id")
                .param("id", id.strip())
                .query((row, n) -> jurisdiction(row))
                .optional();
    }

    /** Those of the administrator's place, the open first. */
    @Transactional(readOnly = true)
    public List<Jurisdiction> mine() {
        Actor actor = administrator();
        return jdbc.sql("""
                        select id, place, opened_at, closed_at
                          from open311_jurisdiction
                         where place >= :from
                           and place < :to
                         order by closed_at nulls first, id
                         limit 200
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> jurisdiction(row))
                .list();
    }

    /**
     * Opens a community or street of the administrator's place under a name; one that was closed opens again. Refuses a name
     * that is none (letters, digits, dots and dashes, at most 64) or is another's.
     */
    public void open(String id, PlaceCode place) {
        Actor actor = administrator();
        String name = id.strip();
        if (!name.matches("[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?")) {
            throw Refusal.invalid("gateway.jurisdictionName");
        }
        if (!actor.covers(place)) {
            throw Refusal.notFound();
        }
        if (place.level() != PlaceLevel.COMMUNITY && place.level() != PlaceLevel.STREET) {
            throw Refusal.invalid("gateway.jurisdictionPlace");
        }
        int opened = jdbc.sql("""
                        insert into open311_jurisdiction (id, place, opened_at) values (:id, :place, :now)
                        on conflict (id) do nothing
                        """)
                        .param("id", name)
                        .param("place", place.value())
                        .param("now", Matters.time(clock.instant()))
                        .update()
                + jdbc.sql("""
                        update open311_jurisdiction
                           set closed_at = null
                         where id = :id
                           and place = :place
                           and closed_at is not null
                        """).param("id", name).param("place", place.value()).update();
        if (opened == 0) {
            throw Refusal.invalid("gateway.jurisdictionTaken");
        }
    }

    /** Closes one: from now on it answers nobody, and its keys open nothing. Refuses one elsewhere as not found. */
    public void close(String id) {
        Actor actor = administrator();
        int closed = jdbc.sql("""
                        update open311_jurisdiction
                           set closed_at = :now
                         where id = :id
                           and place >= :from
                           and place < :to
                           and closed_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update();
        if (closed == 0) {
            throw Refusal.notFound();
        }
    }

    static Actor administrator() {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("gateway.notYours");
        }
        return actor;
    }

    private static Jurisdiction jurisdiction(ResultSet row) throws SQLException {
        return new Jurisdiction(
                row.getString("id"),
                PlaceCode.parse(row.getString("place")),
                Matters.instant(row, "opened_at").orElseThrow(),
                Matters.instant(row, "closed_at"));
    }
}
