package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matter;

class OrderTest {

    private static final Instant ASKED = Instant.parse("2026-11-03T02:00:00Z");
    private static final Instant NOW = ASKED.plus(Duration.ofHours(1));
    private static final Timing DUE =
            Timing.plain(Optional.of(NOW.plus(Duration.ofHours(24))), ZoneId.of("Asia/Shanghai"));
    private static final PlaceCode COMMUNITY = PlaceCode.parse("350211003012");
    private static final PlaceCode HOME = PlaceCode.parse("350211003012001003021203");
    private static final UUID REQUESTER = UUID.randomUUID();
    private static final UUID ASKER = UUID.randomUUID();
    private static final UUID FIRM = UUID.randomUUID();
    private static final Organisation PROPERTY = firm(FIRM, Organisation.Kind.PROPERTY, "350211003012001");

    /** The whole matrix, drawn once. */
    private static final List<Lifecycle.Cell<State, Part>> MATRIX = Step.LIFECYCLE.matrix();

    /** What is legal, wherever it leads to. */
    private static final Set<Lifecycle.Cell<State, Part>> LEGAL = MATRIX.stream()
            .filter(Lifecycle.Cell::legal)
            .map(cell -> new Lifecycle.Cell<>(cell.from(), cell.step(), cell.who(), Optional.<State>empty()))
            .collect(Collectors.toUnmodifiableSet());

    static Stream<Lifecycle.Cell<State, Part>> everyCell() {
        return MATRIX.stream()
                .filter(cell -> cell.from().isPresent()
                        && !Set.of("place", "fix", "share").contains(cell.step()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCell")
    void anOrderAllowsExactlyWhatItsLifecycleAllows(Lifecycle.Cell<State, Part> cell) {
        Order standing = asked(order(cell.from().orElseThrow(), 0), cell.step());
        Order registered = cell.legal() ? parted(standing, cell.step()) : standing;
        Order order = cell.who() == Part.CALLER ? ofNobodyRegistered(registered) : registered;
        Actor actor = playing(cell.who());
        Step step = sample(cell.step());
        Set<Part> parts = order.parts(actor);
        assertThat(parts).contains(cell.who().equals(Part.REGISTRAR) ? Part.DISPATCHER : cell.who());
        boolean legal = parts.stream().anyMatch(part -> legal(order.state(), cell.step(), part));
        if (legal) {
            assertThat(order.after(step, actor, Optional.of(PROPERTY), 1, DUE, NOW)
                            .matter()
                            .version())
                    .isEqualTo(4);
        } else {
            assertThatThrownBy(() -> order.after(step, actor, Optional.of(PROPERTY), 1, DUE, NOW))
                    .isInstanceOf(Refusal.class);
        }
    }

    /** What is done with parts is done with one, or with a whole whose parts are over. */
    private static Order parted(Order order, String step) {
        return switch (step) {
            case "deliver" -> with(order, order.matter(), new Shares(Optional.of(ASKER), 0, 0, Set.of()));
            case "unchecked" -> ofNobodyRegistered(order);
            case "gather", "redo" -> with(order, free(order.matter()), new Shares(Optional.empty(), 2, 0, Set.of()));
            default -> order;
        };
    }

    private static Matter free(Matter m) {
        return new Matter(
                m.id(),
                m.kind(),
                m.place(),
                m.title(),
                m.state(),
                m.version(),
                m.requester(),
                Optional.empty(),
                m.handlerName(),
                m.assignee(),
                m.returnedBy(),
                m.openedAt(),
                m.movedAt(),
                m.dueAt(),
                m.endedAt());
    }

    /** The same order, but for these. */
    private static Order copy(
            Order order, Matter matter, Channel channel, Optional<Instant> firstAnswerAt, Leave leave, Shares shares) {
        return new Order(
                matter,
                order.category(),
                order.terms(),
                order.words(),
                channel,
                order.contactName(),
                order.contactMask(),
                order.convenient(),
                order.answerWithin(),
                firstAnswerAt,
                order.doneAt(),
                order.noPhoto(),
                order.rating(),
                order.solved(),
                order.reopened(),
                order.returns(),
                order.unrated(),
                order.reworks(),
                leave,
                order.mergedInto(),
                order.joiners(),
                shares,
                order.language(),
                order.calls(),
                order.soonAt(),
                order.papers(),
                order.reminded(),
                order.disposal());
    }

    private static Order with(Order order, Matter matter, Shares shares) {
        return copy(order, matter, order.channel(), order.firstAnswerAt(), order.leave(), shares);
    }

    @Test
    void aPartIsNobodysToRateAndAWholeWaitsForItsParts() {
        Shares share = new Shares(Optional.of(ASKER), 0, 0, Set.of());
        Order part = with(order(State.DONE, 0), order(State.DONE, 0).matter(), share);
        assertThat(part.parts(playing(Part.REQUESTER))).isEmpty();
        assertThat(part.parts(playing(Part.CALLER))).doesNotContain(Part.CALLER);
        Order placed = order(State.PLACED, 0);
        assertThat(with(placed, placed.matter(), share).open(playing(Part.DISPATCHER)))
                .doesNotContain("split", "merge");
        Matter sent = free(order(State.DISPATCHED, 0).matter());
        Order waiting = with(order(State.DISPATCHED, 0), sent, new Shares(Optional.empty(), 3, 1, Set.of()));
        assertThat(waiting.open(playing(Part.DISPATCHER))).doesNotContain("split", "merge", "recall");
        for (Step step : List.of(sample("split"), sample("recall"), sample("merge"), sample("gather"))) {
            Actor actor = step instanceof Step.Gather ? playing(Part.CLOCK) : playing(Part.DISPATCHER);
            assertThatThrownBy(() -> waiting.after(step, actor, Optional.empty(), 0, DUE, NOW))
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(
                        () -> waiting.after(sample("withdraw"), playing(Part.REQUESTER), Optional.empty(), 0, DUE, NOW))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aSplitIsIntoTwoToSixOfDifferentOrganisations() {
        TimeLimit limit = TimeLimit.of(9, TimeLimit.Unit.HOURS);
        Step.Piece one = new Step.Piece(FIRM, "换灯泡", limit);
        for (List<Step.Piece> wrong : List.of(List.<Step.Piece>of(), List.of(one), List.of(one, one))) {
            assertThatThrownBy(() -> new Step.Split(wrong, "", "一起办", Meeting.NONE))
                    .isInstanceOf(Refusal.class);
        }
        List<Step.Piece> seven = Stream.generate(() -> new Step.Piece(UUID.randomUUID(), "换灯泡", limit))
                .limit(7)
                .toList();
        assertThatThrownBy(() -> new Step.Split(seven, "", "一起办", Meeting.NONE)).isInstanceOf(Refusal.class);
        assertThat(new Step.Split(seven.subList(0, 6), "", "一起办", Meeting.NONE).pieces())
                .hasSize(6);
    }

    /** What a step decides was asked for before, by somebody else. */
    private static Order asked(Order order, String step) {
        Leave leave = switch (step) {
            case "extend", "refuse" -> waiting(Leave.Kind.EXTENSION, 3);
            case "suspend" -> waiting(Leave.Kind.SUSPENSION, 30);
            case "void" -> waiting(Leave.Kind.CANCELLATION, 0);
            default -> Leave.NONE;
        };
        return with(order, leave);
    }

    private static Leave waiting(Leave.Kind kind, int amount) {
        return new Leave(Optional.of(new Leave.Asked(kind, amount, ASKER)), 0, Optional.empty());
    }

    private static Order with(Order order, Leave leave) {
        return copy(order, order.matter(), order.channel(), order.firstAnswerAt(), leave, order.shares());
    }

    private static boolean legal(State from, String step, Part part) {
        return LEGAL.contains(new Lifecycle.Cell<>(Optional.of(from), step, part, Optional.empty()));
    }

    @Test
    void itIsOpenedByResidentsAndRegistrarsOnly() {
        assertThat(Step.LIFECYCLE.begin("place", Set.of(Part.REQUESTER))).isEqualTo(State.PLACED);
        assertThat(Step.LIFECYCLE.begin("place", Set.of(Part.REGISTRAR))).isEqualTo(State.PLACED);
        assertThatThrownBy(() -> Step.LIFECYCLE.begin("place", Set.of(Part.HANDLER, Part.DISPATCHER, Part.CLOCK)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aBadRatingReopensItOnceAndGoesToTheChief() {
        Order first = order(State.DONE, 0)
                .after(new Step.Rate(1, true, "修了又坏"), playing(Part.REQUESTER), Optional.empty(), 0, DUE, NOW);
        assertThat(first.state()).isEqualTo(State.REOPENED);
        assertThat(first.open(playing(Part.DISPATCHER))).doesNotContain("dispatch");
        assertThat(first.open(playing(Part.CHIEF))).contains("dispatch");

        Order second = order(State.DONE, 1)
                .after(new Step.Rate(2, false, "还是不行"), playing(Part.REQUESTER), Optional.empty(), 0, DUE, NOW);
        assertThat(second.state()).isEqualTo(State.RATED);
        assertThat(second.rating()).contains(2);
        assertThat(second.solved()).contains(false);
    }

    @Test
    void whatCameBackStaysTheChiefsHoweverOftenItIsReturned() {
        Order back = order(State.ACCEPTED, 1)
                .after(new Step.Return("没有资质"), playing(Part.HANDLER), Optional.empty(), 0, DUE, NOW);
        assertThat(back.open(playing(Part.DISPATCHER)))
                .doesNotContain("dispatch")
                .contains("reply");
        assertThatThrownBy(() -> back.after(
                        new Step.Dispatch(FIRM, "再派一次"), playing(Part.DISPATCHER), Optional.of(PROPERTY), 0, DUE, NOW))
                .isInstanceOf(Refusal.class);
        assertThat(back.open(playing(Part.CHIEF))).contains("dispatch");
    }

    @Test
    void theChiefTakesBackWhatASilentHandlerHolds() {
        Order held = order(State.ACCEPTED, 0);
        assertThat(held.open(playing(Part.DISPATCHER))).doesNotContain("recall");
        Order freed = held.after(new Step.Recall("三天没有动静"), playing(Part.CHIEF), Optional.empty(), 0, DUE, NOW);
        assertThat(freed.state()).isEqualTo(State.PLACED);
        assertThat(freed.matter().handler()).isEmpty();
    }

    @Test
    void onlySomebodyRegisteredNowhereIsRatedForByACallBack() {
        assertThat(order(State.DONE, 0).open(playing(Part.CALLER))).doesNotContain("rate");
        assertThat(ofNobodyRegistered(order(State.DONE, 0)).open(playing(Part.CALLER)))
                .contains("rate");
    }

    private static Order ofNobodyRegistered(Order order) {
        Matter m = order.matter();
        Matter matter = new Matter(
                m.id(),
                m.kind(),
                m.place(),
                m.title(),
                m.state(),
                m.version(),
                Optional.empty(),
                m.handler(),
                m.handlerName(),
                m.assignee(),
                m.returnedBy(),
                m.openedAt(),
                m.movedAt(),
                m.dueAt(),
                m.endedAt());
        return copy(order, matter, Channel.GRID, order.firstAnswerAt(), order.leave(), order.shares());
    }

    @Test
    void notSolvedReopensHoweverManyStars() {
        assertThat(order(State.DONE, 0)
                        .after(new Step.Rate(5, false, ""), playing(Part.REQUESTER), Optional.empty(), 0, DUE, NOW)
                        .state())
                .isEqualTo(State.REOPENED);
    }

    @Test
    void doneNeedsAPhotoOrTheReasonWhyNone() {
        Order working = order(State.IN_PROGRESS, 0);
        Actor worker = playing(Part.HANDLER);
        assertThatThrownBy(() -> working.after(new Step.Finish("修好了", ""), worker, Optional.empty(), 0, DUE, NOW))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.photoOrReason");
        assertThat(working.after(new Step.Finish("修好了", "在住户家里"), worker, Optional.empty(), 0, DUE, NOW)
                        .noPhoto())
                .isEqualTo("在住户家里");
        assertThat(working.after(new Step.Finish("修好了", "在住户家里"), worker, Optional.empty(), 1, DUE, NOW)
                        .noPhoto())
                .isEmpty();
    }

    @Test
    void aCategoryMayAskForAPhotoOrForWordsOnly() {
        Actor worker = playing(Part.HANDLER);
        Order photographed = order(State.IN_PROGRESS, 0, Terms.Evidence.PHOTO);
        assertThatThrownBy(() ->
                        photographed.after(new Step.Finish("修好了", "在住户家里"), worker, Optional.empty(), 0, DUE, NOW))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.photoNeeded");
        assertThat(photographed
                        .after(new Step.Finish("修好了", ""), worker, Optional.empty(), 1, DUE, NOW)
                        .state())
                .isEqualTo(State.DONE);
        assertThat(order(State.IN_PROGRESS, 0, Terms.Evidence.WORDS)
                        .after(new Step.Finish("说清楚了", ""), worker, Optional.empty(), 0, DUE, NOW)
                        .state())
                .isEqualTo(State.DONE);
    }

    @Test
    void anAcceptanceStartsTheCategorysOwnClock() {
        assertThat(order(State.DISPATCHED, 0)
                        .after(new Step.Accept(""), playing(Part.HANDLER), Optional.empty(), 0, DUE, NOW)
                        .matter()
                        .dueAt())
                .isEqualTo(DUE.due());
    }

    @Test
    void whatIsReturnedIsNobodysAndRemembersWhoGaveItBack() {
        Order back = order(State.ACCEPTED, 0)
                .after(new Step.Return("没有资质"), playing(Part.HANDLER), Optional.empty(), 0, DUE, NOW);
        assertThat(back.state()).isEqualTo(State.RETURNED);
        assertThat(back.matter().handler()).isEmpty();
        assertThat(back.matter().returnedBy()).contains(FIRM);
        assertThat(back.returns()).isEqualTo(1);
    }

    @Test
    void itGoesOnlyToWhoCanHandleItHere() {
        Order placed = order(State.PLACED, 0);
        Actor clerk = playing(Part.DISPATCHER);
        Step.Dispatch dispatch = new Step.Dispatch(FIRM, "");
        assertThat(placed.after(dispatch, clerk, Optional.of(PROPERTY), 0, DUE, NOW)
                        .matter()
                        .handler())
                .contains(FIRM);
        for (Organisation wrong : List.of(
                firm(FIRM, Organisation.Kind.OWNERS_COMMITTEE, "350211003012001"),
                firm(FIRM, Organisation.Kind.PROPERTY, "350211003003001"),
                new Organisation(
                        FIRM,
                        Organisation.Kind.PROPERTY,
                        "已注销",
                        COMMUNITY,
                        "",
                        LocalDate.EPOCH,
                        Optional.of(LocalDate.EPOCH)))) {
            assertThatThrownBy(() -> placed.after(dispatch, clerk, Optional.of(wrong), 0, DUE, NOW))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("order.handler");
        }
    }

    @Test
    void theFirstAnswerIsAHumansAndIsRecordedOnce() {
        Order placed = order(State.PLACED, 0);
        Order asked = placed.after(new Step.Reply("还有一件事"), playing(Part.REQUESTER), Optional.empty(), 0, DUE, NOW);
        assertThat(asked.firstAnswerAt())
                .as("the resident's own words are no answer")
                .isEmpty();
        Order answered = asked.after(new Step.Reply("收到"), playing(Part.DISPATCHER), Optional.empty(), 0, DUE, NOW);
        assertThat(answered.firstAnswerAt()).contains(NOW);
        Order later = answered.after(
                new Step.Dispatch(FIRM, ""),
                playing(Part.DISPATCHER),
                Optional.of(PROPERTY),
                0,
                DUE,
                NOW.plusSeconds(60));
        assertThat(later.firstAnswerAt()).contains(NOW);
        Order lapsed = order(State.DONE, 0).after(new Step.Lapse(), playing(Part.CLOCK), Optional.empty(), 0, DUE, NOW);
        assertThat(lapsed.firstAnswerAt()).as("the clock answers nobody").isEmpty();
        assertThat(lapsed.unrated()).isTrue();
    }

    @Test
    void fiveMinutesToTheSecondIsInTime() {
        assertThat(answered(Duration.ofMinutes(5)).answeredInTime(NOW)).contains(true);
        assertThat(answered(Duration.ofMinutes(5).plusSeconds(1)).answeredInTime(NOW))
                .contains(false);
        assertThat(order(State.PLACED, 0).answeredInTime(ASKED.plusSeconds(299)))
                .isEmpty();
        assertThat(order(State.PLACED, 0).answeredInTime(ASKED.plusSeconds(301)))
                .contains(false);
    }

    @Test
    void aClerkWhoIsAlsoTheRequesterRatesOnlyAsAResident() {
        Actor clerkThemselves = new Actor(
                Optional.of(REQUESTER),
                "陈邻安",
                Duty.CLERK,
                "社区工作人员",
                Optional.of(UUID.randomUUID()),
                Optional.of(UUID.randomUUID()),
                "宁宝社区",
                Optional.of(COMMUNITY));
        assertThat(order(State.DONE, 0).open(clerkThemselves)).doesNotContain("rate");
    }

    /** The seven stages stand in their order, and an order passes none twice but by being done again. */
    @Test
    void everyStateStandsInAStageOfTheNationalLoop() {
        assertThat(Stage.loop()).hasSize(7);
        assertThat(Stage.loop())
                .extracting(Stage::step)
                .containsSequence("发现", "立案", "派遣")
                .endsWith("结案");
        assertThat(List.of(State.PLACED, State.DISPATCHED, State.DONE, State.VERIFIED, State.CLOSED))
                .extracting(state -> state.stage().number())
                .isSorted();
        for (State state : State.values()) {
            assertThat(state.stage() == Stage.OVER).isEqualTo(state.over());
        }
    }

    @Test
    void nobodyVerifiesTheirOwnWork() {
        Order done = order(State.DONE, 0);
        assertThat(done.parts(staff(Duty.GRID_WORKER, FIRM))).doesNotContain(Part.VERIFIER);
        assertThat(done.parts(playing(Part.HANDLER))).doesNotContain(Part.VERIFIER);
        assertThat(done.open(playing(Part.VERIFIER))).contains("verify");
        Order again = done.after(new Step.Verify(false, "还是不亮"), playing(Part.VERIFIER), Optional.empty(), 0, DUE, NOW);
        assertThat(again.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(again.reworks()).isEqualTo(1);
        assertThat(again.matter().dueAt()).isEqualTo(DUE.due());
    }

    private static Order answered(Duration after) {
        Order order = order(State.DISPATCHED, 0);
        return copy(
                order, order.matter(), order.channel(), Optional.of(ASKED.plus(after)), order.leave(), order.shares());
    }

    private static Order order(State state, int reopened) {
        return order(state, reopened, Terms.Evidence.PHOTO_OR_REASON);
    }

    private static Order order(State state, int reopened, Terms.Evidence evidence) {
        boolean handled = Set.of(
                                State.DISPATCHED,
                                State.ACCEPTED,
                                State.IN_PROGRESS,
                                State.DONE,
                                State.RATED,
                                State.CLOSED,
                                State.SUSPENDED,
                                State.VERIFIED)
                        .contains(state)
                || state == State.PLACED
                || state == State.RETURNED
                || state == State.REOPENED
                || state.over();
        Matter matter = new Matter(
                UUID.randomUUID(),
                Order.KIND,
                HOME,
                "楼道灯坏了",
                state.name(),
                3,
                Optional.of(REQUESTER),
                handled ? Optional.of(FIRM) : Optional.empty(),
                "宁宝世家物业服务中心",
                Optional.empty(),
                Optional.empty(),
                ASKED,
                ASKED,
                Optional.of(ASKED.plus(Duration.ofHours(2))),
                Optional.empty());
        return new Order(
                matter,
                new Category("02", "公共设施", "bulb"),
                new Terms(
                        TimeLimit.of(48, TimeLimit.Unit.HOURS),
                        Uptake.URGENT,
                        evidence,
                        Organisation.Kind.PROPERTY,
                        Terms.Seen.PUBLIC,
                        true,
                        false,
                        "",
                        ""),
                "楼道灯坏了，晚上看不见",
                Channel.ONLINE,
                "陈邻安",
                "138****0000",
                "",
                Optional.of(5),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                reopened,
                0,
                false,
                0,
                Leave.NONE,
                Optional.empty(),
                0,
                Shares.NONE,
                Optional.empty(),
                Calls.NONE,
                Optional.of(ASKED.plus(Duration.ofMinutes(96))),
                Papers.NONE,
                Reminded.NONE,
                Disposal.NONE);
    }

    private static Actor playing(Part part) {
        return switch (part) {
            case REQUESTER -> Actor.resident(REQUESTER, "陈邻安", Optional.of(COMMUNITY));
            case DISPATCHER, REGISTRAR, CALLER, APPRAISER -> staff(Duty.CLERK, UUID.randomUUID());
            case CHIEF -> staff(Duty.CHIEF, UUID.randomUUID());
            case HANDLER -> staff(Duty.PROPERTY, FIRM);
            case VERIFIER, CALLBACK -> staff(Duty.GRID_WORKER, UUID.randomUUID());
            case CLOCK -> Actor.system(COMMUNITY);
        };
    }

    private static Actor staff(Duty duty, UUID organisation) {
        return new Actor(
                Optional.of(UUID.randomUUID()),
                "刘里顺",
                duty,
                "职务",
                Optional.of(UUID.randomUUID()),
                Optional.of(organisation),
                "某单位",
                Optional.of(COMMUNITY));
    }

    private static Organisation firm(UUID id, Organisation.Kind kind, String place) {
        return new Organisation(id, kind, "宁宝世家物业服务中心", PlaceCode.parse(place), "", LocalDate.EPOCH, Optional.empty());
    }

    private static Step sample(String step) {
        return switch (step) {
            case "decline" -> new Step.Decline("不属于社区办理");
            case "dispatch" -> new Step.Dispatch(FIRM, "请尽快处理");
            case "recall" -> new Step.Recall("派错了");
            case "hold" -> new Step.Hold();
            case "accept" -> new Step.Accept("");
            case "return" -> new Step.Return("没有资质");
            case "start" -> new Step.Start("");
            case "finish" -> new Step.Finish("修好了", "");
            case "rate" -> new Step.Rate(5, true, "");
            case "reopen" -> new Step.Rate(1, false, "没修好");
            case "lapse" -> new Step.Lapse();
            case "unchecked" -> new Step.Unchecked();
            case "close" -> new Step.Close("");
            case "withdraw" -> new Step.Withdraw("自己修好了");
            case "reply" -> new Step.Reply("收到");
            case "miss" -> new Step.Miss("");
            case "urge" -> new Step.Urge("还没有人来");
            case "attend" -> new Step.Attend(Step.Attend.Fact.CALLED, "燃气公司");
            case "unanswered" -> new Step.Unanswered();
            case "soon", "late", "street", "district" ->
                new Step.Remind(Reminder.valueOf(step.toUpperCase(Locale.ROOT)));
            case "verify" -> new Step.Verify(true, "");
            case "rework" -> new Step.Verify(false, "灯还是不亮");
            case "ask" -> new Step.Ask(Leave.Kind.CANCELLATION, 0, "重复的事");
            case "extend" -> new Step.Extend("");
            case "suspend" -> new Step.Suspend("");
            case "resume" -> new Step.Resume("");
            case "void" -> new Step.Cancel("不成立");
            case "refuse" -> new Step.Refuse("时间够了");
            case "contest" -> new Step.Contest();
            case "split" ->
                new Step.Split(
                        List.of(
                                new Step.Piece(FIRM, "换灯泡", TimeLimit.of(9, TimeLimit.Unit.HOURS)),
                                new Step.Piece(ASKER, "清杂物", TimeLimit.of(2, TimeLimit.Unit.DAYS))),
                        "物业、网格队",
                        "一起办",
                        Meeting.NONE);
            case "deliver" -> new Step.Finish("换好了", "");
            case "gather" -> new Step.Gather("都办完了");
            case "redo" -> new Step.Verify(false, "杂物还在");
            case "merge" -> new Step.Merge(ASKER, "1103-7F3A2C", "同一盏灯");
            case "unmerge" -> new Step.Unmerge("1103-7F3A2C", "不是同一盏");
            case "absorb" -> new Step.Absorb("1103-7F3A2C", "同一盏灯");
            case "exclude" -> new Step.Exclude("要求违法的", "要求拆别人合法的房");
            case "include" -> new Step.Include("不符合第九条");
            case "release" -> new Step.Release("1103-7F3A2C", "不是同一盏");
            default -> throw new IllegalArgumentException(step);
        };
    }
}
