package org.linli.order;

import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/** Finishes a whole when the last of its parts is over 各家办完，整件办完. */
@Component
class Gathering {

    private final Splitting splitting;
    private final TransactionOperations transactions;

    Gathering(Splitting splitting, TransactionOperations transactions) {
        this.splitting = splitting;
        this.transactions = transactions;
    }

    @Async
    @TransactionalEventListener(condition = "#a0.whole() != null")
    void on(OrderMoved moved) {
        UUID whole = moved.whole();
        if (whole == null || !State.valueOf(moved.state()).over()) {
            return;
        }
        PlaceCode community = PlaceCode.parse(moved.place()).at(PlaceLevel.COMMUNITY);
        Acting.run(Actor.system(community), () -> transactions.executeWithoutResult(status -> splitting.gather(whole)));
    }
}
