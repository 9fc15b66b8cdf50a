package org.linli.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.organisation.Rota.Present;
import org.linli.organisation.Rotas.Now;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;

/** Rotas are kept by the community and seen by whom they are about; who leaves is on none. */
@LinliTest
class RotasTest {

    /** A Monday. */
    private static final LocalDate MONDAY = LocalDate.of(2027, 6, 7);

    @Autowired
    World world;

    @Autowired
    Rotas rotas;

    @Autowired
    Posts posts;

    @Autowired
    Appointments appointments;

    @Autowired
    Residents residents;

    @Autowired
    Clock clock;

    private UUID hired(World.Quarter here, String name) {
        return World.as(here.administrator(), () -> {
            UUID person = residents.register(name, here.community(), java.util.Optional.empty());
            return appointments.appoint(
                    person, here.firm(), Duty.PROPERTY, "维修工", here.compound(), LocalDate.now(clock));
        });
    }

    private <T> T at(String time, Callable<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse(time + "+08:00"), () -> made[0] = World.as(world.ningbao.clerk(), work));
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    @Test
    void aWeekWithADayThatIsOtherwiseAndWhoIsThereNow() {
        World.Quarter here = world.ningbao;
        UUID worker = hired(here, "孙里日");
        Actor fang = here.clerk();
        as(fang, () -> {
            rotas.add(here.firm(), worker, EnumSet.allOf(DayOfWeek.class), "20:00-8:00");
            return worker;
        });
        assertThat(names("2027-06-07T07:59:00")).contains("孙里日");
        assertThat(names("2027-06-07T08:00:00")).doesNotContain("孙里日");
        at("2027-06-01T09:00:00", () -> {
            rotas.change(here.firm(), worker, MONDAY, false, "", "请假");
            rotas.change(here.firm(), worker, MONDAY, true, "9:00-10:00", "");
            return worker;
        });
        assertThat(names("2027-06-07T07:59:00")).doesNotContain("孙里日");
        assertThat(names("2027-06-07T09:30:00")).contains("孙里日");
        Rota rota = at("2027-06-01T09:00:00", () -> rotas.rota(here.firm(), MONDAY));
        rota.changes().stream()
                .filter(change -> change.appointment().equals(worker))
                .forEach(change -> as(fang, () -> {
                    rotas.undo(here.firm(), change.id());
                    return worker;
                }));
        assertThat(names("2027-06-07T07:59:00")).contains("孙里日");
        rota.shifts().stream()
                .filter(shift -> shift.appointment().equals(worker))
                .forEach(shift -> as(fang, () -> {
                    rotas.drop(here.firm(), shift.id());
                    return worker;
                }));
        assertThat(names("2027-06-07T07:59:00")).doesNotContain("孙里日");
        assertThat(as(fang, () -> rotas.now(List.of()))).isEmpty();
    }

    private List<String> names(String time) {
        Map<UUID, Now> now = at(time, () -> rotas.now(List.of(world.ningbao.firm())));
        return now.getOrDefault(world.ningbao.firm(), Now.UNKNOWN).present().stream()
                .map(Present::name)
                .toList();
    }

    @Test
    void whoeverLeavesIsOnNoRota() {
        World.Quarter here = world.ningbao;
        UUID worker = hired(here, "钱里去");
        as(here.clerk(), () -> {
            rotas.add(here.firm(), worker, Set.of(DayOfWeek.FRIDAY), "8:00-20:00");
            return worker;
        });
        as(here.administrator(), () -> {
            appointments.end(worker);
            return worker;
        });
        assertThat(as(here.clerk(), () -> rotas.rota(here.firm(), MONDAY)).shifts())
                .noneMatch(shift -> shift.appointment().equals(worker));
        refused("notFound", here.clerk(), () -> added(here.firm(), worker, "8:00-20:00"));
    }

    @Test
    void whoMayKeepItAndWhoMaySeeIt() {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        UUID worker = here.worker().appointment().orElseThrow();
        refused("duty.notYours", here.worker(), () -> added(here.firm(), worker, "8:00-20:00"));
        refused("duty.notYours", here.gridWorker(), () -> added(here.firm(), worker, "8:00-20:00"));
        refused("notFound", there.clerk(), () -> added(here.firm(), worker, "8:00-20:00"));
        refused("notFound", there.clerk(), () -> rotas.rota(here.firm(), MONDAY));
        refused(
                "notFound",
                here.clerk(),
                () -> added(here.firm(), there.worker().appointment().orElseThrow(), "8:00-20:00"));
        refused(
                "notFound",
                here.clerk(),
                () -> added(here.firm(), here.gridWorker().appointment().orElseThrow(), "8:00-20:00"));
        refused("hours.malformed", here.clerk(), () -> added(here.firm(), worker, "白天"));
        refused("duty.days", here.clerk(), () -> {
            rotas.add(here.firm(), worker, Set.of(), "8:00-20:00");
            return worker;
        });
        refused(
                "duty.date",
                here.clerk(),
                () -> changed(here, worker, LocalDate.now(clock).minusDays(1)));
        refused(
                "duty.date",
                here.clerk(),
                () -> changed(here, worker, LocalDate.now(clock).plusDays(401)));
        as(here.clerk(), () -> added(here.firm(), worker, "6:00-7:00"));
        refused("duty.exists", here.clerk(), () -> added(here.firm(), worker, "6:00-9:00"));
        assertThat(as(here.worker(), () -> rotas.rota(here.firm(), MONDAY)).shifts())
                .as("their own")
                .isNotEmpty();
        refused("duty.notYours", here.resident(), () -> rotas.rota(here.committee(), MONDAY));
    }

    private UUID changed(World.Quarter here, UUID worker, LocalDate date) {
        rotas.change(here.firm(), worker, date, true, "", "");
        return worker;
    }

    private UUID added(UUID firm, UUID worker, String hours) {
        rotas.add(firm, worker, Set.of(DayOfWeek.SUNDAY), hours);
        return worker;
    }

    @Test
    void oneShiftTellsTheNextAndNobodyElse() {
        World.Quarter here = world.ningbao;
        as(here.worker(), () -> told(here.firm(), "水泵在修，晚上再看一次"));
        as(here.clerk(), () -> told(here.firm(), "知道了"));
        assertThat(as(here.worker(), () -> rotas.notes(here.firm(), 10)))
                .extracting(Rotas.Note::words)
                .startsWith("知道了", "水泵在修，晚上再看一次");
        refused("duty.note", here.worker(), () -> told(here.firm(), "  "));
        refused("notFound", world.fangzhi.worker(), () -> told(here.firm(), "不关我事"));
        refused("notFound", world.fangzhi.clerk(), () -> rotas.notes(here.firm(), 10));
    }

    private UUID told(UUID firm, String words) {
        rotas.tell(firm, words);
        return firm;
    }

    @Test
    void anAdministratorSaysWhoIsGoodAtWhatAndSpeaksWhat() {
        World.Quarter here = world.ningbao;
        UUID worker = hired(here, "赵里巧");
        as(here.administrator(), () -> set(worker, Set.of(Skill.REPAIR, Skill.CARE), Set.of(Spoken.TIBETAN)));
        as(here.administrator(), () -> set(worker, Set.of(Skill.CARE), Set.of(Spoken.TIBETAN, Spoken.ENGLISH)));
        Posts.Post post = post(here, worker);
        assertThat(post.name()).isEqualTo("赵里巧");
        assertThat(post.skills()).containsExactly(Skill.CARE);
        assertThat(post.languages()).containsExactly(Spoken.TIBETAN, Spoken.ENGLISH);
        as(here.administrator(), () -> set(worker, Set.of(), Set.of()));
        assertThat(post(here, worker).skills()).isEmpty();
        refused("appointment.notYours", here.clerk(), () -> set(worker, Set.of(Skill.CARE), Set.of()));
        refused("notFound", world.fangzhi.administrator(), () -> set(worker, Set.of(Skill.CARE), Set.of()));
        assertThat(as(world.fangzhi.clerk(), () -> posts.of(here.firm()))).isEmpty();
    }

    private Posts.Post post(World.Quarter here, UUID appointment) {
        return as(here.clerk(), () -> posts.in(List.of(here.firm()))).stream()
                .filter(post -> post.appointment().equals(appointment))
                .findFirst()
                .orElseThrow();
    }

    private UUID set(UUID appointment, Set<Skill> skills, Set<Spoken> languages) {
        posts.set(appointment, skills, languages);
        return appointment;
    }

    private static <T> T as(Actor actor, Callable<T> work) {
        return World.as(actor, work);
    }

    private static void refused(String code, Actor actor, Callable<?> work) {
        assertThatThrownBy(() -> World.as(actor, work))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
