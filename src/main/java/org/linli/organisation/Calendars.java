package org.linli.organisation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.WorkingCalendar;
import org.linli.kernel.WorkingCalendar.Kind;
import org.linli.kernel.WorkingWeek;
import org.linli.platform.Acting;
import org.linli.platform.Bound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The working calendars 工作日历 of organisations and places: their hours, and the nation's holidays.
 *
 * <p>Each question is one small statement: the hours, and the edition of the holidays that holds. The holidays themselves are kept
 * in memory under that edition, so that another node's change is seen by the next question after it was committed.
 */
@Component
@Transactional(readOnly = true)
public class Calendars {

    private record Known(UUID edition, Map<LocalDate, Kind> days) {}

    private record Found(UUID edition, OfficeHours hours) {}

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Clock clock;
    private volatile @Nullable Known known;

    Calendars(JdbcClient jdbc, Organisations organisations, Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** The calendar of an organisation. Refuses an unknown one as not found; hours are public. */
    public WorkingCalendar of(UUID organisation) {
        return calendar(
                find(organisation, organisations.organisation(organisation).place()));
    }

    /** The calendar of a place: that of its community, or of the street above, or else the standard week. */
    public WorkingCalendar at(PlaceCode place) {
        return calendar(find(null, place));
    }

    /** When a limit ends that begins at this place; by the clock alone it asks nothing of the database. */
    public Instant after(PlaceCode place, Instant from, TimeLimit limit) {
        WorkingCalendar calendar = limit.unit().needsCalendar() ? at(place) : WorkingCalendar.standard(clock.getZone());
        return calendar.after(from, limit);
    }

    /** The hours that an organisation goes by: its own, or those of the community or street above it. */
    public OfficeHours hours(UUID organisation) {
        return find(organisation, organisations.organisation(organisation).place())
                .hours();
    }

    /** The hours that a place goes by. */
    public OfficeHours hours(PlaceCode place) {
        return find(null, place).hours();
    }

    /**
     * Gives an organisation of the actor's place its own hours, or, without a week, those of the place above again. Refuses
     * whoever may not appoint there, and an organisation that has ended.
     */
    @Transactional
    public void open(UUID organisation, Optional<WorkingWeek> week, boolean onHolidays) {
        if (!Acting.current().duty().appoints()) {
            throw Refusal.forbidden("organisation.notYours");
        }
        Organisation mine = organisations.mine(organisation);
        if (!Acting.current().covers(mine.place())) {
            throw Refusal.notFound();
        }
        if (mine.until().isPresent()) {
            throw Refusal.movedOn("organisation.ended");
        }
        jdbc.sql("""
                        insert into working_hours (organisation, days, on_holidays)
                        values (:organisation, cast(:days as text[]), :onHolidays)
                        on conflict (organisation) do update
                           set days = excluded.days,
                               on_holidays = excluded.on_holidays,
                               changed_by = linli_person()
                        """)
                .param("organisation", organisation)
                .param("days", Bound.texts(week.map(WorkingWeek::print)))
                .param("onHolidays", onHolidays && week.isPresent())
                .update();
    }

    /** The organisation's own hours before those of the nearest community or street that has some. */
    private Found find(@Nullable UUID organisation, PlaceCode place) {
        return jdbc.sql("""
                        select e.edition, w.id, w.name, w.days, w.on_holidays
                          from calendar_edition e
                          left join lateral (
                               select o.id, o.name, h.days, h.on_holidays, 25 as near, o.since
                                 from working_hours h
                                 join organisation o on o.id = h.organisation
                                where h.organisation = cast(:own as uuid)
                                  and h.days is not null
                                union all
                               select o.id, o.name, h.days, h.on_holidays, length(o.place), o.since
                                 from organisation o
                                 join working_hours h on h.organisation = o.id
                                where o.place in (:above)
                                  and o.kind in ('COMMUNITY', 'STREET')
                                  and o.until is null
                                  and h.days is not null
                                order by near desc, since, id
                                limit 1) w on true
                        """)
                .param("own", Bound.id(Optional.ofNullable(organisation)))
                .param("above", place.prefixes())
                .query((row, n) -> new Found(row.getObject("edition", UUID.class), hours(row)))
                .single();
    }

    private WorkingCalendar calendar(Found found) {
        OfficeHours hours = found.hours();
        return new WorkingCalendar(
                hours.week(), hours.onHolidays() ? Map.of() : days(found.edition()), clock.getZone());
    }

    /**
     * The holidays of an edition. Read after the edition was, so that they may be newer than it, never older; then the next
     * question brings the newer edition, and they are read once more.
     */
    private Map<LocalDate, Kind> days(UUID edition) {
        Known held = known;
        if (held != null && held.edition().equals(edition)) {
            return held.days();
        }
        Map<LocalDate, Kind> days = new HashMap<>();
        jdbc.sql("select date, kind from holiday where until is null").query(row -> {
            days.put(row.getObject("date", LocalDate.class), Kind.valueOf(row.getString("kind")));
        });
        Known fresh = new Known(edition, Map.copyOf(days));
        known = fresh;
        return fresh.days();
    }

    private static OfficeHours hours(ResultSet row) throws SQLException {
        Array days = row.getArray("days");
        return days == null
                ? OfficeHours.STANDARD
                : new OfficeHours(
                        WorkingWeek.parse(List.of((String[]) days.getArray())),
                        row.getBoolean("on_holidays"),
                        Optional.of(row.getObject("id", UUID.class)),
                        row.getString("name"));
    }
}
