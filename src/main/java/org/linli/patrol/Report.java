package org.linli.patrol;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matter;

/**
 * A report 报告: where it stands, which steps are open to whom, and what it is after a step. Decides everything and writes nothing.
 *
 * @param outcome what was done; empty before it is settled
 */
public record Report(Matter matter, Kind kind, Moment moment, String words, String outcome) {

    /** The matter's kind of every report. */
    public static final String KIND = "report";

    public State state() {
        return State.valueOf(matter.state());
    }

    /** Whether a human answer is late. */
    public boolean late(Instant now) {
        return matter.dueAt().filter(now::isAfter).isPresent();
    }

    /** Whether somebody in this capacity may report something at the place. */
    static Set<Part> reporting(Actor actor, PlaceCode place) {
        boolean here = actor.known()
                && actor.covers(place)
                && place.level().digits() >= PlaceLevel.COMMUNITY.digits()
                && reports(actor.duty());
        return here ? EnumSet.of(Part.REPORTER) : Set.of();
    }

    /** Whether this duty reports at all: residents, and whoever works for them; not who appoints, nor the police. */
    public static boolean reports(Duty duty) {
        return switch (duty) {
            case RESIDENT, CLERK, CHIEF, PROPERTY, GRID_WORKER, VOLUNTEER, MERCHANT, STREET, STREET_LEADER -> true;
            case DEPARTMENT, POLICE_LIAISON, ADMINISTRATOR, SYSTEM -> false;
        };
    }

    /** The parts that the actor plays in this report, in the capacity they act in. */
    public Set<Part> parts(Actor actor) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (actor.known() && matter.requester().equals(actor.person())) {
            parts.add(Part.REPORTER);
        }
        if (actor.covers(matter.place())) {
            if (actor.duty() == Duty.SYSTEM) {
                parts.add(Part.CLOCK);
            } else if (actor.duty().readsMatters()) {
                parts.add(Part.STAFF);
            }
            if (actor.duty().dispatches()) {
                parts.add(Part.OFFICE);
            }
        }
        return parts;
    }

    /** The steps open to the actor now, in the order of the lifecycle. */
    public List<String> open(Actor actor) {
        return Step.LIFECYCLE.open(state(), parts(actor)).stream()
                .map(rule -> rule.step())
                .distinct()
                .toList();
    }

    /**
     * The report after a step. Refuses a step that is not open to the actor now.
     *
     * @param answer how long a human answer may take once it is told on
     */
    public Report after(Step step, Actor actor, Duration answer, Instant now) {
        State to = Step.LIFECYCLE.after(state(), step.step(), parts(actor));
        Optional<Instant> due = switch (step) {
            case Step.Escalate escalate -> Optional.of(now.plus(answer));
            case Step.Remind remind -> matter.dueAt();
            case Step.File file -> throw Refusal.movedOn("matter.movedOn");
            case Step.TakeUp takeUp -> Optional.empty();
            case Step.Settle settle -> Optional.empty();
            case Step.Close close -> Optional.empty();
            case Step.HandOver handOver -> Optional.empty();
        };
        Matter moved = new Matter(
                matter.id(),
                matter.kind(),
                matter.place(),
                matter.title(),
                to.name(),
                matter.version() + 1,
                matter.requester(),
                matter.handler(),
                matter.handlerName(),
                step instanceof Step.TakeUp ? actor.person() : matter.assignee(),
                matter.returnedBy(),
                matter.openedAt(),
                now,
                due,
                to.over() ? matter.endedAt().or(() -> Optional.of(now)) : Optional.empty());
        return new Report(moved, kind, moment, words, step instanceof Step.Settle settle ? settle.words() : outcome);
    }
}
