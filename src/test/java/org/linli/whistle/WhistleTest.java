package org.linli.whistle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matter;

class WhistleTest {

    private static final Instant CALLED = Instant.parse("2026-11-03T02:00:00Z");
    private static final Instant NOW = CALLED.plus(Duration.ofMinutes(30));
    private static final PlaceCode STREET = new PlaceCode("350211003");
    private static final PlaceCode COMMUNITY = PlaceCode.parse("350211003012");
    private static final PlaceCode COMPOUND = PlaceCode.parse("350211003012001");
    private static final UUID MARKET = UUID.randomUUID();
    private static final UUID URBAN = UUID.randomUUID();
    private static final UUID FIRE = UUID.randomUUID();
    private static final Actor LEADER = actor(Duty.STREET_LEADER, UUID.randomUUID(), STREET);
    private static final Actor OFFICE = actor(Duty.STREET, UUID.randomUUID(), STREET);
    private static final Actor CLERK = actor(Duty.CLERK, UUID.randomUUID(), COMMUNITY);
    private static final Actor CLOCK = Actor.system(COMMUNITY);
    private static final Actor LEAD = actor(Duty.DEPARTMENT, MARKET, new PlaceCode("350211"));
    private static final Actor OTHER = actor(Duty.DEPARTMENT, URBAN, new PlaceCode("350211"));

    static Stream<Lifecycle.Cell<State, Part>> everyCell() {
        return Step.LIFECYCLE.matrix().stream()
                .filter(cell -> cell.from().isPresent() && !cell.step().equals("draft"))
                // What the last of several does is the step of all; its rows are tested by name below.
                .filter(cell -> !cell.step().matches(".*(All|Signed|Present|Done|Only)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCell")
    void aWhistleAllowsExactlyWhatItsLifecycleAllows(Lifecycle.Cell<State, Part> cell) {
        State from = cell.from().orElseThrow();
        Whistle whistle = whistle(from, ready(cell.step(), from));
        Actor actor = playing(cell.who());
        Set<Part> parts = whistle.parts(actor);
        boolean calledYet = !whistle.departments().isEmpty();
        if (cell.who() != Part.DEPARTMENT && cell.who() != Part.LEAD || calledYet) {
            assertThat(parts).contains(cell.who());
        }
        boolean legal = parts.stream()
                .anyMatch(part -> Step.LIFECYCLE.rule(from, cell.step(), part).isPresent());
        if (legal) {
            assertThat(after(whistle, sample(cell.step()), actor).matter().version())
                    .isEqualTo(4);
        } else {
            assertThatThrownBy(() -> after(whistle, sample(cell.step()), actor)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void onlyALeaderOfTheStreetApproves() {
        Whistle draft = whistle(State.DRAFT, List.of());
        assertThat(draft.open(LEADER)).contains("approve", "return");
        for (Actor other : List.of(OFFICE, CLERK, LEAD, actor(Duty.STREET_LEADER, FIRE, new PlaceCode("350211")))) {
            assertThat(draft.open(other)).doesNotContain("approve");
        }
    }

    @Test
    void theLastToSignMovesItOn() {
        Whistle called = whistle(State.ASSIGNED, List.of(called(MARKET, true), called(URBAN, false)));
        Whistle first = after(called, new Step.Sign(""), OTHER);
        assertThat(first.state()).isEqualTo(State.ASSIGNED);
        assertThat(first.open(OTHER)).contains("contact", "checkIn").doesNotContain("sign", "object");
        assertThatThrownBy(() -> after(first, new Step.Sign(""), OTHER))
                .isInstanceOf(Refusal.class)
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.already");
        Whistle.After last = first.after(new Step.Sign(""), LEAD, Whistle.Call.NOBODY, 0, NOW);
        assertThat(last.row()).isEqualTo("signAll");
        assertThat(last.whistle().state()).isEqualTo(State.SIGNED);
    }

    @Test
    void anEmergencyWaitsForNobodyWhoHasNotSigned() {
        Whistle called = whistle(State.ASSIGNED, List.of(called(MARKET, true), called(URBAN, false)));
        Whistle there = after(after(called, new Step.Sign(""), LEAD), new Step.CheckIn(COMPOUND, ""), LEAD);
        assertThat(there.state()).isEqualTo(State.ASSIGNED);
        assertThat(there.departments().getFirst().when(Limit.CONTACT))
                .as("whoever is there has made contact")
                .contains(NOW);
        Whistle.After released = there.after(new Step.Release(URBAN, "确实不归他们"), OFFICE, Whistle.Call.NOBODY, 0, NOW);
        assertThat(released.row()).isEqualTo("releasePresent");
        assertThat(released.whistle().state()).isEqualTo(State.CHECKED_IN);
    }

    @Test
    void theStreetDecidesAnObjection() {
        Whistle called = whistle(State.ASSIGNED, List.of(called(MARKET, true), called(URBAN, false)));
        Whistle objected = after(called, new Step.Objection("不归我们管"), LEAD);
        assertThat(objected.open(OFFICE)).contains("insist", "release");
        assertThat(objected.departments().getFirst().until(Limit.SIGN))
                .as("its clock runs on")
                .isEqualTo(called.departments().getFirst().until(Limit.SIGN));

        Instant anew = NOW.plus(Duration.ofHours(1));
        Whistle held = objected.after(
                        new Step.Insist(MARKET, "三定方案写明归你们"),
                        OFFICE,
                        new Whistle.Call(List.of(), Map.of(Limit.SIGN, anew)),
                        0,
                        NOW)
                .whistle();
        assertThat(held.departments().getFirst().until(Limit.SIGN)).isEqualTo(anew);
        assertThat(held.open(LEAD)).contains("sign", "object");

        Whistle free = after(objected, new Step.Release(MARKET, "同意"), OFFICE);
        assertThat(free.state()).isEqualTo(State.ASSIGNED);
        assertThat(free.matter().handler()).as("the other leads now").contains(URBAN);
        assertThat(free.mine(LEAD)).isEmpty();
        Whistle nobody = after(free, new Step.Release(URBAN, "也不归他们"), OFFICE);
        assertThat(nobody.state()).as("others are called").isEqualTo(State.BLOWN);
        assertThat(nobody.matter().dueAt()).isEmpty();
    }

    @Test
    void aDepartmentThatNeverComesHoldsNobodyUp() {
        Whistle signed = whistle(State.SIGNED, List.of(there(MARKET, true), signed(URBAN, false)));
        assertThat(signed.open(OFFICE)).contains("dismiss", "assign", "cancel").doesNotContain("release");
        assertThat(signed.open(CLERK)).doesNotContain("dismiss", "assign", "cancel");
        Whistle.After gone = signed.after(new Step.Dismiss(URBAN, "签收三天没有来"), OFFICE, Whistle.Call.NOBODY, 0, NOW);
        assertThat(gone.row()).isEqualTo("dismissPresent");
        assertThat(gone.whistle().state()).isEqualTo(State.CHECKED_IN);
        assertThat(gone.whistle().departments().getLast().dismissed()).isEqualTo("签收三天没有来");
        assertThat(gone.whistle().mine(OTHER)).isEmpty();

        Whistle work = whistle(State.PLAN, List.of(there(MARKET, true), done(URBAN, false)));
        assertThat(work.dismissible()).extracting(Department::organisation).containsExactly(MARKET);
        assertThatThrownBy(() -> after(work, new Step.Dismiss(URBAN, "已经办完的"), OFFICE))
                .as("whoever has finished is rated")
                .isInstanceOf(Refusal.class);
        Whistle done = after(work, new Step.Dismiss(MARKET, "到了就走，不办"), OFFICE);
        assertThat(done.state()).as("all that are left have finished").isEqualTo(State.DONE);
        assertThat(done.matter().handler()).as("the other leads now").contains(URBAN);

        Whistle alone = whistle(State.CHECKED_IN, List.of(there(MARKET, true)));
        assertThat(after(alone, new Step.Dismiss(MARKET, "不写方案"), OFFICE).state())
                .as("others are called")
                .isEqualTo(State.BLOWN);
        Whistle both = whistle(State.SIGNED, List.of(signed(MARKET, true), signed(URBAN, false)));
        assertThat(after(both, new Step.Dismiss(MARKET, "不来"), OFFICE).state()).isEqualTo(State.SIGNED);
        Whistle some = whistle(State.ASSIGNED, List.of(signed(MARKET, true), called(URBAN, false)));
        assertThat(after(some, new Step.Dismiss(MARKET, "不来"), OFFICE).state()).isEqualTo(State.ASSIGNED);
        assertThat(after(both, new Step.Cancel("施工方已经修好"), OFFICE).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void anotherIsCalledInsteadAndThePlanIsMadeAnew() {
        Whistle work = whistle(State.PLAN, List.of(there(MARKET, true), done(URBAN, false)));
        Whistle called = after(work, new Step.Assign(List.of(FIRE), MARKET, "城管走了，消防来"), OFFICE);
        assertThat(called.state()).isEqualTo(State.ASSIGNED);
        Whistle without = after(called, new Step.Dismiss(MARKET, "不办"), OFFICE);
        assertThat(without.state()).as("the new one has still to sign").isEqualTo(State.ASSIGNED);
        assertThat(without.matter().handler()).contains(URBAN);
        Whistle.After left = without.after(new Step.Release(FIRE, "不归他们"), OFFICE, Whistle.Call.NOBODY, 0, NOW);
        assertThat(left.row()).isEqualTo("releaseDone");
        assertThat(left.whistle().state()).isEqualTo(State.DONE);
        Actor fire = actor(Duty.DEPARTMENT, FIRE, new PlaceCode("350211"));
        Whistle.After signed = called.after(new Step.Sign(""), fire, Whistle.Call.NOBODY, 0, NOW);
        assertThat(signed.row()).isEqualTo("signAll");
        Whistle there = after(signed.whistle(), new Step.CheckIn(COMPOUND, ""), fire);
        assertThat(there.state()).isEqualTo(State.CHECKED_IN);
        assertThat(after(there, new Step.Plan("消防接着办"), LEAD).state()).isEqualTo(State.PLAN);
    }

    @Test
    void whoeverHasFinishedSaysOnceWhatTheWhistleWasWorth() {
        Whistle work = whistle(State.PLAN, List.of(there(MARKET, true), done(URBAN, false)));
        assertThat(work.open(LEAD)).doesNotContain("judge");
        assertThat(work.open(OTHER)).contains("judge");
        Whistle judged = after(work, new Step.Judge(false, true, 2, "街道自己能办"), OTHER);
        assertThat(judged.state()).isEqualTo(State.PLAN);
        assertThat(judged.departments().getLast().judged().orElseThrow().justified())
                .isFalse();
        assertThat(judged.open(OTHER)).doesNotContain("judge");
        Whistle closed = whistle(State.CLOSED, List.of(done(MARKET, true), done(URBAN, false)));
        assertThat(after(closed, new Step.Judge(true, true, 5, "写得清楚"), LEAD).state())
                .as("no hurry of the street takes their word")
                .isEqualTo(State.CLOSED);
        assertThatThrownBy(() -> new Step.Judge(true, true, 6, "太好了"))
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.score");
    }

    @Test
    void onlyDepartmentsThatServeThePlaceAreCalledAndOneOfThemLeads() {
        Whistle blown = whistle(State.BLOWN, List.of());
        for (Organisation wrong : List.of(
                organisation(FIRE, Organisation.Kind.PROPERTY, "350211"),
                organisation(FIRE, Organisation.Kind.DEPARTMENT, "350211003003"),
                organisation(FIRE, Organisation.Kind.DEPARTMENT, "410181"))) {
            assertThatThrownBy(() -> blown.after(
                            new Step.Assign(List.of(FIRE), FIRE, ""),
                            OFFICE,
                            new Whistle.Call(List.of(wrong), due()),
                            0,
                            NOW))
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> blown.after(new Step.Assign(List.of(FIRE), MARKET, ""), OFFICE, call(), 0, NOW))
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.lead");
        Whistle called = after(blown, new Step.Assign(List.of(FIRE), FIRE, ""), OFFICE);
        assertThat(called.matter().handler()).contains(FIRE);
        assertThat(called.matter().dueAt()).as("the nearest clock").contains(due().get(Limit.SIGN));
        assertThatThrownBy(() -> after(called, new Step.Assign(List.of(FIRE), FIRE, ""), OFFICE))
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.departmentTwice");
    }

    @Test
    void theDistrictIsToldOnceForEachDepartmentAndClock() {
        Whistle called = whistle(State.ASSIGNED, List.of(called(MARKET, true), called(URBAN, false)));
        Instant end = called.departments().getFirst().until(Limit.SIGN);
        assertThat(called.missing(Limit.SIGN, end))
                .as("on the second is in time")
                .isEmpty();
        Instant late = end.plusSeconds(1);
        assertThat(called.missing(Limit.SIGN, late)).hasSize(2);
        Whistle told = called.after(new Step.Escalate(Limit.SIGN), CLOCK, Whistle.Call.NOBODY, 0, late)
                .whistle();
        assertThat(told.state()).isEqualTo(State.ASSIGNED);
        assertThat(told.missing(Limit.SIGN, late.plus(Duration.ofDays(9)))).isEmpty();
        assertThat(told.escalated()).isTrue();
    }

    @Test
    void whatIsDoneIsShownOrItIsSaidWhyNot() {
        Whistle work = whistle(State.PLAN, List.of(there(MARKET, true)));
        assertThatThrownBy(() -> after(work, new Step.Finish("办完了", ""), LEAD))
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.photoOrReason");
        assertThat(work.after(new Step.Finish("办完了", ""), LEAD, Whistle.Call.NOBODY, 1, NOW)
                        .whistle()
                        .state())
                .isEqualTo(State.DONE);
    }

    @Test
    void nobodyChecksInElsewhere() {
        Whistle signed = whistle(State.SIGNED, List.of(signed(MARKET, true)));
        assertThatThrownBy(() -> after(signed, new Step.CheckIn(PlaceCode.parse("350211003003001"), ""), LEAD))
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.place");
        assertThatThrownBy(() -> after(signed, new Step.CheckIn(COMMUNITY, ""), LEAD))
                .as("the place itself or inside it")
                .isInstanceOf(Refusal.class);
        assertThat(after(signed, new Step.CheckIn(PlaceCode.parse("350211003012001003"), ""), LEAD)
                        .state())
                .isEqualTo(State.CHECKED_IN);
    }

    /** 南京鼓楼: green to 80 of 100, amber to the end, red beyond; of an hour those are 48 minutes and 60. */
    @ParameterizedTest
    @CsvSource({
        "0, GREEN, running, 0",
        "2880, GREEN, running, 80",
        "2916, AMBER, soon, 81",
        "3600, AMBER, soon, 100",
        "3601, RED, late, 100",
        "7200, RED, late, 200"
    })
    void aClockIsGreenAmberAndRed(long seconds, Gauge.Tone tone, String word, int percent) {
        Instant now = CALLED.plusSeconds(seconds);
        Gauge gauge = called(MARKET, true).gauges(Optional.empty(), now).getFirst();
        assertThat(gauge.limit()).isEqualTo(Limit.SIGN);
        assertThat(gauge.tone(now)).isEqualTo(tone);
        assertThat(gauge.word(now)).isEqualTo(word);
        assertThat(gauge.percent()).isEqualTo(percent);
    }

    @Test
    void aClockThatWasMetStandsStill() {
        Instant later = CALLED.plus(Duration.ofDays(30));
        Gauge met = called(MARKET, true)
                .meets(Limit.SIGN, CALLED.plusSeconds(3600))
                .gauges(Optional.empty(), later)
                .getFirst();
        assertThat(met.word(later)).isEqualTo("met");
        assertThat(met.tone(later)).isEqualTo(Gauge.Tone.GREEN);
        Gauge late = called(MARKET, true)
                .meets(Limit.SIGN, CALLED.plusSeconds(3601))
                .gauges(Optional.empty(), later)
                .getFirst();
        assertThat(late.word(later)).isEqualTo("metLate");
        assertThat(late.tone(later)).isEqualTo(Gauge.Tone.RED);
        Gauge over = called(MARKET, true)
                .gauges(Optional.of(CALLED.plusSeconds(60)), later)
                .getFirst();
        assertThat(over.word(later)).isEqualTo("stopped");
        assertThat(over.running()).isFalse();
    }

    @Test
    void theMeanScoreIsRoundedHalfUp() {
        assertThat(card(0, 0).meanScore()).isEqualTo("—");
        assertThat(card(3, 13).meanScore()).isEqualTo("4.3");
        assertThat(card(4, 17).meanScore()).isEqualTo("4.3");
        assertThat(card(20, 89).meanScore()).as("4.45").isEqualTo("4.5");
        assertThat(card(1, 5).meanScore()).isEqualTo("5.0");
    }

    private static Card card(long rated, long scores) {
        return new Card(rated, Map.of(Tally.RATED, rated), scores, new java.util.LinkedHashMap<>());
    }

    private static Whistle after(Whistle whistle, Step step, Actor actor) {
        return whistle.after(step, actor, call(), 0, NOW).whistle();
    }

    private static Whistle.Call call() {
        return new Whistle.Call(List.of(organisation(FIRE, Organisation.Kind.DEPARTMENT, "350211")), due());
    }

    private static Map<Limit, Instant> due() {
        Map<Limit, Instant> due = new EnumMap<>(Limit.class);
        due.put(Limit.SIGN, CALLED.plus(Duration.ofHours(1)));
        due.put(Limit.CONTACT, CALLED.plus(Duration.ofHours(24)));
        due.put(Limit.ATTEND, CALLED.plus(Duration.ofDays(3)));
        due.put(Limit.DONE, CALLED.plus(Duration.ofDays(14)));
        return due;
    }

    private static Department called(UUID organisation, boolean lead) {
        return Department.called(organisation, "某局", lead, CALLED, due());
    }

    private static Department signed(UUID organisation, boolean lead) {
        return called(organisation, lead).meets(Limit.SIGN, CALLED.plusSeconds(600));
    }

    private static Department there(UUID organisation, boolean lead) {
        return signed(organisation, lead)
                .meets(Limit.ATTEND, CALLED.plusSeconds(1200))
                .at(COMPOUND);
    }

    private static Department done(UUID organisation, boolean lead) {
        return there(organisation, lead)
                .meets(Limit.DONE, CALLED.plusSeconds(1500))
                .shows("办完了", "");
    }

    /** Departments with which the step can be taken where its lifecycle has it. */
    private static List<Department> ready(String step, State state) {
        if (state.ordinal() < State.ASSIGNED.ordinal() || state == State.CANCELLED) {
            return List.of();
        }
        return switch (state) {
            case ASSIGNED ->
                switch (step) {
                    case "insist" -> List.of(called(MARKET, true).objects("不归我们", NOW), called(URBAN, false));
                    case "contact", "checkIn", "dismiss" -> List.of(signed(MARKET, true), called(URBAN, false));
                    default -> List.of(called(MARKET, true), called(URBAN, false));
                };
            case SIGNED -> List.of(signed(MARKET, true), signed(URBAN, false));
            case CHECKED_IN, PLAN ->
                step.equals("judge")
                        ? List.of(done(MARKET, true), there(URBAN, false))
                        : List.of(there(MARKET, true), there(URBAN, false));
            default -> List.of(done(MARKET, true), done(URBAN, false));
        };
    }

    private static Whistle whistle(State state, List<Department> departments) {
        Matter matter = new Matter(
                UUID.randomUUID(),
                Whistle.KIND,
                COMPOUND,
                "烧烤店占道又冒烟",
                state.name(),
                3,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                CALLED,
                CALLED,
                Optional.empty(),
                Optional.empty());
        return new Whistle(matter, Occasion.ENFORCEMENT, Kind.WORK, "说了三次", CLERK.self(), "", departments);
    }

    private static Actor playing(Part part) {
        return switch (part) {
            case DRAFTER -> CLERK;
            case STREET -> OFFICE;
            case LEADER -> LEADER;
            case DEPARTMENT, LEAD -> LEAD;
            case CLOCK -> CLOCK;
        };
    }

    private static Actor actor(Duty duty, UUID organisation, PlaceCode place) {
        return new Actor(
                Optional.of(UUID.randomUUID()),
                "某某",
                duty,
                "职务",
                Optional.of(UUID.randomUUID()),
                Optional.of(organisation),
                "某单位",
                Optional.of(place));
    }

    private static Organisation organisation(UUID id, Organisation.Kind kind, String place) {
        return new Organisation(id, kind, "某局", new PlaceCode(place), "", LocalDate.EPOCH, Optional.empty());
    }

    private static Step sample(String step) {
        return switch (step) {
            case "return" -> new Step.Return("写清楚");
            case "redraft" -> new Step.Redraft(Occasion.EMERGENCY, Kind.HARD, "改过的题目", "改过的说明");
            case "approve" -> new Step.Approve("");
            case "blow" -> new Step.Blow("");
            case "assign" -> new Step.Assign(List.of(FIRE), FIRE, "");
            case "sign" -> new Step.Sign("");
            case "object" -> new Step.Objection("不归我们管");
            case "insist" -> new Step.Insist(MARKET, "归你们管");
            case "release" -> new Step.Release(MARKET, "同意");
            case "dismiss" -> new Step.Dismiss(MARKET, "签收三天没有来");
            case "judge" -> new Step.Judge(true, false, 4, "地点没写清楚");
            case "contact" -> new Step.Contact("和社区通了电话");
            case "checkIn" -> new Step.CheckIn(COMPOUND, "");
            case "plan" -> new Step.Plan("先查证照再清占道");
            case "finish" -> new Step.Finish("办完了", "没有可拍的");
            case "rate" -> new Step.Rate(MARKET, true, true, 5, "来得快");
            case "close" -> new Step.Close("");
            case "cancel" -> new Step.Cancel("店家自己改了");
            case "note" -> new Step.Note("明天上午去");
            case "escalate" -> new Step.Escalate(Limit.SIGN);
            default -> throw new IllegalArgumentException(step);
        };
    }
}
