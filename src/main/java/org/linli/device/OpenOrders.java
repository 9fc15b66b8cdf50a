package org.linli.device;

import java.util.Optional;
import java.util.UUID;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.springframework.stereotype.Component;

/** What became of an order that a device caused: what was merged goes on in the other, and may be joined while that is open. */
@Component
class OpenOrders {

    private final Orders orders;

    OpenOrders(Orders orders) {
        this.orders = orders;
    }

    /** The order itself, or what it was merged into. */
    Order goesOn(UUID id) {
        Order order = orders.order(id);
        return order.state() == State.MERGED
                ? order.mergedInto().map(orders::order).orElse(order)
                : order;
    }

    /** Whether what happens again still belongs to it. */
    static boolean open(Order order) {
        return !order.state().over() && !order.state().done() && order.state() != State.RATED;
    }

    /** The same by its id; empty where it is not open, and for none. */
    Optional<UUID> of(Optional<UUID> id) {
        return id.map(this::goesOn).filter(OpenOrders::open).map(Order::id);
    }
}
