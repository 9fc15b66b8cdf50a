package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is left out of the rates 剔除: an order by a rule, and never by a word alone. One person writes a rule and another approves
 * it; whoever answers for the place is told of each exclusion, and may undo it. Both stand in the order's line; nothing of it is ever erased.
 */
@Repository
@Transactional
public class Exclusions {

    /**
     * A rule.
     *
     * @param words which orders it leaves out
     * @param citation what it rests on
     * @param approver empty until somebody else approved it
     */
    public record Rule(
            UUID id,
            PlaceCode place,
            String name,
            String words,
            String citation,
            LocalDate from,
            Optional<LocalDate> until,
            UUID author,
            String authorName,
            Optional<UUID> approver,
            String approverName,
            Optional<Instant> endedAt) {

        /** Whether orders may be left out by it on a day. */
        public boolean holds(LocalDate day) {
            return approver.isPresent()
                    && endedAt.isEmpty()
                    && !day.isBefore(from)
                    && until.filter(day::isAfter).isEmpty();
        }

        /** Whether the actor may approve it: somebody else than its author, who answers for its place. */
        public boolean approvable(Actor actor) {
            return approver.isEmpty()
                    && endedAt.isEmpty()
                    && appraises(actor)
                    && actor.covers(place)
                    && !actor.person().equals(Optional.of(author));
        }

        /** Whether the actor may end it. */
        public boolean endable(Actor actor) {
            return endedAt.isEmpty() && appraises(actor) && actor.covers(place);
        }
    }

    /**
     * One order left out, now or before.
     *
     * @param undoneAt empty while it is left out
     */
    public record Exclusion(
            UUID id,
            UUID order,
            String title,
            Instant openedAt,
            PlaceCode place,
            String rule,
            String why,
            String madeBy,
            Instant madeAt,
            String undoneBy,
            String undoneWhy,
            Optional<Instant> undoneAt) {

        /** The order's number. */
        public String number() {
            return Order.number(order, openedAt);
        }
    }

    /** So many exclusions stand on a page. */
    public static final int PAGE = 50;

    private static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Clock clock;

    Exclusions(JdbcClient jdbc, Orders orders, Clock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.clock = clock;
    }

    /** Whether somebody in this capacity writes, approves and ends rules, and undoes exclusions: the chief and the street. */
    public static boolean appraises(Actor actor) {
        return actor.duty() == Duty.CHIEF || actor.duty().ofStreet();
    }

    /** Whether somebody in this capacity reads the rules and what was left out by them. */
    public static boolean reads(Actor actor) {
        return actor.duty().dispatches() || actor.duty().ofStreet();
    }

    /** The rules of a place, of those that hold it, and of those inside it; those that hold first. */
    @Transactional(readOnly = true)
    public List<Rule> rules() {
        Actor actor = reader();
        return jdbc.sql("""
                        select *
                          from rate_rule
                         where place in (:prefixes) or place >= :from and place < :to
                         order by ended_at is not null, written_at desc, id desc
                         limit 200
                        """)
                .param("prefixes", actor.home().prefixes())
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> rule(row))
                .list();
    }

    /** Writes a rule for the actor's own place. Refuses whoever does not answer for it, and a period that ends before it begins. */
    public UUID write(String name, String words, String citation, LocalDate from, Optional<LocalDate> until) {
        Actor actor = appraiser();
        String called = Worded.saidInLine("rule.name", name, 2, 60);
        String said = Worded.said("rule.words", words, 2, 500);
        String cited = Worded.saidInLine("rule.citation", citation, 2, 200);
        if (until.filter(last -> last.isBefore(from)).isPresent()) {
            throw Refusal.invalid("rule.period");
        }
        UUID id = Ids.at(now());
        jdbc.sql("""
                        insert into rate_rule (id, place, name, words, citation, valid_from, valid_until, author, author_name, written_at)
                        values (:id, :place, :name, :words, :citation, :from, :until, :me, :signature, :now)
                        """)
                .param("id", id)
                .param("place", actor.home().value())
                .param("name", called)
                .param("words", said)
                .param("citation", cited)
                .param("from", from)
                .param("until", Bound.date(until))
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(now()))
                .update();
        return id;
    }

    /** Approves a rule. Refuses its author, and whoever does not answer for its place. */
    public void approve(UUID id) {
        Actor actor = appraiser();
        Rule rule = rule(id);
        if (rule.author().equals(actor.self())) {
            throw Refusal.forbidden("rule.own");
        }
        if (!rule.approvable(actor)) {
            throw Refusal.movedOn("rule.decided");
        }
        jdbc.sql("""
                        update rate_rule
                           set approver = :me, approver_name = :signature, approved_at = :now
                         where id = :id
                        """)
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(now()))
                .param("id", id)
                .update();
    }

    /** Ends a rule: nothing more is left out by it; what was stays so until somebody undoes it. */
    public void end(UUID id) {
        Actor actor = appraiser();
        if (!rule(id).endable(actor)) {
            throw Refusal.movedOn("rule.decided");
        }
        jdbc.sql("update rate_rule set ended_by = :me, ended_at = :now where id = :id")
                .param("me", actor.self())
                .param("now", Matters.time(now()))
                .param("id", id)
                .update();
    }

    /**
     * Leaves an order out by a rule. Refuses an order out of reach as not found, whoever does not dispatch or worked on it, a rule
     * that does not hold now or there, a part, and what is left out already.
     */
    public UUID leaveOut(UUID order, UUID by, String why) {
        Order one = orders.order(order);
        Actor actor = reader();
        Rule rule = rule(by);
        if (orders.worked(one)) {
            throw Refusal.forbidden("rule.ownWork");
        }
        if (!rule.place().contains(one.matter().place()) || !rule.holds(LocalDate.now(clock))) {
            throw Refusal.invalid("rule.holdsNot");
        }
        if (one.shares().part()) {
            throw Refusal.forbidden("order.isPart");
        }
        if (current(order).isPresent()) {
            throw Refusal.movedOn("rule.leftOut");
        }
        Step.Exclude step = new Step.Exclude(rule.name(), why);
        orders.take(order, step, List.of());
        UUID id = Ids.at(now());
        jdbc.sql("""
                        insert into rate_exclusion (id, matter, place, rule, why, made_by, made_name, made_at)
                        values (:id, :order, :place, :rule, :why, :me, :signature, :now)
                        """)
                .param("id", id)
                .param("order", order)
                .param("place", one.matter().place().value())
                .param("rule", by)
                .param("why", step.words())
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(now()))
                .update();
        return id;
    }

    /** Counts an order again. Refuses whoever does not answer for its place, and what was undone already. */
    public void undo(UUID id, String why) {
        Actor actor = appraiser();
        UUID order = jdbc.sql("select matter from rate_exclusion where id = :id and place >= :from and place < :to")
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query(UUID.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Step.Include step = new Step.Include(why);
        int undone = jdbc.sql("""
                        update rate_exclusion
                           set undone_by = :me, undone_name = :signature, undone_why = :why, undone_at = :now
                         where id = :id
                           and place >= :from
                           and place < :to
                           and undone_at is null
                        """)
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("why", step.words())
                .param("now", Matters.time(now()))
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update();
        if (undone == 0) {
            throw Refusal.movedOn("rule.undone");
        }
        orders.take(order, step, List.of());
    }

    /** What was left out of the rates of the actor's place, the latest first, with what was undone. */
    @Transactional(readOnly = true)
    public Page<Exclusion> page(Optional<Cursor> after) {
        Actor actor = reader();
        Cursor from = after.orElse(LAST);
        List<Exclusion> found = jdbc.sql(SELECT + """
                         where x.place >= :from
                           and x.place < :to
                           and (x.made_at, x.id) < (:at, :id)
                         order by x.made_at desc, x.id desc
                         limit :most
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> exclusion(row))
                .list();
        return Page.cut(found, PAGE, one -> new Cursor(one.madeAt(), one.id()));
    }

    /** By what an order is left out now. */
    @Transactional(readOnly = true)
    public Optional<Exclusion> current(UUID order) {
        return jdbc.sql(SELECT + " where x.matter = :order and x.undone_at is null")
                .param("order", order)
                .query((row, n) -> exclusion(row))
                .optional();
    }

    private static final String SELECT = """
            select x.id, x.matter, m.title, m.opened_at, x.place, r.name, x.why, x.made_name, x.made_at,
                   x.undone_name, x.undone_why, x.undone_at
              from rate_exclusion x
              join matter m on m.id = x.matter
              join rate_rule r on r.id = x.rule
            """;

    private Rule rule(UUID id) {
        return jdbc.sql(
                        "select * from rate_rule where id = :id and (place in (:prefixes) or place >= :from and place < :to)")
                .param("id", id)
                .param("prefixes", Acting.current().home().prefixes())
                .param("from", Acting.current().home().from())
                .param("to", Acting.current().home().to())
                .query((row, n) -> rule(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static Actor reader() {
        Actor actor = Acting.current();
        if (!reads(actor)) {
            throw Refusal.forbidden("rule.notYours");
        }
        return actor;
    }

    private static Actor appraiser() {
        Actor actor = Acting.current();
        if (!appraises(actor)) {
            throw Refusal.forbidden("rule.notYours");
        }
        return actor;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("place")),
                row.getString("name"),
                row.getString("words"),
                row.getString("citation"),
                row.getObject("valid_from", LocalDate.class),
                Optional.ofNullable(row.getObject("valid_until", LocalDate.class)),
                row.getObject("author", UUID.class),
                row.getString("author_name"),
                Optional.ofNullable(row.getObject("approver", UUID.class)),
                row.getString("approver_name"),
                Matters.instant(row, "ended_at"));
    }

    private static Exclusion exclusion(ResultSet row) throws SQLException {
        return new Exclusion(
                row.getObject("id", UUID.class),
                row.getObject("matter", UUID.class),
                row.getString("title"),
                Matters.instant(row, "opened_at").orElseThrow(),
                PlaceCode.parse(row.getString("place")),
                row.getString("name"),
                row.getString("why"),
                row.getString("made_name"),
                Matters.instant(row, "made_at").orElseThrow(),
                row.getString("undone_name"),
                row.getString("undone_why"),
                Matters.instant(row, "undone_at"));
    }
}
