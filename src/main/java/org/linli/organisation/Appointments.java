package org.linli.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.resident.Residents;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The appointments 任职 of a place: given and ended by its administrator, and with them every right. */
@Repository
@Transactional
public class Appointments {

    private static final String SELECT = """
            select a.id, a.person, p.name, a.organisation, o.name as organisation_name, a.duty, a.title, a.place, a.since, a.until
              from appointment a
              join person p on p.id = a.person
              join organisation o on o.id = a.organisation
            """;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Residents residents;
    private final Clock clock;

    Appointments(JdbcClient jdbc, Organisations organisations, Residents residents, Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.residents = residents;
        this.clock = clock;
    }

    /**
     * Appoints a person the actor may see. Refuses whoever may not appoint at the place, an organisation out of reach or
     * ended, a place outside the organisation's own, an empty or overlong title, a day more than a year away, and a duty the
     * person holds there already.
     */
    public UUID appoint(UUID person, UUID organisation, Duty duty, String title, PlaceCode place, LocalDate since) {
        Actor actor = Acting.current();
        if (!actor.duty().appoints() || !actor.covers(place)) {
            throw Refusal.forbidden("appointment.notYours");
        }
        if (actor.person().filter(person::equals).isPresent()) {
            throw Refusal.forbidden("appointment.self");
        }
        if (!duty.staff()) {
            throw Refusal.invalid("appointment.duty");
        }
        String shown = title.strip();
        if (shown.isEmpty() || shown.length() > 30) {
            throw Refusal.invalid("appointment.title", "most", 30);
        }
        Organisation holder = organisations.mine(organisation);
        if (holder.until().isPresent()) {
            throw Refusal.movedOn("organisation.ended");
        }
        if (!holder.place().contains(place)) {
            throw Refusal.invalid("appointment.place");
        }
        if (since.isAfter(LocalDate.now(clock).plusYears(1))) {
            throw Refusal.invalid("appointment.since");
        }
        residents.person(person);
        UUID id = Ids.at(clock.instant());
        try {
            jdbc.sql("""
                            insert into appointment (id, person, organisation, duty, title, place, since)
                            values (:id, :person, :organisation, :duty, :title, :place, :since)
                            """)
                    .param("id", id)
                    .param("person", person)
                    .param("organisation", organisation)
                    .param("duty", duty.name())
                    .param("title", shown)
                    .param("place", place.value())
                    .param("since", since)
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("appointment.exists");
        }
        return id;
    }

    /**
     * Ends an appointment: its last day was yesterday, so the right is gone with this transaction. Refuses whoever may not
     * appoint, one out of reach, and an administrator's own.
     */
    public void end(UUID id) {
        if (!Acting.current().duty().appoints()) {
            throw Refusal.forbidden("appointment.notYours");
        }
        if (Acting.current().appointment().filter(id::equals).isPresent()) {
            throw Refusal.invalid("appointment.own");
        }
        int ended = jdbc.sql("""
                        update appointment
                           set until = greatest(cast(:yesterday as date), since - 1),
                               ended_by = linli_person()
                         where id = :id
                           and until is null
                        """)
                .param("yesterday", LocalDate.now(clock).minusDays(1))
                .param("id", id)
                .update();
        if (ended == 0) {
            throw Refusal.notFound();
        }
    }

    /** What a person holds today that the actor may see; the person's own are always seen. */
    @Transactional(readOnly = true)
    public List<Appointment> heldBy(UUID person) {
        return jdbc
                .sql(SELECT + " where a.person = :person order by a.until is not null, a.since, a.id")
                .param("person", person)
                .query((row, n) -> appointment(row))
                .list()
                .stream()
                .filter(appointment -> appointment.holds(LocalDate.now(clock)))
                .toList();
    }

    /** One appointment of the actor's place. Refuses others as not found. */
    @Transactional(readOnly = true)
    public Appointment appointment(UUID id) {
        return jdbc.sql(SELECT + " where a.id = :id")
                .param("id", id)
                .query((row, n) -> appointment(row))
                .optional()
                .filter(found -> Acting.current().covers(found.place()))
                .orElseThrow(Refusal::notFound);
    }

    /** All that a person was ever appointed to and the actor may see: what holds or is to come first, then the latest. */
    @Transactional(readOnly = true)
    public List<Appointment> everHeldBy(UUID person) {
        return jdbc.sql(SELECT + """
                         where a.person = :person
                         order by coalesce(a.until, 'infinity') desc, a.since desc, a.id
                         limit 100
                        """)
                .param("person", person)
                .query((row, n) -> appointment(row))
                .list();
    }

    /** Who works for an organisation, or is to begin there on a day to come. */
    @Transactional(readOnly = true)
    public List<Appointment> standingIn(UUID organisation) {
        return jdbc.sql(SELECT + """
                         where a.organisation = :organisation
                           and (a.until is null or a.until >= :today)
                         order by a.place, a.since, a.id
                         limit 500
                        """)
                .param("organisation", organisation)
                .param("today", LocalDate.now(clock))
                .query((row, n) -> appointment(row))
                .list();
    }

    /** The people who hold one of the duties at exactly this place today, to be told of something. */
    @Transactional(readOnly = true)
    public Set<UUID> holding(Set<Duty> duties, PlaceCode place) {
        return people("a.place = :key and a.duty in (:duties)", place.value(), duties);
    }

    /** Whether there is a police liaison today for a community, at it or at a place above it; nobody learns who. */
    @Transactional(readOnly = true)
    public boolean hasPoliceLiaison(PlaceCode community) {
        return jdbc.sql("select police_liaison_at(:place, :today)")
                .param("place", community.value())
                .param("today", LocalDate.now(clock))
                .query(Boolean.class)
                .single();
    }

    /** The people who work for an organisation today, to be told of something. */
    @Transactional(readOnly = true)
    public Set<UUID> workingFor(UUID organisation) {
        return workingFor(organisation, Set.of(Duty.values()));
    }

    /** The people who hold one of the duties for an organisation today, to be told of something. */
    @Transactional(readOnly = true)
    public Set<UUID> workingFor(UUID organisation, Set<Duty> duties) {
        return people("a.organisation = :key and a.duty in (:duties)", organisation, duties);
    }

    private Set<UUID> people(String which, Object key, Set<Duty> duties) {
        return jdbc
                .sql("""
                        select distinct a.person
                          from appointment a
                         where a.since <= :today
                           and (a.until is null or a.until >= :today)
                           and\s""" + which)
                .param("today", LocalDate.now(clock))
                .param("key", key)
                .param("duties", duties.stream().map(Duty::name).toList())
                .query((row, n) -> row.getObject("person", UUID.class))
                .stream()
                .collect(Collectors.toSet());
    }

    private static Appointment appointment(ResultSet row) throws SQLException {
        return new Appointment(
                row.getObject("id", UUID.class),
                row.getObject("person", UUID.class),
                row.getString("name"),
                row.getObject("organisation", UUID.class),
                row.getString("organisation_name"),
                Duty.valueOf(row.getString("duty")),
                row.getString("title"),
                PlaceCode.parse(row.getString("place")),
                row.getObject("since", LocalDate.class),
                Optional.ofNullable(row.getObject("until", LocalDate.class)));
    }
}
