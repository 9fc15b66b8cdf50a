package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.OrderLists.Tab;
import org.linli.organisation.Calendars;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;

/** What is urgent 紧急 waits minutes at any hour, comes first, and has its facts on the line; and whose hours count when. */
@LinliTest
class UrgentTest {

    /** A Saturday, in time to come, so that no alarm rings meanwhile. */
    private static final Instant SATURDAY = Instant.parse("2027-04-10T09:00:00+08:00");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    OrderLists lists;

    @Autowired
    FoundOrders found;

    @Autowired
    Categories categories;

    @Autowired
    Calendars calendars;

    private UUID placed(World.Quarter here, String category, Instant at) {
        UUID id = Ids.at(at);
        WallClock.at(
                at,
                () -> World.as(
                        here.resident(),
                        () -> orders.place(
                                id,
                                new Step.Place(
                                        category,
                                        "有一件事",
                                        here.home(),
                                        "",
                                        Channel.ONLINE,
                                        here.resident().name(),
                                        Optional.empty()))));
        return id;
    }

    private Order order(World.Quarter here, UUID id) {
        return World.as(here.clerk(), () -> orders.order(id));
    }

    private static Instant after(String duration) {
        return SATURDAY.plus(Duration.parse(duration));
    }

    private static void at(Instant time, Runnable work) {
        WallClock.at(time, work);
    }

    @Test
    void minutesOnASaturdayAndBeforeAllOthers() {
        World.Quarter here = Fresh.in(world);
        UUID ordinary = placed(here, "0201", SATURDAY.minusSeconds(3600));
        UUID urgent = placed(here, "0202", SATURDAY);
        assertThat(order(here, ordinary).matter().dueAt()).contains(after("PT1H"));
        assertThat(order(here, urgent).matter().dueAt()).contains(after("PT10M"));
        assertThat(order(here, urgent).soonAt()).contains(after("PT8M"));
        at(after("PT5M"), () -> script.as(here.clerk()).dispatches(urgent, here.firm()));
        assertThat(order(here, urgent).matter().dueAt()).contains(after("PT15M"));
        at(after("PT6M"), () -> script.as(here.worker()).accepts(urgent));
        UUID later = placed(here, "0202", after("PT4H"));
        at(after("PT4H"), () -> {
            assertThat(World.as(here.clerk(), () -> lists.inbox(Tab.OPEN, OrderLists.Filter.NONE, Optional.empty()))
                            .items())
                    .extracting(OrderLists.Row::id)
                    .as("urgent first, whatever is late")
                    .containsExactly(urgent, later, ordinary);
            for (Sought sought : List.of(Sought.ALL, Sought.read("sort=DUE"))) {
                assertThat(World.as(here.clerk(), () -> found.urgentFirst(sought, Optional.empty()))
                                .page()
                                .items())
                        .extracting(listed -> listed.order().id())
                        .endsWith(ordinary)
                        .hasSize(3);
            }
            assertThat(World.as(here.worker(), () -> lists.inbox(Tab.MINE, OrderLists.Filter.NONE, Optional.empty()))
                            .items())
                    .allSatisfy(row -> assertThat(row.urgent()).isTrue());
            assertThat(World.as(here.clerk(), () -> found.count(Sought.read("mark=URGENT"), 9)))
                    .isEqualTo(2);
        });
    }

    @Test
    void itsFactsStandOnTheLineAndMoveNothing() {
        World.Quarter here = world.ningbao;
        UUID urgent = placed(here, "0202", SATURDAY);
        Optional<Instant> due = order(here, urgent).matter().dueAt();
        assertThat(order(here, urgent).open(here.gridWorker())).contains("attend");
        at(after("PT2M"), () -> take(here.gridWorker(), urgent, Step.Attend.Fact.ON_SITE));
        at(after("PT3M"), () -> take(here.clerk(), urgent, Step.Attend.Fact.CALLED));
        at(after("PT9M"), () -> take(here.clerk(), urgent, Step.Attend.Fact.ARRIVED));
        assertThat(order(here, urgent).state()).isEqualTo(State.PLACED);
        assertThat(order(here, urgent).matter().dueAt()).isEqualTo(due);
        List<Trace> line = World.as(here.clerk(), () -> orders.timeline(orders.order(urgent)));
        assertThat(line)
                .filteredOn(trace -> trace.step().equals("attend"))
                .extracting(trace -> trace.detail().get("fact") + " " + Duration.between(SATURDAY, trace.at()))
                .containsExactly("ON_SITE PT2M", "CALLED PT3M", "ARRIVED PT9M");
        UUID ordinary = placed(here, "0201", SATURDAY);
        assertThat(order(here, ordinary).open(here.clerk())).doesNotContain("attend");
        assertThatThrownBy(() -> take(here.clerk(), ordinary, Step.Attend.Fact.CALLED))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.notUrgent");
        assertThatThrownBy(() -> take(here.resident(), urgent, Step.Attend.Fact.CALLED))
                .isInstanceOf(Refusal.class);
    }

    private void take(Actor actor, UUID id, Step.Attend.Fact fact) {
        script.as(actor).takes(id, new Step.Attend(fact, ""));
    }

    private static Terms terms(TimeLimit limit, Uptake uptake, boolean urgent) {
        return new Terms(
                limit,
                uptake,
                Terms.Evidence.WORDS,
                Organisation.Kind.PROPERTY,
                Terms.Seen.PUBLIC,
                urgent,
                false,
                "",
                "");
    }

    private void set(World.Quarter here, PlaceCode place, Terms terms) {
        World.as(here.administrator(), () -> {
            categories.set(place, "0201", terms, true);
            return null;
        });
    }

    /** Monday to Friday is the community's, and so are three working hours from Saturday on; the firm works on Saturday. */
    @Test
    void theCommunitysHoursCountUntilItIsAcceptedAndTheHandlersAfterwards() {
        World.Quarter here = Fresh.in(world);
        TimeLimit three = TimeLimit.of(3, TimeLimit.Unit.WORKING_HOURS);
        set(here, here.compound(), terms(three, new Uptake(three, three), false));
        World.as(here.administrator(), () -> {
            calendars.open(
                    here.firm(),
                    Optional.of(org.linli.kernel.WorkingWeek.parse(java.util.Collections.nCopies(7, "08:00-20:00"))),
                    true);
            return null;
        });
        UUID id = placed(here, "0201", SATURDAY);
        Instant monday = Instant.parse("2027-04-12T12:00:00+08:00");
        assertThat(order(here, id).matter().dueAt()).as("to be taken up").contains(monday);
        assertThat(order(here, id).soonAt())
                .as("four fifths of three open hours")
                .contains(Instant.parse("2027-04-12T11:24:00+08:00"));
        at(after("PT1H"), () -> script.as(here.clerk()).dispatches(id, here.firm()));
        assertThat(order(here, id).matter().dueAt()).as("to be accepted").contains(monday);
        at(after("PT2H"), () -> script.as(here.worker()).accepts(id));
        assertThat(order(here, id).matter().dueAt()).as("the firm's Saturday").contains(after("PT5H"));
        assertThat(order(here, id).soonAt()).contains(after("PT4H24M"));
        at(after("PT3H"), () -> script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.SUSPENSION, 9, "等配件")));
        at(after("PT4H"), () -> script.as(here.chief()).takes(id, new Step.Suspend("")));
        assertThat(order(here, id).leave().left()).contains(Duration.ofHours(1));
        Instant evening = Instant.parse("2027-04-13T19:30:00+08:00");
        at(evening, () -> script.as(here.worker()).takes(id, new Step.Resume("")));
        assertThat(order(here, id).matter().dueAt())
                .as("half an hour of Tuesday and half an hour of Wednesday")
                .contains(Instant.parse("2027-04-14T08:30:00+08:00"));
    }

    @Test
    void whatIsUrgentDoesNotWaitForOfficeHours() {
        World.Quarter here = world.fangzhi;
        TimeLimit hours = TimeLimit.of(1, TimeLimit.Unit.WORKING_HOURS);
        Terms lazy = terms(TimeLimit.of(1, TimeLimit.Unit.HOURS), new Uptake(hours, hours), true);
        assertThatThrownBy(() -> set(here, here.compound(), lazy))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("category.urgentHours");
        set(here, here.compound(), terms(TimeLimit.of(1, TimeLimit.Unit.HOURS), Uptake.URGENT, true));
        UUID id = placed(here, "0201", SATURDAY);
        assertThat(order(here, id).terms().urgent()).isTrue();
        set(here, here.compound(), terms(TimeLimit.of(1, TimeLimit.Unit.HOURS), Uptake.USUAL, false));
        assertThat(order(here, id).terms().urgent())
                .as("it stays what it was when it was placed")
                .isTrue();
        World.as(here.administrator(), () -> {
            categories.unset(here.compound(), "0201");
            return null;
        });
    }
}
