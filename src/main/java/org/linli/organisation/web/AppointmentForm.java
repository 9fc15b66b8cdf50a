package org.linli.organisation.web;

import java.util.List;
import java.util.Optional;
import org.linli.organisation.Organisation;
import org.linli.place.Found;
import org.linli.place.TypedPlace;
import org.linli.platform.Duty;
import org.linli.resident.Person;
import org.linli.resident.TypedPerson;

/**
 * The form that appoints somebody, as it was typed.
 *
 * @param organisation the one whose page it was opened from; empty if it is to be chosen of {@code organisations}
 * @param person the one whose page it was opened from; empty if they are to be typed
 */
public record AppointmentForm(
        Optional<Organisation> organisation,
        List<Organisation> organisations,
        Optional<Person> person,
        TypedPerson who,
        List<Person> people,
        Duty duty,
        String title,
        TypedPlace where,
        List<Found> places,
        String since) {}
