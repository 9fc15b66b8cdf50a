package org.linli.patrol;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.deadline.Deadlines;
import org.linli.platform.matter.Entry;
import org.linli.platform.matter.Matter;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The reports 六必报: filed and told on at once, taken up, settled; or handed over, after which they are nobody's matter. */
@Repository
@Transactional
public class Reports {

    static final String SELECT = "select " + Matters.COLUMNS + """
                 , r.kind as report_kind, r.moment, r.words, r.outcome
              from matter m
              join report r on r.matter = m.id
             where m.state <> 'HANDED_OVER'
               and\s""" + Matters.REACHED;

    private final JdbcClient jdbc;
    private final Matters matters;
    private final Handovers handovers;
    private final Rights rights;
    private final Places places;
    private final Deadlines deadlines;
    private final PatrolSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reports(
            JdbcClient jdbc,
            Matters matters,
            Handovers handovers,
            Rights rights,
            Places places,
            Deadlines deadlines,
            PatrolSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.handovers = handovers;
        this.rights = rights;
        this.places = places;
        this.deadlines = deadlines;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Files a report, which is told on at once, or hands it over where it tells of a person; gives back the id of the report, and
     * nothing for a hand-over. Refuses what {@link Filing#handsOver} refuses, a place that is not the
     * reporter's, and a reporter who is barred for malicious reports.
     */
    public Optional<UUID> file(Filing filing) {
        Step.File file = filing.report();
        Actor actor = Acting.current();
        if (places.fullNames(Set.of(file.place())).isEmpty()) {
            throw Refusal.invalid("patrol.place");
        }
        Set<Part> parts = Report.reporting(actor, file.place());
        if (parts.isEmpty() && Report.reports(actor.duty())) {
            throw Refusal.invalid("patrol.place");
        }
        State begun = Step.LIFECYCLE.begin(file.step(), parts);
        rights.refuseBarred();
        if (filing.handsOver()) {
            handovers.receive(file);
            return Optional.empty();
        }
        Instant now = now();
        Matter matter = new Matter(
                Ids.at(now),
                Report.KIND,
                file.place(),
                // The same for all of a kind and in no language, so that nobody's words stand in it.
                file.kind().name(),
                begun.name(),
                1,
                actor.person(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                Optional.empty(),
                Optional.empty());
        matters.open(matter, new Entry(Ids.at(now), file.step(), "", begun.name(), "", Map.of(), now));
        jdbc.sql("""
                        insert into report (matter, kind, moment, words)
                        values (:matter, :kind, :moment, :words)
                        """)
                .param("matter", matter.id())
                .param("kind", file.kind().name())
                .param("moment", file.moment().name())
                .param("words", file.words())
                .update();
        Report report = new Report(matter, file.kind(), file.moment(), file.words(), "");
        // By the machinery, but in the transaction of whoever reports: there is no moment in which nobody knows of it.
        Acting.run(Actor.system(file.place().at(PlaceLevel.COMMUNITY)), () -> escalate(report, now));
        return Optional.of(matter.id());
    }

    private void escalate(Report filed, Instant now) {
        Report after = move(filed, new Step.Escalate(), now);
        deadlines.set(
                ReportClocks.UNANSWERED,
                after.matter().id(),
                after.matter().version(),
                after.matter().place().at(PlaceLevel.COMMUNITY),
                after.matter().dueAt().orElseThrow().plusSeconds(1));
    }

    /** Takes a step, and gives back the report after it; a hand-over gives back nothing. Refuses one out of reach as not found. */
    public Optional<Report> take(UUID id, Step step) {
        Report before = report(id);
        Instant now = notBefore(before.matter().movedAt());
        if (step instanceof Step.HandOver) {
            before.after(step, Acting.current(), settings.answer(), now);
            handovers.takeOver(before, now);
            return Optional.empty();
        }
        return Optional.of(move(before, step, now));
    }

    private Report move(Report before, Step step, Instant now) {
        Actor actor = Acting.current();
        Report after = before.after(step, actor, settings.answer(), now);
        if (step instanceof Step.Settle settle) {
            jdbc.sql("update report set outcome = :outcome where matter = :matter")
                    .param("outcome", settle.words())
                    .param("matter", before.matter().id())
                    .update();
        }
        UUID entry = Ids.at(now);
        matters.move(
                before.matter(),
                after.matter(),
                new Entry(
                        entry, step.step(), before.state().name(), after.state().name(), "", Map.of(), now));
        events.publishEvent(new ReportMoved(
                after.matter().id(),
                entry,
                after.matter().place().value(),
                step.step(),
                actor.person().orElse(null),
                after.matter().requester().orElse(null),
                now));
        return after;
    }

    /** By the clock: tells again of a report that nobody has answered since. */
    void remind(UUID id, int version) {
        found(id)
                .filter(report -> report.matter().version() == version && report.state() == State.ESCALATED)
                .ifPresent(report -> move(
                        report, new Step.Remind(), notBefore(report.matter().movedAt())));
    }

    /** One report. Refuses one out of reach, and one that was handed over, as not found. */
    @Transactional(readOnly = true)
    public Report report(UUID id) {
        return found(id).orElseThrow(Refusal::notFound);
    }

    private Optional<Report> found(UUID id) {
        return jdbc.sql(SELECT + " and m.id = :id")
                .param("id", id)
                .params(Matters.reach())
                .query((row, n) -> report(row))
                .optional();
    }

    /** The timeline of a report in reach, oldest first. */
    @Transactional(readOnly = true)
    public List<Trace> timeline(Report report) {
        return matters.timeline(report.matter().id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A clock that was set back does not lead a report back: no step is taken before the one before it. */
    private Instant notBefore(Instant moved) {
        Instant now = now();
        return now.isBefore(moved) ? moved : now;
    }

    static Report report(ResultSet row) throws SQLException {
        return new Report(
                Matters.matter(row),
                Kind.valueOf(row.getString("report_kind")),
                Moment.valueOf(row.getString("moment")),
                row.getString("words"),
                row.getString("outcome"));
    }
}
