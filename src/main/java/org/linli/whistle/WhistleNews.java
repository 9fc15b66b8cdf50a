package org.linli.whistle;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

/** Tells the people concerned 消息提醒 of each step of a whistle, after its transaction, as the machinery of its community. */
@Component
class WhistleNews {

    private static final Set<Duty> COMMUNITY = Set.of(Duty.CLERK, Duty.CHIEF);
    private static final Set<Duty> ABOVE = Set.of(Duty.STREET, Duty.STREET_LEADER);

    private final Organisations organisations;
    private final Appointments appointments;
    private final Notices notices;
    private final Live live;
    private final TransactionOperations transactions;
    private final TransactionOperations elsewhere;

    WhistleNews(
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
    void on(WhistleMoved moved) {
        PlaceCode place = PlaceCode.parse(moved.place());
        PlaceCode community = place.at(PlaceLevel.COMMUNITY);
        Acting.run(
                Actor.system(community),
                () -> transactions.executeWithoutResult(status -> {
                    Set<UUID> people = concerned(moved, community);
                    Optional.ofNullable(moved.actor()).ifPresent(people::remove);
                    notices.tell(
                            people,
                            new Notices.News(
                                    moved.whistle(), moved.entry(), place, Whistle.KIND, moved.step(), moved.at()));
                    live.moved(moved.whistle(), people);
                }));
    }

    private Set<UUID> concerned(WhistleMoved moved, PlaceCode community) {
        Set<UUID> people = new HashSet<>();
        PlaceCode street = community.at(PlaceLevel.STREET);
        switch (moved.step()) {
            case "draft", "redraft" -> holding(people, Set.of(Duty.STREET_LEADER), street);
            case "return" -> holding(people, COMMUNITY, community);
            case "approve" -> {
                holding(people, COMMUNITY, community);
                holding(people, ABOVE, street);
            }
            case "escalate" -> {
                holding(people, ABOVE, street);
                holding(people, ABOVE, community.at(PlaceLevel.COUNTY));
                workers(people, moved);
            }
            case "sign", "object" -> holding(people, ABOVE, street);
            case "insist", "release", "rate" -> workers(people, moved);
            default -> {
                holding(people, COMMUNITY, community);
                holding(people, ABOVE, street);
                workers(people, moved);
            }
        }
        return people;
    }

    /** Those of a place above the community are asked for as the machinery of that place. */
    private void holding(Set<UUID> people, Set<Duty> duties, PlaceCode place) {
        as(place, () -> people.addAll(appointments.holding(duties, place)));
    }

    private void workers(Set<UUID> people, WhistleMoved moved) {
        for (UUID department : moved.departments()) {
            PlaceCode place = organisations.organisation(department).place();
            as(place, () -> people.addAll(appointments.workingFor(department, Set.of(Duty.DEPARTMENT))));
        }
    }

    private void as(PlaceCode place, Runnable asks) {
        Acting.run(Actor.system(place), () -> elsewhere.executeWithoutResult(status -> asks.run()));
    }
}
