package org.linli.organisation;

import static java.time.LocalDate.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.linli.World.as;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.OpenHours;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.WorkingCalendar;
import org.linli.kernel.WorkingWeek;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The nation's holidays and everybody's hours: who changes them, and when a change is seen. */
@LinliTest
class CalendarsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Actor PROVINCE = World.founder(PlaceCode.parse("35"));
    private static final Actor STREET = World.founder(PlaceCode.parse("350211003"));
    private static final WorkingWeek SIX_DAYS = WorkingWeek.parse(
            List.of("8:30-12:00", "8:30-12:00", "8:30-12:00", "8:30-12:00", "8:30-12:00", "9:00-11:00", ""));

    @Autowired
    World world;

    @Autowired
    Calendars calendars;

    @Autowired
    Holidays holidays;

    @Autowired
    Organisations organisations;

    @Autowired
    Appointments appointments;

    @Autowired
    Residents residents;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    /** Each notice moves days about, and in the end gives the thirteen that 全国年节及纪念日放假办法 gives. */
    @Test
    void theYearsThatComeWithLinliAreWhole() {
        for (int year : List.of(2025, 2026)) {
            List<Holiday> of = as(world.ningbao.resident(), () -> holidays.of(year));
            String lines = of.stream().map(Holiday::line).collect(Collectors.joining("\n"));
            HolidayLines read = HolidayLines.read(lines, year);
            assertThat(read.wrong()).isEmpty();
            assertThat(read.gained()).isEqualTo(13);
            assertThat(of).allSatisfy(day -> assertThat(day.source()).contains("国务院办公厅", Integer.toString(year)));
        }
        assertThat(as(world.ningbao.resident(), () -> holidays.years())).contains(2025, 2026);
    }

    @Test
    void threeWorkingDaysOverNationalDay() {
        PlaceCode home = world.fangzhi.home();
        Instant from = at("2026-09-30T16:00");
        assertThat(as(world.fangzhi.clerk(), () -> calendars.after(home, from, days(3))))
                .isEqualTo(at("2026-10-10T17:00"));
        assertThat(as(world.fangzhi.clerk(), () -> calendars.after(home, from, TimeLimit.of(24, TimeLimit.Unit.HOURS))))
                .isEqualTo(at("2026-10-01T16:00"));
        assertThat(as(world.fangzhi.clerk(), () -> calendars.at(home).works(parse("2026-09-20"))))
                .isTrue();
    }

    @Test
    void anOrganisationGoesByItsOwnHoursOrThoseAbove() {
        World.Quarter here = world.another("350211003015", "时钟花园", "sz");
        Actor administrator = here.administrator();
        assertThat(as(here.worker(), () -> calendars.hours(here.firm()))).isEqualTo(OfficeHours.STANDARD);

        open(administrator, here.committee(), Optional.of(SIX_DAYS), false);
        assertThat(as(here.worker(), () -> calendars.hours(here.firm())).of()).contains(here.committee());
        assertThat(as(here.resident(), () -> calendars.at(here.home()).hours(parse("2026-11-21"))))
                .containsExactly(new OpenHours(540, 660));
        assertThat(as(here.resident(), () -> calendars.hours(here.home())).week())
                .isEqualTo(SIX_DAYS);

        open(administrator, here.firm(), Optional.of(WorkingWeek.STANDARD), true);
        WorkingCalendar onDuty = as(here.worker(), () -> calendars.of(here.firm()));
        assertThat(onDuty.works(parse("2026-10-01"))).isTrue();
        assertThat(onDuty.works(parse("2026-10-10")))
                .as("a Saturday that others work")
                .isFalse();
        assertThat(as(here.worker(), () -> calendars.of(here.committee())).works(parse("2026-10-01")))
                .isFalse();
        assertThat(as(here.worker(), () -> calendars.at(here.home())).week())
                .as("a place goes by its community and not by the firm")
                .isEqualTo(SIX_DAYS);

        open(administrator, here.firm(), Optional.empty(), true);
        assertThat(as(here.worker(), () -> calendars.hours(here.firm())).of()).contains(here.committee());
        open(administrator, here.committee(), Optional.empty(), false);
        assertThat(as(here.worker(), () -> calendars.hours(here.firm()))).isEqualTo(OfficeHours.STANDARD);
    }

    @Test
    void theStreetsHoursHoldWhereTheCommunityHasNone() {
        PlaceCode street = PlaceCode.parse("410181005");
        UUID office =
                as(World.founder(street), () -> organisations.found(Organisation.Kind.STREET, "试算街道办", street, ""));
        open(World.founder(street), office, Optional.of(SIX_DAYS), false);
        PlaceCode inside = PlaceCode.parse("410181005004");
        assertThat(as(World.founder(street), () -> calendars.hours(inside)).of())
                .contains(office);
        as(World.founder(street), () -> {
            organisations.end(office);
            return office;
        });
        assertThat(as(World.founder(street), () -> calendars.hours(inside))).isEqualTo(OfficeHours.STANDARD);
        refused("organisation.ended", () -> open(World.founder(street), office, Optional.of(SIX_DAYS), false));
    }

    @Test
    void nobodyElseChangesAnOrganisationsHours() {
        World.Quarter here = world.ningbao;
        refused("organisation.notYours", () -> open(here.clerk(), here.committee(), Optional.of(SIX_DAYS), false));
        refused("notFound", () -> open(here.administrator(), world.fangzhi.committee(), Optional.of(SIX_DAYS), false));
        refused("notFound", () -> as(here.clerk(), () -> calendars.of(UUID.randomUUID())));
        assertThatExceptionOfType(org.springframework.jdbc.BadSqlGrammarException.class)
                .as("nor past the look-up")
                .isThrownBy(() -> as(
                        here.administrator(),
                        () -> transaction.execute(status -> jdbc.sql(
                                        "insert into working_hours (organisation, on_holidays) values (:theirs, false)")
                                .param("theirs", world.fangzhi.committee())
                                .update())));
    }

    @Test
    void aChangeIsSeenByTheNextQuestionAndOneRolledBackByNone() {
        LocalDate day = parse("2032-03-03");
        assertThat(works(day)).isTrue();
        as(PROVINCE, () -> {
            transaction.executeWithoutResult(status -> {
                holidays.replace(2032, "试", HolidayLines.read("2032-03-03 三月三 休", 2032));
                assertThat(calendars.at(world.ningbao.home()).works(day)).isFalse();
                status.setRollbackOnly();
            });
            return day;
        });
        assertThat(works(day)).as("rolled back").isTrue();

        replace(2032, "2032-03-03 三月三 休\n2032-03-06 三月三 班");
        assertThat(works(day)).isFalse();
        assertThat(works(parse("2032-03-06"))).isTrue();
        replace(2032, "2032-03-04 三月三 休");
        assertThat(works(day)).as("replaced as a whole").isTrue();
        assertThat(works(parse("2032-03-06"))).isFalse();
        assertThat(as(PROVINCE, () -> holidays.of(2032)))
                .extracting(Holiday::line)
                .containsExactly("2032-03-04 三月三 休");
    }

    @Test
    void whatIsNoYearIsRefused() {
        HolidayLines good = HolidayLines.read("2033-10-01 国庆节 休", 2033);
        refused("holiday.lines", () -> replace(2033, "2033-10-01 国庆节 休\n?1"));
        refused("holiday.none", () -> replace(2033, "2033-10-01 国庆节 班"));
        refused(
                "holiday.source",
                () -> as(PROVINCE, () -> {
                    holidays.replace(2033, " ", good);
                    return null;
                }));
        refused(
                "calendar.year",
                () -> as(PROVINCE, () -> {
                    holidays.replace(1999, "试", good);
                    return null;
                }));
        assertThat(as(PROVINCE, () -> holidays.of(2033))).isEmpty();
    }

    @Test
    void theAdministratorsOfTheHighestLevelKeepTheHolidays() {
        assertThat(mayChange(world.ningbao.clerk())).isFalse();
        assertThat(mayChange(world.ningbao.resident())).isFalse();
        assertThat(mayChange(STREET)).as("nobody stands higher").isTrue();

        PlaceCode province = PlaceCode.parse("35");
        UUID office = as(PROVINCE, () -> organisations.found(Organisation.Kind.DEPARTMENT, "试算厅", province, ""));
        UUID person = as(PROVINCE, () -> residents.register("省里历", province, Optional.empty()));
        UUID held = as(
                PROVINCE,
                () -> appointments.appoint(
                        person, office, Duty.ADMINISTRATOR, "系统管理员", province, LocalDate.of(2026, 1, 1)));
        assertThat(mayChange(PROVINCE)).isTrue();
        assertThat(mayChange(STREET)).isFalse();
        assertThat(mayChange(world.ningbao.administrator())).isFalse();
        refused(
                "holiday.notYours",
                () -> as(STREET, () -> {
                    holidays.replace(2034, "试", HolidayLines.read("2034-10-01 国庆节 休", 2034));
                    return null;
                }));
        assertThatExceptionOfType(org.springframework.jdbc.BadSqlGrammarException.class)
                .as("nor past the look-up")
                .isThrownBy(() -> as(
                        STREET,
                        () -> transaction.execute(status -> jdbc.sql("""
                                insert into holiday (id, date, kind, name, source, since)
                                values (gen_random_uuid(), '2034-10-01', 'HOLIDAY', '国庆节', '试', '2034-01-01')
                                """).update())));

        as(PROVINCE, () -> {
            appointments.end(held);
            return held;
        });
        assertThat(mayChange(STREET)).isTrue();
    }

    private boolean mayChange(Actor actor) {
        return as(actor, () -> holidays.mayChange());
    }

    private boolean works(LocalDate day) {
        return as(
                world.ningbao.clerk(), () -> calendars.at(world.ningbao.home()).works(day));
    }

    private void replace(int year, String lines) {
        as(PROVINCE, () -> {
            holidays.replace(year, "试", HolidayLines.read(lines, year));
            return null;
        });
    }

    private void open(Actor actor, UUID organisation, Optional<WorkingWeek> week, boolean onHolidays) {
        as(actor, () -> {
            calendars.open(organisation, week, onHolidays);
            return organisation;
        });
    }

    private static void refused(String code, Runnable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static TimeLimit days(int amount) {
        return TimeLimit.of(amount, TimeLimit.Unit.WORKING_DAYS);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
