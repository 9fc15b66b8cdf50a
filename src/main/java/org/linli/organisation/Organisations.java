package org.linli.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The organisations 组织 of a place and how they are linked. Founding and ending them is an administrator's. */
@Repository
@Transactional
public class Organisations {

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Clock clock;

    Organisations(JdbcClient jdbc, Trips trips, Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.clock = clock;
    }

    /**
     * Founds an organisation. Refuses whoever may not appoint at the place, a name of 0 or over 100 characters, and one
     * that the place has already.
     */
    public UUID found(Organisation.Kind kind, String name, PlaceCode place, String phone) {
        administrator();
        if (!Acting.current().covers(place)) {
            throw Refusal.notFound();
        }
        String shown = name.strip();
        if (shown.isEmpty() || shown.length() > 100) {
            throw Refusal.invalid("organisation.name", "most", 100);
        }
        if (phone.length() > 30 || !phone.matches("[0-9+\\- ]*")) {
            throw Refusal.invalid("phone.malformed");
        }
        UUID id = Ids.at(clock.instant());
        try {
            jdbc.sql("""
                            insert into organisation (id, kind, name, place, phone, since)
                            values (:id, :kind, :name, :place, :phone, :today)
                            """)
                    .param("id", id)
                    .param("kind", kind.name())
                    .param("name", shown)
                    .param("place", place.value())
                    .param("phone", Bound.text(phone.strip()))
                    .param("today", LocalDate.now(clock))
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("organisation.exists");
        }
        return id;
    }

    /**
     * Links an organisation of the actor's place to another within reach, from today on. Refuses a link to itself, to one
     * that has ended, one that exists, and its opposite where it would contradict it (A cannot lead B and B lead A).
     */
    public void link(UUID source, Link.Kind kind, UUID target) {
        administrator();
        if (source.equals(target)) {
            throw Refusal.invalid("organisation.linkSelf");
        }
        standing(mine(source));
        standing(within(target));
        if (!kind.mayBeMutual() && linked(target, kind, source)) {
            throw Refusal.invalid(kind == Link.Kind.CO_BUILDS ? "organisation.linkExists" : "organisation.linkLoop");
        }
        try {
            jdbc.sql("""
                            insert into organisation_link (id, source, kind, target, since)
                            values (:id, :source, :kind, :target, :today)
                            """)
                    .param("id", Ids.at(clock.instant()))
                    .param("source", source)
                    .param("kind", kind.name())
                    .param("target", target)
                    .param("today", LocalDate.now(clock))
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("organisation.linkExists");
        }
    }

    private boolean linked(UUID source, Link.Kind kind, UUID target) {
        return jdbc.sql("""
                        select exists (select 1
                                         from organisation_link
                                        where source = :source
                                          and kind = :kind
                                          and target = :target
                                          and until is null)
                        """)
                .param("source", source)
                .param("kind", kind.name())
                .param("target", target)
                .query(Boolean.class)
                .single();
    }

    /** Ends a link of an organisation of the actor's place today. */
    public void unlink(UUID source, UUID link) {
        administrator();
        mine(source);
        ended(jdbc.sql(
                        "update organisation_link set until = :today where id = :id and source = :source and until is null")
                .param("today", LocalDate.now(clock))
                .param("id", link)
                .param("source", source)
                .update());
    }

    /** Ends an organisation today, and its links in both directions with it; its history stays. Refuses one in which somebody is still appointed. */
    public void end(UUID id) {
        administrator();
        mine(id);
        int held = jdbc.sql(
                        "select count(*) from appointment where organisation = :id and (until is null or until >= :today)")
                .param("id", id)
                .param("today", LocalDate.now(clock))
                .query(Integer.class)
                .single();
        if (held > 0) {
            throw Refusal.invalid("organisation.peopled", "people", held);
        }
        jdbc.sql("update organisation_link set until = :today where :id in (source, target) and until is null")
                .param("today", LocalDate.now(clock))
                .param("id", id)
                .update();
        ended(jdbc.sql("update organisation set until = :today where id = :id and until is null")
                .param("today", LocalDate.now(clock))
                .param("id", id)
                .update());
    }

    private static void ended(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    /** One organisation. Refuses an unknown id as not found. */
    @Transactional(readOnly = true)
    public Organisation organisation(UUID id) {
        return organisation(trips.begin(), id).get();
    }

    /** The same, asked on a trip; it refuses when the answer is wanted. */
    public Supplier<Organisation> organisation(Trip trip, UUID id) {
        Supplier<Optional<Organisation>> found = trip.askOptional(
                "select * from organisation where id = :id", Map.of("id", id), (row, n) -> organisation(row));
        return () -> found.get().orElseThrow(Refusal::notFound);
    }

    /** An organisation of the actor's place, or the actor's own. Refuses one elsewhere as not found, though its name is public. */
    @Transactional(readOnly = true)
    public Organisation mine(UUID id) {
        Organisation organisation = organisation(id);
        Actor actor = Acting.current();
        if (!actor.covers(organisation.place()) && !actor.organisation().equals(Optional.of(id))) {
            throw Refusal.notFound();
        }
        return organisation;
    }

    /** An organisation of the actor's place, or of a place that holds it: the street's, the county's. Refuses others as not found. */
    @Transactional(readOnly = true)
    public Organisation within(UUID id) {
        Organisation organisation = organisation(id);
        Actor actor = Acting.current();
        if (actor.place().filter(organisation.place()::contains).isPresent()) {
            return organisation;
        }
        return mine(id);
    }

    private static void administrator() {
        if (!Acting.current().duty().appoints()) {
            throw Refusal.forbidden("organisation.notYours");
        }
    }

    private static void standing(Organisation organisation) {
        if (organisation.until().isPresent()) {
            throw Refusal.movedOn("organisation.ended");
        }
    }

    /** The organisations at and below a place that exist today, by kind and name. */
    @Transactional(readOnly = true)
    public List<Organisation> at(PlaceCode place) {
        return jdbc.sql("""
                        select *
                          from organisation
                         where place >= :from
                           and place < :to
                           and until is null
                         order by length(place), kind, place, name
                         limit 500
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> organisation(row))
                .list();
    }

    /** The organisations of a kind that may handle what lies at a place, of a community or below, today: those above it and those of its community, by name. */
    @Transactional(readOnly = true)
    public List<Organisation> serving(PlaceCode place, Organisation.Kind kind) {
        return jdbc.sql("""
                        select *
                          from organisation
                         where kind = :kind
                           and until is null
                           and (place in (:holders) or place >= :from and place < :to)
                         order by length(place), name, id
                         limit 100
                        """)
                .param("kind", kind.name())
                .param("holders", place.prefixes())
                .param("from", place.at(PlaceLevel.COMMUNITY).from())
                .param("to", place.at(PlaceLevel.COMMUNITY).to())
                .query((row, n) -> organisation(row))
                .list();
    }

    /** The links of an organisation in both directions that hold today. */
    @Transactional(readOnly = true)
    public List<Link> linksOf(UUID id) {
        return jdbc.sql("""
                        select l.id, l.source, s.name as source_name, s.place as source_place, l.kind,
                               l.target, t.name as target_name, t.place as target_place, l.since
                          from organisation_link l
                          join organisation s on s.id = l.source
                          join organisation t on t.id = l.target
                         where (l.source = :id or l.target = :id)
                           and l.until is null
                         order by l.since, l.id
                        """)
                .param("id", id)
                .query((row, n) -> new Link(
                        row.getObject("id", UUID.class),
                        row.getObject("source", UUID.class),
                        row.getString("source_name"),
                        PlaceCode.parse(row.getString("source_place")),
                        Link.Kind.valueOf(row.getString("kind")),
                        row.getObject("target", UUID.class),
                        row.getString("target_name"),
                        PlaceCode.parse(row.getString("target_place")),
                        row.getObject("since", LocalDate.class)))
                .list();
    }

    static Organisation organisation(ResultSet row) throws SQLException {
        return new Organisation(
                row.getObject("id", UUID.class),
                Organisation.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                PlaceCode.parse(row.getString("place")),
                Optional.ofNullable(row.getString("phone")).orElse(""),
                row.getObject("since", LocalDate.class),
                Optional.ofNullable(row.getObject("until", LocalDate.class)));
    }
}
