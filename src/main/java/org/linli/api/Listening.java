package org.linli.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.Hotline;
import org.linli.order.Order;
import org.linli.order.OrderMoved;
import org.linli.order.Orders;
import org.linli.order.Ticket;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Hears which orders have moved, and notes whom that is to be told. */
@Component
class Listening {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Orders orders;
    private final Hotline hotline;
    private final TransactionOperations transactions;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Listening(
            Webhooks webhooks,
            Deliveries deliveries,
            Orders orders,
            Hotline hotline,
            TransactionOperations transactions,
            JsonMapper json,
            ApplicationEventPublisher events) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.orders = orders;
        this.hotline = hotline;
        this.transactions = transactions;
        this.json = json;
        this.events = events;
    }

    /** A step that somebody wants to hear of 要告知的一步. */
    record Wanted(OrderMoved moved) {}

    /** In the step's own transaction: what is to be told is written down with it, and nothing where nobody listens. */
    @EventListener
    void taken(OrderMoved moved) {
        if (webhooks.heard(moved.place(), moved.step())) {
            events.publishEvent(new Wanted(moved));
        }
    }

    /** As the machinery of the street: it, too, may want to be told of all its communities. */
    @Async
    @TransactionalEventListener
    void on(Wanted wanted) {
        OrderMoved moved = wanted.moved();
        PlaceCode place = PlaceCode.parse(moved.place());
        Acting.run(
                Actor.system(place.at(PlaceLevel.STREET)),
                () -> transactions.executeWithoutResult(status -> note(moved, place)));
    }

    private void note(OrderMoved moved, PlaceCode place) {
        List<Webhook> hearing = webhooks.hearing(place).stream()
                .filter(webhook -> webhook.hears(moved.step()))
                .toList();
        if (hearing.isEmpty()) {
            return;
        }
        Order order = orders.order(moved.order());
        String body = json.writeValueAsString(told(moved, order));
        String wordy = hearing.stream().anyMatch(Webhook::feedback)
                ? wordy(moved, order).orElse(body)
                : body;
        hearing.forEach(webhook -> deliveries.add(webhook, order, moved, webhook.feedback() ? wordy : body));
    }

    /**
     * With what 12345 is to hear of its tickets: of the order's own, of those merged into it, and, where it is a part, of the
     * whole's. Empty where it has none.
     */
    private Optional<String> wordy(OrderMoved moved, Order order) {
        UUID whole = Optional.ofNullable(moved.whole()).orElse(order.id());
        Optional<Ticket.Feedback> own = hotline.feedback(whole);
        List<Ticket.Feedback> merged = hotline.merged(whole);
        if (own.isEmpty() && merged.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> data = data(moved, order);
        own.ifPresent(one -> data.put("hotline", hotline(one)));
        if (!merged.isEmpty()) {
            data.put("hotlineMerged", merged.stream().map(Listening::hotline).toList());
        }
        return Optional.of(json.writeValueAsString(told(moved, data)));
    }

    private static Map<String, Object> told(OrderMoved moved, Order order) {
        return told(moved, data(moved, order));
    }

    private static Map<String, Object> told(OrderMoved moved, Map<String, Object> data) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", String.join(".", Order.KIND, moved.step()));
        told.put("timestamp", moved.at());
        told.put("data", data);
        return told;
    }

    /**
     * Nothing personal: no word that anybody asked with, no name, no phone, and the place ends at the building. Whoever is to tell
     * 12345 what became of its tickets hears also how they were settled, as 12345 has asked.
     */
    private static Map<String, Object> data(OrderMoved moved, Order order) {
        PlaceCode place = order.matter().place();
        PlaceCode building = place.level().compareTo(PlaceLevel.BUILDING) > 0 ? place.at(PlaceLevel.BUILDING) : place;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("order", order.id());
        data.put("entry", moved.entry());
        data.put("number", order.number());
        data.put("step", moved.step());
        data.put("state", moved.state());
        data.put("category", order.category().code());
        data.put("place", building.value());
        data.put("openedAt", order.matter().openedAt());
        data.put("at", moved.at());
        UUID handler = moved.handler();
        if (handler != null) {
            data.put("handler", handler);
        }
        return data;
    }

    private static Map<String, Object> hotline(Ticket.Feedback feedback) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("number", feedback.ticket().number());
        feedback.goesOn().ifPresent(order -> told.put("state", order.state().name()));
        feedback.mergedInto().ifPresent(order -> told.put("mergedInto", order.number()));
        feedback.grid().ifPresent(grid -> told.put("grid", grid.name()));
        feedback.ticket().dueAt().ifPresent(due -> told.put("deadline", due));
        feedback.answeredAt().ifPresent(at -> told.put("answeredAt", at));
        feedback.acceptedAt().ifPresent(at -> told.put("acceptedAt", at));
        feedback.doneAt().ifPresent(at -> told.put("doneAt", at));
        told.put("result", feedback.result());
        told.put("reason", feedback.reason());
        feedback.solved().ifPresent(yes -> told.put("solved", yes));
        feedback.satisfied().ifPresent(yes -> told.put("satisfied", yes));
        return told;
    }
}
