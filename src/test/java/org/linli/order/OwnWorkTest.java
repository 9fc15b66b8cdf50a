package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.matter.Trace;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody says of their own work that it is done 核查、回访、结案 are somebody else's, in whatever capacity they come. */
@LinliTest
class OwnWorkTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Splitting splitting;

    @Autowired
    Callbacks callbacks;

    @Autowired
    Standards standards;

    @Autowired
    Appointments appointments;

    @Autowired
    Organisations organisations;

    @Autowired
    Notices notices;

    @Autowired
    List<Alarm> alarms;

    @Autowired
    Clock clock;

    /** In time to come, so that no clock of what happens here rings meanwhile; all working days. */
    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-06-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    private UUID found(World.Quarter here, String words) {
        Step.Place place = new Step.Place("0304", words, here.compound(), "", Channel.GRID, "巡查发现", Optional.empty());
        return at("07T09:00:00", () -> World.as(here.gridWorker(), () -> orders.place(Ids.at(clock.instant()), place)));
    }

    private UUID foundAndDone(World.Quarter here, String words) {
        UUID id = found(here, words);
        at("07T09:10:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        at("07T09:20:00", () -> script.as(here.worker()).accepts(id));
        at("07T10:00:00", () -> script.as(here.worker()).finishes(id, "清走了"));
        return id;
    }

    /** The same person, who is something else too 交叉任职. */
    private Actor also(World.Quarter here, Actor person, Duty duty, UUID organisation) {
        UUID appointment = World.as(
                here.administrator(),
                () -> appointments.appoint(
                        person.self(), organisation, duty, "兼职", here.community(), LocalDate.now(clock)));
        return new Actor(
                person.person(),
                person.name(),
                duty,
                "兼职",
                Optional.of(appointment),
                Optional.of(organisation),
                "兼职单位",
                Optional.of(here.community()));
    }

    private void refused(String code, Actor actor, UUID id, Step step) {
        assertThatThrownBy(() -> script.as(actor).takes(id, step))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private List<String> open(Actor actor, UUID id) {
        return World.as(actor, () -> orders.open(orders.order(id)));
    }

    @Test
    void whoWorkedOnItVerifiesNeitherAsClerkNorAsGridWorkerAndClosesNothing() {
        World.Quarter here = Fresh.in(world);
        UUID id = foundAndDone(here, "沙发堵了门");
        UUID grid = here.gridWorker().organisation().orElseThrow();
        Actor clerkToo = also(here, here.worker(), Duty.CLERK, here.committee());
        at("07T11:00:00", () -> {
            for (Actor both : List.of(clerkToo, also(here, here.worker(), Duty.GRID_WORKER, grid))) {
                assertThat(script.as(both).sees(id).parts(both))
                        .as("by their organisation they might")
                        .contains(Part.VERIFIER);
                assertThat(open(both, id)).doesNotContain("verify", "rate", "miss");
                refused("order.callOwn", both, id, new Step.Verify(true, ""));
                refused("order.callOwn", both, id, new Step.Verify(false, "没办好"));
                refused("order.callOwn", both, id, new Step.Rate(5, true, ""));
            }
            assertThat(open(here.clerk(), id)).contains("verify");
            return script.as(here.clerk()).takes(id, new Step.Verify(true, ""));
        });
        at("07T12:00:00", () -> {
            assertThat(open(clerkToo, id)).doesNotContain("close");
            refused("order.callOwn", clerkToo, id, new Step.Close(""));
            assertThat(open(here.chief(), id)).contains("close");
            return script.as(here.chief()).closes(id);
        });
        assertThat(script.as(here.clerk()).sees(id).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whoWorkedOnAPartNeitherVerifiesNorCallsBackTheWhole() {
        World.Quarter here = Fresh.in(world);
        UUID grid = here.gridWorker().organisation().orElseThrow();
        TimeLimit limit = TimeLimit.of(3, TimeLimit.Unit.HOURS);
        UUID id = at("07T09:00:00", () -> script.as(here.resident()).places("又黑又堵", here.home()));
        List<UUID> parts = at(
                "07T09:10:00",
                () -> World.as(
                        here.clerk(),
                        () -> splitting.split(
                                id,
                                List.of(new Step.Piece(here.firm(), "换灯泡", limit), new Step.Piece(grid, "清杂物", limit)),
                                "一起办")));
        at("07T09:20:00", () -> script.as(here.worker()).accepts(parts.getFirst()));
        at("07T09:20:00", () -> script.as(here.gridWorker()).accepts(parts.getLast()));
        at("07T10:00:00", () -> script.as(here.worker()).finishes(parts.getFirst(), "灯换好了"));
        at("07T10:00:00", () -> script.as(here.gridWorker()).finishes(parts.getLast(), "杂物清了"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> script.as(here.clerk()).sees(id).state() == State.DONE);
        Order whole = script.as(here.clerk()).sees(id);
        assertThat(whole.shares().handlers()).containsExactlyInAnyOrder(here.firm(), grid);
        // An organisation whose name is a piece of a handler's name has done nothing.
        String piece = "网格队" + whole.matter().handlerName().split("网格队")[1].substring(0, 2);
        UUID alike = World.as(
                here.administrator(),
                () -> organisations.found(Organisation.Kind.GRID_TEAM, piece, here.community(), ""));
        assertThat(whole.matter().handlerName()).contains(piece);
        Actor stranger = new Actor(
                Optional.of(UUID.randomUUID()),
                "别的网格员",
                Duty.GRID_WORKER,
                "网格员",
                Optional.of(UUID.randomUUID()),
                Optional.of(alike),
                piece,
                Optional.of(here.community()));
        assertThat(whole.parts(stranger)).contains(Part.VERIFIER);
        assertThat(whole.parts(here.gridWorker())).doesNotContain(Part.VERIFIER);
        Actor both = also(here, here.worker(), Duty.CLERK, here.committee());
        at("20T10:00:00", () -> {
            assertThat(World.as(here.clerk(), () -> callbacks.page(Callbacks.Tab.FIRST, Optional.empty()))
                            .items())
                    .extracting(listed -> listed.order().id())
                    .contains(id);
            assertThat(World.as(both, () -> callbacks.page(Callbacks.Tab.FIRST, Optional.empty()))
                            .items())
                    .extracting(listed -> listed.order().id())
                    .doesNotContain(id);
            refused("order.callOwn", both, id, new Step.Verify(true, ""));
            refused("order.callOwn", both, id, new Step.Rate(5, true, ""));
            refused("order.callOwn", both, id, new Step.Miss(""));
            return id;
        });
    }

    /** What was found is nobody's to rate: its clock tells the chief, and closes it only once somebody has seen it. */
    @Test
    void whatNobodyVerifiedTellsTheChiefAndStaysOpen() {
        World.Quarter here = Fresh.in(world);
        UUID id = foundAndDone(here, "没人去看");
        Order done = script.as(here.clerk()).sees(id);
        assertThat(done.matter().dueAt().orElseThrow())
                .as("two working days after a Monday")
                .isBetween(Instant.parse("2027-06-09T00:00:00+08:00"), Instant.parse("2027-06-12T00:00:00+08:00"));
        Instant late = done.matter().dueAt().orElseThrow().plusSeconds(1);
        Actor clockwork = Actor.system(here.community());
        ring(clockwork, id, done.matter().dueAt().orElseThrow().minusSeconds(1));
        assertThat(script.as(here.clerk()).sees(id).matter().version())
                .isEqualTo(done.matter().version());
        ring(clockwork, id, late);
        Order told = script.as(here.clerk()).sees(id);
        assertThat(told.state()).isEqualTo(State.DONE);
        assertThat(told.late(late)).isTrue();
        assertThat(World.as(here.clerk(), () -> orders.timeline(told)).stream().map(Trace::step))
                .endsWith("unchecked");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told(here.chief(), id)).contains("unchecked"));
        assertThat(told(here.worker(), id)).doesNotContain("unchecked");
        WallClock.at(
                late.plus(Duration.ofDays(30)), () -> refused("order.uncheckedStays", clockwork, id, new Step.Lapse()));
        WallClock.at(
                late.plus(Duration.ofDays(30)), () -> script.as(here.clerk()).takes(id, new Step.Verify(true, "")));
        WallClock.at(late.plus(Duration.ofDays(38)), () -> script.as(clockwork).takes(id, new Step.Lapse()));
        Order closed = script.as(here.clerk()).sees(id);
        assertThat(closed.state()).isEqualTo(State.CLOSED);
        assertThat(closed.unrated()).as("nobody was to rate it").isFalse();
    }

    private void ring(Actor clockwork, UUID id, Instant when) {
        for (Alarm alarm : alarms) {
            if (alarm.name().equals(OrderClocks.UNCHECKED) || alarm.name().equals(OrderClocks.UNRATED)) {
                WallClock.at(
                        when,
                        () -> World.as(clockwork, () -> {
                            alarm.ring(id, 1);
                            return null;
                        }));
            }
        }
    }

    private List<String> told(Actor actor, UUID id) {
        return Told.steps(notices, actor, id);
    }

    @Test
    void howLongAVerificationMayTakeIsThePlacesToSet() {
        World.Quarter here = Fresh.in(world);
        assertThat(World.as(here.clerk(), () -> standards.verification(here.home())))
                .isEqualTo(Standards.VERIFICATION);
        World.as(here.administrator(), () -> {
            standards.limit(here.community(), TimeLimit.of(8, TimeLimit.Unit.HOURS));
            standards.limit(here.compound(), TimeLimit.of(3, TimeLimit.Unit.HOURS));
            return null;
        });
        assertThat(World.as(here.clerk(), () -> standards.limits(here.community())))
                .hasSize(2);
        UUID id = foundAndDone(here, "三小时内去看");
        assertThat(script.as(here.clerk()).sees(id).matter().dueAt())
                .contains(Instant.parse("2027-06-07T13:00:00+08:00"));
        World.as(here.administrator(), () -> {
            standards.unlimit(here.compound());
            return null;
        });
        assertThat(World.as(here.clerk(), () -> standards.verification(here.home())))
                .isEqualTo(TimeLimit.of(8, TimeLimit.Unit.HOURS));
        assertThatThrownBy(() -> World.as(here.clerk(), () -> {
                    standards.unlimit(here.community());
                    return null;
                }))
                .hasMessageContaining("standard.notYours");
        assertThatThrownBy(() -> World.as(here.administrator(), () -> {
                    standards.limit(world.fangzhi.community(), Standards.VERIFICATION);
                    return null;
                }))
                .isInstanceOf(Refusal.class);
    }
}
