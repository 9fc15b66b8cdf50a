package org.linli.whistle.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Organisation;
import org.linli.platform.matter.Links.Linked;
import org.linli.whistle.Whistle;

/**
 * All that a page tells of one whistle 一件事一条线.
 *
 * @param steps those open to whoever looks, in the order of the page
 * @param callable the departments that may be called and are not yet; empty for whoever does not call
 * @param places the place of the matter and those directly inside it
 * @param names of every place that is shown
 */
public record WhistleView(
        Whistle whistle,
        String placeName,
        List<Line> line,
        List<Linked> links,
        List<String> steps,
        List<Organisation> callable,
        List<PlaceCode> places,
        Map<PlaceCode, String> names) {

    public String name(PlaceCode place) {
        return names.getOrDefault(place, place.value());
    }

    /** The name of the place where somebody checked in, from the timeline. */
    public String name(String place) {
        return place.isEmpty() ? "" : name(PlaceCode.parse(place));
    }

    /** Where the figures of a department are. */
    public String departmentPath(UUID organisation) {
        return "/desk/whistles/departments/" + organisation;
    }
}
