package org.linli.order;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.platform.Duty;
import org.linli.platform.deadline.Deadlines;
import org.linli.platform.notice.Telling;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the clocks of open orders do 催办: one alarm a clock, which writes into the line that time runs out and sets itself for the
 * next level. Whoever moves the order on starts another clock, and this one says nothing more.
 */
@Component
@Transactional
class Reminders {

    private static final Set<Duty> ABOVE = Set.of(Duty.STREET, Duty.STREET_LEADER);

    private final Orders orders;
    private final Appointments appointments;
    private final Telling telling;
    private final Deadlines deadlines;
    private final ReminderSettings settings;
    private final Clock clock;

    Reminders(
            Orders orders,
            Appointments appointments,
            Telling telling,
            Deadlines deadlines,
            ReminderSettings settings,
            Clock clock) {
        this.orders = orders;
        this.appointments = appointments;
        this.telling = telling;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /** Tells of an order's clock what is to be told now, and nothing twice. For the machinery. */
    void ring(UUID id) {
        Order order = orders.order(id);
        Instant now = clock.instant();
        if (order.remindAt(settings).filter(at -> !at.isAfter(now)).isEmpty()) {
            return;
        }
        Reminder level = order.reminder(now);
        PlaceCode place = order.matter().place();
        if (level == Reminder.STREET && above(place, level).isEmpty()) {
            level = Reminder.DISTRICT;
        }
        if (level == Reminder.DISTRICT && above(place, level).isEmpty()) {
            return;
        }
        Order told = orders.take(id, new Step.Remind(level), List.of());
        told.remindAt(settings)
                .ifPresent(next -> deadlines.set(
                        OrderClocks.REMINDER, id, told.matter().version(), place.at(PlaceLevel.COMMUNITY), next));
    }

    /** Tells that a first answer was promised and did not come. For the machinery. */
    void unanswered(UUID id) {
        Order order = orders.order(id);
        boolean told =
                orders.timeline(order).stream().anyMatch(trace -> trace.step().equals(Step.Unanswered.NAME));
        if (!told && order.state().watched() && order.unanswered(clock.instant())) {
            orders.take(id, new Step.Unanswered(), List.of());
        }
    }

    /** Who is told at a level above the community: nobody, where nobody is appointed there. */
    Set<UUID> above(PlaceCode place, Reminder level) {
        PlaceCode higher = place.at(level == Reminder.STREET ? PlaceLevel.STREET : PlaceLevel.COUNTY);
        return telling.asked(higher, () -> appointments.holding(ABOVE, higher));
    }

    /** The same of a step that may be none of these. */
    Optional<Set<UUID>> above(PlaceCode place, String step) {
        return switch (step) {
            case "street" -> Optional.of(above(place, Reminder.STREET));
            case "district" -> Optional.of(above(place, Reminder.DISTRICT));
            default -> Optional.empty();
        };
    }
}
