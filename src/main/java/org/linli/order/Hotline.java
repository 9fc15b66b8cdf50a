package org.linli.order;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Ticket.Brought;
import org.linli.order.Ticket.Feedback;
import org.linli.order.Ticket.Incoming;
import org.linli.place.Grids;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.linli.platform.secret.Phone;
import org.linli.platform.secret.Secrets;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The tickets of the citizens' hotline 12345 热线工单: taken once however often they are sent, placed where their address says or
 * where somebody says, reminded of, and told back. What the hotline sends is done as the machinery of the reach of whoever passes
 * it on, so that it counts as nobody's answer.
 */
@Component
public class Hotline {

    /** What became of what was passed on. */
    public enum Became {
        /** 成为服务单. */
        PLACED,
        /** 待认领: nobody knows where it belongs. */
        WAITING,
        /** 原来就有, and nothing is new. */
        SAME,
        /** 记为催办. */
        REMINDED
    }

    /** @param fresh whether the ticket was not known before */
    public record Taken(Feedback feedback, boolean fresh, Became became) {}

    private record Known(Ticket ticket, byte[] digest) {}

    private static final String PURPOSE = "order.hotline";
    private static final int PAGE = 20;
    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int MOST_MERGED = 50;
    /** What several did stands together in the row that gathers it. */
    private static final Set<String> DONE = Set.of("finish", "gather");

    private static final Set<String> UNDONE = Set.of("decline", "withdraw", "void");
    private static final String SELECT = """
            select t.id, t.source, t.reach, t.number, t.matter, t.category, t.words, t.address, t.contact_name, t.contact_mask,
                   t.due_at, t.received_at, t.changed_at, t.reminders, t.digest
              from hotline_ticket t
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Categories categories;
    private final Places places;
    private final Grids grids;
    private final Secrets secrets;
    private final Words words;
    private final TransactionOperations transactions;
    private final Trips trips;
    private final Clock clock;

    Hotline(
            JdbcClient jdbc,
            Orders orders,
            Categories categories,
            Places places,
            Grids grids,
            Secrets secrets,
            Words words,
            TransactionOperations transactions,
            Trips trips,
            Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.orders = orders;
        this.categories = categories;
        this.places = places;
        this.grids = grids;
        this.secrets = secrets;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether somebody passes tickets on, and says where they belong: whoever dispatches, and the street. */
    static boolean claims(Actor actor) {
        return actor.person().isPresent()
                && (actor.duty().dispatches() && actor.duty().staff()
                        || actor.duty().ofStreet());
    }

    /** The acting person's own community or street. Refuses whoever does not pass tickets on, and whoever's place is another. */
    static Actor intake() {
        Actor actor = Acting.current();
        if (!claims(actor)) {
            throw Refusal.forbidden("order.hotlineNotYours");
        }
        PlaceLevel level = actor.home().level();
        if (level != PlaceLevel.STREET && level != PlaceLevel.COMMUNITY) {
            throw Refusal.forbidden("order.hotlineNotYours");
        }
        return actor;
    }

    /**
     * Takes a ticket: an order where its address means one place of the acting person's own, else it waits for a clerk. The same
     * again changes nothing; something new under a known number is a reminder 催办 in its order's timeline. Refuses a category that
     * is none there, and something new about an order that is over (409).
     */
    public Taken take(Incoming incoming) {
        Actor owner = intake();
        return machinery(owner.home(), () -> taken(Channel.HOTLINE, incoming, owner));
    }

    /**
     * Takes a row of somebody's file, of the hotline or of digital city management. What is known, whoever passed it on, is found by
     * its number in all of the acting person's own place; of what the row leaves out nothing is new. Refuses as {@link #take}, and
     * an unknown one without words.
     */
    Taken bring(Channel source, Brought row) {
        Actor owner = intake();
        return machinery(
                owner.home(),
                () -> known(owner.home(), source, row.number())
                        .map(known -> again(source, row, known, owner))
                        .orElseGet(() -> taken(source, row.incoming(), owner)));
    }

    private Optional<Ticket> known(PlaceCode reach, Channel source, String number) {
        return jdbc.sql(SELECT + """
                         where t.source = :source
                           and t.number = :number
                           and t.place >= :from
                           and t.place < :to
                         order by t.reach = :reach desc, t.received_at
                         limit 1
                           for update
                        """)
                .param("source", source.name())
                .param("number", number)
                .param("from", reach.from())
                .param("to", reach.to())
                .param("reach", reach.value())
                .query((row, n) -> ticket(row))
                .optional();
    }

    private Taken again(Channel source, Brought row, Ticket known, Actor owner) {
        if (known.order().isEmpty() && !known.reach().equals(owner.home())) {
            // Whoever passed it on knows where they heard of it.
            return new Taken(feedback(known), false, Became.SAME);
        }
        if (known.order().isEmpty()) {
            Incoming said = row.over(known, known.words(), phone(known));
            return says(said, row, known) ? taken(source, said, owner) : new Taken(feedback(known), false, Became.SAME);
        }
        Order order = orders.order(known.order().orElseThrow());
        List<String> news = new ArrayList<>();
        if (!row.words().isEmpty() && !alike(row.whole(), order.words())) {
            news.add(row.whole());
        }
        if (!row.address().isEmpty()
                && !alike(row.address(), known.address().isEmpty() ? places(order) : known.address())) {
            news.add(text("order.hotline.newAddress", row.address()));
        }
        if (row.deadline().isPresent() && !row.deadline().equals(known.dueAt().map(Hotline::toSeconds))) {
            news.add(newDeadline(known, row.deadline()));
        }
        boolean called = another(row, order.contactMask());
        if (called && news.isEmpty()) {
            news.add(text("order.hotline.again", from(known)));
        }
        if (news.isEmpty()) {
            return new Taken(feedback(known), false, Became.SAME);
        }
        urge(order, String.join("\n", news));
        if (called) {
            orders.recontact(
                    order.id(),
                    row.contactName().isEmpty() ? order.contactName() : row.contactName(),
                    row.contactPhone());
        }
        Incoming said = row.over(known, order.words(), row.contactPhone());
        reminded(known, said, secrets.fingerprint(said.whole(), PURPOSE), clock.instant());
        return new Taken(feedback(one(known.id())), false, Became.REMINDED);
    }

    /** Whether something is new about a ticket that still waits. */
    private static boolean says(Incoming said, Brought row, Ticket known) {
        return !alike(said.words(), known.words())
                || !alike(said.address(), known.address())
                || !said.contactName().equals(known.contactName())
                || !said.category().equals(Optional.of(known.category()))
                || row.deadline().isPresent()
                        && !row.deadline().equals(known.dueAt().map(Hotline::toSeconds))
                || another(row, known.contactMask());
    }

    /** Their number stands sealed: one that begins and ends alike counts as the same. */
    private static boolean another(Brought row, String mask) {
        return row.contactPhone().filter(phone -> !phone.masked().equals(mask)).isPresent();
    }

    /** Files know no fractions of a second. */
    private static Instant toSeconds(Instant due) {
        return due.truncatedTo(ChronoUnit.SECONDS);
    }

    /** But for white space, which a spreadsheet may lose. */
    private static boolean alike(String said, String known) {
        return said.replaceAll("\\s+", "").equals(known.replaceAll("\\s+", ""));
    }

    private String places(Order order) {
        return places.fullNames(Set.of(order.matter().place()))
                .getOrDefault(order.matter().place(), "");
    }

    private <T> T machinery(PlaceCode reach, java.util.function.Supplier<T> work) {
        try {
            return Acting.as(
                    Actor.system(reach), () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Taken taken(Channel source, Incoming incoming, Actor owner) {
        PlaceCode reach = owner.home();
        String category = categories
                .choose(incoming.category().orElse(Ticket.OTHER), reach)
                .code();
        byte[] digest = secrets.fingerprint(incoming.whole(), PURPOSE);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // A second post waits here for the first to commit, and then finds its ticket.
        boolean fresh = jdbc.sql("""
                        insert into hotline_ticket (id, reach, source, number, place, category, words, address, contact_name, contact_phone,
                                                    contact_mask, due_at, digest, received_at, changed_at, passed_by)
                        values (:id, :reach, :source, :number, :reach, :category, :words, :address, :name, cast(:phone as bytea),
                                :mask, cast(:due as timestamptz), :digest, :now, :now, :owner)
                        on conflict (reach, source, number) do nothing
                        """)
                        .param("id", Ids.at(now))
                        .param("reach", reach.value())
                        .param("source", source.name())
                        .param("number", incoming.number())
                        .param("category", category)
                        .param("words", incoming.words())
                        .param("address", incoming.address())
                        .param("name", incoming.contactName())
                        .param("phone", sealed(incoming.contactPhone()))
                        .param(
                                "mask",
                                incoming.contactPhone().map(Phone::masked).orElse(""))
                        .param("due", Bound.time(incoming.deadline()))
                        .param("digest", digest)
                        .param("now", Matters.time(now))
                        .param("owner", owner.self())
                        .update()
                == 1;
        Known known = jdbc.sql(
                        SELECT + " where t.reach = :reach and t.source = :source and t.number = :number for update")
                .param("reach", reach.value())
                .param("source", source.name())
                .param("number", incoming.number())
                .query((row, n) -> new Known(ticket(row), row.getBytes("digest")))
                .single();
        Became became = Became.SAME;
        if (fresh || known.ticket().order().isEmpty() && !MessageDigest.isEqual(known.digest(), digest)) {
            if (!fresh) {
                replace(known.ticket(), incoming, category, digest, now);
            }
            Optional<PlaceCode> where = places.locate(incoming.address(), reach).place();
            where.ifPresent(place -> place(one(known.ticket().id()), place, category));
            became = where.isPresent() ? Became.PLACED : Became.WAITING;
        } else if (!MessageDigest.isEqual(known.digest(), digest)) {
            remind(known.ticket(), incoming, digest, now);
            became = Became.REMINDED;
        }
        return new Taken(feedback(one(known.ticket().id())), fresh, became);
    }

    private Object sealed(Optional<Phone> phone) {
        return Bound.bytes(phone.map(known -> secrets.seal(known.digits(), PURPOSE)));
    }

    private void replace(Ticket ticket, Incoming incoming, String category, byte[] digest, Instant now) {
        jdbc.sql("""
                        update hotline_ticket
                           set category = :category, words = :words, address = :address, contact_name = :name,
                               contact_phone = cast(:phone as bytea), contact_mask = :mask, due_at = cast(:due as timestamptz),
                               digest = :digest, changed_at = :now, reminders = reminders + 1
                         where id = :id
                        """)
                .param("category", category)
                .param("words", incoming.words())
                .param("address", incoming.address())
                .param("name", incoming.contactName())
                .param("phone", sealed(incoming.contactPhone()))
                .param("mask", incoming.contactPhone().map(Phone::masked).orElse(""))
                .param("due", Bound.time(incoming.deadline()))
                .param("digest", digest)
                .param("now", Matters.time(now))
                .param("id", ticket.id())
                .update();
    }

    private void remind(Ticket ticket, Incoming incoming, byte[] digest, Instant now) {
        Order order = orders.order(ticket.order().orElseThrow());
        urge(order, news(ticket, order, incoming));
        orders.recontact(order.id(), caller(ticket, incoming.contactName()), incoming.contactPhone());
        reminded(ticket, incoming, digest, now);
    }

    /** What is new about a duplicate is told to whoever works on the order that goes on for it. */
    private void urge(Order order, String news) {
        Order goesOn = goesOn(order);
        if (goesOn.state().over()) {
            throw Refusal.movedOn("order.hotlineOver", "number", order.number());
        }
        orders.take(goesOn.id(), new Step.Urge(news), List.of());
    }

    private void reminded(Ticket ticket, Incoming incoming, byte[] digest, Instant now) {
        jdbc.sql("""
                        update hotline_ticket
                           set address = :address, due_at = cast(:due as timestamptz), digest = :digest, changed_at = :now,
                               reminders = reminders + 1
                         where id = :id
                        """)
                .param("address", incoming.address())
                .param("due", Bound.time(incoming.deadline()))
                .param("digest", digest)
                .param("now", Matters.time(now))
                .param("id", ticket.id())
                .update();
    }

    /** What is new, line by line; of whoever is to be called only that it changed. */
    private String news(Ticket ticket, Order order, Incoming incoming) {
        List<String> lines = new ArrayList<>();
        if (!incoming.words().equals(order.words())) {
            lines.add(incoming.words());
        }
        if (!incoming.address().equals(ticket.address())) {
            lines.add(text("order.hotline.newAddress", incoming.address()));
        }
        if (!incoming.deadline().equals(ticket.dueAt())) {
            lines.add(newDeadline(ticket, incoming.deadline()));
        }
        if (lines.isEmpty()) {
            lines.add(text("order.hotline.again", from(ticket)));
        }
        return String.join("\n", lines);
    }

    private String newDeadline(Ticket ticket, Optional<Instant> deadline) {
        return deadline.map(due -> text("order.hotline.newDeadline", from(ticket), MINUTE.format(due.atZone(zone()))))
                .orElseGet(() -> text("order.hotline.noDeadline", from(ticket)));
    }

    private String from(Ticket ticket) {
        return text("order.hotline.source." + ticket.source());
    }

    private ZoneId zone() {
        return clock.getZone();
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }

    private String caller(Ticket ticket, String name) {
        return name.isEmpty() ? text("order.hotline.caller", from(ticket)) : name;
    }

    /** Makes an order of it, which then alone holds what was said and by whom. */
    private UUID place(Ticket ticket, PlaceCode where, String category) {
        Optional<Phone> phone = phone(ticket);
        UUID order = orders.place(
                Ids.at(clock.instant()),
                new Step.Place(
                        category,
                        ticket.words(),
                        where,
                        "",
                        ticket.source(),
                        caller(ticket, ticket.contactName()),
                        phone));
        jdbc.sql("""
                        update hotline_ticket
                           set matter = :order, place = :place, category = :category, words = '', contact_name = '',
                               contact_phone = null, contact_mask = ''
                         where id = :id
                        """)
                .param("order", order)
                .param("place", where.value())
                .param("category", category)
                .param("id", ticket.id())
                .update();
        return order;
    }

    private Optional<Phone> phone(Ticket ticket) {
        return jdbc.sql("select contact_phone from hotline_ticket where id = :id and contact_phone is not null")
                .param("id", ticket.id())
                .query((row, n) -> new Phone(secrets.open(row.getBytes("contact_phone"), PURPOSE)))
                .optional();
    }

    /** What 12345 is told of a ticket of the acting person's own reach. Refuses an unknown number as not found. */
    @Transactional(readOnly = true)
    public Feedback feedback(String number) {
        return jdbc.sql(SELECT + " where t.reach = :reach and t.source = 'HOTLINE' and t.number = :number")
                .param("reach", intake().home().value())
                .param("number", number)
                .query((row, n) -> ticket(row))
                .optional()
                .map(this::feedback)
                .orElseThrow(Refusal::notFound);
    }

    /** The ticket that an order in reach came from. */
    @Transactional(readOnly = true)
    public Optional<Ticket> of(UUID order) {
        return of(trips.begin(), order).get();
    }

    /** The same, asked on a trip. */
    public Supplier<Optional<Ticket>> of(Trip trip, UUID order) {
        return trip.askOptional(SELECT + " where t.matter = :order", Map.of("order", order), (row, n) -> ticket(row));
    }

    /** What 12345 is told of an order in reach that it passed on; empty for any other. */
    @Transactional(readOnly = true)
    public Optional<Feedback> feedback(UUID order) {
        return of(order).filter(ticket -> ticket.source() == Channel.HOTLINE).map(this::feedback);
    }

    /** What 12345 is told of the tickets whose orders were merged into an order in reach 合并进来的工单, the oldest first. */
    @Transactional(readOnly = true)
    public List<Feedback> merged(UUID order) {
        return jdbc
                .sql(SELECT + """
                         where t.source = 'HOTLINE'
                           and t.matter in (with recursive duplicate as (
                                                select o.matter
                                                  from service_order o
                                                 where o.merged_into = :order
                                                 union all
                                                select o.matter
                                                  from duplicate d
                                                  join service_order o on o.merged_into = d.matter)
                                            select matter from duplicate)
                         order by t.received_at, t.id
                         limit :most
                        """)
                .param("order", order)
                .param("most", MOST_MERGED)
                .query((row, n) -> ticket(row))
                .list()
                .stream()
                .map(this::feedback)
                .toList();
    }

    private Feedback feedback(Ticket ticket) {
        Optional<Order> order = ticket.order().map(orders::order);
        Optional<Order> goesOn = order.map(this::goesOn);
        List<Trace> line = goesOn.map(orders::timeline).orElse(List.of());
        return new Feedback(
                ticket,
                order,
                goesOn,
                order.flatMap(one -> grids.covering(one.matter().place())),
                order.flatMap(one -> once(one, Order::firstAnswerAt)),
                order.flatMap(one -> once(one, this::accepted)),
                goesOn.flatMap(Order::doneAt),
                last(line, DONE),
                goesOn.filter(one -> one.state().over())
                        .map(one -> last(line, UNDONE))
                        .orElse(""),
                goesOn.flatMap(Order::solved),
                goesOn.flatMap(Order::rating).map(stars -> stars > Step.BAD));
    }

    /** The order that goes on for a duplicate, however often it was merged on; any other order itself. */
    private Order goesOn(Order order) {
        return order.mergedInto().map(orders::order).map(this::goesOn).orElse(order);
    }

    /** When something first happened to an order; to a duplicate by its other not before they were merged. */
    private Optional<Instant> once(Order order, Function<Order, Optional<Instant>> when) {
        return when.apply(order)
                .or(() -> order.mergedInto()
                        .map(orders::order)
                        .flatMap(other -> once(other, when))
                        .map(at -> order.matter().endedAt().filter(at::isBefore).orElse(at)));
    }

    /** When a handler first took it up, or a part of it. */
    private Optional<Instant> accepted(Order order) {
        return jdbc.sql("""
                        select min(t.at) as at
                          from timeline_entry t
                         where t.step = 'accept'
                           and t.matter in (select :order
                                             union all
                                            select o.matter from service_order o where o.whole = :order)
                        """)
                .param("order", order.id())
                .query((row, n) -> Matters.instant(row, "at"))
                .single();
    }

    private static String last(List<Trace> line, Set<String> steps) {
        return line.reversed().stream()
                .filter(trace -> steps.contains(trace.step()))
                .map(Trace::words)
                .findFirst()
                .orElse("");
    }

    private Ticket one(UUID id) {
        return jdbc.sql(SELECT + " where t.id = :id")
                .param("id", id)
                .query((row, n) -> ticket(row))
                .single();
    }

    /** Those of the acting person's place of which nobody knows where they belong 待认领, the oldest first, 20 a page. */
    @Transactional(readOnly = true)
    public Page<Ticket> unclaimed(Optional<Cursor> after) {
        Actor actor = claimant();
        Cursor from = after.orElse(FIRST);
        List<Ticket> found = jdbc.sql(SELECT + """
                         where t.matter is null
                           and t.place >= :from
                           and t.place < :to
                           and (t.received_at, t.id) > (:at, :id)
                         order by t.received_at, t.id
                         limit :most
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> ticket(row))
                .list();
        return Page.cut(found, PAGE, last -> new Cursor(last.receivedAt(), last.id()));
    }

    /** One of them. Refuses one elsewhere, and one that was claimed, as not found. */
    @Transactional(readOnly = true)
    public Ticket unclaimed(UUID id) {
        return waiting(id, "");
    }

    private Ticket waiting(UUID id, String how) {
        Actor actor = claimant();
        return jdbc.sql(SELECT + " where t.id = :id and t.matter is null and t.place >= :from and t.place < :to" + how)
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> ticket(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /**
     * 认领: says where a ticket belongs, and so makes an order of it, whose id it gives back. Refuses a ticket elsewhere, and one
     * that was claimed, as not found; a place elsewhere or above a community, and a category that is none there.
     */
    @Transactional
    public UUID claim(UUID id, PlaceCode where, String category) {
        Ticket ticket = waiting(id, " for update");
        if (!Acting.current().covers(where)) {
            throw Refusal.invalid("order.place");
        }
        return place(ticket, where, categories.choose(category, where).code());
    }

    private static Actor claimant() {
        Actor actor = Acting.current();
        if (!claims(actor)) {
            throw Refusal.forbidden("order.hotlineNotYours");
        }
        actor.home();
        return actor;
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getObject("id", UUID.class),
                Channel.valueOf(row.getString("source")),
                PlaceCode.parse(row.getString("reach")),
                row.getString("number"),
                Optional.ofNullable(row.getObject("matter", UUID.class)),
                row.getString("category"),
                row.getString("words"),
                row.getString("address"),
                row.getString("contact_name"),
                row.getString("contact_mask"),
                Matters.instant(row, "due_at"),
                Matters.instant(row, "received_at").orElseThrow(),
                Matters.instant(row, "changed_at").orElseThrow(),
                row.getInt("reminders"));
    }
}
