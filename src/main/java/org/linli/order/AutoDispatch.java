package org.linli.order;

import java.time.Clock;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.OpenHours;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Routes.Suggestion;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends what was just placed to the one handler that the closest rule names 自动派单, where that rule allows it at this hour; as the
 * machinery of the community, which says by which rule. Whatever a person has had a hand in stays a person's.
 */
@Component
class AutoDispatch {

    private static final Logger log = LoggerFactory.getLogger(AutoDispatch.class);

    private final Orders orders;
    private final Routes routes;
    private final Appointments appointments;
    private final TransactionOperations transactions;
    private final Clock clock;

    AutoDispatch(
            Orders orders, Routes routes, Appointments appointments, TransactionOperations transactions, Clock clock) {
        this.orders = orders;
        this.routes = routes;
        this.appointments = appointments;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The actor is bound before the transaction begins: the database is told at its begin who acts. */
    @Async
    @TransactionalEventListener(condition = "#a0.step() == 'place'")
    void on(OrderMoved moved) {
        PlaceCode community = PlaceCode.parse(moved.place()).at(PlaceLevel.COMMUNITY);
        Acting.run(Actor.system(community), () -> {
            try {
                transactions.executeWithoutResult(status -> dispatch(moved.order()));
            } catch (Refusal somebodyWasFaster) {
                log.debug("Not dispatched by itself: {}", somebodyWasFaster.code());
            }
        });
    }

    /** Sends it once: what a clerk took back, or sent themselves, is not sent again, however often this is heard. */
    void dispatch(UUID id) {
        Order order = orders.order(id);
        if (order.state() != State.PLACED
                || orders.timeline(order).stream()
                        .anyMatch(trace -> trace.step().equals("dispatch"))) {
            return;
        }
        chosen(order).ifPresent(rule -> orders.take(id, new Step.Dispatch(rule.organisation(), ""), because(rule)));
    }

    private Optional<Suggestion> chosen(Order order) {
        List<Suggestion> named =
                routes.suggest(order.category().code(), order.matter().place());
        return named.stream()
                .findFirst()
                .filter(closest -> named.stream().filter(closest::matchesAlike).count() == 1)
                .filter(closest -> open(closest.autoHours()))
                .filter(closest ->
                        !appointments.workingFor(closest.organisation()).isEmpty());
    }

    private boolean open(String hours) {
        LocalTime now = LocalTime.now(clock);
        int minute = now.getHour() * 60 + now.getMinute();
        return OpenHours.parse(hours).stream().anyMatch(each -> each.opens() <= minute && minute < each.closes());
    }

    private static Map<String, String> because(Suggestion rule) {
        Map<String, String> why = new LinkedHashMap<>();
        why.put("rule", rule.rule().toString());
        why.put("autoPlace", rule.placeName());
        why.put("autoCategory", rule.categoryName());
        why.put("autoHours", rule.autoHours());
        return why;
    }
}
