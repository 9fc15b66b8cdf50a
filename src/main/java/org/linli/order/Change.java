package org.linli.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.Light;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matter;

/** An order in the middle of a step 变更中: begins as it stood, takes what the step changes, ends as the order after it. */
final class Change {

    private final Order before;
    private final Lifecycle.Rule<State, Part> rule;
    private final Actor actor;
    private final Timing timing;
    private final Instant now;

    private Optional<UUID> handler;
    private String handlerName;
    private Optional<UUID> assignee;
    private Optional<UUID> returnedBy;
    private Optional<Instant> due;
    private Optional<Instant> doneAt;
    private String noPhoto;
    private Optional<Integer> rating;
    private Optional<Boolean> solved;
    private int reopened;
    private int returns;
    private boolean unrated;
    private int reworks;
    private Leave leave;
    private Optional<UUID> mergedInto;
    private Calls calls;
    private Reminded reminded;
    private Disposal disposal;
    private boolean answers;

    Change(Order before, Lifecycle.Rule<State, Part> rule, Actor actor, Timing timing, Instant now) {
        this.before = before;
        this.rule = rule;
        this.actor = actor;
        this.timing = timing;
        this.now = now;
        Matter matter = before.matter();
        this.handler = matter.handler();
        this.handlerName = matter.handlerName();
        this.assignee = matter.assignee();
        this.returnedBy = matter.returnedBy();
        this.due = waits(rule)
                ? Optional.of(timing.ends())
                : rule.clock().map(now::plus).or(matter::dueAt);
        this.doneAt = before.doneAt();
        this.noPhoto = before.noPhoto();
        this.rating = before.rating();
        this.solved = before.solved();
        this.reopened = before.reopened();
        this.returns = before.returns();
        this.unrated = before.unrated();
        this.reworks = before.reworks();
        this.mergedInto = before.mergedInto();
        this.calls = before.calls();
        this.reminded = before.reminded();
        this.disposal = before.disposal();
        // Whatever was asked for is settled once the order stands elsewhere; only starting goes on with it.
        this.leave = rule.from().contains(rule.to()) || rule.step().equals("start")
                ? before.leave()
                : before.leave().decided();
    }

    /** Whether it then waits for the community or a handler to take it up. */
    private static boolean waits(Lifecycle.Rule<State, Part> rule) {
        return !rule.from().contains(rule.to()) && rule.to().untaken();
    }

    void attended() {
        if (!before.terms().urgent()) {
            throw Refusal.forbidden("order.notUrgent");
        }
    }

    void handler(Organisation organisation) {
        if (organisation.until().isPresent() || !before.suits(organisation)) {
            throw Refusal.invalid("order.handler");
        }
        handler = Optional.of(organisation.id());
        handlerName = organisation.name();
        assignee = Optional.empty();
    }

    void free() {
        handler = Optional.empty();
        handlerName = "";
        assignee = Optional.empty();
    }

    /** Dispatched, or split: by then it is to be disposed of, if it was never dispatched before. */
    void filed() {
        timing.disposal().ifPresent(until -> disposal = disposal.filed(until));
    }

    /** The first dispatch speaks for itself; a second one says why. */
    void reasoned(String words) {
        if (before.sentBefore() && words.isBlank()) {
            throw Refusal.invalid("order.dispatchWhy");
        }
    }

    /** What came back three times goes on by what a joint meeting decided, and by nothing else. */
    void met(Meeting meeting) {
        if (before.meets() && !meeting.held()) {
            throw Refusal.invalid("order.meetingNeeded");
        }
        meeting.within(before.matter().openedAt(), now);
    }

    void accepted() {
        assignee = actor.person();
        due = Optional.of(timing.ends());
        disposal = disposal.accepted(timing.ends(), now);
    }

    void returned() {
        returnedBy = handler;
        free();
        returns++;
    }

    void finished(Step.Finish finish, int photos) {
        before.papers().back();
        if (photos == 0) {
            switch (before.terms().evidence()) {
                case PHOTO -> {
                    // Another system that passes on its completion has no camera; whoever verifies it has.
                    if (actor.person().isPresent() || finish.noPhoto().isBlank()) {
                        throw Refusal.invalid("order.photoNeeded");
                    }
                }
                case PHOTO_OR_REASON -> {
                    if (finish.noPhoto().isBlank()) {
                        throw Refusal.invalid("order.photoOrReason");
                    }
                }
                case WORDS -> {}
            }
        }
        doneAt = Optional.of(now);
        noPhoto = photos == 0 ? finish.noPhoto() : "";
        calls = calls.anew();
        checked();
    }

    /** What was found has a clock of its own until somebody has seen that it is done. */
    private void checked() {
        if (before.found()) {
            timing.due().ifPresent(end -> due = Optional.of(end));
        }
    }

    void reworked() {
        reworks++;
        due = Optional.of(timing.ends());
    }

    void redone() {
        reworks++;
        free();
    }

    void closed() {
        if (before.state() == State.VERIFIED && !before.found()) {
            throw Refusal.forbidden("order.ratesFirst");
        }
    }

    void rated(Step.Rate rate) {
        rating = Optional.of(rate.stars());
        solved = Optional.of(rate.solved());
        calls = calls.rated(actor.duty().staff());
        if (rule.to() == State.REOPENED) {
            reopened++;
        }
    }

    void split(String handlers) {
        if (before.shares().part() || before.shares().waits()) {
            throw Refusal.forbidden("order.splitOnce");
        }
        before.papers().back();
        leave = before.leave().decided();
        free();
        handlerName = handlers;
        due = Optional.of(timing.ends());
        filed();
    }

    void gathered() {
        if (before.shares().parts() == 0 || before.shares().waits()) {
            throw Refusal.movedOn("order.partsRun");
        }
        doneAt = Optional.of(now);
        checked();
    }

    /** What only whoever asked, or somebody beside them, does with the whole. */
    void notOfParts() {
        if (before.shares().part()) {
            throw Refusal.forbidden("order.isPart");
        }
    }

    /** What would end the whole while others work on it. */
    void notWhileParted() {
        if (before.shares().waits()) {
            throw Refusal.forbidden("order.partsRun");
        }
    }

    void contested() {
        if (before.reopened() > 0) {
            throw Refusal.movedOn("order.contestedOnce");
        }
        reopened++;
    }

    void withdrawn() {
        notWhileParted();
        before.papers().back();
        if (before.joiners() > 0) {
            throw Refusal.forbidden("order.withdrawJoined", "joined", before.joiners());
        }
    }

    /** Whatever waited for it, or was left of its clock, waits no more. */
    void merged(UUID into) {
        notOfParts();
        notWhileParted();
        before.papers().back();
        mergedInto = Optional.of(into);
        if (before.state() == State.SUSPENDED) {
            stoodUntil();
        }
        leave = before.leave().decided().resumed();
    }

    void unmerged() {
        if (!before.unmergeable(now)) {
            throw Refusal.movedOn("order.unmergeLate");
        }
        mergedInto = Optional.empty();
        free();
    }

    void missed() {
        if (calls.tries() >= Calls.MOST) {
            throw Refusal.movedOn("order.callsEnough", "most", Calls.MOST);
        }
        calls = calls.missed(now);
    }

    /** What was found is nobody's to rate, and closes by the clock only once somebody else has seen that it is done. */
    void lapsed() {
        if (before.found() && before.state() == State.DONE) {
            throw Refusal.movedOn("order.uncheckedStays");
        }
        unrated = !before.found();
    }

    void unchecked() {
        if (!before.found()) {
            throw Refusal.movedOn("order.ratesFirst");
        }
    }

    void asked(Step.Ask ask) {
        if (before.leave().asked().isPresent()) {
            throw Refusal.movedOn("order.askedAlready");
        }
        if (!before.askable(now).contains(ask.kind())) {
            throw Refusal.invalid("order.askedLate", "most", Leave.MOST_EXTENSIONS);
        }
        int longest = before.terms().limit().amount();
        if (ask.kind() == Leave.Kind.EXTENSION && ask.amount() > longest) {
            throw Refusal.invalid("order.askAmount", "least", 1, "most", longest);
        }
        leave = before.leave().asking(new Leave.Asked(ask.kind(), ask.amount(), actor.self()));
    }

    void decided(Leave.Kind kind) {
        Leave.Asked asked = somebodyElses();
        if (asked.kind() != kind) {
            throw Refusal.movedOn("order.notAsked");
        }
        leave = before.leave().decided();
    }

    void extended() {
        decided(Leave.Kind.EXTENSION);
        leave = before.leave().extended();
        due = Optional.of(timing.ends());
        before.matter().dueAt().ifPresent(running -> disposal = disposal.extended(running, timing.ends(), now));
    }

    void suspended() {
        int days = somebodyElses().amount();
        decided(Leave.Kind.SUSPENSION);
        leave = before.leave()
                .suspended(before.matter()
                        .dueAt()
                        .map(end -> timing.calendar().left(now, end, timing.unit()))
                        .orElse(Duration.ZERO));
        due = Optional.of(now.plus(Duration.ofDays(days)));
        disposal = disposal.suspended(Duration.ofDays(days), now);
    }

    /** The limit that the rates count stood as long as its clock did. */
    private void stoodUntil() {
        before.matter().dueAt().ifPresent(end -> disposal = disposal.resumed(end, now));
    }

    void resumed() {
        Duration left = before.leave().left().orElse(Duration.ZERO);
        due = Optional.of(timing.calendar().resumed(now, left, timing.unit()));
        leave = before.leave().resumed();
        stoodUntil();
    }

    void reminded(Reminder level) {
        reminded = new Reminded(Optional.of(level), before.matter().dueAt(), Optional.of(now));
    }

    void refused() {
        somebodyElses();
        leave = before.leave().decided();
    }

    /** What waits. Refuses where nothing does, and whoever asked for it themselves. */
    private Leave.Asked somebodyElses() {
        Leave.Asked asked = before.leave().asked().orElseThrow(() -> Refusal.movedOn("order.notAsked"));
        if (actor.person().filter(asked.by()::equals).isPresent()) {
            throw Refusal.forbidden("order.ownRequest");
        }
        return asked;
    }

    /** The days until a suspended order is looked at again run by the clock. */
    private Instant soon(Instant end) {
        return rule.to() == State.SUSPENDED
                ? Light.soon(now, end)
                : timing.calendar().soon(now, end, timing.unit());
    }

    /**
     * 响应: what whoever asked is told by a human. Dispatching it, asking for more time or merging another into it tells them
     * nothing; an acceptance does when it says something.
     */
    void said(Step step) {
        boolean told = switch (step) {
            case Step.Reply s -> true;
            case Step.Decline s -> true;
            case Step.Finish s -> true;
            case Step.Rate s -> true;
            case Step.Accept accept -> !accept.words().isBlank();
            case Step.Place s -> false;
            case Step.Dispatch s -> false;
            case Step.Recall s -> false;
            case Step.Return s -> false;
            case Step.Start s -> false;
            case Step.Miss s -> false;
            case Step.Verify s -> false;
            case Step.Close s -> false;
            case Step.Lapse s -> false;
            case Step.Hold s -> false;
            case Step.Remind s -> false;
            case Step.Unanswered s -> false;
            case Step.Unchecked s -> false;
            case Step.Attend s -> false;
            case Step.Withdraw s -> false;
            case Step.Urge s -> false;
            case Step.Ask s -> false;
            case Step.Extend s -> false;
            case Step.Suspend s -> false;
            case Step.Resume s -> false;
            case Step.Cancel s -> false;
            case Step.Refuse s -> false;
            case Step.Split s -> false;
            case Step.Gather s -> false;
            case Step.Contest s -> false;
            case Step.Merge s -> false;
            case Step.Unmerge s -> false;
            case Step.Absorb s -> false;
            case Step.Release s -> false;
            case Step.Exclude s -> false;
            case Step.Include s -> false;
        };
        answers = told
                && actor.duty().staff()
                && actor.person().isPresent()
                && !actor.person().equals(before.matter().requester());
    }

    Order order() {
        Matter m = before.matter();
        boolean over = rule.to().over();
        // What is only said of an order that is over neither moves it nor ends it again.
        Optional<Instant> ended = m.endedAt().filter(at -> over && before.state() == rule.to());
        Matter matter = new Matter(
                m.id(),
                m.kind(),
                m.place(),
                m.title(),
                rule.to().name(),
                m.version() + 1,
                m.requester(),
                handler,
                handlerName,
                assignee,
                returnedBy,
                m.openedAt(),
                ended.isPresent() ? m.movedAt() : now,
                over ? Optional.empty() : due,
                over ? ended.or(() -> Optional.of(now)) : Optional.empty());
        return new Order(
                matter,
                before.category(),
                before.terms(),
                before.words(),
                before.channel(),
                before.contactName(),
                before.contactMask(),
                before.convenient(),
                before.answerWithin(),
                before.firstAnswerAt().isEmpty() && answers ? Optional.of(now) : before.firstAnswerAt(),
                doneAt,
                noPhoto,
                rating,
                solved,
                reopened,
                returns,
                unrated,
                reworks,
                leave,
                mergedInto,
                before.joiners(),
                before.shares(),
                before.language(),
                calls,
                matter.dueAt().equals(m.dueAt())
                        ? before.soonAt()
                        : matter.dueAt().map(this::soon),
                before.papers(),
                reminded,
                disposal);
    }
}
