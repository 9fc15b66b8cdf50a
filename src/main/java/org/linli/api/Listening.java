package org.linli.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.Order;
import org.linli.order.OrderMoved;
import org.linli.order.Orders;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
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
    private final TransactionOperations transactions;
    private final JsonMapper json;

    Listening(
            Webhooks webhooks,
            Deliveries deliveries,
            Orders orders,
            TransactionOperations transactions,
            JsonMapper json) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.orders = orders;
        this.transactions = transactions;
        this.json = json;
    }

    /** As the machinery of the street: it, too, may want to be told of all its communities. */
    @Async
    @TransactionalEventListener
    void on(OrderMoved moved) {
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
        hearing.forEach(webhook -> deliveries.add(webhook, order, moved, body));
    }

    /** Nothing personal: no word that anybody said, no name, no phone, and the place ends at the building. */
    private static Map<String, Object> told(OrderMoved moved, Order order) {
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
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "order." + moved.step());
        told.put("timestamp", moved.at());
        told.put("data", data);
        return told;
    }
}
