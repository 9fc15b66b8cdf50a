package org.linli.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.gateway.PublicRequest.Status;
import org.linli.kernel.PlaceCode;
import org.linli.order.Order;
import org.linli.order.OrderMoved;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.linli.platform.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells other servers how an order goes on 告知: whoever works on it over there hears replies, reminders, and that it is theirs no
 * more; whose request it was at first hears how we get on. Nothing that came from another server goes back out, and no word of
 * whoever asked without their consent.
 */
@Component
public class Relaying {

    private static final Logger log = LoggerFactory.getLogger(Relaying.class);
    private static final int MOST = 50;
    private static final int MOST_TRIES = 15;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
    private static final Set<String> OVER = Set.of("recall", "withdraw", "void", "merge");
    private static final Set<String> TO_HANDLER = Set.of("reply", "urge", "recall", "withdraw", "void", "merge");
    private static final Set<String> TO_ORIGIN = Set.of(
            "reply",
            "decline",
            "dispatch",
            "split",
            "recall",
            "accept",
            "return",
            "start",
            "finish",
            "gather",
            "verify",
            "rework",
            "redo",
            "rate",
            "reopen",
            "contest",
            "suspend",
            "resume",
            "lapse",
            "close",
            "withdraw",
            "void",
            "merge",
            "unmerge");

    /** One thing that could not be told, and why. */
    public record Untold(UUID id, UUID server, String serverName, String failure, Instant at, boolean over) {}

    private record Due(UUID id, UUID server, PlaceCode place) {}

    private record Tell(UUID id, UUID order, int tries) {}

    private final JdbcClient jdbc;
    private final Servers servers;
    private final Pushes pushes;
    private final Pulls pulls;
    private final Wire wire;
    private final Orders orders;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Relaying(
            JdbcClient jdbc,
            Servers servers,
            Pushes pushes,
            Pulls pulls,
            Wire wire,
            Orders orders,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.servers = servers;
        this.pushes = pushes;
        this.pulls = pulls;
        this.wire = wire;
        this.orders = orders;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** In the step's own transaction: what is to be told is written down with it. What the machinery says came from elsewhere. */
    @EventListener
    void taken(OrderMoved moved) {
        boolean person = moved.actor() != null;
        boolean handler =
                TO_HANDLER.contains(moved.step()) && (person || moved.step().equals("urge"));
        boolean origin =
                TO_ORIGIN.contains(moved.step()) && (person || !moved.step().equals("reply"));
        if (handler || origin) {
            jdbc.sql("select open311_note(:entry, :order, :handler, :origin, :now)")
                    .param("entry", moved.entry())
                    .param("order", moved.order())
                    .param("handler", handler)
                    .param("origin", origin)
                    .param("now", Matters.time(clock.instant()))
                    .query((row, n) -> 0)
                    .list();
        }
    }

    /** Tells whatever is due, the longest waiting first, for at most a minute. */
    public void tellDue() {
        Instant end = clock.instant().plus(LONGEST_RUN);
        List<Due> due =
                transactions.execute(status -> jdbc.sql("select id, server, place from open311_tell_due(:now, :most)")
                        .param("now", Matters.time(clock.instant()))
                        .param("most", MOST)
                        .query((row, n) -> new Due(
                                row.getObject("id", UUID.class),
                                row.getObject("server", UUID.class),
                                PlaceCode.parse(row.getString("place"))))
                        .list());
        for (Due one : due) {
            if (clock.instant().isAfter(end)) {
                return;
            }
            Acting.run(Actor.system(one.place()), () -> tell(one));
        }
    }

    private void tell(Due due) {
        Optional<Tell> waiting = transactions.execute(status -> jdbc.sql("""
                        select id, matter, tries
                          from open311_tell
                         where id = :id
                           and server = :server
                           and state = 'WAITING'
                        """)
                .param("id", due.id())
                .param("server", due.server())
                .query((row, n) -> new Tell(
                        row.getObject("id", UUID.class), row.getObject("matter", UUID.class), row.getInt("tries")))
                .optional());
        if (waiting.isEmpty()) {
            return;
        }
        Optional<Server> server = servers.standing(due.server());
        if (server.isEmpty()) {
            stands(due, "GIVEN_UP", 0, "");
            return;
        }
        try {
            tell(due, waiting.get(), server.get());
        } catch (Wire.Failure failure) {
            boolean never =
                    failure.answered() && failure.unasked() || waiting.get().tries() + 1 >= MOST_TRIES;
            stands(due, never ? "GIVEN_UP" : "WAITING", waiting.get().tries() + 1, failure.why());
        } catch (RuntimeException broken) {
            log.warn("Relaying {} of {} is broken", server.get().url(), due.id(), broken);
            boolean never = waiting.get().tries() + 1 >= MOST_TRIES;
            stands(due, never ? "GIVEN_UP" : "WAITING", waiting.get().tries() + 1, text("gateway.why.broken"));
        }
    }

    private void tell(Due due, Tell tell, Server server) throws Wire.Failure {
        Optional<String> origin = pulls.origin(server, tell.order());
        Optional<Pushes.Push> push = pushes.last(server, tell.order());
        Optional<String> remote = origin.or(() -> push.flatMap(Pushes.Push::remoteId));
        if (remote.isEmpty()) {
            // It has not arrived yet, or it never will.
            boolean later = push.filter(one -> one.state() == Pushes.State.WAITING || one.state() == Pushes.State.SENT)
                    .isPresent();
            stands(due, later ? "WAITING" : "GIVEN_UP", tell.tries(), "");
            return;
        }
        Order order = orders.order(tell.order());
        Trace entry = orders.timeline(order).stream()
                .filter(trace -> trace.id().equals(tell.id()))
                .findFirst()
                .orElseThrow();
        Map<String, String> form = new LinkedHashMap<>();
        if (!servers.key(server).isEmpty()) {
            form.put("api_key", servers.key(server));
        }
        form.put("service_request_id", remote.get());
        form.put("update_id", tell.id().toString());
        form.put("updated_datetime", Window.write(entry.at(), clock.getZone()));
        form.put("status", status(entry, origin.isPresent()));
        form.put("description", said(entry, order, origin.isPresent()));
        String update =
                Exchange.first(wire.post(server, "/servicerequestupdates.xml", form, "tell:" + tell.id()), "update_id");
        if (!update.isEmpty() && update.length() <= 100) {
            // It comes back in the list of their updates, and is no news there.
            pulls.taken(server, "update", update, Optional.of(tell.order()));
        }
        stands(due, "TOLD", tell.tries() + 1, "");
    }

    private static String status(Trace entry, boolean origin) {
        Status status = origin
                ? PublicRequest.status(State.valueOf(entry.to()))
                : OVER.contains(entry.step()) ? Status.CLOSED : Status.OPEN;
        return status.name();
    }

    private String said(Trace entry, Order order, boolean origin) {
        boolean staff = entry.person().isPresent()
                && !entry.person().equals(order.matter().requester())
                && !entry.step().equals("withdraw");
        String own = staff || orders.passesOn(order.id()) ? entry.words() : "";
        if (entry.step().equals("reply")) {
            return own.isEmpty() ? text("gateway.tell.reply") : own;
        }
        String standing = origin ? text("gateway.state." + entry.to()) : text("gateway.tell." + entry.step());
        return origin || own.isEmpty() ? standing : standing + "：" + own;
    }

    private void stands(Due due, String state, int tries, String failure) {
        transactions.executeWithoutResult(status -> jdbc.sql("""
                        update open311_tell
                           set state = :state, tries = :tries, failure = :failure, next_at = :next
                         where id = :id
                           and server = :server
                           and state = 'WAITING'
                        """)
                .param("state", state)
                .param("tries", tries)
                .param("failure", Pulls.cut(failure))
                .param("next", Matters.time(clock.instant().plus(Pushes.patience(Math.max(tries, 1)))))
                .param("id", due.id())
                .param("server", due.server())
                .update());
    }

    /** What could not be told at the administrator's place, the newest first. */
    public List<Untold> untold(int most) {
        Actor actor = Jurisdictions.administrator();
        return transactions.execute(status -> jdbc.sql("""
                        select t.id, t.server, s.name, t.failure, t.made_at, t.state = 'GIVEN_UP' as over
                          from open311_tell t
                          join open311_server s on s.id = t.server
                         where t.place >= :from
                           and t.place < :to
                           and t.failure <> ''
                           and t.state <> 'TOLD'
                         order by t.made_at desc
                         limit :most
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("most", most)
                .query((row, n) -> new Untold(
                        row.getObject("id", UUID.class),
                        row.getObject("server", UUID.class),
                        row.getString("name"),
                        row.getString("failure"),
                        Matters.instant(row, "made_at").orElseThrow(),
                        row.getBoolean("over")))
                .list());
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }
}
