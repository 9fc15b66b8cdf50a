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
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.patrol.Bar.Origin;
import org.linli.patrol.Bar.Reason;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from malicious reports 恶意报告的后果: by the decision of two, their reporter files none for a while, and may appeal
 * to the street once. Orders are never barred.
 */
@Repository
@Transactional
public class Bars {

    static final String SELECT = """
            select id, reason, proposed_name, proposed_at, coalesce(proposed_by = :self, false) as mine, confirmed_name,
                   confirmed_at, until, appeal, appealed_at, answer, answered_at, lifted
              from report_bar
            """;

    private final JdbcClient jdbc;
    private final Reports reports;
    private final Handovers handovers;
    private final PatrolSettings settings;
    private final Clock clock;

    Bars(JdbcClient jdbc, Reports reports, Handovers handovers, PatrolSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.reports = reports;
        this.handovers = handovers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the actor proposes such findings: the chief about reports, the liaison about what was handed over. */
    public static boolean proposes(Actor actor, Origin origin) {
        return switch (origin) {
            case REPORT -> actor.duty() == Duty.CHIEF;
            case HANDOVER -> actor.duty().receivesHandovers();
        };
    }

    /** Whether the actor confirms what somebody else proposed. */
    public static boolean confirms(Actor actor, Origin origin) {
        return switch (origin) {
            case REPORT -> actor.duty().dispatches();
            case HANDOVER -> actor.duty().receivesHandovers();
        };
    }

    /** Proposes that a report was malicious. Refuses one out of reach as not found, one's own, and one that was proposed before. */
    public void propose(Origin origin, UUID about, Reason reason) {
        Actor actor = Acting.current();
        reached(origin, about);
        if (!proposes(actor, origin)) {
            throw Refusal.forbidden("patrol.bar.notYours");
        }
        boolean proposed = jdbc.sql("select propose_bar(:id, :origin, :about, :reason, :signature, :now)")
                .param("id", Ids.at(now()))
                .param("origin", origin.name())
                .param("about", about)
                .param("reason", reason.name())
                .param("signature", actor.signature())
                .param("now", Matters.time(now()))
                .query(Boolean.class)
                .single();
        if (!proposed) {
            throw Refusal.movedOn("patrol.bar.not");
        }
    }

    /** Confirms what somebody else proposed; whoever reported it is told. Refuses whoever proposed it or reported it, and one that was confirmed before. */
    public void confirm(Origin origin, UUID about) {
        Actor actor = Acting.current();
        reached(origin, about);
        if (!confirms(actor, origin)) {
            throw Refusal.forbidden("patrol.bar.notYours");
        }
        Instant now = now();
        int confirmed = jdbc.sql("""
                        update report_bar
                           set confirmed_by = :by,
                               confirmed_name = :signature,
                               confirmed_at = :now,
                               until = :until
                         where about = :about
                           and origin = :origin
                           and confirmed_at is null
                           and proposed_by <> :by
                           and person <> :by
                        """)
                .param("by", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(now))
                .param("until", Matters.time(now.plus(Duration.ofDays(settings.barDays()))))
                .param("about", about)
                .param("origin", origin.name())
                .update();
        if (confirmed == 0) {
            throw Refusal.movedOn("patrol.bar.not");
        }
        boolean told = jdbc.sql("select tell_barred(:about, :id, :zone, :now)")
                .param("about", about)
                .param("id", Ids.at(now))
                .param("zone", clock.getZone().getId())
                .param("now", Matters.time(now))
                .query(Boolean.class)
                .single();
        if (!told) {
            throw new IllegalStateException("Nobody was told of the bar about " + about);
        }
    }

    private void reached(Origin origin, UUID about) {
        switch (origin) {
            case REPORT -> reports.report(about);
            case HANDOVER -> handovers.handover(about);
        }
    }

    /** The finding about a report or hand-over in reach, proposed or confirmed. */
    @Transactional(readOnly = true)
    public Optional<Bar> about(Origin origin, UUID about) {
        return jdbc.sql(SELECT + " where about = :about and origin = :origin")
                .param("self", Acting.current().self())
                .param("about", about)
                .param("origin", origin.name())
                .query((row, n) -> bar(row))
                .optional();
    }

    /** Says something against a finding, once. Refuses words of fewer than 2 or more than 1000 characters. */
    public void appeal(UUID id, String words) {
        String said = words.strip();
        if (said.length() < 2 || said.length() > 1000) {
            throw Refusal.invalid("patrol.bar.appeal", "least", 2, "most", 1000);
        }
        int appealed = jdbc.sql("""
                        update report_bar
                           set appeal = :words,
                               appealed_at = :now
                         where id = :id
                           and person = :me
                           and confirmed_at is not null
                           and appealed_at is null
                        """)
                .param("words", said)
                .param("now", Matters.time(now()))
                .param("id", id)
                .param("me", Acting.current().self())
                .update();
        if (appealed == 0) {
            throw Refusal.notFound();
        }
    }

    /** What was appealed to the street and is not answered yet, the oldest first, at most 50. Refuses everybody else. */
    @Transactional(readOnly = true)
    public List<Bar> appeals() {
        PlaceCode street = street();
        return jdbc.sql(SELECT + """
                         where place >= :from
                           and place < :to
                           and appealed_at is not null
                           and answered_at is null
                         order by appealed_at
                         limit 50
                        """)
                .param("self", Acting.current().self())
                .param("from", street.from())
                .param("to", street.to())
                .query((row, n) -> bar(row))
                .list();
    }

    /** The street answers an appeal, and lifts the bar or lets it stand. Refuses one that is answered, and one elsewhere, as not found. */
    public void answer(UUID id, boolean lift, String words) {
        PlaceCode street = street();
        String said = words.strip();
        if (said.length() < 2 || said.length() > 500) {
            throw Refusal.invalid("patrol.bar.answer", "least", 2, "most", 500);
        }
        int answered = jdbc.sql("""
                        update report_bar
                           set answer = :words,
                               answered_by = :by,
                               answered_at = :now,
                               lifted = :lift
                         where id = :id
                           and place >= :from
                           and place < :to
                           and appealed_at is not null
                           and answered_at is null
                           and proposed_by <> :by
                           and confirmed_by <> :by
                        """)
                .param("words", said)
                .param("by", Acting.current().self())
                .param("now", Matters.time(now()))
                .param("lift", lift)
                .param("id", id)
                .param("from", street.from())
                .param("to", street.to())
                .update();
        if (answered == 0) {
            throw Refusal.notFound();
        }
    }

    private static PlaceCode street() {
        Actor actor = Acting.current();
        if (!actor.duty().ofStreet()
                || actor.place()
                        .filter(place -> place.level() == PlaceLevel.STREET)
                        .isEmpty()) {
            throw Refusal.notFound();
        }
        return actor.home();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static Bar bar(ResultSet row) throws SQLException {
        return new Bar(
                row.getObject("id", UUID.class),
                Reason.valueOf(row.getString("reason")),
                row.getString("proposed_name"),
                Matters.instant(row, "proposed_at").orElseThrow(),
                row.getBoolean("mine"),
                row.getString("confirmed_name"),
                Matters.instant(row, "confirmed_at"),
                Matters.instant(row, "until"),
                row.getString("appeal"),
                Matters.instant(row, "appealed_at"),
                row.getString("answer"),
                Matters.instant(row, "answered_at"),
                row.getBoolean("lifted"));
    }
}
