package org.linli.order;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.live.Live;
import org.linli.platform.notice.Notices;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the people concerned 消息提醒 of each step of an order, after its transaction, as the machinery of its community. */
@Component
class OrderNews {

    private final Organisations organisations;
    private final Appointments appointments;
    private final Notices notices;
    private final Live live;
    private final TransactionOperations transactions;
    private final TransactionOperations elsewhere;

    OrderNews(
            Organisations organisations,
            Appointments appointments,
            Notices notices,
            Live live,
            TransactionOperations transactions,
            PlatformTransactionManager manager) {
        this.organisations = organisations;
        this.appointments = appointments;
        this.notices = notices;
        this.live = live;
        this.transactions = transactions;
        this.elsewhere = new TransactionTemplate(
                manager, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    }

    /** The actor is bound before the transaction begins: the database is told at its begin who acts. */
    @Async
    @TransactionalEventListener
    void on(OrderMoved moved) {
        PlaceCode place = PlaceCode.parse(moved.place());
        PlaceCode community = place.at(PlaceLevel.COMMUNITY);
        Acting.run(
                Actor.system(community),
                () -> transactions.executeWithoutResult(status -> {
                    Set<UUID> people = concerned(moved, community);
                    people.addAll(workers(moved, community));
                    Optional.ofNullable(moved.actor()).ifPresent(people::remove);
                    notices.tell(
                            people,
                            new Notices.News(
                                    moved.order(), moved.entry(), place, Order.KIND, moved.step(), moved.at()));
                    live.moved(moved.order(), people);
                }));
    }

    /** Whoever works for its handlers; those of one that belongs to a place above the community are asked for as the machinery of that place. */
    private Set<UUID> workers(OrderMoved moved, PlaceCode community) {
        Set<UUID> people = new HashSet<>();
        Stream.of(Optional.ofNullable(moved.handler()), Optional.ofNullable(moved.handlerBefore()))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(handler -> {
                    PlaceCode place = organisations.organisation(handler).place();
                    if (community.contains(place)) {
                        people.addAll(appointments.workingFor(handler));
                    } else {
                        Acting.run(
                                Actor.system(place),
                                () -> elsewhere.executeWithoutResult(
                                        status -> people.addAll(appointments.workingFor(handler))));
                    }
                });
        return people;
    }

    private Set<UUID> concerned(OrderMoved moved, PlaceCode community) {
        Set<UUID> people = new HashSet<>();
        // What the office settles among itself is nothing to the resident; what is decided is.
        if (!moved.step().equals("ask") && !moved.step().equals("refuse")) {
            Optional.ofNullable(moved.requester()).ifPresent(people::add);
        }
        switch (moved.step()) {
            case "place", "return", "withdraw", "rate" ->
                people.addAll(appointments.holding(Set.of(Duty.CLERK, Duty.CHIEF), community));
            case "finish" -> people.addAll(appointments.holding(Set.of(Duty.GRID_WORKER), community));
            case "ask" -> people.addAll(appointments.holding(Set.of(Duty.CLERK, Duty.CHIEF), community));
            case "urge" -> people.addAll(appointments.holding(Set.of(Duty.CLERK, Duty.CHIEF), community));
            case "reopen" -> people.addAll(appointments.holding(Set.of(Duty.CHIEF), community));
            case "reply" -> {
                if (moved.handler() == null) {
                    people.addAll(appointments.holding(Set.of(Duty.CLERK, Duty.CHIEF), community));
                }
            }
            default -> {}
        }
        return people;
    }
}
