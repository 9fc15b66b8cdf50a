package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.order.Errand.Fate;
import org.linli.order.Errand.Mandate;
import org.linli.order.Errand.Paper;
import org.linli.order.Errand.Taken;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Errands by proxy 上门代办 (1-29): the mandate, the papers taken along, and their way back. Each is also said to whoever asked. */
@Repository
@Transactional
public class Errands {

    private static final Set<State> WORKING = EnumSet.of(State.ACCEPTED, State.IN_PROGRESS);

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Clock clock;

    Errands(JdbcClient jdbc, Orders orders, Clock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.clock = clock;
    }

    /** Whether the acting person may take papers for an order: its handler, while they work on it. */
    public static boolean takes(Order order, Actor actor) {
        return order.papers().errand()
                && WORKING.contains(order.state())
                && order.parts(actor).contains(Part.HANDLER);
    }

    /** Whether they may hand papers back: its handler, and the community's dispatchers where the handler is gone. */
    public static boolean returns(Order order, Actor actor) {
        Set<Part> parts = order.parts(actor);
        return order.papers().out() > 0
                && !order.state().over()
                && (parts.contains(Part.HANDLER) || parts.contains(Part.DISPATCHER));
    }

    /**
     * Takes down a mandate, or the same anew, and the papers that are taken along. Refuses whoever does not work on the
     * order, a mandate that ends before today or in more than a year, and too many papers.
     */
    public void entrust(UUID id, Mandate mandate, List<Taken> papers) {
        Actor actor = Acting.current();
        Order order = orders.order(id);
        if (!takes(order, actor)) {
            throw Refusal.forbidden("errand.notYours");
        }
        Errand.bounded(papers);
        LocalDate today = LocalDate.now(clock);
        if (mandate.until().isBefore(today) || mandate.until().isAfter(today.plusYears(1))) {
            throw Refusal.invalid("errand.until");
        }
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into errand (matter, place, principal, given, what, until, taken_at, taken_by, taker)
                        values (:matter, :place, :principal, :given, :what, :until, :now, :me, :taker)
                        on conflict (matter) do update
                           set principal = excluded.principal, given = excluded.given, what = excluded.what,
                               until = excluded.until, taken_at = excluded.taken_at, taken_by = excluded.taken_by,
                               taker = excluded.taker
                        """)
                .param("matter", id)
                .param("place", order.matter().place().value())
                .param("principal", mandate.principal())
                .param("given", mandate.given().name())
                .param("what", mandate.what())
                .param("until", mandate.until())
                .param("now", Matters.time(now))
                .param("me", actor.self())
                .param("taker", actor.signature())
                .update();
        for (int i = 0; i < papers.size(); i++) {
            Taken paper = papers.get(i);
            // One after the other, so that they stay in the order in which they were written.
            Instant at = now.plus(i, ChronoUnit.MICROS);
            jdbc.sql("""
                            insert into errand_paper (id, matter, place, name, copy, taken_at)
                            values (:id, :matter, :place, :name, :copy, :now)
                            """)
                    .param("id", Ids.at(now))
                    .param("matter", id)
                    .param("place", order.matter().place().value())
                    .param("name", paper.name())
                    .param("copy", paper.copy())
                    .param("now", Matters.time(at))
                    .update();
        }
        counted(id);
        String names = papers.stream().map(Taken::name).collect(Collectors.joining("、"));
        orders.take(
                id,
                new Step.Reply(names.isEmpty() ? mandate.what() : names),
                Map.of("errand", "taken", "until", mandate.until().toString()));
    }

    /**
     * Papers go back, or copies are destroyed. Refuses none, one that is not out any more, an original that is to be
     * destroyed, and papers that go back to nobody named.
     */
    public void settle(UUID id, Map<UUID, Fate> fates, String receiver) {
        Actor actor = Acting.current();
        Order order = orders.order(id);
        if (!returns(order, actor)) {
            throw Refusal.forbidden("errand.notYours");
        }
        if (fates.isEmpty()) {
            throw Refusal.invalid("errand.which");
        }
        boolean handed = fates.containsValue(Fate.RETURNED);
        String to = handed ? Worded.saidInLine("errand.receiver", receiver, 1, 50) : "";
        Map<UUID, Paper> out = of(order).map(Errand::out).orElse(List.of()).stream()
                .collect(Collectors.toMap(Paper::id, paper -> paper));
        List<String> names = new ArrayList<>();
        Instant now = clock.instant();
        for (Map.Entry<UUID, Fate> fate : fates.entrySet()) {
            Paper paper = Optional.ofNullable(out.get(fate.getKey()))
                    .orElseThrow(() -> Refusal.movedOn("errand.settledAlready"));
            if (fate.getValue() == Fate.DESTROYED && !paper.copy()) {
                throw Refusal.invalid("errand.original");
            }
            int settled = jdbc.sql("""
                            update errand_paper
                               set fate = :fate, settled_at = :now, settled_by = :me, receiver = :to
                             where id = :id
                               and fate is null
                            """)
                    .param("fate", fate.getValue().name())
                    .param("now", Matters.time(now))
                    .param("me", actor.self())
                    .param("to", fate.getValue() == Fate.RETURNED ? to : "")
                    .param("id", paper.id())
                    .update();
            if (settled == 0) {
                throw Refusal.movedOn("errand.settledAlready");
            }
            names.add(paper.name());
        }
        counted(id);
        orders.take(
                id,
                new Step.Reply(String.join("、", names)),
                handed ? Map.of("errand", "returned", "to", to) : Map.of("errand", "destroyed"));
    }

    private void counted(UUID id) {
        jdbc.sql("""
                        update service_order
                           set papers_out = (select count(*) from errand_paper p where p.matter = :id and p.fate is null),
                               entrusted = true
                         where matter = :id
                        """).param("id", id).update();
    }

    /** The errand of an order in reach; none where nothing was entrusted. */
    @Transactional(readOnly = true)
    public Optional<Errand> of(Order order) {
        if (!order.papers().errand()) {
            return Optional.empty();
        }
        List<Paper> papers = jdbc.sql("""
                        select id, name, copy, taken_at, fate, settled_at, receiver
                          from errand_paper
                         where matter = :matter
                         order by taken_at, id
                        """)
                .param("matter", order.id())
                .query((row, n) -> paper(row))
                .list();
        List<Errand.Earlier> earlier = jdbc.sql("""
                        select principal, given, what, until, taken_at, taker
                          from errand_earlier
                         where matter = :matter
                         order by taken_at desc
                         limit 20
                        """)
                .param("matter", order.id())
                .query((row, n) -> new Errand.Earlier(
                        mandate(row),
                        row.getString("taker"),
                        Matters.instant(row, "taken_at").orElseThrow()))
                .list();
        return jdbc.sql("select principal, given, what, until, taken_at, taker from errand where matter = :matter")
                .param("matter", order.id())
                .query((row, n) -> new Errand(
                        mandate(row),
                        row.getString("taker"),
                        Matters.instant(row, "taken_at").orElseThrow(),
                        papers,
                        earlier))
                .optional();
    }

    private static Mandate mandate(ResultSet row) throws SQLException {
        return new Mandate(
                row.getString("principal"),
                Errand.Given.valueOf(row.getString("given")),
                row.getString("what"),
                row.getObject("until", LocalDate.class));
    }

    private static Paper paper(ResultSet row) throws SQLException {
        return new Paper(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("copy"),
                Matters.instant(row, "taken_at").orElseThrow(),
                Optional.ofNullable(row.getString("fate")).map(Fate::valueOf),
                Matters.instant(row, "settled_at"),
                row.getString("receiver"));
    }
}
