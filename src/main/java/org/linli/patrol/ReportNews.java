package org.linli.patrol;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.platform.Duty;
import org.linli.platform.notice.Notices;
import org.linli.platform.notice.Telling;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the people concerned 消息提醒 of each step of a report, after its transaction, as the machinery of its community. */
@Component
class ReportNews {

    private static final Set<Duty> COMMUNITY = Set.of(Duty.CHIEF, Duty.GRID_WORKER);
    private static final Set<Duty> ABOVE = Set.of(Duty.STREET, Duty.STREET_LEADER);

    private final Appointments appointments;
    private final Telling telling;

    ReportNews(Appointments appointments, Telling telling) {
        this.appointments = appointments;
        this.telling = telling;
    }

    @Async
    @TransactionalEventListener
    void on(ReportMoved moved) {
        telling.tell(
                new Notices.News(
                        moved.report(),
                        moved.entry(),
                        PlaceCode.parse(moved.place()),
                        Report.KIND,
                        moved.step(),
                        moved.at()),
                moved.actor(),
                community -> concerned(moved, community));
    }

    /** At once, and again where nobody answers: the chief, the grid and the street. What is done: also whoever reported. */
    private Set<UUID> concerned(ReportMoved moved, PlaceCode community) {
        Set<UUID> people = new HashSet<>(appointments.holding(COMMUNITY, community));
        PlaceCode street = community.at(PlaceLevel.STREET);
        people.addAll(telling.asked(street, () -> appointments.holding(ABOVE, street)));
        if (!moved.step().equals("escalate") && !moved.step().equals("remind")) {
            Optional.ofNullable(moved.reporter()).ifPresent(people::add);
        }
        return people;
    }
}
