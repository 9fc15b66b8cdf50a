package org.linli.whistle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.Trips.Trip;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.deadline.Deadlines;
import org.linli.platform.matter.Entry;
import org.linli.platform.matter.Links;
import org.linli.platform.matter.Matter;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The whistles 吹哨报到: drafted, approved, blown, and answered by departments, each step with its row of the timeline. */
@Repository
@Transactional
public class Whistles {

    private static final String SELECT = "select " + Matters.COLUMNS + """
                 , w.occasion, w.kind as whistle_kind, w.words, w.drafted_by, w.plan
              from matter m
              join whistle w on w.matter = m.id
            """;

    private final JdbcClient jdbc;
    private final Matters matters;
    private final Links links;
    private final Orders orders;
    private final Organisations organisations;
    private final Places places;
    private final Limits limits;
    private final Attachments attachments;
    private final Deadlines deadlines;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Whistles(
            JdbcClient jdbc,
            Matters matters,
            Links links,
            Orders orders,
            Organisations organisations,
            Places places,
            Limits limits,
            Attachments attachments,
            Deadlines deadlines,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.links = links;
        this.orders = orders;
        this.organisations = organisations;
        this.places = places;
        this.limits = limits;
        this.attachments = attachments;
        this.deadlines = deadlines;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Drafts a whistle, on its own or for an order, to which it is then linked. Refuses a place that is not the drafter's or above
     * a community, and an order out of reach, over, or of another place.
     */
    public UUID draft(Step.Draft draft, Optional<UUID> order) {
        Actor actor = Acting.current();
        State state = Step.LIFECYCLE.begin("draft", Whistle.drafting(actor, here(actor, draft.place())));
        Optional<Order> cause = order.map(orders::order);
        if (cause.filter(found -> found.state().over()).isPresent()) {
            throw Refusal.movedOn("whistle.orderOver");
        }
        Instant now = now();
        UUID id = Ids.at(now);
        Matter matter = new Matter(
                id,
                Whistle.KIND,
                draft.place(),
                draft.title(),
                state.name(),
                1,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                Optional.empty(),
                Optional.empty());
        Whistle whistle = Whistle.drafted(matter, draft, actor.self());
        UUID entry = Ids.at(now);
        matters.open(matter, new Entry(entry, "draft", "", state.name(), draft.words(), chosen(whistle), now));
        jdbc.sql("""
                        insert into whistle (matter, occasion, kind, words, drafted_by)
                        values (:matter, :occasion, :kind, :words, :by)
                        """)
                .param("matter", id)
                .param("occasion", draft.occasion().name())
                .param("kind", draft.kind().name())
                .param("words", draft.words())
                .param("by", actor.self())
                .update();
        cause.ifPresent(found -> links.link(found.matter(), id, Whistle.KIND));
        tell(whistle, entry, "draft", List.of(), now);
        return id;
    }

    private PlaceCode here(Actor actor, PlaceCode place) {
        if (!actor.covers(place) || place.level().digits() < PlaceLevel.COMMUNITY.digits()) {
            throw Refusal.invalid("whistle.place");
        }
        return places.path(place).getLast().code();
    }

    private static Map<String, String> chosen(Whistle whistle) {
        return Map.of(
                "occasion", whistle.occasion().name(),
                "kind", whistle.kind().name());
    }

    /** Takes a step, and gives back the whistle after it. Refuses one out of reach as not found, and whatever {@link Whistle#after} refuses. */
    public Whistle take(UUID id, Step step) {
        return take(id, step, 0, () -> {});
    }

    /** The same, with the photos that the acting person kept on a draft. */
    public Whistle take(UUID id, Step step, UUID draft) {
        return take(
                id,
                step,
                attachments.ofDraft(draft).size(),
                () -> attachments.hang(draft, id, Attachments.Purpose.AFTER));
    }

    private Whistle take(UUID id, Step step, int photos, Runnable hang) {
        Actor actor = Acting.current();
        Whistle before = alone(id);
        Instant now = notBefore(before.matter().movedAt());
        Whistle.After taken = before.after(step, actor, call(before, step, now), photos, now);
        Whistle after = taken.whistle();
        save(before, after, step, now);
        hang.run();
        UUID entry = Ids.at(now);
        matters.move(
                before.matter(),
                after.matter(),
                new Entry(
                        entry,
                        taken.row(),
                        before.state().name(),
                        after.state().name(),
                        step.words(),
                        detail(before, after, step, photos, now),
                        now));
        startClocks(after, step);
        tell(after, entry, taken.row(), concerned(before, after, step, actor, now), now);
        return after;
    }

    /** Whoever takes a step waits for whoever is taking one: two departments that sign at once have both signed. */
    private Whistle alone(UUID id) {
        // A foreign id is not found; only a row that is seen can be held.
        whistle(id);
        boolean held = jdbc.sql("select id from matter where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!held) {
            throw Refusal.forbidden("whistle.notYours");
        }
        return whistle(id);
    }

    private Whistle.Call call(Whistle before, Step step, Instant now) {
        if (step instanceof Step.Assign assign) {
            return new Whistle.Call(
                    assign.departments().stream()
                            .map(organisations::organisation)
                            .toList(),
                    limits.due(before.matter().place(), before.kind(), now));
        }
        return step instanceof Step.Insist
                ? new Whistle.Call(List.of(), limits.due(before.matter().place(), before.kind(), now))
                : Whistle.Call.NOBODY;
    }

    /** By the clock: tells the district of the departments that have missed it, if there are any of whom it has not been told. */
    void escalate(UUID id, Limit limit) {
        // Asked alone: of two clocks that end at once the second finds nothing left to tell.
        if (!alone(id).missing(limit, now()).isEmpty()) {
            take(id, new Step.Escalate(limit));
        }
    }

    private static Map<String, String> detail(Whistle before, Whistle after, Step step, int photos, Instant now) {
        return switch (step) {
            case Step.Assign assign ->
                Map.of(
                        "departments",
                        names(after.standing(), assign.departments()),
                        "lead",
                        after.matter().handlerName());
            case Step.Insist insist -> Map.of("department", names(before.departments(), List.of(insist.department())));
            case Step.Release release ->
                Map.of("department", names(before.departments(), List.of(release.department())));
            case Step.Dismiss dismiss ->
                Map.of("department", names(before.departments(), List.of(dismiss.department())));
            case Step.Rate rate ->
                Map.of(
                        "department", names(before.departments(), List.of(rate.department())),
                        "score", Integer.toString(rate.score()),
                        "punctual", Boolean.toString(rate.punctual()),
                        "solved", Boolean.toString(rate.solved()));
            case Step.Judge judge ->
                Map.of(
                        "score", Integer.toString(judge.score()),
                        "justified", Boolean.toString(judge.justified()),
                        "clear", Boolean.toString(judge.clear()));
            case Step.CheckIn checkIn -> Map.of("place", checkIn.place().value(), "photos", Integer.toString(photos));
            case Step.Finish finish ->
                photos == 0 ? Map.of("noPhoto", finish.noPhoto()) : Map.of("photos", Integer.toString(photos));
            case Step.Escalate escalate ->
                Map.of(
                        "clock", escalate.limit().name(),
                        "departments",
                                before.missing(escalate.limit(), now).stream()
                                        .map(Department::name)
                                        .collect(Collectors.joining("、")));
            case Step.Redraft s -> chosen(after);
            case Step.Draft s -> Map.of();
            case Step.Return s -> Map.of();
            case Step.Approve s -> Map.of();
            case Step.Blow s -> Map.of();
            case Step.Sign s -> Map.of();
            case Step.Objection s -> Map.of();
            case Step.Contact s -> Map.of();
            case Step.Plan s -> Map.of();
            case Step.Close s -> Map.of();
            case Step.Cancel s -> Map.of();
            case Step.Note s -> Map.of();
        };
    }

    private static String names(List<Department> departments, Collection<UUID> some) {
        return departments.stream()
                .filter(d -> some.contains(d.organisation()))
                .map(Department::name)
                .collect(Collectors.joining("、"));
    }

    private static List<UUID> concerned(Whistle before, Whistle after, Step step, Actor actor, Instant now) {
        return switch (step) {
            case Step.Insist insist -> List.of(insist.department());
            case Step.Release release -> List.of(release.department());
            case Step.Rate rate -> List.of(rate.department());
            case Step.Dismiss dismiss ->
                before.standing().stream().map(Department::organisation).toList();
            case Step.Escalate escalate ->
                before.missing(escalate.limit(), now).stream()
                        .map(Department::organisation)
                        .toList();
            default -> after.standing().stream().map(Department::organisation).toList();
        };
    }

    private void tell(Whistle after, UUID entry, String row, List<UUID> departments, Instant now) {
        events.publishEvent(new WhistleMoved(
                after.id(),
                entry,
                after.matter().place().value(),
                row,
                after.state().name(),
                Acting.current().person().orElse(null),
                departments,
                now));
    }

    private void save(Whistle before, Whistle after, Step step, Instant now) {
        if (step instanceof Step.Redraft || step instanceof Step.Plan) {
            jdbc.sql("""
                            update whistle
                               set occasion = :occasion,
                                   kind = :kind,
                                   words = :words,
                                   plan = :plan
                             where matter = :id
                            """)
                    .param("occasion", after.occasion().name())
                    .param("kind", after.kind().name())
                    .param("words", after.words())
                    .param("plan", after.plan())
                    .param("id", after.id())
                    .update();
        }
        Map<UUID, Department> known =
                before.departments().stream().collect(Collectors.toMap(Department::organisation, d -> d));
        // Who leads no more is written before who leads now: at no moment do two.
        after.departments().stream()
                .filter(d -> !d.equals(known.get(d.organisation())))
                .sorted(java.util.Comparator.comparing(Department::lead))
                .forEach(d -> {
                    if (known.containsKey(d.organisation())) {
                        write(after.matter(), d);
                    } else {
                        matters.call(after.matter(), d.organisation(), now);
                        add(after.matter(), d);
                    }
                });
    }

    private void add(Matter matter, Department department) {
        jdbc.sql("""
                        insert into whistle_department (matter, organisation, place, name, lead, assigned_at,
                                                        sign_due, contact_due, attend_due, done_due)
                        values (:matter, :organisation, :place, :name, :lead, :at,
                                :signDue, :contactDue, :attendDue, :doneDue)
                        """)
                .param("matter", matter.id())
                .param("organisation", department.organisation())
                .param("place", matter.place().value())
                .param("name", department.name())
                .param("lead", department.lead())
                .param("at", Matters.time(department.assignedAt()))
                .param("signDue", Matters.time(department.until(Limit.SIGN)))
                .param("contactDue", Matters.time(department.until(Limit.CONTACT)))
                .param("attendDue", Matters.time(department.until(Limit.ATTEND)))
                .param("doneDue", Matters.time(department.until(Limit.DONE)))
                .update();
    }

    private void write(Matter matter, Department department) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("matter", matter.id());
        values.put("organisation", department.organisation());
        values.put("lead", department.lead());
        values.put("signDue", Matters.time(department.until(Limit.SIGN)));
        values.put("signed", Bound.time(department.when(Limit.SIGN)));
        values.put("contacted", Bound.time(department.when(Limit.CONTACT)));
        values.put("checkedIn", Bound.time(department.when(Limit.ATTEND)));
        values.put("place", Bound.text(department.checkInPlace().map(PlaceCode::value)));
        values.put("objection", department.objection());
        values.put("objected", Bound.time(department.objectedAt()));
        values.put("released", Bound.time(department.releasedAt()));
        values.put("dismissed", department.dismissed());
        values.put("done", Bound.time(department.when(Limit.DONE)));
        values.put("result", department.result());
        values.put("noPhoto", department.noPhoto());
        values.put("punctual", Bound.flag(department.rating().map(Rating::punctual)));
        values.put("solved", Bound.flag(department.rating().map(Rating::solved)));
        values.put("score", Bound.number(department.rating().map(Rating::score)));
        values.put("scoreWords", department.rating().map(Rating::words).orElse(""));
        values.put("rated", Bound.time(department.rating().map(Rating::at)));
        values.put("justified", Bound.flag(department.judged().map(Judgement::justified)));
        values.put("clear", Bound.flag(department.judged().map(Judgement::clear)));
        values.put("judgeScore", Bound.number(department.judged().map(Judgement::score)));
        values.put("judgeWords", department.judged().map(Judgement::words).orElse(""));
        values.put("judged", Bound.time(department.judged().map(Judgement::at)));
        values.put("escalated", department.escalated().stream().map(Enum::name).toArray(String[]::new));
        int written = jdbc.sql("""
                        update whistle_department
                           set lead = :lead,
                               sign_due = :signDue,
                               signed_at = :signed,
                               contacted_at = :contacted,
                               checked_in_at = :checkedIn,
                               check_in_place = :place,
                               objection = :objection,
                               objected_at = :objected,
                               released_at = :released,
                               dismissed = :dismissed,
                               done_at = :done,
                               result = :result,
                               no_photo = :noPhoto,
                               punctual = :punctual,
                               solved = :solved,
                               score = :score,
                               score_words = :scoreWords,
                               rated_at = :rated,
                               justified = :justified,
                               clear = :clear,
                               judge_score = :judgeScore,
                               judge_words = :judgeWords,
                               judged_at = :judged,
                               escalated = :escalated
                         where matter = :matter
                           and organisation = :organisation
                        """).params(values).update();
        if (written == 0) {
            throw Refusal.forbidden("whistle.notYours");
        }
    }

    /** The second after a clock ends somebody is late: on the second is in time. */
    private void startClocks(Whistle after, Step step) {
        Set<Limit> begun = step instanceof Step.Assign
                ? Set.of(Limit.values())
                : step instanceof Step.Insist ? Set.of(Limit.SIGN) : Set.of();
        begun.forEach(limit -> after.standing().stream()
                .filter(d -> !d.has(limit))
                .map(d -> d.until(limit))
                .max(Instant::compareTo)
                .ifPresent(due -> deadlines.set(
                        WhistleClocks.name(limit),
                        after.id(),
                        after.matter().version(),
                        after.matter().place().at(PlaceLevel.COMMUNITY),
                        due.plusSeconds(1))));
    }

    /** One whistle. Refuses one out of reach as not found. */
    @Transactional(readOnly = true)
    public Whistle whistle(UUID id) {
        List<Department> departments = departments(id);
        return jdbc.sql(SELECT + " where m.id = :id and " + Matters.REACHED_OR_PARTY)
                .param("id", id)
                .params(Matters.reach())
                .query((row, n) -> new Whistle(
                        Matters.matter(row),
                        Occasion.valueOf(row.getString("occasion")),
                        Kind.valueOf(row.getString("whistle_kind")),
                        row.getString("words"),
                        row.getObject("drafted_by", UUID.class),
                        row.getString("plan"),
                        departments))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private List<Department> departments(UUID id) {
        return jdbc.sql("""
                        select *
                          from whistle_department
                         where matter = :id
                         order by released_at is not null, lead desc, assigned_at, name, organisation
                        """).param("id", id).query((row, n) -> department(row)).list();
    }

    /** The timeline of a whistle in reach, oldest first. */
    @Transactional(readOnly = true)
    public List<Trace> timeline(Whistle whistle) {
        return matters.timeline(whistle.id());
    }

    /** The same, asked on a trip. */
    public Supplier<List<Trace>> timeline(Trip trip, Whistle whistle) {
        return matters.timeline(trip, whistle.id());
    }

    /** The departments that may be called to a whistle and are not yet. */
    @Transactional(readOnly = true)
    public List<Organisation> callable(Whistle whistle) {
        return organisations.serving(whistle.matter().place(), Organisation.Kind.DEPARTMENT).stream()
                .filter(o -> whistle.departments().stream()
                        .noneMatch(d -> d.organisation().equals(o.id())))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A clock that was set back does not lead a whistle back: no step is taken before the one before it. */
    private Instant notBefore(Instant moved) {
        Instant now = now();
        return now.isBefore(moved) ? moved : now;
    }

    private static Department department(ResultSet row) throws SQLException {
        Map<Limit, Instant> due = new EnumMap<>(Limit.class);
        due.put(Limit.SIGN, Matters.instant(row, "sign_due").orElseThrow());
        due.put(Limit.CONTACT, Matters.instant(row, "contact_due").orElseThrow());
        due.put(Limit.ATTEND, Matters.instant(row, "attend_due").orElseThrow());
        due.put(Limit.DONE, Matters.instant(row, "done_due").orElseThrow());
        Map<Limit, Instant> met = new EnumMap<>(Limit.class);
        Matters.instant(row, "signed_at").ifPresent(at -> met.put(Limit.SIGN, at));
        Matters.instant(row, "contacted_at").ifPresent(at -> met.put(Limit.CONTACT, at));
        Matters.instant(row, "checked_in_at").ifPresent(at -> met.put(Limit.ATTEND, at));
        Matters.instant(row, "done_at").ifPresent(at -> met.put(Limit.DONE, at));
        Optional<Instant> rated = Matters.instant(row, "rated_at");
        boolean punctual = row.getBoolean("punctual");
        boolean solved = row.getBoolean("solved");
        int score = row.getInt("score");
        String words = row.getString("score_words");
        Optional<Instant> judged = Matters.instant(row, "judged_at");
        boolean justified = row.getBoolean("justified");
        boolean clear = row.getBoolean("clear");
        int judgeScore = row.getInt("judge_score");
        String judgeWords = row.getString("judge_words");
        return new Department(
                row.getObject("organisation", UUID.class),
                row.getString("name"),
                row.getBoolean("lead"),
                Matters.instant(row, "assigned_at").orElseThrow(),
                due,
                met,
                Optional.ofNullable(row.getString("check_in_place")).map(PlaceCode::parse),
                row.getString("objection"),
                Matters.instant(row, "objected_at"),
                Matters.instant(row, "released_at"),
                row.getString("dismissed"),
                row.getString("result"),
                row.getString("no_photo"),
                rated.map(at -> new Rating(punctual, solved, score, words, at)),
                judged.map(at -> new Judgement(justified, clear, judgeScore, judgeWords, at)),
                Arrays.stream((String[]) row.getArray("escalated").getArray())
                        .map(Limit::valueOf)
                        .collect(Collectors.toSet()));
    }
}
