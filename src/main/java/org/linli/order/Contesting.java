package org.linli.order;

import java.util.List;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/** Has an order done again when a neighbour who joined it says that it is not solved 邻居说没解决, once an order. */
@Component
class Contesting {

    private final Orders orders;
    private final TransactionOperations transactions;

    Contesting(Orders orders, TransactionOperations transactions) {
        this.orders = orders;
        this.transactions = transactions;
    }

    /** Somebody else may have said so first, or it may be closed by now; then their rating counts, and nothing moves. */
    @Async
    @TransactionalEventListener
    void on(OrderContested said) {
        PlaceCode community = PlaceCode.parse(said.place()).at(PlaceLevel.COMMUNITY);
        Acting.run(
                Actor.system(community),
                () -> transactions.executeWithoutResult(status -> {
                    if (orders.order(said.order()).contestable()) {
                        orders.take(said.order(), new Step.Contest(), List.of());
                    }
                }));
    }
}
