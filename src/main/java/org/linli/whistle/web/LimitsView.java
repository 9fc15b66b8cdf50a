package org.linli.whistle.web;

import java.util.List;
import java.util.Map;
import org.linli.kernel.PlaceCode;
import org.linli.place.Place;
import org.linli.whistle.Kind;
import org.linli.whistle.Limit;
import org.linli.whistle.Limits.Rule;

/**
 * The times of a place.
 *
 * @param holding what holds at the place, by kind and clock
 * @param own what the place and those inside it say for themselves
 */
public record LimitsView(
        Map<Kind, Map<Limit, Rule>> holding,
        List<Rule> own,
        List<Place> places,
        Map<PlaceCode, String> names,
        String place,
        String kind,
        String limit,
        String amount,
        String unit) {

    public String name(PlaceCode code) {
        return names.getOrDefault(code, code.value());
    }
}
