package org.linli.whistle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matter;

/**
 * A whistle 哨子: where it stands, which steps are open to whom, and what it is after a step. Decides everything and writes nothing.
 *
 * @param draftedBy the person who drafted it first
 * @param plan of the leading department; empty before there is one
 * @param departments that were ever called, also those that were let go; the lead first, then by name
 */
public record Whistle(
        Matter matter,
        Occasion occasion,
        Kind kind,
        String words,
        UUID draftedBy,
        String plan,
        List<Department> departments) {

    /** The matter's kind of every whistle. */
    public static final String KIND = "whistle";

    /** What the street decides of a step beside its words: whom it calls and how long each has. */
    public record Call(List<Organisation> organisations, Map<Limit, Instant> due) {

        /** Of a step that calls nobody. */
        public static final Call NOBODY = new Call(List.of(), Map.of());
    }

    public UUID id() {
        return matter.id();
    }

    public State state() {
        return State.valueOf(matter.state());
    }

    /** The departments that still take part. */
    public List<Department> standing() {
        return departments.stream().filter(Department::stands).toList();
    }

    /** The department that the actor is the liaison of, if it still takes part. */
    public Optional<Department> mine(Actor actor) {
        return actor.duty() == Duty.DEPARTMENT
                ? standing().stream()
                        .filter(department -> actor.organisation().equals(Optional.of(department.organisation())))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether one clock of a department is over and not met, while they run. */
    public boolean late(Instant now) {
        return matter.dueAt().filter(now::isAfter).isPresent();
    }

    /** Whether the district was told of a clock. */
    public boolean escalated() {
        return departments.stream()
                .anyMatch(department -> !department.escalated().isEmpty());
    }

    /** Whether somebody in this capacity may draft a whistle at the place. */
    static Set<Part> drafting(Actor actor, PlaceCode place) {
        boolean here = actor.covers(place) && place.level().digits() >= PlaceLevel.COMMUNITY.digits();
        return here && (actor.duty().dispatches() || ofTheStreet(actor)) ? EnumSet.of(Part.DRAFTER) : Set.of();
    }

    /** The district above the street sees its whistles and carries none of them. */
    private static boolean ofTheStreet(Actor actor) {
        return actor.duty().ofStreet()
                && actor.place()
                        .filter(place -> place.level() == PlaceLevel.STREET)
                        .isPresent();
    }

    /** The parts that the actor plays in this whistle, in the capacity they act in. */
    public Set<Part> parts(Actor actor) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        parts.addAll(drafting(actor, matter.place()));
        if (actor.covers(matter.place())) {
            if (ofTheStreet(actor)) {
                parts.add(Part.STREET);
                if (actor.duty() == Duty.STREET_LEADER) {
                    parts.add(Part.LEADER);
                }
            }
            if (actor.duty() == Duty.SYSTEM) {
                parts.add(Part.CLOCK);
            }
        }
        mine(actor).ifPresent(department -> {
            parts.add(Part.DEPARTMENT);
            if (department.lead()) {
                parts.add(Part.LEAD);
            }
        });
        return parts;
    }

    /** The steps open to the actor now, in the order of the lifecycle; what the last department does is the step of all. */
    public List<String> open(Actor actor) {
        return Step.LIFECYCLE.open(state(), parts(actor)).stream()
                .map(rule -> rule.step().replaceFirst("(All|Signed|Present|Done|Only)$", ""))
                .distinct()
                .filter(step -> ready(step, mine(actor)))
                .toList();
    }

    /** What must hold of the departments, beyond what the lifecycle says. */
    private boolean ready(String step, Optional<Department> mine) {
        return switch (step) {
            case "sign" -> mine.filter(d -> !d.has(Limit.SIGN)).isPresent();
            case "object" ->
                mine.filter(d -> !d.has(Limit.SIGN) && d.objectedAt().isEmpty()).isPresent();
            case "contact" ->
                mine.filter(d -> d.has(Limit.SIGN) && !d.has(Limit.CONTACT)).isPresent();
            case "checkIn" ->
                mine.filter(d -> d.has(Limit.SIGN) && !d.has(Limit.ATTEND)).isPresent();
            case "finish" -> mine.filter(d -> !d.has(Limit.DONE)).isPresent();
            case "insist" -> !objecting().isEmpty();
            case "release" -> !unsigned().isEmpty();
            case "judge" ->
                mine.filter(d -> d.has(Limit.DONE) && d.judged().isEmpty()).isPresent();
            case "dismiss" -> !dismissible().isEmpty();
            case "rate" -> !unrated().isEmpty();
            default -> true;
        };
    }

    /** The departments whose objection waits for the street. */
    public List<Department> objecting() {
        return standing().stream().filter(d -> d.objectedAt().isPresent()).toList();
    }

    /** The departments that have not signed, and may be let go. */
    public List<Department> unsigned() {
        return standing().stream().filter(d -> !d.has(Limit.SIGN)).toList();
    }

    /** The departments that have signed and not finished, without which the street may go on. */
    public List<Department> dismissible() {
        return standing().stream()
                .filter(d -> d.has(Limit.SIGN) && !d.has(Limit.DONE))
                .toList();
    }

    /** The departments that the street has still to rate. */
    public List<Department> unrated() {
        return standing().stream().filter(d -> d.rating().isEmpty()).toList();
    }

    /** A whistle as it was drafted. */
    static Whistle drafted(Matter matter, Step.Draft draft, UUID by) {
        return new Whistle(matter, draft.occasion(), draft.kind(), draft.words(), by, "", List.of());
    }

    /**
     * What the whistle is after a step. Refuses a step that is not open, or not open to the actor; what the department did
     * already; a department that is none or takes no part; and a completion without photo and without a reason why.
     *
     * @param photos how many photos come with the step
     */
    public After after(Step step, Actor actor, Call call, int photos, Instant now) {
        Set<Part> parts = parts(actor);
        Step.LIFECYCLE.after(state(), step.step(), parts);
        if (!ready(step.step(), mine(actor))) {
            throw Refusal.movedOn("whistle.already");
        }
        List<Department> next = departments(step, actor, call, photos, now);
        String row = row(step, next.stream().filter(Department::stands).toList());
        Lifecycle.Rule<State, Part> rule =
                Step.LIFECYCLE.rule(state(), row, parts).orElseThrow();
        return new After(row, moved(step, rule.to(), next, now));
    }

    /** A whistle after a step, and the row of the lifecycle by which it came there. */
    public record After(String row, Whistle whistle) {}

    private List<Department> departments(Step step, Actor actor, Call call, int photos, Instant now) {
        return switch (step) {
            case Step.Assign assign -> called(assign, call, now);
            case Step.Sign sign -> mine(actor, d -> d.meets(Limit.SIGN, now));
            case Step.Objection objection -> mine(actor, d -> d.objects(objection.words(), now));
            case Step.Contact contact -> mine(actor, d -> d.meets(Limit.CONTACT, now));
            case Step.CheckIn here -> {
                if (!matter.place().contains(here.place())) {
                    throw Refusal.invalid("whistle.place");
                }
                yield mine(actor, d -> d.meets(Limit.ATTEND, now).at(here.place()));
            }
            case Step.Finish finish -> {
                if (photos == 0 && finish.noPhoto().isBlank()) {
                    throw Refusal.invalid("whistle.photoOrReason");
                }
                String why = photos == 0 ? finish.noPhoto() : "";
                yield mine(actor, d -> d.meets(Limit.DONE, now).shows(finish.words(), why));
            }
            case Step.Insist insist -> {
                Instant due = Optional.ofNullable(call.due().get(Limit.SIGN)).orElseThrow();
                yield of(objecting(), insist.department(), d -> d.held(due));
            }
            case Step.Release release -> led(of(unsigned(), release.department(), d -> d.released(now)));
            case Step.Dismiss dismiss ->
                led(of(dismissible(), dismiss.department(), d -> d.dismissed(dismiss.words(), now)));
            case Step.Rate rate ->
                of(
                        unrated(),
                        rate.department(),
                        d -> d.rated(new Rating(rate.punctual(), rate.solved(), rate.score(), rate.words(), now)));
            case Step.Judge judge ->
                mine(
                        actor,
                        d -> d.judges(
                                new Judgement(judge.justified(), judge.clear(), judge.score(), judge.words(), now)));
            case Step.Escalate escalate ->
                departments.stream()
                        .map(d -> misses(d, escalate.limit(), now) ? d.told(escalate.limit()) : d)
                        .toList();
            case Step.Draft s -> throw new IllegalStateException("A whistle is drafted once");
            case Step.Redraft s -> departments;
            case Step.Return s -> departments;
            case Step.Approve s -> departments;
            case Step.Blow s -> departments;
            case Step.Plan s -> departments;
            case Step.Close s -> departments;
            case Step.Cancel s -> departments;
            case Step.Note s -> departments;
        };
    }

    /** The departments of which the district is to be told that a clock is over; each once for each clock. */
    public List<Department> missing(Limit limit, Instant now) {
        return state().running()
                ? departments.stream().filter(d -> misses(d, limit, now)).toList()
                : List.of();
    }

    private static boolean misses(Department department, Limit limit, Instant now) {
        return department.misses(limit, now) && !department.escalated().contains(limit);
    }

    private List<Department> called(Step.Assign assign, Call call, Instant now) {
        List<Department> next = new ArrayList<>(departments);
        for (Organisation organisation : call.organisations()) {
            if (organisation.kind() != Organisation.Kind.DEPARTMENT
                    || organisation.until().isPresent()
                    || !suits(organisation)) {
                throw Refusal.invalid("whistle.department");
            }
            if (departments.stream().anyMatch(d -> d.organisation().equals(organisation.id()))) {
                throw Refusal.invalid("whistle.departmentTwice");
            }
            next.add(Department.called(organisation.id(), organisation.name(), false, now, call.due()));
        }
        if (next.stream().noneMatch(d -> d.stands() && d.organisation().equals(assign.lead()))) {
            throw Refusal.invalid("whistle.lead");
        }
        return next.stream()
                .map(d -> d.leading(d.stands() && d.organisation().equals(assign.lead())))
                .toList();
    }

    /** Whether a department may be called: one of the place or above it, or of the same community. */
    public boolean suits(Organisation organisation) {
        return organisation.place().contains(matter.place())
                || matter.place().at(PlaceLevel.COMMUNITY).contains(organisation.place());
    }

    /** Where the lead was let go, the first of the others leads. */
    private static List<Department> led(List<Department> all) {
        if (all.stream().anyMatch(d -> d.stands() && d.lead())) {
            return all;
        }
        Optional<Department> first = all.stream().filter(Department::stands).findFirst();
        return all.stream().map(d -> d.leading(first.equals(Optional.of(d)))).toList();
    }

    private List<Department> mine(Actor actor, UnaryOperator<Department> change) {
        UUID me = mine(actor).orElseThrow(Refusal::notFound).organisation();
        return departments.stream()
                .map(d -> d.organisation().equals(me) ? change.apply(d) : d)
                .toList();
    }

    private List<Department> of(List<Department> some, UUID organisation, UnaryOperator<Department> change) {
        if (some.stream().noneMatch(d -> d.organisation().equals(organisation))) {
            throw Refusal.invalid("whistle.department");
        }
        return departments.stream()
                .map(d -> d.organisation().equals(organisation) ? change.apply(d) : d)
                .toList();
    }

    /** The lifecycle's row that the step takes here: what the last one does moves the whistle on. */
    private String row(Step step, List<Department> next) {
        return switch (step) {
            case Step.Sign s -> next.stream().allMatch(d -> d.has(Limit.SIGN)) ? "signAll" : "sign";
            case Step.CheckIn s ->
                state() == State.SIGNED && next.stream().allMatch(d -> d.has(Limit.ATTEND)) ? "checkInAll" : "checkIn";
            case Step.Finish s -> next.stream().allMatch(d -> d.has(Limit.DONE)) ? "finishAll" : "finish";
            case Step.Rate s -> next.stream().allMatch(d -> d.rating().isPresent()) ? "rateAll" : "rate";
            case Step.Release s -> without(s.step(), next);
            case Step.Dismiss s -> without(s.step(), next);
            case Step.Draft s -> s.step();
            case Step.Redraft s -> s.step();
            case Step.Return s -> s.step();
            case Step.Approve s -> s.step();
            case Step.Blow s -> s.step();
            case Step.Assign s -> s.step();
            case Step.Objection s -> s.step();
            case Step.Insist s -> s.step();
            case Step.Contact s -> s.step();
            case Step.Plan s -> s.step();
            case Step.Judge s -> s.step();
            case Step.Close s -> s.step();
            case Step.Cancel s -> s.step();
            case Step.Note s -> s.step();
            case Step.Escalate s -> s.step();
        };
    }

    /** How it goes on without a department: as far as all that are left have come. */
    private String without(String step, List<Department> left) {
        if (left.isEmpty()) {
            return step + "Only";
        }
        if (left.stream().allMatch(d -> d.has(Limit.DONE))) {
            return step + "Done";
        }
        if (state() == State.PLAN
                || state() == State.CHECKED_IN
                || left.stream().anyMatch(d -> !d.has(Limit.SIGN))) {
            return step;
        }
        if (left.stream().allMatch(d -> d.has(Limit.ATTEND))) {
            return step + "Present";
        }
        return state() == State.ASSIGNED ? step + "Signed" : step;
    }

    private Whistle moved(Step step, State to, List<Department> next, Instant now) {
        Optional<Instant> due =
                to.running() ? next.stream().flatMap(Department::running).min(Instant::compareTo) : Optional.empty();
        Optional<Department> lead =
                next.stream().filter(d -> d.stands() && d.lead()).findFirst();
        Matter m = matter;
        Matter after = new Matter(
                m.id(),
                m.kind(),
                m.place(),
                step instanceof Step.Redraft redraft ? redraft.title() : m.title(),
                to.name(),
                m.version() + 1,
                m.requester(),
                lead.map(Department::organisation),
                lead.map(Department::name).orElse(""),
                m.assignee(),
                m.returnedBy(),
                m.openedAt(),
                now,
                due,
                to.over() ? m.endedAt().or(() -> Optional.of(now)) : Optional.empty());
        return switch (step) {
            case Step.Redraft r -> new Whistle(after, r.occasion(), r.kind(), r.words(), draftedBy, plan, next);
            case Step.Plan p -> new Whistle(after, occasion, kind, words, draftedBy, p.words(), next);
            default -> new Whistle(after, occasion, kind, words, draftedBy, plan, next);
        };
    }
}
