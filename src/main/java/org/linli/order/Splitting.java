package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Entry;
import org.linli.platform.matter.Matter;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Splits an order among several handlers 拆分给几家办. Each part is an order of its own, dispatched at once; the whole stands as
 * dispatched until all its parts are over, and is then done by the machinery, with what each of them wrote. Whoever asked sees
 * the parts and rates the whole.
 */
@Repository
@Transactional
public class Splitting {

    private static final String BETWEEN = "、";
    private static final int LONGEST = 2000;

    /** What one handler wrote when their part was done. */
    private record Delivered(String handler, String words) {}

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Timings timings;
    private final Matters matters;
    private final Organisations organisations;
    private final ApplicationEventPublisher events;

    Splitting(
            JdbcClient jdbc,
            Orders orders,
            Timings timings,
            Matters matters,
            Organisations organisations,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.timings = timings;
        this.matters = matters;
        this.organisations = organisations;
        this.events = events;
    }

    /**
     * Splits an order into 2 to 6 parts, each to another organisation, and gives back their ids. Refuses an order out of reach
     * as not found, whoever does not dispatch, one that is worked on, a part of another, and an organisation that does not suit.
     */
    public List<UUID> split(UUID id, List<Step.Piece> pieces, String words) {
        return split(id, pieces, words, Meeting.NONE);
    }

    /** The same with what a joint meeting decided. Refuses one that came back three times without it. */
    public List<UUID> split(UUID id, List<Step.Piece> pieces, String words, Meeting meeting) {
        Order whole = orders.order(id);
        List<Organisation> handlers = new ArrayList<>();
        for (Step.Piece piece : pieces) {
            Organisation handler = organisations.organisation(piece.organisation());
            if (handler.until().isPresent() || !whole.suits(handler)) {
                throw Refusal.invalid("order.handler");
            }
            handlers.add(handler);
        }
        String names = handlers.stream().map(Organisation::name).collect(Collectors.joining(BETWEEN));
        Order split = orders.take(id, new Step.Split(pieces, names, words, meeting), List.of());
        List<UUID> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            // One after the other, so that they stay in the order in which they were written.
            Instant at = split.matter().movedAt().plus(i, ChronoUnit.MICROS);
            parts.add(share(split, pieces.get(i), handlers.get(i), at));
        }
        jdbc.sql("""
                        update service_order
                           set parts = parts + :many,
                               parts_open = parts_open + :many
                         where matter = :whole
                        """).param("many", parts.size()).param("whole", id).update();
        return List.copyOf(parts);
    }

    private UUID share(Order whole, Step.Piece piece, Organisation handler, Instant now) {
        UUID id = Ids.at(now);
        UUID entry = Ids.at(now);
        Timing timing = timings.acceptance(whole, now);
        Matter matter = new Matter(
                id,
                Order.KIND,
                whole.matter().place(),
                Orders.title(piece.words()),
                State.DISPATCHED.name(),
                1,
                whole.matter().requester(),
                Optional.of(handler.id()),
                handler.name(),
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                timing.due(),
                Optional.empty());
        Optional<Instant> soon = Optional.of(timing.calendar().soon(now, timing.ends(), timing.unit()));
        matters.open(
                matter,
                soon,
                new Entry(
                        entry,
                        "share",
                        "",
                        State.DISPATCHED.name(),
                        piece.words(),
                        Map.of("handler", handler.name(), "whole", whole.number()),
                        now));
        jdbc.sql("""
                        insert into service_order (matter, category, words, channel, contact_name, contact_phone, contact_mask,
                                                   convenient, placed_by, whole, term_amount, term_unit)
                        select :part, o.category, :words, o.channel, o.contact_name, o.contact_phone, o.contact_mask,
                               o.convenient, :me, o.matter, :amount, :unit
                          from service_order o
                         where o.matter = :whole
                        """)
                .param("part", id)
                .param("words", piece.words())
                .param("me", Bound.id(Acting.current().person()))
                .param("amount", piece.limit().amount())
                .param("unit", piece.limit().unit().name())
                .param("whole", whole.id())
                .update();
        orders.watch(matter, soon);
        events.publishEvent(new OrderMoved(
                id,
                entry,
                matter.place().value(),
                "share",
                State.DISPATCHED.name(),
                Acting.current().person().orElse(null),
                null,
                handler.id(),
                null,
                whole.id(),
                now));
        return id;
    }

    /** The parts of an order, of those in reach, in the order in which they were made. */
    @Transactional(readOnly = true)
    public List<UUID> parts(Order whole) {
        if (whole.shares().parts() == 0) {
            return List.of();
        }
        return jdbc.sql("""
                        select m.id
                          from matter m
                          join service_order o on o.matter = m.id
                         where o.whole = :whole
                           and\s""" + Matters.REACHED + """
                         order by m.opened_at, m.id
                        """)
                .params(Matters.reach())
                .param("whole", whole.id())
                .query(UUID.class)
                .list();
    }

    /**
     * Has the whole done when none of its parts runs any more and one of them at least was done. What was never done, because
     * every part was cancelled, is the dispatcher's again to recall. For the machinery.
     */
    void gather(UUID id) {
        // Of two parts that end at the same moment one is asked after the other.
        jdbc.sql("select id from matter where id = :id for no key update")
                .param("id", id)
                .query(UUID.class)
                .optional();
        Order whole = orders.order(id);
        if (whole.state() != State.DISPATCHED || whole.shares().waits()) {
            return;
        }
        Instant since = orders.timeline(whole).stream()
                .filter(trace -> trace.step().equals("split"))
                .map(Trace::at)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        List<Delivered> delivered = jdbc.sql("""
                        select m.handler_name, t.words
                          from service_order o
                          join matter m on m.id = o.matter
                          join timeline_entry t on t.matter = m.id and t.step = 'deliver'
                         where o.whole = :whole
                           and m.opened_at >= :since
                         order by m.opened_at, m.id
                        """)
                .param("whole", id)
                .param("since", Matters.time(since))
                .query((row, n) -> delivered(row))
                .list();
        if (delivered.isEmpty()) {
            return;
        }
        String words =
                delivered.stream().map(one -> one.handler() + "：" + one.words()).collect(Collectors.joining("\n"));
        orders.take(
                id,
                new Step.Gather(words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…"),
                List.of());
    }

    private static Delivered delivered(ResultSet row) throws SQLException {
        return new Delivered(
                row.getString("handler_name"),
                Optional.ofNullable(row.getString("words")).orElse(""));
    }
}
