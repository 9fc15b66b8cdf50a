package org.linli.order;

import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends what was just placed to the one handler that the closest rule names 自动派单, where that rule allows it at this hour and
 * somebody there can take it ({@link Automatic}); as the machinery of the community, which says by which rule. Whatever a person has
 * had a hand in stays a person's.
 */
@Component
class AutoDispatch {

    private static final Logger log = LoggerFactory.getLogger(AutoDispatch.class);
    private static final Set<String> DECIDED = Set.of("dispatch", "hold");

    private final Orders orders;
    private final Routes routes;
    private final Suiting suiting;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    AutoDispatch(
            Orders orders,
            Routes routes,
            Suiting suiting,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.orders = orders;
        this.routes = routes;
        this.suiting = suiting;
        this.transactions = transactions;
        this.events = events;
    }

    /** An order placed where some rule sends by itself 待自动派单. */
    record Sendable(UUID order, String place) {}

    /** In the step's own transaction: what may be sent is written down with it, and nothing where no rule sends by itself. */
    @EventListener(condition = "#a0.step() == 'place'")
    void placed(OrderMoved moved) {
        if (routes.anyAutomatic(PlaceCode.parse(moved.place()))) {
            events.publishEvent(new Sendable(moved.order(), moved.place()));
        }
    }

    /** The actor is bound before the transaction begins: the database is told at its begin who acts. */
    @Async
    @TransactionalEventListener
    void on(Sendable placed) {
        PlaceCode place = PlaceCode.parse(placed.place());
        Acting.run(Actor.system(place.at(PlaceLevel.COMMUNITY)), () -> {
            try {
                transactions.executeWithoutResult(status -> dispatch(placed.order()));
            } catch (Refusal somebodyWasFaster) {
                log.debug("Not dispatched by itself: {}", somebodyWasFaster.code());
            }
        });
    }

    /**
     * Sends it once: what a clerk took back, or sent themselves, is not sent again, however often this is heard. What a rule would
     * have sent at this hour and nobody there can take stays for a person, and its line says why.
     */
    void dispatch(UUID id) {
        Order order = orders.order(id);
        if (order.state() != State.PLACED
                || orders.timeline(order).stream().anyMatch(trace -> DECIDED.contains(trace.step()))) {
            return;
        }
        Automatic decided = suiting.automatic(suiting.of(order));
        if (decided.why().goes()) {
            UUID handler = decided.about().orElseThrow().organisation();
            orders.take(id, new Step.Dispatch(handler, ""), decided.because());
        } else if (decided.why().told()) {
            orders.take(id, new Step.Hold(), decided.because());
        }
    }
}
