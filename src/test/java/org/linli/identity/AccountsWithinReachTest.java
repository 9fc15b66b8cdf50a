package org.linli.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever sets a password could use it: so nobody sets one of a person with rights beyond their own place. */
@LinliTest
class AccountsWithinReachTest {

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    Organisations organisations;

    @Autowired
    Appointments appointments;

    @Autowired
    Residents residents;

    @Autowired
    Clock clock;

    @Test
    void theInventedPasswordOpensTheAccountAndTheNextOneClosesItToTheFirst() throws Exception {
        World.Quarter here = world.ningbao;
        UUID person = person(here);
        String first = Acting.as(here.administrator(), () -> accounts.openWithInventedPassword(person, "reach-one"));
        assertThat(accounts.authenticate("reach-one", first, "203.0.113.31")).isEqualTo(person);

        String second = Acting.as(here.administrator(), () -> accounts.reset(person));
        refused("login.wrong", Actor.nobody(), () -> accounts.authenticate("reach-one", first, "203.0.113.31"));
        assertThat(accounts.authenticate("reach-one", second, "203.0.113.31")).isEqualTo(person);
    }

    @Test
    void nobodyButAnAdministratorOfThePlaceSetsAPassword() throws Exception {
        World.Quarter here = world.ningbao;
        UUID person = person(here);
        refused("account.notYours", here.chief(), () -> accounts.openWithInventedPassword(person, "reach-two"));
        refused(
                "account.notYours",
                here.gridWorker(),
                () -> accounts.reset(here.resident().self()));
        refused(
                "notFound",
                world.fangzhi.administrator(),
                () -> accounts.openWithInventedPassword(person, "reach-two"));
        refused(
                "notFound",
                world.fangzhi.administrator(),
                () -> accounts.reset(here.resident().self()));
    }

    @Test
    void aCommunitysAdministratorCannotBecomeTheStreetThroughItsChiefWhoLivesThere() throws Exception {
        World.Quarter here = world.ningbao;
        UUID person = person(here);
        Acting.as(here.administrator(), () -> accounts.openWithInventedPassword(person, "reach-three"));
        PlaceCode street = here.community().at(PlaceLevel.STREET);
        Actor streetsAdministrator = new Actor(
                Optional.of(here.administrator().self()),
                "街道管理员",
                Duty.ADMINISTRATOR,
                "系统管理员",
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(street));
        UUID office =
                Acting.as(streetsAdministrator, () -> organisations.found(Organisation.Kind.STREET, "街道办", street, ""));
        Acting.as(
                streetsAdministrator,
                () -> appointments.appoint(person, office, Duty.STREET, "街道主任", street, LocalDate.now(clock)));

        assertThat(Acting.as(here.administrator(), () -> accounts.keeps(person)))
                .isFalse();
        refused("account.notYours", here.administrator(), () -> accounts.reset(person));
        assertThat(Acting.as(streetsAdministrator, () -> accounts.keeps(person)))
                .isTrue();
    }

    @Test
    void aTieIsOfAPersonWithinReachToAHomeWithinReach() throws Exception {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        LocalDate today = LocalDate.now(clock);
        refused(
                "notFound",
                here.clerk(),
                () -> residents.tie(there.resident().self(), here.home(), Tie.Kind.TENANT, today));
        UUID person = person(here);
        refused("tie.home", here.clerk(), () -> residents.tie(person, here.community(), Tie.Kind.TENANT, today));
        refused(
                "tie.since",
                here.clerk(),
                () -> residents.tie(person, here.home(), Tie.Kind.TENANT, today.plusDays(1)));
        Acting.run(here.clerk(), () -> residents.tie(person, here.home(), Tie.Kind.TENANT, today));
        assertThat(Acting.as(here.clerk(), () -> residents.tiesOf(List.of(person))))
                .containsOnlyKeys(person);
        UUID tie = Acting.as(here.clerk(), () -> residents.tiesOf(person))
                .getFirst()
                .id();
        refused("notFound", here.clerk(), () -> residents.untie(here.resident().self(), tie));
        refused("notFound", there.clerk(), () -> residents.untie(person, tie));
        Acting.run(here.clerk(), () -> residents.untie(person, tie));
        assertThat(Acting.as(here.clerk(), () -> residents.tiesOf(List.of(person))))
                .isEmpty();
        assertThat(Acting.as(here.clerk(), () -> residents.tiesOf(person))
                        .getFirst()
                        .until())
                .contains(today);
    }

    private UUID person(World.Quarter quarter) throws Exception {
        return Acting.as(quarter.clerk(), () -> residents.register("胡新来", quarter.community(), Optional.empty()));
    }

    private static void refused(String code, Actor actor, Runnable work) {
        assertThatThrownBy(() -> Acting.run(actor, work))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
