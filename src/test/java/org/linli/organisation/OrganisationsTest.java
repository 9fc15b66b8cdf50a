package org.linli.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.organisation.OrganisationLists.Sieve;
import org.linli.organisation.OrganisationLists.Staffed;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.beans.factory.annotation.Autowired;

/** Founding, linking, staffing and ending organisations, each within the administrator's own place. */
@LinliTest
class OrganisationsTest {

    @Autowired
    World world;

    @Autowired
    Organisations organisations;

    @Autowired
    OrganisationLists lists;

    @Autowired
    Appointments appointments;

    @Autowired
    Clock clock;

    @Test
    void anOrganisationIsVacantUntilSomebodyIsAppointedAndAgainAfterwards() throws Exception {
        World.Quarter here = world.ningbao;
        UUID council = as(here.administrator(), () -> found("说事会甲", here.community()));
        assertThat(row(here, council).vacant()).isTrue();

        UUID held = as(here.administrator(), () -> appoint(here.resident().self(), council, here.compound()));
        assertThat(row(here, council).people()).isEqualTo(1);
        assertThat(as(here.clerk(), () -> appointments.standingIn(council)))
                .extracting(Appointment::id)
                .containsExactly(held);

        as(here.administrator(), () -> {
            appointments.end(held);
            return held;
        });
        assertThat(row(here, council).vacant()).isTrue();
        assertThat(as(here.clerk(), () -> appointments.heldBy(here.resident().self())))
                .isEmpty();
        assertThat(as(
                        here.clerk(),
                        () -> appointments.everHeldBy(here.resident().self())))
                .extracting(Appointment::id)
                .contains(held);
    }

    @Test
    void anOrganisationWithPeopleDoesNotEndAndOneWithoutTakesItsLinksAlong() throws Exception {
        World.Quarter here = world.ningbao;
        UUID council = as(here.administrator(), () -> found("说事会乙", here.community()));
        UUID held = as(here.administrator(), () -> appoint(here.resident().self(), council, here.community()));
        as(here.administrator(), () -> link(council, Link.Kind.SERVES, here.committee()));
        PlaceCode district = new PlaceCode("350211");
        UUID bureau = as(
                World.founder(district), () -> organisations.found(Organisation.Kind.DEPARTMENT, "民政局乙", district, ""));
        Acting.run(World.founder(district), () -> organisations.link(bureau, Link.Kind.LEADS, council));
        refused("organisation.peopled", here.administrator(), () -> organisations.end(council));

        Acting.run(here.administrator(), () -> appointments.end(held));
        Acting.run(here.administrator(), () -> organisations.end(council));
        assertThat(as(here.clerk(), () -> organisations.mine(council)).until()).isPresent();
        assertThat(as(here.clerk(), () -> organisations.linksOf(council))).isEmpty();
        assertThat(as(World.founder(district), () -> organisations.linksOf(bureau)))
                .as("the link that begins at an organisation elsewhere")
                .isEmpty();
        refused("organisation.ended", here.administrator(), () -> link(council, Link.Kind.SERVES, here.committee()));
        refused(
                "organisation.ended",
                here.administrator(),
                () -> appoint(here.resident().self(), council, here.community()));
    }

    @Test
    void twoOrganisationsMayServeEachOtherButNotLeadEachOther() throws Exception {
        World.Quarter here = world.ningbao;
        UUID one = as(here.administrator(), () -> found("说事会丙", here.community()));
        UUID other = as(here.administrator(), () -> found("说事会丁", here.community()));
        as(here.administrator(), () -> link(one, Link.Kind.LEADS, other));
        as(here.administrator(), () -> link(one, Link.Kind.SERVES, other));
        as(here.administrator(), () -> link(one, Link.Kind.CO_BUILDS, other));
        as(here.administrator(), () -> link(other, Link.Kind.SERVES, one));
        refused("organisation.linkLoop", here.administrator(), () -> link(other, Link.Kind.LEADS, one));
        refused("organisation.linkExists", here.administrator(), () -> link(other, Link.Kind.CO_BUILDS, one));
        refused("organisation.linkSelf", here.administrator(), () -> link(one, Link.Kind.SERVES, one));
        assertThat(as(here.clerk(), () -> organisations.linksOf(one))).hasSize(4);

        UUID led =
                as(here.clerk(), () -> organisations.linksOf(other)).getFirst().id();
        refused("notFound", here.administrator(), () -> organisations.unlink(other, led));
        Acting.run(here.administrator(), () -> organisations.unlink(one, led));
        assertThat(as(here.clerk(), () -> organisations.linksOf(one))).hasSize(3);
    }

    @Test
    void anotherCommunitysOrganisationsAreNotFound() {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        refused("notFound", here.administrator(), () -> organisations.mine(there.committee()));
        refused("notFound", here.administrator(), () -> organisations.end(there.firm()));
        refused("notFound", here.administrator(), () -> link(here.committee(), Link.Kind.LEADS, there.firm()));
        refused("notFound", here.administrator(), () -> link(there.firm(), Link.Kind.LEADS, here.committee()));
        refused("notFound", here.administrator(), () -> found("说事会戊", there.community()));
        refused(
                "notFound",
                here.administrator(),
                () -> appoint(here.resident().self(), there.firm(), here.community()));
        refused(
                "notFound",
                here.administrator(),
                () -> appointments.appointment(there.chief().appointment().orElseThrow()));
        refused(
                "notFound",
                here.administrator(),
                () -> appointments.end(there.chief().appointment().orElseThrow()));
    }

    @Test
    void onlyAnAdministratorChangesOrganisations() {
        World.Quarter here = world.ningbao;
        refused("organisation.notYours", here.chief(), () -> found("说事会己", here.community()));
        refused("organisation.notYours", here.chief(), () -> organisations.end(here.firm()));
        refused("organisation.notYours", here.chief(), () -> link(here.committee(), Link.Kind.SERVES, here.firm()));
        refused(
                "appointment.notYours",
                here.chief(),
                () -> appoint(here.resident().self(), here.committee(), here.community()));
        refused(
                "appointment.notYours",
                here.chief(),
                () -> appointments.end(here.worker().appointment().orElseThrow()));
        refused(
                "appointment.own",
                here.administrator(),
                () -> appointments.end(here.administrator().appointment().orElseThrow()));
    }

    @Test
    void aListIsSievedByKindNameAndVacancyAndLinkableAreNeighboursOnly() throws Exception {
        World.Quarter here = world.ningbao;
        UUID empty = as(here.administrator(), () -> found("空着的议事厅", here.community()));
        assertThat(as(
                        here.clerk(),
                        () -> lists.among(new Sieve(Optional.of(Organisation.Kind.DELIBERATION), "空着", true), 10)))
                .extracting(row -> row.organisation().id())
                .containsExactly(empty);
        assertThat(as(here.clerk(), () -> lists.among(new Sieve(Optional.empty(), "", true), 100)))
                .allMatch(Staffed::vacant);
        assertThat(as(here.clerk(), lists::coverage).vacant()).isPositive();
        assertThat(as(here.worker(), () -> lists.among(new Sieve(Optional.empty(), "", false), 100)))
                .extracting(row -> row.organisation().id())
                .contains(here.firm())
                .doesNotContain(world.fangzhi.firm(), empty);
        assertThat(as(here.administrator(), () -> lists.within(here.firm(), 100)))
                .extracting(Organisation::id)
                .contains(here.committee(), empty)
                .doesNotContain(here.firm(), world.fangzhi.committee());
    }

    private Staffed row(World.Quarter quarter, UUID organisation) throws Exception {
        return as(quarter.clerk(), () -> lists.among(new Sieve(Optional.empty(), "", false), 500)).stream()
                .filter(row -> row.organisation().id().equals(organisation))
                .findFirst()
                .orElseThrow();
    }

    private UUID found(String name, PlaceCode place) {
        return organisations.found(Organisation.Kind.DELIBERATION, name, place, "");
    }

    private UUID appoint(UUID person, UUID organisation, PlaceCode place) {
        return appointments.appoint(person, organisation, Duty.VOLUNTEER, "召集人", place, LocalDate.now(clock));
    }

    private UUID link(UUID source, Link.Kind kind, UUID target) {
        organisations.link(source, kind, target);
        return source;
    }

    private static <T> T as(Actor actor, java.util.concurrent.Callable<T> work) throws Exception {
        return Acting.as(actor, work);
    }

    private static void refused(String code, Actor actor, Runnable work) {
        assertThatThrownBy(() -> Acting.run(actor, work))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
