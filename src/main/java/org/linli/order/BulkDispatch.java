package org.linli.order;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many orders dispatched at once 批量派单: written down first, then each in a transaction of its own that moves it and says so.
 * Whatever interrupts it, what was done is done once, and what was not can be gone on with.
 */
@Repository
public class BulkDispatch {

    /** The most at once: a page of the list. */
    public static final int MOST = FoundOrders.PAGE;

    /** What became of one 结果. */
    public enum Outcome {
        /** 还没派. */
        WAITING,
        /** 已派单. */
        DONE,
        /** 没派成. */
        REFUSED
    }

    /**
     * One order of it.
     *
     * @param reason the code of the refusal
     */
    public record Line(UUID order, String title, Outcome outcome, String reason) {}

    /** One dispatching of many. */
    public record Bulk(
            UUID id, UUID organisation, String organisationName, String words, Instant begunAt, List<Line> lines) {

        /** How many came out so. */
        public int many(Outcome outcome) {
            return (int)
                    lines.stream().filter(line -> line.outcome() == outcome).count();
        }
    }

    private record Waiting(UUID order, UUID organisation, String words) {}

    private final JdbcClient jdbc;
    private final Orders orders;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BulkDispatch(JdbcClient jdbc, Orders orders, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Writes down what is to be dispatched, and dispatches nothing yet. Refuses whoever does not dispatch, none or more than 50
     * orders, words over 500 characters, and an order or organisation out of reach as not found.
     */
    public UUID begin(List<UUID> ids, UUID organisation, String words) {
        if (!Acting.current().duty().dispatches()) {
            throw Refusal.forbidden("order.bulkNotYours");
        }
        List<UUID> each = ids.stream().distinct().toList();
        if (each.isEmpty() || each.size() > MOST) {
            throw Refusal.invalid("order.bulkNone", "most", MOST);
        }
        Step.Dispatch step = new Step.Dispatch(organisation, words);
        UUID id = Ids.at(clock.instant());
        transaction.executeWithoutResult(status -> {
            each.forEach(orders::order);
            jdbc.sql("""
                            insert into order_bulk (id, person, organisation, words, begun_at)
                            values (:id, :self, :organisation, :words, :now)
                            """)
                    .param("id", id)
                    .param("self", Acting.current().self())
                    .param("organisation", organisation)
                    .param("words", step.words())
                    .param("now", Matters.time(clock.instant()))
                    .update();
            jdbc.sql("""
                            insert into order_bulk_row (bulk, line, matter, outcome)
                            select :id, line, matter, 'WAITING'
                              from unnest(cast(:orders as uuid[])) with ordinality as each (matter, line)
                            """)
                    .param("id", id)
                    .param("orders", each.toArray(UUID[]::new))
                    .update();
        });
        return id;
    }

    /** Dispatches what of it still waits, one order after the other. Refuses one of somebody else as not found. */
    public void goOn(UUID id) {
        bulk(id);
        Optional<Waiting> next = one(id);
        while (next.isPresent()) {
            next = one(id);
        }
    }

    /** One order in one transaction; gives back the one that waited, none where none does. */
    private Optional<Waiting> one(UUID id) {
        Waiting[] met = new Waiting[1];
        try {
            transaction.executeWithoutResult(status -> next(id).ifPresent(waiting -> {
                met[0] = waiting;
                orders.take(waiting.order(), new Step.Dispatch(waiting.organisation(), waiting.words()), List.of());
                say(id, waiting.order(), Outcome.DONE, "");
            }));
        } catch (Refusal refusal) {
            transaction.executeWithoutResult(status -> say(id, met[0].order(), Outcome.REFUSED, refusal.code()));
        }
        return Optional.ofNullable(met[0]);
    }

    /** Locked, so that whoever sends the form twice at once does not dispatch it twice. */
    private Optional<Waiting> next(UUID id) {
        return jdbc.sql("""
                        select r.matter, b.organisation, b.words
                          from order_bulk_row r
                          join order_bulk b on b.id = r.bulk
                         where r.bulk = :id
                           and b.person = :me
                           and r.outcome = 'WAITING'
                         order by r.line
                         limit 1
                           for update of r
                        """)
                .param("id", id)
                .param("me", Acting.current().self())
                .query((row, n) -> new Waiting(
                        row.getObject("matter", UUID.class),
                        row.getObject("organisation", UUID.class),
                        row.getString("words")))
                .optional();
    }

    private void say(UUID id, UUID order, Outcome outcome, String reason) {
        jdbc.sql("""
                        update order_bulk_row
                           set outcome = :outcome,
                               reason = :reason
                         where bulk = :id
                           and matter = :order
                           and outcome = 'WAITING'
                        """)
                .param("outcome", outcome.name())
                .param("reason", reason)
                .param("id", id)
                .param("order", order)
                .update();
    }

    /** What became of each. Refuses one of somebody else as not found. */
    public Bulk bulk(UUID id) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            List<Line> lines = jdbc.sql("""
                            select r.matter, coalesce(m.title, '') as title, r.outcome, r.reason
                              from order_bulk_row r
                              join order_bulk b on b.id = r.bulk
                              left join matter m on m.id = r.matter
                             where r.bulk = :id
                               and b.person = :me
                             order by r.line
                            """)
                    .param("id", id)
                    .param("me", Acting.current().self())
                    .query((row, n) -> new Line(
                            row.getObject("matter", UUID.class),
                            row.getString("title"),
                            Outcome.valueOf(row.getString("outcome")),
                            row.getString("reason")))
                    .list();
            return jdbc.sql("""
                            select b.id, b.organisation, o.name, b.words, b.begun_at
                              from order_bulk b
                              join organisation o on o.id = b.organisation
                             where b.id = :id
                               and b.person = :me
                            """)
                    .param("id", id)
                    .param("me", Acting.current().self())
                    .query((row, n) -> new Bulk(
                            row.getObject("id", UUID.class),
                            row.getObject("organisation", UUID.class),
                            row.getString("name"),
                            row.getString("words"),
                            Matters.instant(row, "begun_at").orElseThrow(),
                            lines))
                    .optional()
                    .orElseThrow(Refusal::notFound);
        }));
    }
}
