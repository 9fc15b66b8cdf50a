package org.linli.organisation;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Actor;
import org.linli.platform.Duty;

/** An appointment 任职: a person holds a duty in an organisation for a place, from a day and perhaps until one. */
public record Appointment(
        UUID id,
        UUID person,
        String personName,
        UUID organisation,
        String organisationName,
        Duty duty,
        String title,
        PlaceCode place,
        LocalDate since,
        Optional<LocalDate> until) {

    /** Whether it holds on the day. */
    public boolean holds(LocalDate day) {
        return !since.isAfter(day) && until.map(end -> !end.isBefore(day)).orElse(true);
    }

    /** The person acting in this capacity. */
    public Actor actor() {
        return new Actor(
                Optional.of(person),
                personName,
                duty,
                title,
                Optional.of(id),
                Optional.of(organisation),
                organisationName,
                Optional.of(place));
    }
}
