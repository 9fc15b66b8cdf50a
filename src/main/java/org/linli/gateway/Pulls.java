package org.linli.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What was fetched from other servers 已收取, each once: what came of it, or why nothing did. None of its words is kept here. */
@Repository
@Transactional
public class Pulls {

    /**
     * One thing of theirs that could not be taken over, and why.
     *
     * @param again whether it can be tried again
     */
    public record Refused(
            UUID server, String serverName, String kind, String remoteId, String failure, Instant at, boolean again) {}

    /** A request of theirs that became an order of ours, and what they last said of it. */
    record Pull(String remoteId, UUID order, String status, String notes) {}

    /** What is broken on our side is tried so often, and then noted as refused. */
    static final int MOST_TRIES = 5;

    private static final int LONGEST = 300;

    private final JdbcClient jdbc;
    private final Clock clock;

    Pulls(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes that a request or an update of theirs was taken over; no for one that was noted before and is not to be tried again. */
    boolean taken(Server server, String kind, String remoteId, Optional<UUID> order) {
        return jdbc.sql("""
                        insert into open311_pulled as l (server, kind, remote_id, place, matter, failure, at)
                        values (:server, :kind, :remote, :place, cast(:order as uuid), '', :now)
                        on conflict (server, kind, remote_id) do update
                           set matter = excluded.matter, failure = '', next_at = null, at = excluded.at
                         where l.next_at is not null
                        """)
                        .param("server", server.id())
                        .param("kind", kind)
                        .param("remote", remoteId)
                        .param("place", server.place().value())
                        .param("order", Bound.id(order))
                        .param("now", Matters.time(clock.instant()))
                        .update()
                == 1;
    }

    /** Notes why it could not be taken over; nobody tries it again unless somebody says so. */
    void refused(Server server, String kind, String remoteId, Optional<UUID> order, String failure) {
        note(server, kind, remoteId, order, failure, false);
    }

    /** Notes that something went wrong on our side; it is tried again, at most {@value #MOST_TRIES} times. Yes when it is not. */
    boolean broken(Server server, String kind, String remoteId, Optional<UUID> order, String failure) {
        return note(server, kind, remoteId, order, failure, true);
    }

    private boolean note(
            Server server, String kind, String remoteId, Optional<UUID> order, String failure, boolean again) {
        return jdbc.sql("""
                        insert into open311_pulled as l (server, kind, remote_id, place, matter, failure, at, tries, next_at)
                        values (:server, :kind, :remote, :place, cast(:order as uuid), :failure, :now, 1,
                                case when :again then cast(:now as timestamptz) end)
                        on conflict (server, kind, remote_id) do update
                           set failure = excluded.failure,
                               at = excluded.at,
                               tries = l.tries + 1,
                               next_at = case when :again and l.tries + 1 < :most then excluded.at end
                         where l.next_at is not null
                     returning next_at is null
                        """)
                .param("server", server.id())
                .param("kind", kind)
                .param("remote", remoteId)
                .param("place", server.place().value())
                .param("order", Bound.id(order))
                .param("failure", cut(failure))
                .param("now", Matters.time(clock.instant()))
                .param("again", again)
                .param("most", MOST_TRIES)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    static String cut(String failure) {
        return failure.length() > LONGEST ? failure.substring(0, LONGEST - 1) + "…" : failure;
    }

    /** Whether it was noted, and is not to be tried again. */
    @Transactional(readOnly = true)
    boolean seen(Server server, String kind, String remoteId) {
        return jdbc.sql("""
                        select exists (select 1
                                         from open311_pulled
                                        where server = :server
                                          and kind = :kind
                                          and remote_id = :remote
                                          and next_at is null)
                        """)
                .param("server", server.id())
                .param("kind", kind)
                .param("remote", remoteId)
                .query(Boolean.class)
                .single();
    }

    /** Requests to be tried again. */
    @Transactional(readOnly = true)
    List<String> due(Server server, int most) {
        return jdbc.sql("""
                        select remote_id
                          from open311_pulled
                         where server = :server
                           and kind = 'request'
                           and matter is null
                           and next_at <= :now
                         order by next_at, remote_id
                         limit :most
                        """)
                .param("server", server.id())
                .param("now", Matters.time(clock.instant()))
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** The order that became of a request of theirs. */
    @Transactional(readOnly = true)
    Optional<UUID> order(Server server, String remoteId) {
        return jdbc.sql("""
                        select matter
                          from open311_pulled
                         where server = :server
                           and kind = 'request'
                           and remote_id = :remote
                           and matter is not null
                        """)
                .param("server", server.id())
                .param("remote", remoteId)
                .query(UUID.class)
                .optional();
    }

    /** By which id they know an order that came from them. */
    @Transactional(readOnly = true)
    Optional<String> origin(Server server, UUID order) {
        return jdbc.sql("""
                        select remote_id
                          from open311_pulled
                         where server = :server
                           and kind = 'request'
                           and matter = :order
                        """)
                .param("server", server.id())
                .param("order", order)
                .query(String.class)
                .optional();
    }

    /** Those that we work on and they have not closed, the longest unasked first. */
    @Transactional(readOnly = true)
    List<Pull> underWay(Server server, int most) {
        return jdbc.sql("""
                        select l.remote_id, l.matter, l.remote_status, l.remote_notes
                          from open311_pulled l
                          join matter m on m.id = l.matter and m.ended_at is null
                         where l.server = :server
                           and l.kind = 'request'
                           and l.remote_status <> 'closed'
                         order by l.polled_at nulls first, l.remote_id
                         limit :most
                        """)
                .param("server", server.id())
                .param("most", most)
                .query((row, n) -> new Pull(
                        row.getString("remote_id"),
                        row.getObject("matter", UUID.class),
                        row.getString("remote_status"),
                        row.getString("remote_notes")))
                .list();
    }

    void polled(Server server, Collection<String> remoteIds) {
        jdbc.sql("""
                        update open311_pulled
                           set polled_at = :now
                         where server = :server
                           and kind = 'request'
                           and remote_id = any (:remotes)
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("server", server.id())
                .param("remotes", remoteIds.toArray(String[]::new))
                .update();
    }

    void heard(Server server, String remoteId, String status, String notes, String failure) {
        jdbc.sql("""
                        update open311_pulled
                           set remote_status = :status, remote_notes = :notes, failure = :failure
                         where server = :server
                           and kind = 'request'
                           and remote_id = :remote
                        """)
                .param("status", status.length() > 20 ? "" : status)
                .param("notes", notes)
                .param("failure", cut(failure))
                .param("server", server.id())
                .param("remote", remoteId)
                .update();
    }

    /** Has all that a server has and we could not take over tried again: somebody has said which service is which category. */
    void matched(UUID server) {
        jdbc.sql("""
                        update open311_pulled
                           set next_at = :now, tries = 0
                         where server = :server
                           and kind = 'request'
                           and matter is null
                           and failure <> ''
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("server", server)
                .update();
    }

    /** Has one tried again with the next fetch. Refuses one elsewhere, or one that was taken over, as not found. */
    public void again(UUID server, String remoteId) {
        Actor actor = Jurisdictions.administrator();
        int changed = jdbc.sql("""
                        update open311_pulled
                           set next_at = :now, tries = 0
                         where server = :server
                           and kind = 'request'
                           and remote_id = :remote
                           and matter is null
                           and failure <> ''
                           and place >= :from
                           and place < :to
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("server", server)
                .param("remote", remoteId)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update();
        if (changed == 0) {
            throw Refusal.notFound();
        }
    }

    /** What of theirs could not be taken over at the administrator's place, the newest first. */
    @Transactional(readOnly = true)
    public List<Refused> refused(int most) {
        Actor actor = Jurisdictions.administrator();
        return jdbc.sql("""
                        select l.server, s.name, l.kind, l.remote_id, l.failure, l.at,
                               l.kind = 'request' and l.matter is null and l.next_at is null and s.ended_at is null as again
                          from open311_pulled l
                          join open311_server s on s.id = l.server
                         where l.place >= :from
                           and l.place < :to
                           and l.failure <> ''
                         order by l.at desc
                         limit :most
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("most", most)
                .query((row, n) -> new Refused(
                        row.getObject("server", UUID.class),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("remote_id"),
                        row.getString("failure"),
                        Matters.instant(row, "at").orElseThrow(),
                        row.getBoolean("again")))
                .list();
    }
}
