package org.linli.patrol.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Page;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The places that are offered to whoever reports 附近的地点. */
@Component
@Transactional(readOnly = true)
class Spots {

    private static final int FOUND = 20;

    private final Places places;
    private final Residents residents;
    private final Appointments appointments;

    Spots(Places places, Residents residents, Appointments appointments) {
        this.places = places;
        this.residents = residents;
        this.appointments = appointments;
    }

    /** Where I live, what is around it, my community or what I serve; and what was chosen before. */
    List<Spot> of(Actor actor, String chosen, Page page) {
        Map<PlaceCode, String> kinds = new LinkedHashMap<>();
        if (!actor.duty().staff()) {
            for (Tie tie : residents.tiesOf(actor.self())) {
                if (tie.until().isEmpty() && actor.covers(tie.home())) {
                    if (tie.home().level().compareTo(PlaceLevel.UNIT) > 0) {
                        kinds.putIfAbsent(tie.home().at(PlaceLevel.UNIT), "unit");
                    }
                    if (tie.home().level().compareTo(PlaceLevel.COMPOUND) > 0) {
                        kinds.putIfAbsent(tie.home().at(PlaceLevel.COMPOUND), "compound");
                    }
                }
            }
        }
        PlaceCode home = actor.home();
        if (home.level().digits() >= PlaceLevel.COMMUNITY.digits()) {
            kinds.putIfAbsent(home, home.level() == PlaceLevel.COMMUNITY ? "community" : "compound");
        }
        code(chosen, actor).forEach(place -> kinds.putIfAbsent(place, "chosen"));
        Map<PlaceCode, String> names = places.fullNames(kinds.keySet());
        List<Spot> spots = new ArrayList<>();
        kinds.forEach((place, kind) ->
                spots.add(new Spot(place, page.t("patrol.spot." + kind), names.getOrDefault(place, ""))));
        return List.copyOf(spots);
    }

    private Set<PlaceCode> code(String chosen, Actor actor) {
        if (!chosen.matches("[0-9]{12,24}")) {
            return Set.of();
        }
        try {
            PlaceCode place = PlaceCode.parse(chosen);
            return actor.covers(place) ? places.fullNames(Set.of(place)).keySet() : Set.of();
        } catch (org.linli.kernel.Refusal malformed) {
            return Set.of();
        }
    }

    /** Whether nobody there receives what tells of a person: where it was chosen, or else where the actor belongs. */
    boolean unmanned(Actor actor, String chosen) {
        PlaceCode place = code(chosen, actor).stream().findFirst().orElse(actor.home());
        return place.level().digits() >= PlaceLevel.COMMUNITY.digits()
                && !appointments.hasPoliceLiaison(place.at(PlaceLevel.COMMUNITY));
    }

    /** The places of the actor by these words. Refuses too many words as {@link Places#find}. */
    List<Found> find(String words, Actor actor) {
        return words.isBlank() ? List.of() : places.find(words, actor.place(), actor.place(), FOUND);
    }

    String name(PlaceCode place) {
        return places.fullName(place);
    }
}
