package org.linli.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.linli.kernel.OpenHours;
import org.linli.kernel.Refusal;
import org.linli.organisation.Rota.Change;
import org.linli.organisation.Rota.Present;
import org.linli.organisation.Rota.Shift;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rotas 排班 of organisations, who is on duty now, and what one shift tells the next. */
@Repository
@Transactional
public class Rotas {

    /**
     * Who is on duty in an organisation now.
     *
     * @param kept whether it keeps a rota at all; where it does not, nobody knows
     */
    public record Now(boolean kept, List<Present> present) {

        /** Of an organisation without a rota. */
        public static final Now UNKNOWN = new Now(false, List.of());
    }

    /** What one shift told the next 交班记录. */
    public record Note(UUID id, String signature, String words, Instant at) {}

    private static final int MOST = 300;
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_REASON = 100;
    private static final int AHEAD = 400;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Appointments appointments;
    private final Clock clock;

    Rotas(JdbcClient jdbc, Organisations organisations, Appointments appointments, Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.appointments = appointments;
        this.clock = clock;
    }

    /** Whether somebody in this capacity keeps the rotas of their place: its administrator, and whoever dispatches there. */
    public static boolean keeps(Actor actor) {
        return actor.duty().appoints() || actor.duty().dispatches();
    }

    /** An organisation whose rota the actor may see: their own, or one of the place whose rotas they keep. Refuses others as not found. */
    @Transactional(readOnly = true)
    public Organisation organisation(UUID id) {
        Actor actor = Acting.current();
        Organisation organisation = organisations.mine(id);
        boolean own = actor.duty().handles()
                && actor.organisation().filter(id::equals).isPresent();
        if (!own && !keeps(actor)) {
            throw Refusal.forbidden("duty.notYours");
        }
        return organisation;
    }

    /** The plain week of an organisation, and what is otherwise from a day on. Refuses as {@link #organisation}. */
    @Transactional(readOnly = true)
    public Rota rota(UUID organisation, LocalDate from) {
        organisation(organisation);
        return new Rota(
                jdbc.sql("""
                                select id, appointment, name, title, weekday, opens, closes
                                  from duty_shift
                                 where organisation = :organisation
                                 order by weekday, opens, name, id
                                """)
                        .param("organisation", organisation)
                        .query((row, n) -> shift(row))
                        .list(),
                jdbc.sql("""
                                select id, appointment, name, title, date, comes, opens, closes, words
                                  from duty_change
                                 where organisation = :organisation
                                   and date >= :from
                                 order by date, opens, name, id
                                 limit 500
                                """)
                        .param("organisation", organisation)
                        .param("from", from)
                        .query((row, n) -> change(row))
                        .list());
    }

    /** Who is on duty now, of those that the actor may see; an organisation without a rota is left out. */
    @Transactional(readOnly = true)
    public Map<UUID, Now> now(Collection<UUID> of) {
        if (of.isEmpty()) {
            return Map.of();
        }
        LocalDateTime moment = LocalDateTime.now(clock);
        Map<UUID, List<Shift>> shifts = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation, id, appointment, name, title, weekday, opens, closes
                          from duty_shift
                         where organisation = any(cast(:organisations as uuid[]))
                        """).param("organisations", of.toArray(UUID[]::new)).query(row -> {
            shifts.computeIfAbsent(row.getObject("organisation", UUID.class), id -> new ArrayList<>())
                    .add(shift(row));
        });
        Map<UUID, List<Change>> changes = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation, id, appointment, name, title, date, comes, opens, closes, words
                          from duty_change
                         where organisation = any(cast(:organisations as uuid[]))
                           and date = :today
                        """)
                .param("organisations", of.toArray(UUID[]::new))
                .param("today", moment.toLocalDate())
                .query(row -> {
                    changes.computeIfAbsent(row.getObject("organisation", UUID.class), id -> new ArrayList<>())
                            .add(change(row));
                });
        return of.stream()
                .distinct()
                .filter(id -> shifts.containsKey(id) || changes.containsKey(id))
                .collect(Collectors.toMap(
                        Function.identity(),
                        id -> new Now(
                                true,
                                new Rota(shifts.getOrDefault(id, List.of()), changes.getOrDefault(id, List.of()))
                                        .at(moment))));
    }

    /**
     * Puts somebody in office on the rota, on some days of each week. Refuses whoever keeps no rotas there, somebody who does not
     * work there as not found, no day at all, hours as {@link Rota#night} does, a shift that begins when one of theirs does, and
     * more than 300.
     *
     * @param hours as people type them; over midnight the rest is the next day's
     */
    public void add(UUID organisation, UUID appointment, Set<DayOfWeek> days, String hours) {
        Organisation mine = kept(organisation);
        Appointment who = working(organisation, appointment);
        List<OpenHours> stretches = Rota.night(hours);
        if (days.isEmpty()) {
            throw Refusal.invalid("duty.days");
        }
        for (DayOfWeek day : days) {
            for (int n = 0; n < stretches.size(); n++) {
                insert(mine, who, day.plus(n), stretches.get(n));
            }
        }
    }

    private void insert(Organisation organisation, Appointment who, DayOfWeek day, OpenHours hours) {
        int added;
        try {
            added = jdbc.sql("""
                            insert into duty_shift (id, organisation, place, appointment, name, title, weekday, opens, closes)
                            select :id, :organisation, :place, :appointment, :name, :title, :weekday, :opens, :closes
                             where (select count(*) from duty_shift s where s.organisation = :organisation) < :most
                            """)
                    .params(whose(organisation, who, hours))
                    .param("weekday", day.getValue())
                    .param("most", MOST)
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("duty.exists");
        }
        if (added == 0) {
            throw Refusal.invalid("duty.tooMany", "most", MOST);
        }
    }

    private Map<String, Object> whose(Organisation organisation, Appointment who, OpenHours hours) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", Ids.at(clock.instant()));
        values.put("organisation", organisation.id());
        values.put("place", organisation.place().value());
        values.put("appointment", who.id());
        values.put("name", who.personName());
        values.put("title", who.title());
        values.put("opens", hours.opens());
        values.put("closes", hours.closes());
        return values;
    }

    /** Takes a shift off the rota. Refuses whoever keeps no rotas there, and one that is not there as not found. */
    public void drop(UUID organisation, UUID shift) {
        kept(organisation);
        gone(jdbc.sql("delete from duty_shift where id = :id and organisation = :organisation")
                .param("id", shift)
                .param("organisation", organisation)
                .update());
    }

    /**
     * Makes one day otherwise: somebody comes, or stays away. Refuses as {@link #add} does, a day gone by or more than 400 days
     * ahead, and words of more than 100 characters.
     *
     * @param hours empty for the whole day
     */
    public void change(UUID organisation, UUID appointment, LocalDate date, boolean comes, String hours, String words) {
        Organisation mine = kept(organisation);
        Appointment who = working(organisation, appointment);
        LocalDate today = LocalDate.now(clock);
        if (date.isBefore(today) || date.isAfter(today.plusDays(AHEAD))) {
            throw Refusal.invalid("duty.date", "most", AHEAD);
        }
        if (words.strip().length() > LONGEST_REASON) {
            throw Refusal.invalid("duty.words", "most", LONGEST_REASON);
        }
        List<OpenHours> stretches = hours.isBlank() ? List.of(Rota.DAY) : Rota.night(hours);
        for (int n = 0; n < stretches.size(); n++) {
            try {
                jdbc.sql("""
                                insert into duty_change (id, organisation, place, appointment, name, title, date, comes, opens,
                                                         closes, words)
                                values (:id, :organisation, :place, :appointment, :name, :title, :date, :comes, :opens,
                                        :closes, :words)
                                """)
                        .params(whose(mine, who, stretches.get(n)))
                        .param("date", date.plusDays(n))
                        .param("comes", comes)
                        .param("words", words.strip())
                        .update();
            } catch (DuplicateKeyException exists) {
                throw Refusal.invalid("duty.exists");
            }
        }
    }

    /** Takes a change back. Refuses as {@link #drop}. */
    public void undo(UUID organisation, UUID change) {
        kept(organisation);
        gone(jdbc.sql("delete from duty_change where id = :id and organisation = :organisation")
                .param("id", change)
                .param("organisation", organisation)
                .update());
    }

    /** Tells the next shift something. Refuses as {@link #organisation}, and words of none or of more than 500 characters. */
    public void tell(UUID organisation, String words) {
        Organisation mine = organisation(organisation);
        String said = words.strip();
        if (said.isEmpty() || said.length() > LONGEST_NOTE) {
            throw Refusal.invalid("duty.note", "most", LONGEST_NOTE);
        }
        Actor actor = Acting.current();
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into duty_note (id, organisation, place, person, signature, words, at)
                        values (:id, :organisation, :place, :person, :signature, :words, :at)
                        """)
                .param("id", Ids.at(now))
                .param("organisation", organisation)
                .param("place", mine.place().value())
                .param("person", actor.self())
                .param("signature", actor.signature())
                .param("words", said)
                .param("at", Matters.time(now))
                .update();
    }

    /** The newest notes of an organisation. Refuses as {@link #organisation}. */
    @Transactional(readOnly = true)
    public List<Note> notes(UUID organisation, int most) {
        organisation(organisation);
        return jdbc.sql("""
                        select id, signature, words, at
                          from duty_note
                         where organisation = :organisation
                         order by at desc, id desc
                         limit :most
                        """)
                .param("organisation", organisation)
                .param("most", most)
                .query((row, n) -> new Note(
                        row.getObject("id", UUID.class),
                        row.getString("signature"),
                        row.getString("words"),
                        Matters.instant(row, "at").orElseThrow()))
                .list();
    }

    private Organisation kept(UUID organisation) {
        Actor actor = Acting.current();
        if (!keeps(actor)) {
            throw Refusal.forbidden("duty.notYours");
        }
        Organisation mine = organisations.mine(organisation);
        if (!actor.covers(mine.place())) {
            throw Refusal.notFound();
        }
        if (mine.until().isPresent()) {
            throw Refusal.movedOn("organisation.ended");
        }
        return mine;
    }

    private Appointment working(UUID organisation, UUID appointment) {
        Appointment who = appointments.appointment(appointment);
        if (!who.organisation().equals(organisation) || !who.holds(LocalDate.now(clock))) {
            throw Refusal.notFound();
        }
        return who;
    }

    private static void gone(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    private static Shift shift(ResultSet row) throws SQLException {
        return new Shift(
                row.getObject("id", UUID.class),
                row.getObject("appointment", UUID.class),
                row.getString("name"),
                row.getString("title"),
                DayOfWeek.of(row.getInt("weekday")),
                hours(row));
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getObject("id", UUID.class),
                row.getObject("appointment", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getObject("date", LocalDate.class),
                row.getBoolean("comes"),
                hours(row),
                row.getString("words"));
    }

    private static OpenHours hours(ResultSet row) throws SQLException {
        return new OpenHours(row.getInt("opens"), row.getInt("closes"));
    }
}
