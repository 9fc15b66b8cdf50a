package org.linli.gateway;

import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.OrderMoved;
import org.linli.order.Orders;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/** Hears which orders are dispatched 派单 to an organisation that stands for another server, and notes that they are to be pushed. */
@Component
class Dispatches {

    private final Servers servers;
    private final Pushes pushes;
    private final Orders orders;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    Dispatches(
            Servers servers,
            Pushes pushes,
            Orders orders,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.servers = servers;
        this.pushes = pushes;
        this.orders = orders;
        this.transactions = transactions;
        this.events = events;
    }

    /** An order sent to an organisation that stands for another server 待推送. */
    record Pushable(UUID entry, UUID order, UUID handler, String place) {}

    /** In the step's own transaction: what is to be pushed is written down with it, and nothing where the handler stands for no server. */
    @EventListener(condition = "#a0.step() == 'dispatch' or #a0.step() == 'share'")
    void taken(OrderMoved moved) {
        UUID handler = moved.handler();
        if (handler != null && servers.standsFor(handler, PlaceCode.parse(moved.place()))) {
            events.publishEvent(new Pushable(moved.entry(), moved.order(), handler, moved.place()));
        }
    }

    /** As the machinery of the street: a server may stand for all its communities. */
    @Async
    @TransactionalEventListener
    void on(Pushable sent) {
        PlaceCode place = PlaceCode.parse(sent.place());
        Acting.run(
                Actor.system(place.at(PlaceLevel.STREET)),
                () -> transactions.executeWithoutResult(status -> servers.behind(sent.handler(), place)
                        .ifPresent(server -> pushes.add(sent.entry(), orders.order(sent.order()), server))));
    }
}
