package org.linli.patrol;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.notice.Notices;
import org.linli.platform.notice.Telling;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells the police liaisons of a place that something waits for them 移交提醒, and nothing of what; where there is none, whoever
 * appoints there, that one is missing.
 */
@Component
class HandoverNews {

    static final String KIND = "handover";
    static final String UNMANNED = "unmanned";

    private static final List<PlaceLevel> ABOVE = List.of(PlaceLevel.STREET, PlaceLevel.COUNTY, PlaceLevel.CITY);

    private final Appointments appointments;
    private final Notices notices;
    private final Telling telling;
    private final TransactionOperations transactions;

    HandoverNews(Appointments appointments, Notices notices, Telling telling, TransactionOperations transactions) {
        this.appointments = appointments;
        this.notices = notices;
        this.telling = telling;
        this.transactions = transactions;
    }

    @Async
    @TransactionalEventListener
    void on(HandoverWaits waits) {
        PlaceCode community = PlaceCode.parse(waits.place());
        Acting.run(
                Actor.system(community),
                () -> transactions.executeWithoutResult(status -> {
                    Set<UUID> liaisons = holding(Duty.POLICE_LIAISON, community);
                    if (liaisons.isEmpty()) {
                        notices.tell(holding(Duty.ADMINISTRATOR, community), thing(waits, UNMANNED, community));
                    } else {
                        notices.tell(liaisons, thing(waits, waits.step(), community));
                    }
                }));
    }

    private static Notices.Thing thing(HandoverWaits waits, String step, PlaceCode community) {
        UUID occasion = UUID.nameUUIDFromBytes((waits.handover() + ":" + step).getBytes(StandardCharsets.UTF_8));
        return new Notices.Thing(waits.handover(), occasion, community, KIND, step, "", waits.at());
    }

    /** Those of the community, and of the places above it, each asked for as the machinery of its place. */
    private Set<UUID> holding(Duty duty, PlaceCode community) {
        Set<UUID> people = new HashSet<>(appointments.holding(Set.of(duty), community));
        for (PlaceLevel level : ABOVE) {
            PlaceCode place = community.at(level);
            people.addAll(telling.asked(place, () -> appointments.holding(Set.of(duty), place)));
        }
        return people;
    }
}
