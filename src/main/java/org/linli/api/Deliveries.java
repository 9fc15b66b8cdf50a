package org.linli.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.order.Order;
import org.linli.order.OrderMoved;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is told to webhooks, and what became of it 推送记录. */
@Repository
@Transactional
public class Deliveries {

    /** What became of a message. */
    public enum State {
        /** 等着推: not taken yet. */
        WAITING,
        /** 没有推成: tried so often that it is tried no more until somebody says so. */
        FAILED,
        /** 收下了. */
        SENT
    }

    /**
     * One message.
     *
     * @param entry the step that it tells
     * @param number the order's number, as people say it
     * @param status the last that was answered; 0 where nobody answered
     * @param failure why nobody has taken it, empty where nothing is wrong
     */
    public record Delivery(
            UUID id,
            UUID webhook,
            UUID order,
            UUID entry,
            String number,
            String step,
            String body,
            Instant at,
            State state,
            int tries,
            Instant nextAt,
            int status,
            String failure,
            Optional<Instant> sentAt) {

        public boolean sent() {
            return state == State.SENT;
        }
    }

    /** So often a message is tried: the first ten within a working day, the last after a day and a half. */
    public static final int MOST_TRIES = 15;

    private static final Duration LONGEST_WAIT = Duration.ofHours(6);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int PAGE = 50;
    private static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
    private static final String SELECT = """
            select d.id, d.webhook, d.matter, d.entry, d.number, d.step, d.body, d.at, d.state, d.tries, d.next_at, d.status, d.failure,
                   d.sent_at
              from webhook_delivery d
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long to wait after so many tries in vain: a minute, doubling up to six hours. */
    static Duration patience(int tries) {
        Duration doubled = Duration.ofMinutes(1L << Math.min(tries - 1, 9));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    /** Notes what is to be told; the same step is noted once. */
    void add(Webhook webhook, Order order, OrderMoved moved, String body) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into webhook_delivery (id, webhook, entry, matter, place, number, step, body, at, made_at, state, next_at)
                        values (:id, :webhook, :entry, :matter, :place, :number, :step, :body, :at, :now, 'WAITING', :now)
                        on conflict (webhook, entry) do nothing
                        """)
                .param("id", Ids.at(now))
                .param("webhook", webhook.id())
                .param("entry", moved.entry())
                .param("matter", order.id())
                .param("place", webhook.place().value())
                .param("number", order.number())
                .param("step", moved.step())
                .param("body", body)
                .param("at", Matters.time(moved.at()))
                .param("now", Matters.time(now))
                .update();
    }

    @Transactional(readOnly = true)
    Optional<Delivery> waiting(UUID id) {
        return jdbc.sql(SELECT + " where d.id = :id and d.state = 'WAITING'")
                .param("id", id)
                .query((row, n) -> delivery(row))
                .optional();
    }

    void sent(Delivery delivery, int status) {
        jdbc.sql("""
                        update webhook_delivery
                           set state = 'SENT', tries = tries + 1, status = :status, failure = '', sent_at = :now
                         where id = :id
                        """)
                .param("status", status)
                .param("now", Matters.time(clock.instant()))
                .param("id", delivery.id())
                .update();
    }

    /** Notes that nobody took it, to be tried again later or, after {@link #MOST_TRIES}, no more. */
    void failed(Delivery delivery, int status, String why) {
        jdbc.sql("""
                        update webhook_delivery
                           set state = case when tries + 1 >= :most then 'FAILED' else 'WAITING' end,
                               tries = tries + 1, status = :status, failure = :why, next_at = :next
                         where id = :id
                           and state = 'WAITING'
                        """)
                .param("most", MOST_TRIES)
                .param("status", status)
                .param("why", why.length() > 300 ? why.substring(0, 299) + "…" : why)
                .param("next", Matters.time(clock.instant().plus(patience(delivery.tries() + 1))))
                .param("id", delivery.id())
                .update();
    }

    /**
     * Those of the webhooks of the administrator's place, the newest first, 50 a page.
     *
     * @param of empty for whatever became of them
     */
    @Transactional(readOnly = true)
    public Page<Delivery> mine(Optional<State> of, Optional<Cursor> after) {
        Cursor from = after.orElse(NEWEST);
        List<Delivery> found = jdbc.sql(SELECT + """
                          join webhook w on w.id = d.webhook
                         where d.place = :place
                           and w.ended_at is null
                           and (cast(:state as text) is null or d.state = :state)
                           and (d.at, d.id) < (:at, :id)
                         order by d.at desc, d.id desc
                         limit :most
                        """)
                .param("place", Webhooks.administrator().home().value())
                .param("state", Bound.name(of))
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> delivery(row))
                .list();
        return Page.cut(found, PAGE, last -> new Cursor(last.at(), last.id()));
    }

    /** How many nobody has taken, and nobody will be told of again until somebody says so. */
    @Transactional(readOnly = true)
    public int failed() {
        return jdbc.sql("""
                        select count(*)
                          from webhook_delivery d
                          join webhook w on w.id = d.webhook
                         where d.place = :place
                           and w.ended_at is null
                           and d.state = 'FAILED'
                        """)
                .param("place", Webhooks.administrator().home().value())
                .query(Integer.class)
                .single();
    }

    /** Tells one again at once, whether or not it was taken. Refuses one elsewhere as not found. */
    public void again(UUID id) {
        Webhooks.found(jdbc.sql("""
                        update webhook_delivery
                           set state = 'WAITING', tries = 0, next_at = :now
                         where id = :id
                           and place = :place
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("place", Webhooks.administrator().home().value())
                .update());
    }

    /** Tells again at once whatever has been tried too often, the earlier before the later. */
    public void allAgain() {
        jdbc.sql("""
                        update webhook_delivery d
                           set state = 'WAITING', tries = 0, next_at = :now
                          from webhook w
                         where w.id = d.webhook
                           and w.ended_at is null
                           and d.place = :place
                           and d.state = 'FAILED'
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("place", Webhooks.administrator().home().value())
                .update();
    }

    /** Forgets what is older than 30 days. */
    void forget() {
        jdbc.sql("select webhook_forget(:before)")
                .param("before", Matters.time(clock.instant().minus(KEPT)))
                .query((row, n) -> 0)
                .list();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("webhook", UUID.class),
                row.getObject("matter", UUID.class),
                row.getObject("entry", UUID.class),
                row.getString("number"),
                row.getString("step"),
                row.getString("body"),
                Matters.instant(row, "at").orElseThrow(),
                State.valueOf(row.getString("state")),
                row.getInt("tries"),
                Matters.instant(row, "next_at").orElseThrow(),
                row.getInt("status"),
                row.getString("failure"),
                Matters.instant(row, "sent_at"));
    }
}
