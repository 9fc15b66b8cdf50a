package org.linli.patrol;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
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

/** Tells the people concerned 消息提醒 of each step of a report, after its transaction, as the machinery of its community. */
@Component
class ReportNews {

    private static final Set<Duty> COMMUNITY = Set.of(Duty.CHIEF, Duty.GRID_WORKER);
    private static final Set<Duty> ABOVE = Set.of(Duty.STREET, Duty.STREET_LEADER);

    private final Appointments appointments;
    private final Notices notices;
    private final Live live;
    private final TransactionOperations transactions;
    private final TransactionOperations elsewhere;

    ReportNews(
            Appointments appointments,
            Notices notices,
            Live live,
            TransactionOperations transactions,
            PlatformTransactionManager manager) {
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
    void on(ReportMoved moved) {
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
                                    moved.report(), moved.entry(), place, Report.KIND, moved.step(), moved.at()));
                    live.moved(moved.report(), people);
                }));
    }

    /** At once, and again where nobody answers: the chief, the grid and the street. What is done: also whoever reported. */
    private Set<UUID> concerned(ReportMoved moved, PlaceCode community) {
        Set<UUID> people = new HashSet<>(appointments.holding(COMMUNITY, community));
        PlaceCode street = community.at(PlaceLevel.STREET);
        Acting.run(
                Actor.system(street),
                () -> elsewhere.executeWithoutResult(status -> people.addAll(appointments.holding(ABOVE, street))));
        if (!moved.step().equals("escalate") && !moved.step().equals("remind")) {
            Optional.ofNullable(moved.reporter()).ifPresent(people::add);
        }
        return people;
    }
}
