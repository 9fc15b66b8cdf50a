package org.linli.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.device.Devices.Proven;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Channel;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What devices tell 设备告警: taken once however often it is sent and over whichever node, made an order by the closest rule, joined to
 * one that is still open, or only kept; and taken back, or made an order after all, by a person.
 */
@Component
public class Alerts {

    private static final int PAGE = 50;
    private static final int TRIES = 5;
    private static final Cursor NEWEST = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String SELECT = """
            select a.id, a.device, a.event, a.alert, a.alert_name, a.at, a.received_at, a.broker, a.things, a.confidence, a.outcome,
                   a.rule_place, a.category, a.severity, a.window_minutes, a.taken_back_at, a.taken_back_by, a.taken_back_why,
                   m.id as order_id, m.opened_at, m.state
              from device_alert a
              left join matter m on m.id = a.matter
            """;

    private record Hung(PlaceCode place, String kind, String name, String spot) {}

    private final JdbcClient jdbc;
    private final Kinds kinds;
    private final Rules rules;
    private final Devices devices;
    private final Orders orders;
    private final OpenOrders openOrders;
    private final Silences silences;
    private final Categories categories;
    private final Places places;
    private final Words words;
    private final DeviceSettings settings;
    private final TransactionOperations transactions;
    private final Clock clock;

    Alerts(
            JdbcClient jdbc,
            Kinds kinds,
            Rules rules,
            Devices devices,
            Orders orders,
            OpenOrders openOrders,
            Silences silences,
            Categories categories,
            Places places,
            Words words,
            DeviceSettings settings,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.rules = rules;
        this.devices = devices;
        this.orders = orders;
        this.openOrders = openOrders;
        this.silences = silences;
        this.categories = categories;
        this.places = places;
        this.words = words;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes what a device tells, as the machinery of its community. The same again is answered alike and changes nothing. Refuses
     * something else under a number that is known (409), a kind that the place has none of, what is yet to happen, and what
     * happened too long ago; the device's page shows what was refused last.
     *
     * @param broker whether it came over the broker
     */
    public Heard take(Proven device, Reading reading, boolean broker) {
        return take(device, reading, broker, clock.instant());
    }

    /** The same, of what we have had since then: by that time it is judged whether it happened too long ago. */
    Heard take(Proven device, Reading reading, boolean broker, Instant heardAt) {
        for (int tries = 1; ; tries++) {
            try {
                return machinery(device, () -> taken(device, reading, broker, heardAt));
            } catch (Refusal refusal) {
                // Somebody moved the order between our look and our row: it is looked at anew.
                if (refusal.code().equals("matter.movedOn") && tries < TRIES) {
                    continue;
                }
                refused(device, refusal);
                throw refusal;
            }
        }
    }

    /** Notes on a device's page what it sent in vain. */
    public void refused(Proven device, Refusal refusal) {
        machinery(
                device,
                () -> jdbc.sql("update device set refused_at = :now, refused_code = :code where id = :id")
                        .param("now", Matters.time(now()))
                        .param("code", refusal.code())
                        .param("id", device.id())
                        .update());
    }

    private <T> T machinery(Proven device, Supplier<T> work) {
        try {
            return Acting.as(device.actor(), () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Heard taken(Proven proven, Reading reading, boolean broker, Instant heardAt) {
        // Whatever else the device tells at this moment waits here, and then finds what this one left.
        Hung device = jdbc.sql("""
                        update device
                           set seen_at = greatest(seen_at, :now), battery = coalesce(cast(:battery as int), battery)
                         where id = :id
                           and retired_at is null
                        returning place, kind, name, spot
                        """)
                .param("now", Matters.time(now()))
                .param("battery", Bound.number(reading.battery()))
                .param("id", proven.id())
                .query((row, n) -> new Hung(
                        PlaceCode.parse(row.getString("place")),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("spot")))
                .optional()
                .orElseThrow(() -> Refusal.movedOn("device.retired"));
        silences.over(proven, now());
        if (reading.heartbeat()) {
            return new Heard(reading.event(), Optional.empty(), false, Optional.empty(), Optional.empty());
        }
        Optional<Alert> known = jdbc.sql(SELECT + " where a.device = :device and a.event = :event")
                .param("device", proven.id())
                .param("event", reading.event())
                .query((row, n) -> alert(row))
                .optional();
        if (known.isPresent()) {
            return heardAgain(known.get(), reading);
        }
        if (reading.at().isAfter(clock.instant().plus(settings.ahead()))) {
            throw Refusal.invalid("device.future");
        }
        if (reading.at().isBefore(heardAt.minus(settings.oldest()))) {
            throw Refusal.invalid("device.old", "hours", settings.oldest().toHours());
        }
        AlertKind kind = kinds.alert(reading.alert(), device.place());
        Rule rule = rules.of(kind, device.place());
        Optional<Rule.Before> before = before(proven.id(), rule, reading.at());
        Outcome outcome = rule.decide(reading.at(), clock.getZone(), before);
        Optional<UUID> order = switch (outcome) {
            case ORDERED -> Optional.of(place(proven.id(), device, kind, rule, reading));
            case JOINED -> before.map(Rule.Before::order);
            case QUIET, RECORDED, HELD, RAISED -> Optional.empty();
        };
        keep(proven.id(), device, kind, rule, reading, broker, outcome, order);
        if (outcome == Outcome.JOINED) {
            join(order.orElseThrow(), proven.id(), device, kind, rule);
        }
        return new Heard(
                reading.event(),
                Optional.of(outcome),
                true,
                order.map(id -> orders.order(id).number()),
                Optional.empty());
    }

    private static Heard heardAgain(Alert known, Reading reading) {
        if (!known.alert().equals(reading.alert())
                || !known.at().equals(reading.at().truncatedTo(ChronoUnit.MICROS))) {
            throw Refusal.movedOn("device.eventOther", "event", reading.event());
        }
        return new Heard(
                known.event(),
                Optional.of(known.outcome()),
                false,
                known.order().map(Alert.Made::number),
                Optional.empty());
    }

    /** The last of its like that an order came of, near it in time or just taken back. */
    private Optional<Rule.Before> before(UUID device, Rule rule, Instant at) {
        return jdbc.sql("""
                        select a.matter, a.taken_back_at
                          from device_alert a
                         where a.device = :device
                           and a.alert = :alert
                           and a.matter is not null
                           and (a.at > :from and a.at < :to or a.taken_back_at > :from)
                         order by a.at desc, a.id desc
                         limit 1
                        """)
                .param("device", device)
                .param("alert", rule.alert())
                .param("from", Matters.time(at.minus(rule.window())))
                .param("to", Matters.time(at.plus(rule.window())))
                .query((row, n) -> standing(row.getObject("matter", UUID.class), Matters.instant(row, "taken_back_at")))
                .optional();
    }

    /** What was merged into another goes on in that one. */
    private Rule.Before standing(UUID id, Optional<Instant> takenBack) {
        Order goesOn = openOrders.goesOn(id);
        return new Rule.Before(goesOn.id(), OpenOrders.open(goesOn), takenBack);
    }

    private UUID place(UUID id, Hung device, AlertKind kind, Rule rule, Reading reading) {
        UUID order = Ids.at(clock.instant());
        Optional<String> many = reading.count().map(count -> text("device.order.count", count));
        Optional<String> sure = reading.confidence().map(percent -> text("device.order.sure", percent));
        return orders.place(
                order,
                step(
                        device.place(),
                        device.name(),
                        device.spot(),
                        kind.name(),
                        rule.category(),
                        rule.severity(),
                        reading.at(),
                        many.orElse("") + sure.orElse("")),
                because(
                        id,
                        rule.place().map(places::fullName).orElse(""),
                        kind.name(),
                        rule.category(),
                        rule.windowMinutes()));
    }

    private Step.Place step(
            PlaceCode place,
            String device,
            String spot,
            String alert,
            String category,
            Severity severity,
            Instant at,
            String more) {
        String said = text(
                severity == Severity.URGENT ? "device.order.urgent" : "device.order.ordinary",
                alert,
                device,
                spot,
                MINUTE.format(at.atZone(clock.getZone())));
        return new Step.Place(category, said + more, place, "", Channel.DEVICE, device, Optional.empty());
    }

    private Map<String, String> because(UUID device, String where, String alert, String category, int window) {
        Map<String, String> because = new LinkedHashMap<>();
        because.put("device", device.toString());
        because.put("deviceRule", where.isEmpty() ? text("device.rules.everywhere") : where);
        because.put("deviceAlert", alert);
        because.put(
                "deviceCategory",
                categories.all().stream()
                        .filter(known -> known.code().equals(category))
                        .map(known -> known.name())
                        .findFirst()
                        .orElse(category));
        because.put("deviceWindow", Integer.toString(window));
        return because;
    }

    /** The line grows with each doubling only: a thousand of the same leave ten rows and the whole count. */
    private void join(UUID order, UUID id, Hung device, AlertKind kind, Rule rule) {
        int count = jdbc.sql("select count(*) from device_alert where matter = :order")
                .param("order", order)
                .query(Integer.class)
                .single();
        if (Integer.bitCount(count) != 1) {
            return;
        }
        Map<String, String> because = new LinkedHashMap<>(because(
                id, rule.place().map(places::fullName).orElse(""), kind.name(), rule.category(), rule.windowMinutes()));
        because.put("deviceCount", Integer.toString(count));
        orders.note(order, new Step.Reply(text("device.order.again", kind.name(), device.name(), count)), because);
    }

    private void keep(
            UUID device,
            Hung hung,
            AlertKind kind,
            Rule rule,
            Reading reading,
            boolean broker,
            Outcome outcome,
            Optional<UUID> order) {
        jdbc.sql("""
                        insert into device_alert (id, device, place, event, alert, alert_name, at, received_at, broker, things,
                                                  confidence, outcome, rule_place, category, severity, window_minutes, matter)
                        values (:id, :device, :place, :event, :alert, :name, :at, :now, :broker, :things,
                                :confidence, :outcome, :rulePlace, :category, :severity, :window, :matter)
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("device", device)
                .param("place", hung.place().value())
                .param("event", reading.event())
                .param("alert", kind.code())
                .param("name", kind.name())
                .param("at", Matters.time(reading.at().truncatedTo(ChronoUnit.MICROS)))
                .param("now", Matters.time(now()))
                .param("broker", broker)
                .param("things", Bound.number(reading.count()))
                .param("confidence", Bound.number(reading.confidence()))
                .param("outcome", outcome.name())
                .param("rulePlace", rule.place().map(PlaceCode::value).orElse(""))
                .param("category", rule.category())
                .param("severity", rule.severity().name())
                .param("window", rule.windowMinutes())
                .param("matter", Bound.id(order))
                .update();
    }

    /** The alerts of a device, the newest first, 50 a page; none for whoever may not look at them. */
    @Transactional(readOnly = true)
    public Page<Alert> of(Device device, Optional<Cursor> after) {
        if (!device.tells(Acting.current())) {
            return new Page<>(List.of(), Optional.empty());
        }
        Cursor from = after.orElse(NEWEST);
        List<Alert> found = jdbc.sql(SELECT + """
                         where a.device = :device
                           and (a.at, a.id) < (:at, :id)
                         order by a.at desc, a.id desc
                         limit :most
                        """)
                .param("device", device.id())
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> alert(row))
                .list();
        return Page.cut(found, PAGE, last -> new Cursor(last.at(), last.id()));
    }

    /**
     * 撤回: takes back in one step the order that an alert made; its like is held for the window of the rule then. Refuses whoever does
     * not dispatch, an alert elsewhere or without an order as not found, and an order that somebody has accepted (409).
     */
    @Transactional
    public UUID takeBack(UUID id, String why) {
        Alert alert = decided(id);
        UUID order = alert.order().map(Alert.Made::id).orElseThrow(Refusal::notFound);
        Step.Decline declined = new Step.Decline(why);
        State state = orders.order(order).state();
        if (state == State.DISPATCHED) {
            orders.take(order, new Step.Recall(why), List.of());
        } else if (state != State.PLACED) {
            throw Refusal.movedOn("device.tooLate");
        }
        orders.take(order, declined, List.of());
        jdbc.sql("""
                        update device_alert
                           set taken_back_at = :now, taken_back_by = :by, taken_back_why = :why
                         where matter = :order
                        """)
                .param("now", Matters.time(now()))
                .param("by", Acting.current().signature())
                .param("why", declined.words())
                .param("order", order)
                .update();
        return alert.device();
    }

    /**
     * 转单: makes an order of an alert that was only kept, and gives its id. Refuses whoever does not dispatch, an alert elsewhere as
     * not found, and one that an order came of already (409).
     */
    @Transactional
    public UUID raise(UUID id) {
        Alert alert = decided(id);
        if (alert.outcome().orders()) {
            throw Refusal.movedOn("device.raised");
        }
        Device device = devices.one(alert.device());
        UUID order = orders.place(
                Ids.at(clock.instant()),
                step(
                        device.place(),
                        device.declared().name(),
                        device.declared().spot(),
                        alert.name(),
                        alert.category(),
                        alert.severity(),
                        alert.at(),
                        ""),
                because(
                        device.id(),
                        alert.rulePlace().isEmpty() ? "" : places.fullName(PlaceCode.parse(alert.rulePlace())),
                        alert.name(),
                        alert.category(),
                        alert.windowMinutes()));
        int raised = jdbc.sql(
                        "update device_alert set outcome = 'RAISED', matter = :order where id = :id and matter is null")
                .param("order", order)
                .param("id", id)
                .update();
        if (raised == 0) {
            throw Refusal.movedOn("device.raised");
        }
        return order;
    }

    private Alert decided(UUID id) {
        Actor actor = Acting.current();
        if (actor.person().isEmpty() || !actor.duty().dispatches()) {
            throw Refusal.forbidden("device.notYours");
        }
        return jdbc.sql(SELECT + " where a.id = :id and a.place >= :from and a.place < :to")
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> alert(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Alert alert(ResultSet row) throws SQLException {
        Optional<UUID> order = Optional.ofNullable(row.getObject("order_id", UUID.class));
        Instant opened = Matters.instant(row, "opened_at").orElse(Instant.EPOCH);
        String state = order.isPresent() ? row.getString("state") : "";
        String by = row.getString("taken_back_by");
        String why = row.getString("taken_back_why");
        return new Alert(
                row.getObject("id", UUID.class),
                row.getObject("device", UUID.class),
                row.getString("event"),
                row.getString("alert"),
                row.getString("alert_name"),
                Matters.instant(row, "at").orElseThrow(),
                Matters.instant(row, "received_at").orElseThrow(),
                row.getBoolean("broker"),
                Optional.ofNullable(row.getObject("things", Integer.class)),
                Optional.ofNullable(row.getObject("confidence", Integer.class)),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("rule_place"),
                row.getString("category"),
                Severity.valueOf(row.getString("severity")),
                row.getInt("window_minutes"),
                order.map(id -> new Alert.Made(id, Order.number(id, opened), state)),
                Matters.instant(row, "taken_back_at").map(at -> new Alert.TakenBack(at, by, why)));
    }
}
