package org.linli.patrol;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.deadline.Deadlines;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Looks;
import org.linli.platform.secret.Secrets;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was reported of a person 移交警务: sealed, seen by the police liaison of the place alone and only for a purpose, and
 * erased within 30 days. No list, search, count or export of the house knows of it, and nothing links two of them; an event says
 * that there is one, at which community, so that the liaison is told to look.
 */
@Repository
@Transactional
public class Handovers {

    private static final int PAGE = 20;
    private static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Looks looks;
    private final Places places;
    private final PatrolSettings settings;
    private final Deadlines deadlines;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Handovers(
            JdbcClient jdbc,
            Secrets secrets,
            Looks looks,
            Places places,
            PatrolSettings settings,
            Deadlines deadlines,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.looks = looks;
        this.places = places;
        this.settings = settings;
        this.deadlines = deadlines;
        this.events = events;
        this.clock = clock;
    }

    /** Receives a report that tells of a person, from whoever reports it. */
    void receive(Step.File file) {
        Instant now = now();
        UUID id = seal(file.kind(), file.place(), file.moment(), file.words(), now);
        jdbc.sql("""
                        insert into handover_receipt (id, handover, reporter, handed_at)
                        values (:id, :handover, :reporter, :now)
                        """)
                .param("id", Ids.at(now))
                .param("handover", id)
                .param("reporter", Acting.current().self())
                .param("now", Matters.time(now))
                .update();
    }

    /** Takes a report out of the house. Refuses one that somebody moved in between. */
    void takeOver(Report report, Instant now) {
        Actor actor = Acting.current();
        UUID id = seal(report.kind(), report.matter().place(), report.moment(), report.words(), now);
        boolean left = jdbc.sql("""
                        select report_handed_over(:report, :state, :version, :entry, :signature, :duty, :handed, :receipt, :now)
                        """)
                .param("report", report.matter().id())
                .param("state", report.state().name())
                .param("version", report.matter().version())
                .param("entry", Ids.at(now))
                .param("signature", actor.signature())
                .param("duty", actor.duty().name())
                .param("handed", id)
                .param("receipt", Ids.at(now))
                .param("now", Matters.time(now))
                .query(Boolean.class)
                .single();
        if (!left) {
            throw Refusal.movedOn("matter.movedOn");
        }
    }

    private UUID seal(Kind kind, PlaceCode place, Moment moment, String words, Instant now) {
        UUID id = Ids.at(now);
        String text = String.join("\n", kind.name(), moment.name(), place.value(), words);
        jdbc.sql("""
                        insert into handover (id, place, sealed, handed_at, erase_at)
                        values (:id, :place, :sealed, :now, :eraseAt)
                        """)
                .param("id", id)
                .param("place", place.at(PlaceLevel.COMMUNITY).value())
                .param("sealed", secrets.seal(text, purpose(id)))
                .param("now", Matters.time(now))
                .param("eraseAt", Matters.time(now.plus(Duration.ofDays(settings.keepDays()))))
                .update();
        PlaceCode community = place.at(PlaceLevel.COMMUNITY);
        events.publishEvent(new HandoverWaits(id, community.value(), "handed", now));
        deadlines.set(ReportClocks.UNSEEN, id, 1, community, now.plus(settings.look()));
        return id;
    }

    /** By the clock: tells the liaison again of one that nobody has looked at. */
    void remind(UUID id) {
        boolean unseen = jdbc.sql("select handover_unseen(:id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (unseen) {
            events.publishEvent(new HandoverWaits(id, Acting.current().home().value(), "remind", now()));
        }
    }

    private static String purpose(UUID id) {
        return "handover:" + id;
    }

    /** What the acting person once handed over, the newest 50 first, and nothing of its words. */
    @Transactional(readOnly = true)
    public List<Handover.Receipt> mine() {
        return jdbc.sql("""
                        select id, handed_at, erased_at
                          from handover_receipt
                         where reporter = :me
                         order by handed_at desc
                         limit 50
                        """)
                .param("me", Acting.current().self())
                .query((row, n) -> new Handover.Receipt(
                        row.getObject("id", UUID.class),
                        Matters.instant(row, "handed_at").orElseThrow(),
                        Matters.instant(row, "erased_at")))
                .list();
    }

    /** The hand-overs of the liaison's place, newest first, 20 a page. Refuses everybody else. */
    @Transactional(readOnly = true)
    public Page<Handover> received(Optional<Cursor> after) {
        PlaceCode place = liaison();
        Cursor from = after.orElse(NEWEST);
        List<Handover> found = jdbc.sql(HANDOVERS + """
                           and (h.handed_at, h.id) < (:at, :id)
                         order by h.handed_at desc, h.id desc
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> handover(row))
                .list();
        return Page.cut(found, PAGE, last -> new Cursor(last.handedAt(), last.id()));
    }

    private static final String HANDOVERS = """
            select h.id, h.handed_at, h.erase_at, h.erased_at,
                   (select count(*) from handover_look l where l.handover = h.id) as looks
              from handover h
             where h.place >= :from
               and h.place < :to
            """;

    /** One hand-over, without its content. Refuses one of another place as not found. */
    @Transactional(readOnly = true)
    public Handover handover(UUID id) {
        PlaceCode place = liaison();
        return jdbc.sql(HANDOVERS + " and h.id = :id")
                .param("from", place.from())
                .param("to", place.to())
                .param("id", id)
                .query((row, n) -> handover(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The looks at a hand-over of the liaison's place, the newest first. */
    @Transactional(readOnly = true)
    public List<Handover.Look> looksAt(Handover handover) {
        return jdbc.sql("""
                        select purpose, words, signature, at
                          from handover_look
                         where handover = :handover
                         order by at desc
                         limit 200
                        """)
                .param("handover", handover.id())
                .query((row, n) -> new Handover.Look(
                        Purpose.valueOf(row.getString("purpose")),
                        row.getString("words"),
                        row.getString("signature"),
                        Matters.instant(row, "at").orElseThrow()))
                .list();
    }

    /**
     * Records a look with its purpose, and then opens what was sealed. Refuses words of fewer than 2 or more than 300 characters,
     * one of another place as not found, and one that is erased.
     */
    public Handover.Content look(UUID id, Purpose purpose, String words) {
        Actor actor = Acting.current();
        String why = words.strip();
        if (why.length() < 2 || why.length() > 300) {
            throw Refusal.invalid("patrol.purposeWords", "least", 2, "most", 300);
        }
        Handover handover = handover(id);
        if (handover.erasedAt().isPresent() || !handover.eraseAt().isAfter(now())) {
            throw Refusal.movedOn("patrol.erased");
        }
        jdbc.sql("""
                        insert into handover_look (id, handover, place, purpose, words, by_person, signature, at)
                        select :id, h.id, h.place, :purpose, :words, :me, :signature, :now
                          from handover h
                         where h.id = :handover
                        """)
                .param("id", Ids.at(now()))
                .param("handover", id)
                .param("purpose", purpose.name())
                .param("words", why)
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(now()))
                .update();
        looks.record(Optional.empty(), Optional.empty(), "handover." + purpose.name());
        byte[] sealed = jdbc.sql("select sealed from handover where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
        String[] said = secrets.open(sealed, purpose(id)).split("\n", 4);
        return new Handover.Content(
                Kind.valueOf(said[0]), places.fullName(PlaceCode.parse(said[2])), Moment.valueOf(said[1]), said[3]);
    }

    /** By the clock: erases what is due, and gives back how much. What stays is that there was one, and its dates. */
    public int eraseDue() {
        return jdbc.sql("select erase_handovers(:now)")
                .param("now", Matters.time(now()))
                .query(Integer.class)
                .single();
    }

    private static PlaceCode liaison() {
        Actor actor = Acting.current();
        if (!actor.duty().receivesHandovers()) {
            throw Refusal.notFound();
        }
        return actor.home();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Handover handover(ResultSet row) throws SQLException {
        return new Handover(
                row.getObject("id", UUID.class),
                Matters.instant(row, "handed_at").orElseThrow(),
                Matters.instant(row, "erase_at").orElseThrow(),
                Matters.instant(row, "erased_at"),
                row.getInt("looks"));
    }
}
