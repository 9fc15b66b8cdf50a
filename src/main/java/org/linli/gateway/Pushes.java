package org.linli.gateway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is to be pushed to other servers, and what became of it 推送记录. */
@Repository
@Transactional
public class Pushes {

    /** Where a push stands. */
    public enum State {
        /** 待推送: to be tried, or tried in vain. */
        WAITING,
        /** 已送达. */
        SENT,
        /** 已结束: over there, or no longer theirs here. */
        ENDED,
        /** 已放弃. */
        GIVEN_UP
    }

    /**
     * One push.
     *
     * @param number the order's number, as people say it
     * @param failure why it has not arrived, empty where nothing is wrong
     */
    public record Push(
            UUID id,
            UUID order,
            UUID server,
            String serverName,
            String number,
            State state,
            int tries,
            Instant nextAt,
            String failure,
            Optional<String> remoteId,
            Optional<String> token,
            String remoteStatus,
            String remoteNotes,
            Instant madeAt,
            Optional<Instant> sentAt) {}

    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    private static final String SELECT = """
            select p.id, p.matter, p.server, s.name as server_name, p.number, p.state, p.tries, p.next_at, p.failure,
                   p.remote_id, p.remote_token, p.remote_status, p.remote_notes, p.made_at, p.sent_at
              from open311_push p
              join open311_server s on s.id = p.server
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Pushes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long to wait after so many tries in vain: a minute, doubling up to six hours. */
    static Duration patience(int tries) {
        Duration doubled = Duration.ofMinutes(1L << Math.min(tries - 1, 9));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    /** Notes that an order is to be pushed; the same dispatch is noted once. */
    void add(UUID dispatch, Order order, Server server) {
        jdbc.sql("""
                        insert into open311_push (id, matter, server, place, number, state, next_at, made_at)
                        values (:id, :order, :server, :place, :number, 'WAITING', :now, :now)
                        on conflict (id) do nothing
                        """)
                .param("id", dispatch)
                .param("order", order.id())
                .param("server", server.id())
                .param("place", order.matter().place().value())
                .param("number", order.number())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    @Transactional(readOnly = true)
    Optional<Push> push(UUID id) {
        return jdbc.sql(SELECT + " where p.id = :id")
                .param("id", id)
                .query((row, n) -> push(row))
                .optional();
    }

    /** Those that a server has and has not closed, the longest unasked first. */
    @Transactional(readOnly = true)
    List<Push> underWay(Server server, int most) {
        return jdbc.sql(SELECT + """
                         where p.server = :server
                           and p.state = 'SENT'
                           and p.remote_id is not null
                         order by p.polled_at nulls first, p.id
                         limit :most
                        """)
                .param("server", server.id())
                .param("most", most)
                .query((row, n) -> push(row))
                .list();
    }

    /** Those that a server took and gave no id yet, the longest unasked first. */
    @Transactional(readOnly = true)
    List<Push> unnamed(Server server, int most) {
        return jdbc.sql(SELECT + """
                         where p.server = :server
                           and p.state = 'SENT'
                           and p.remote_id is null
                           and p.remote_token is not null
                         order by p.polled_at nulls first, p.id
                         limit :most
                        """)
                .param("server", server.id())
                .param("most", most)
                .query((row, n) -> push(row))
                .list();
    }

    /** Remembers that these were asked after. */
    void polled(List<Push> asked) {
        jdbc.sql("update open311_push set polled_at = :now where id = any (:ids)")
                .param("now", Matters.time(clock.instant()))
                .param("ids", asked.stream().map(Push::id).toArray(UUID[]::new))
                .update();
    }

    /** The last push of an order to a server. */
    @Transactional(readOnly = true)
    Optional<Push> last(Server server, UUID order) {
        return jdbc.sql(SELECT + " where p.server = :server and p.matter = :order order by p.id desc limit 1")
                .param("server", server.id())
                .param("order", order)
                .query((row, n) -> push(row))
                .optional();
    }

    /** Notes what is wrong with one that has arrived. */
    void troubled(Push push, String why) {
        jdbc.sql("update open311_push set failure = :why where id = :id")
                .param("why", Pulls.cut(why))
                .param("id", push.id())
                .update();
    }

    /** The last push that a server knows by its id. */
    @Transactional(readOnly = true)
    Optional<Push> known(Server server, String remoteId) {
        return jdbc.sql(SELECT + " where p.server = :server and p.remote_id = :remote order by p.id desc limit 1")
                .param("server", server.id())
                .param("remote", remoteId)
                .query((row, n) -> push(row))
                .optional();
    }

    void sent(Push push, String remoteId, String token) {
        jdbc.sql("""
                        update open311_push
                           set state = 'SENT', failure = '', sent_at = :now, tries = tries + 1,
                               remote_id = nullif(:remote, ''), remote_token = nullif(:token, '')
                         where id = :id
                           and state = 'WAITING'
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("remote", remoteId)
                .param("token", token)
                .param("id", push.id())
                .update();
    }

    void named(Push push, String remoteId) {
        jdbc.sql("update open311_push set remote_id = :remote, failure = '' where id = :id")
                .param("remote", remoteId)
                .param("id", push.id())
                .update();
    }

    void failed(Push push, String why) {
        jdbc.sql("""
                        update open311_push
                           set tries = tries + 1, failure = :why, next_at = :next
                         where id = :id
                           and state = 'WAITING'
                        """)
                .param("why", Pulls.cut(why))
                .param("next", Matters.time(clock.instant().plus(patience(push.tries() + 1))))
                .param("id", push.id())
                .update();
    }

    void heard(Push push, String status, String notes, boolean over) {
        jdbc.sql("""
                        update open311_push
                           set remote_status = :status, remote_notes = :notes, failure = '', state = case when :over then 'ENDED' else state end
                         where id = :id
                        """)
                .param("status", status)
                .param("notes", notes)
                .param("over", over)
                .param("id", push.id())
                .update();
    }

    /** The pushes of the administrator's place in one standing, the newest first. */
    @Transactional(readOnly = true)
    public List<Push> mine(State state, int most) {
        Actor actor = Jurisdictions.administrator();
        return jdbc.sql(SELECT + """
                         where p.place >= :from
                           and p.place < :to
                           and p.state = :state
                         order by p.made_at desc, p.id desc
                         limit :most
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("state", state.name())
                .param("most", most)
                .query((row, n) -> push(row))
                .list();
    }

    /** Tries one again at once, also one that was given up. Refuses one elsewhere, or one that has arrived, as not found. */
    public void again(UUID id) {
        change(id, "WAITING", List.of("WAITING", "GIVEN_UP"));
    }

    /** Gives one up: the organisation has to be told by other means. Refuses one elsewhere, or one that has arrived, as not found. */
    public void giveUp(UUID id) {
        change(id, "GIVEN_UP", List.of("WAITING"));
    }

    private void change(UUID id, String to, List<String> from) {
        Actor actor = Jurisdictions.administrator();
        PlaceCode home = actor.home();
        int changed = jdbc.sql("""
                        update open311_push
                           set state = :to, next_at = :now
                         where id = :id
                           and place >= :home
                           and place < :end
                           and state = any (:from)
                        """)
                .param("to", to)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("home", home.from())
                .param("end", home.to())
                .param("from", from.toArray(String[]::new))
                .update();
        if (changed == 0) {
            throw Refusal.notFound();
        }
    }

    private static Push push(ResultSet row) throws SQLException {
        return new Push(
                row.getObject("id", UUID.class),
                row.getObject("matter", UUID.class),
                row.getObject("server", UUID.class),
                row.getString("server_name"),
                row.getString("number"),
                State.valueOf(row.getString("state")),
                row.getInt("tries"),
                Matters.instant(row, "next_at").orElseThrow(),
                row.getString("failure"),
                Optional.ofNullable(row.getString("remote_id")),
                Optional.ofNullable(row.getString("remote_token")),
                row.getString("remote_status"),
                row.getString("remote_notes"),
                Matters.instant(row, "made_at").orElseThrow(),
                Matters.instant(row, "sent_at"));
    }
}
