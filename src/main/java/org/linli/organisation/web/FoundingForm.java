package org.linli.organisation.web;

import java.util.List;
import org.linli.organisation.Organisation;
import org.linli.place.Found;
import org.linli.place.TypedPlace;

/** The form that founds an organisation, as it was typed. */
public record FoundingForm(Organisation.Kind kind, String name, String phone, TypedPlace where, List<Found> choices) {

    static FoundingForm empty() {
        return new FoundingForm(Organisation.Kind.COMMUNITY, "", "", TypedPlace.none(), List.of());
    }
}
