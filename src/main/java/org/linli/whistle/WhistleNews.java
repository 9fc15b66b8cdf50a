package org.linli.whistle;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisations;
import org.linli.platform.Duty;
import org.linli.platform.notice.Notices;
import org.linli.platform.notice.Telling;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the people concerned 消息提醒 of each step of a whistle, after its transaction, as the machinery of its community. */
@Component
class WhistleNews {

    private static final Set<Duty> COMMUNITY = Set.of(Duty.CLERK, Duty.CHIEF);
    private static final Set<Duty> ABOVE = Set.of(Duty.STREET, Duty.STREET_LEADER);

    private final Organisations organisations;
    private final Appointments appointments;
    private final Telling telling;

    WhistleNews(Organisations organisations, Appointments appointments, Telling telling) {
        this.organisations = organisations;
        this.appointments = appointments;
        this.telling = telling;
    }

    @Async
    @TransactionalEventListener
    void on(WhistleMoved moved) {
        telling.tell(
                new Notices.News(
                        moved.whistle(),
                        moved.entry(),
                        PlaceCode.parse(moved.place()),
                        Whistle.KIND,
                        moved.step(),
                        moved.at()),
                moved.actor(),
                community -> concerned(moved, community));
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
            case "sign", "object", "judge" -> holding(people, ABOVE, street);
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
        people.addAll(telling.asked(place, () -> appointments.holding(duties, place)));
    }

    private void workers(Set<UUID> people, WhistleMoved moved) {
        for (UUID department : moved.departments()) {
            PlaceCode place = organisations.organisation(department).place();
            people.addAll(telling.asked(place, () -> appointments.workingFor(department, Set.of(Duty.DEPARTMENT))));
        }
    }
}
