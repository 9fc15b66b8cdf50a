package org.linli.gateway;

import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.OrderMoved;
import org.linli.order.Orders;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
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

    Dispatches(Servers servers, Pushes pushes, Orders orders, TransactionOperations transactions) {
        this.servers = servers;
        this.pushes = pushes;
        this.orders = orders;
        this.transactions = transactions;
    }

    /** As the machinery of the street: a server may stand for all its communities. */
    @Async
    @TransactionalEventListener(condition = "#a0.step() == 'dispatch' or #a0.step() == 'share'")
    void on(OrderMoved moved) {
        UUID handler = moved.handler();
        if (handler == null) {
            return;
        }
        PlaceCode place = PlaceCode.parse(moved.place());
        Acting.run(
                Actor.system(place.at(PlaceLevel.STREET)),
                () -> transactions.executeWithoutResult(status -> servers.behind(handler, place)
                        .ifPresent(server -> pushes.add(moved.entry(), orders.order(moved.order()), server))));
    }
}
