package org.linli.order;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.organisation.Spoken;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matter;

/**
 * An order 服务单: where it stands, which steps are open to whom, and what it is after a step. Decides everything and writes nothing.
 *
 * @param terms how its category is worked on at its place
 * @param answerWithin minutes to the first human answer, where the place promises them
 * @param firstAnswerAt when a human first answered; an automatic answer never counts
 * @param reopened how often a bad rating reopened it, at most once
 * @param returns how often a handler gave it back; after the third time it is the joint meeting's, whom the chief calls
 * @param reworks how often a verification sent it back to be done again
 * @param unrated closed by the clock without a rating; counted apart
 * @param mergedInto the order that goes on for this one, where this is a duplicate of it
 * @param joiners how many neighbours met the same thing
 * @param shares what it was split into, or is a part of
 * @param language what whoever asked speaks, where it is not Chinese
 * @param calls how it went with calling back
 * @param soonAt from when on its running clock is nearly used up
 * @param papers what its handler has of somebody's papers
 * @param reminded what the machinery told of its running clock
 * @param disposal by when it is to be disposed of, as the rates count it
 */
public record Order(
        Matter matter,
        Category category,
        Terms terms,
        String words,
        Channel channel,
        String contactName,
        String contactMask,
        String convenient,
        Optional<Integer> answerWithin,
        Optional<Instant> firstAnswerAt,
        Optional<Instant> doneAt,
        String noPhoto,
        Optional<Integer> rating,
        Optional<Boolean> solved,
        int reopened,
        int returns,
        boolean unrated,
        int reworks,
        Leave leave,
        Optional<UUID> mergedInto,
        int joiners,
        Shares shares,
        Optional<Spoken> language,
        Calls calls,
        Optional<Instant> soonAt,
        Papers papers,
        Reminded reminded,
        Disposal disposal) {

    /** The matter's kind of every order. */
    public static final String KIND = "order";

    /** After so many returns 退回 a joint meeting decides, and the chief dispatches what it decided [design]. */
    public static final int MEETING = 3;

    /** So long after a merging it may be undone [design]. */
    public static final Duration UNMERGE = Duration.ofHours(24);

    private static final Set<String> CHIEFS = Set.of("dispatch", "recall", "decline", "merge", "split");
    /** Rows that come with another step, and are no button of their own. */
    private static final Set<String> UNOFFERED = Set.of(
            "reopen",
            "rework",
            "contest",
            "absorb",
            "release",
            "deliver",
            "gather",
            "redo",
            "hold",
            "unchecked",
            "exclude",
            "include");

    public UUID id() {
        return matter.id();
    }

    public State state() {
        return State.valueOf(matter.state());
    }

    /** The number people say on the phone: 1121-7F3A2C. */
    public String number() {
        return number(matter.id(), matter.openedAt());
    }

    /** The same, of an order of which only these are known. */
    public static String number(UUID id, Instant openedAt) {
        LocalDate day = openedAt.atOffset(ZoneOffset.ofHours(8)).toLocalDate();
        String tail = id.toString().substring(30).toUpperCase(Locale.ROOT);
        int monthAndDay = 100 * day.getMonthValue() + day.getDayOfMonth();
        return (monthAndDay < 1000 ? "0" : "") + monthAndDay + "-" + tail;
    }

    /** The parts that the actor plays in this order, in the capacity they act in. */
    public Set<Part> parts(Actor actor) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (actor.duty() == Duty.RESIDENT
                && actor.person().isPresent()
                && actor.person().equals(matter.requester())
                && !shares.part()) {
            parts.add(Part.REQUESTER);
        }
        if (actor.covers(matter.place())) {
            if (actor.duty().dispatches()) {
                parts.add(Part.DISPATCHER);
                if (matter.requester().isEmpty() && !shares.part()) {
                    parts.add(Part.CALLER);
                }
            }
            if (Exclusions.reads(actor)) {
                parts.add(Part.APPRAISER);
            }
            if (verifies(actor)) {
                parts.add(Part.VERIFIER);
                if (!found() && !shares.part() && !actor.person().equals(matter.assignee())) {
                    parts.add(Part.CALLBACK);
                }
            }
            if (actor.duty() == Duty.CHIEF) {
                parts.add(Part.CHIEF);
            }
            if (actor.duty() == Duty.SYSTEM) {
                parts.add(Part.CLOCK);
            }
        }
        // What a community office takes itself 自办, whoever dispatches there works on.
        if ((actor.duty().handles() || actor.duty().dispatches())
                && actor.organisation().isPresent()
                && actor.organisation().equals(matter.handler())) {
            parts.add(Part.HANDLER);
        }
        return parts;
    }

    /** Whoever is of the grid or the community, and neither of its handler nor the one who asked for it. */
    private boolean verifies(Actor actor) {
        return (actor.duty() == Duty.GRID_WORKER || actor.duty().dispatches())
                && (actor.organisation().isEmpty() || !actor.organisation().equals(matter.handler()))
                && actor.organisation().filter(shares.handlers()::contains).isEmpty()
                && (actor.person().isEmpty() || !actor.person().equals(matter.requester()));
    }

    /** Whether those who worked on it are those of its parts, and not one handler. */
    public boolean ofSeveral() {
        return shares.parts() > 0 && matter.handler().isEmpty();
    }

    /** Whether it was found on a round, or by a device, so that nobody is there to rate it. */
    public boolean found() {
        return channel.found() && matter.requester().isEmpty();
    }

    /** Whether it waits for somebody else to go and see, and for nothing else 待核查. */
    public boolean unchecked() {
        return found() && state() == State.DONE;
    }

    /** The steps open to the actor now, in the order of the lifecycle; a bad rating is not offered apart from rating. */
    public List<String> open(Actor actor) {
        return Step.LIFECYCLE.open(state(), parts(actor)).stream()
                .map(Lifecycle.Rule::step)
                .filter(step -> !UNOFFERED.contains(step))
                .filter(step -> ready(step, actor))
                .filter(step ->
                        Step.LIFECYCLE.rule(state(), step, partsIn(step, actor)).isPresent())
                .distinct()
                .toList();
    }

    /** Whether what the step decides was asked for, by somebody else; and whether something may be asked for. */
    private boolean ready(String step, Actor actor) {
        boolean mine = leave.asked()
                .map(Leave.Asked::by)
                .filter(by -> actor.person().filter(by::equals).isPresent())
                .isPresent();
        return switch (step) {
            case "ask" -> leave.asked().isEmpty();
            case "extend" -> leave.waits(Leave.Kind.EXTENSION) && !mine;
            case "suspend" -> leave.waits(Leave.Kind.SUSPENSION) && !mine;
            case "void" -> leave.waits(Leave.Kind.CANCELLATION) && !mine;
            case "refuse" -> leave.asked().isPresent() && !mine;
            case "attend" -> terms.urgent();
            case "close" -> state() != State.VERIFIED || found();
            // Somebody else waits for it too.
            case "withdraw" -> joiners == 0 && !shares.waits();
            // Whoever calls somebody back does so from the list of those whose own rating did not come.
            case "rate", "miss" ->
                parts(actor).contains(Part.REQUESTER) || parts(actor).contains(Part.CALLER);
            case "recall" -> !shares.waits();
            case "merge", "split" -> !shares.part() && !shares.waits();
            default -> true;
        };
    }

    /** What may be asked for now: more time only while there is some, and not for ever. */
    public List<Leave.Kind> askable(Instant now) {
        if (state() != State.ACCEPTED && state() != State.IN_PROGRESS) {
            return List.of(Leave.Kind.CANCELLATION);
        }
        return leave.extensions() < Leave.MOST_EXTENSIONS && !late(now)
                ? List.of(Leave.Kind.values())
                : List.of(Leave.Kind.SUSPENSION, Leave.Kind.CANCELLATION);
    }

    /** Whether its merging may still be undone; whether the other one is still open is asked of that one. */
    public boolean unmergeable(Instant now) {
        return state() == State.MERGED
                && matter.endedAt().filter(at -> now.isAfter(at.plus(UNMERGE))).isEmpty();
    }

    /** Whether a duplicate may be merged into it: another of the same community, and not over. */
    public boolean absorbs(Order duplicate) {
        return !id().equals(duplicate.id())
                && !state().over()
                && !shares.part()
                && matter.place()
                        .at(PlaceLevel.COMMUNITY)
                        .equals(duplicate.matter.place().at(PlaceLevel.COMMUNITY));
    }

    /** Whether a word of somebody who joined it, that it is not solved, has it done again. */
    public boolean contestable() {
        return reopened == 0 && (state().done() || state() == State.RATED);
    }

    /** Whether it was dispatched before, so that dispatching it again wants a reason. */
    public boolean sentBefore() {
        return state() != State.PLACED || disposal.filed();
    }

    /** Whether a dispatch agrees to the return 回退 that it answers: the one who gave it back gets it again where it does not. */
    public Optional<Boolean> agreesToReturn(Step.Dispatch dispatch) {
        return returner().map(by -> !by.equals(dispatch.organisation()));
    }

    /** Who gave it back, while it waits to be dispatched again. */
    public Optional<UUID> returner() {
        return state() == State.RETURNED && !ofSeveral() ? matter.returnedBy() : Optional.empty();
    }

    /** Whether a joint meeting decides who handles it 联席会议. */
    public boolean meets() {
        return returns >= MEETING;
    }

    /** Whether the actor may call back whoever asked for it, as soon as their own rating has not come for so long. */
    public boolean calledBack(Actor actor, Duration after, Instant now) {
        return parts(actor).contains(Part.CALLBACK)
                && state().done()
                && calls.tries() < Calls.MOST
                && doneAt.filter(at -> !at.plus(after).isAfter(now)).isPresent();
    }

    /** Whether the actor's duty needs the number to call back: the dispatcher's while it is open, the handler's once accepted, the caller's once done. */
    public boolean showsContact(Actor actor) {
        Set<Part> parts = parts(actor);
        boolean working = state() == State.ACCEPTED || state() == State.IN_PROGRESS || state().done();
        return parts.contains(Part.DISPATCHER) && !state().over()
                || parts.contains(Part.HANDLER) && working
                || parts.contains(Part.CALLBACK) && state().done();
    }

    /** Whether an organisation may be sent the order: one that handles orders, here or elsewhere in the same community. */
    public boolean suits(Organisation organisation) {
        return suits(organisation, matter.place());
    }

    /** Whether an organisation may handle what is asked at a place; above a community only one of the place or above it. */
    static boolean suits(Organisation organisation, PlaceCode place) {
        return handles(organisation.kind())
                && (organisation.place().contains(place)
                        || place.level().digits() >= PlaceLevel.COMMUNITY.digits()
                                && place.at(PlaceLevel.COMMUNITY).contains(organisation.place()));
    }

    /** Whether organisations of a kind handle orders at all: a community office too, what is its own business 自办. */
    public static boolean handles(Organisation.Kind kind) {
        return switch (kind) {
            case PROPERTY, VOLUNTEERS, MERCHANT, GRID_TEAM, COMMUNITY -> true;
            case PARTY, OWNERS_COMMITTEE, STREET, DEPARTMENT, DELIBERATION, UNIT -> false;
        };
    }

    /** Whether the first human answer is still awaited, and by when it was promised. */
    public Optional<Instant> answerDue() {
        return answerWithin.map(minutes -> matter.openedAt().plus(Duration.ofMinutes(minutes)));
    }

    /** Whether the promised first answer came in time; on the minute is in time (杏林街道 2-16). */
    public Optional<Boolean> answeredInTime(Instant now) {
        return answerDue()
                .flatMap(due -> firstAnswerAt.isPresent()
                        ? firstAnswerAt.map(at -> !at.isAfter(due))
                        : now.isAfter(due) ? Optional.of(false) : Optional.empty());
    }

    /** How much of its running clock is used up; none where it is over, and none while it is suspended 挂账. */
    public Optional<Light> light(Instant now) {
        return light(state(), soonAt, matter.dueAt(), now);
    }

    /** The same, of an order of which a list knows only these. */
    static Optional<Light> light(State state, Optional<Instant> soon, Optional<Instant> due, Instant now) {
        return state.over() || state == State.SUSPENDED
                ? Optional.empty()
                : due.flatMap(end -> soon.map(from -> Light.at(from, end, now)));
    }

    /** Whether its running clock has ended. */
    public boolean late(Instant now) {
        return matter.endedAt().isEmpty() && matter.dueAt().filter(now::isAfter).isPresent();
    }

    /** Whether a first answer was promised, did not come, and is late. */
    public boolean unanswered(Instant now) {
        return firstAnswerAt.isEmpty()
                && answeredInTime(now).filter(inTime -> !inTime).isPresent();
    }

    /** How far up the machinery has told of its running clock; nothing while nobody was told, or another clock runs. */
    public Optional<Reminder> told() {
        return state().watched() ? reminded.of(matter.dueAt()) : Optional.empty();
    }

    /** When the machinery next tells of its running clock; never where none runs that anybody is to be told of. */
    Optional<Instant> remindAt(ReminderSettings settings) {
        if (!state().watched()) {
            return Optional.empty();
        }
        // On the second it is in time.
        Optional<Instant> late = matter.dueAt().map(due -> due.plusSeconds(1));
        if (told().isEmpty()) {
            return soonAt.filter(soon -> late.filter(soon::isBefore).isPresent())
                    .or(() -> late);
        }
        return switch (told().orElseThrow()) {
            case SOON -> late;
            case LATE -> reminded.at().map(at -> at.plus(settings.street(terms.urgent())));
            case STREET -> reminded.at().map(at -> at.plus(settings.district(terms.urgent())));
            case DISTRICT -> Optional.empty();
        };
    }

    /** What it then tells: the next level; and of one that is late already when the first is told, that it is. */
    Reminder reminder(Instant now) {
        return told().filter(level -> level != Reminder.SOON)
                .map(level -> level == Reminder.LATE ? Reminder.STREET : Reminder.DISTRICT)
                .orElse(late(now) ? Reminder.LATE : Reminder.SOON);
    }

    /** The lifecycle's row that the step takes here: a bad rating reopens, the first time. */
    public String row(Step step) {
        return switch (step) {
            case Step.Rate rate when rate.bad() && reopened == 0 -> "reopen";
            case Step.Finish finish when shares.part() -> "deliver";
            case Step.Verify verify when !verify.passed() && ofSeveral() -> "redo";
            default -> step.step();
        };
    }

    /**
     * What the order is after a step. Refuses a step that is not open, or not open to the actor, a handler that is none,
     * and a completion without what its category asks for.
     *
     * @param handler who gets it, where the step dispatches it
     * @param photos how many photos come with the step
     * @param timing by when the work is to be done, where the step accepts it, gives it more time or has it done again; by when its
     *     limit passes where it dispatches it; and by when it is to be verified where it finishes what was found
     */
    public Order after(Step step, Actor actor, Optional<Organisation> handler, int photos, Timing timing, Instant now) {
        Lifecycle.Rule<State, Part> rule = rule(step, actor);
        Change next = new Change(this, rule, actor, timing, now);
        switch (step) {
            case Step.Place place -> throw new IllegalStateException("An order is placed once");
            case Step.Dispatch dispatch -> {
                next.handler(handler.orElseThrow(Refusal::notFound));
                next.reasoned(dispatch.words());
                next.met(dispatch.meeting());
                next.filed();
            }
            case Step.Hold hold -> {}
            case Step.Recall recall -> {
                next.notWhileParted();
                next.free();
            }
            case Step.Split split -> {
                next.split(split.handlers());
                next.met(split.meeting());
            }
            case Step.Gather gather -> next.gathered();
            case Step.Accept accept -> next.accepted();
            case Step.Return back -> {
                papers.back();
                next.returned();
            }
            case Step.Finish finish -> next.finished(finish, photos);
            case Step.Rate rate -> next.rated(rate);
            case Step.Miss miss -> next.missed();
            case Step.Verify verify -> {
                if (!verify.passed() && ofSeveral()) {
                    next.redone();
                } else if (!verify.passed()) {
                    next.reworked();
                }
            }
            case Step.Lapse lapse -> next.lapsed();
            case Step.Unchecked unchecked -> next.unchecked();
            case Step.Decline decline -> {}
            case Step.Start start -> {}
            case Step.Close close -> next.closed();
            case Step.Withdraw withdraw -> next.withdrawn();
            case Step.Reply reply -> {}
            case Step.Urge urge -> {}
            case Step.Ask ask -> next.asked(ask);
            case Step.Extend extend -> next.extended();
            case Step.Suspend suspend -> next.suspended();
            case Step.Resume resume -> next.resumed();
            case Step.Cancel cancel -> {
                papers.back();
                next.decided(Leave.Kind.CANCELLATION);
            }
            case Step.Refuse refuse -> next.refused();
            case Step.Contest contest -> next.contested();
            case Step.Merge merge -> next.merged(merge.into());
            case Step.Unmerge unmerge -> next.unmerged();
            case Step.Absorb absorb -> {}
            case Step.Release release -> {}
            case Step.Exclude exclude -> {}
            case Step.Include include -> {}
            case Step.Attend attend -> next.attended();
            case Step.Remind remind -> next.reminded(remind.level());
            case Step.Unanswered unanswered -> {}
        }
        next.said(step);
        return next.order();
    }

    /** What came back by a bad rating, or too often from its handlers, stays the chief's, whatever happens to it afterwards. */
    private Set<Part> partsIn(String step, Actor actor) {
        Set<Part> parts = parts(actor);
        if ((reopened > 0 || meets()) && CHIEFS.contains(step) && !parts.contains(Part.CHIEF)) {
            parts.remove(Part.DISPATCHER);
        }
        return parts;
    }

    private Lifecycle.Rule<State, Part> rule(Step step, Actor actor) {
        String row = row(step);
        Set<Part> parts = partsIn(row, actor);
        Step.LIFECYCLE.after(state(), row, parts);
        return Step.LIFECYCLE.rule(state(), row, parts).orElseThrow();
    }
}
