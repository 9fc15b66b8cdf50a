package org.linli.identity.web;

import java.util.List;
import org.linli.place.Found;
import org.linli.place.TypedPlace;
import org.linli.resident.Tie;

/** The form that registers a person, as it was typed. */
public record RegistrationForm(String name, String phone, TypedPlace where, Tie.Kind kind, List<Found> choices) {

    static RegistrationForm empty() {
        return new RegistrationForm("", "", TypedPlace.none(), Tie.Kind.OWNER, List.of());
    }
}
