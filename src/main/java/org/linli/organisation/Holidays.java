package org.linli.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.linli.kernel.Refusal;
import org.linli.kernel.WorkingCalendar.Kind;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The nation's days of rest and make-up days 放假安排, the same for the whole installation. Everybody reads them; the
 * administrators of the highest level that the installation has change them, a year at a time.
 */
@Repository
@Transactional
public class Holidays {

    private static final int FIRST = 2000;
    private static final int LAST = 2199;

    private final JdbcClient jdbc;
    private final Clock clock;

    Holidays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What holds of a year, by date; empty where nobody has entered it. */
    @Transactional(readOnly = true)
    public List<Holiday> of(int year) {
        return jdbc.sql("""
                        select date, kind, name, source, since
                          from holiday
                         where until is null
                           and date >= make_date(:year, 1, 1)
                           and date <= make_date(:year, 12, 31)
                         order by date
                        """).param("year", year).query((row, n) -> holiday(row)).list();
    }

    /** The years that are entered. */
    @Transactional(readOnly = true)
    public Set<Integer> years() {
        return jdbc.sql("select distinct cast(extract(year from date) as integer) from holiday where until is null")
                .query(Integer.class)
                .set();
    }

    /** Whether the actor may change them; the rule is the database's {@code linli_keeps_calendar}. */
    @Transactional(readOnly = true)
    public boolean mayChange() {
        return Acting.current().duty().appoints()
                && jdbc.sql("select linli_keeps_calendar()")
                        .query(Boolean.class)
                        .single();
    }

    /**
     * Puts a year's arrangement in the place of what was known of it. Refuses whoever may not change it, a year outside 2000
     * to 2199, lines that were wrong, a year without a day of rest, and a source of 0 or over 200 characters.
     */
    public void replace(int year, String source, HolidayLines lines) {
        if (!mayChange()) {
            throw Refusal.forbidden("holiday.notYours");
        }
        checked(year, source, lines);
        LocalDate today = LocalDate.now(clock);
        jdbc.sql("""
                        update holiday
                           set until = greatest(cast(:today as date), since),
                               ended_by = linli_person()
                         where until is null
                           and date >= make_date(:year, 1, 1)
                           and date <= make_date(:year, 12, 31)
                        """).param("today", today).param("year", year).update();
        for (HolidayLines.Day day : lines.days()) {
            jdbc.sql("""
                            insert into holiday (id, date, kind, name, source, since)
                            values (:id, :date, :kind, :name, :source, :today)
                            """)
                    .param("id", Ids.at(clock.instant()))
                    .param("date", day.date())
                    .param("kind", day.kind().name())
                    .param("name", day.name())
                    .param("source", source.strip())
                    .param("today", today)
                    .update();
        }
    }

    /** Refuses what {@link #replace} would, but for who asks. */
    public static void checked(int year, String source, HolidayLines lines) {
        if (year < FIRST || year > LAST) {
            throw Refusal.invalid("calendar.year");
        }
        if (!lines.wrong().isEmpty()) {
            throw Refusal.invalid("holiday.lines", "lines", lines.wrong().size());
        }
        if (lines.days().stream().noneMatch(day -> day.kind() == Kind.HOLIDAY)) {
            throw Refusal.invalid("holiday.none", "year", year);
        }
        if (source.isBlank() || source.strip().length() > 200) {
            throw Refusal.invalid("holiday.source", "most", 200);
        }
    }

    private static Holiday holiday(ResultSet row) throws SQLException {
        return new Holiday(
                row.getObject("date", LocalDate.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("source"),
                row.getObject("since", LocalDate.class));
    }
}
