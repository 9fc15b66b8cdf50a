package org.linli.bulletin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Emergencies;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages that anybody may read without a login: a place's numbers, and the search for one's community. */
@Controller
class PublicPages {

    private static final int MOST_FOUND = 30;
    private static final int TRIES = 120;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final PublicPlaces publicPlaces;
    private final Emergencies emergencies;
    private final Places places;
    private final Attempts attempts;
    private final Templates templates;

    PublicPages(
            PublicPlaces publicPlaces, Emergencies emergencies, Places places, Attempts attempts, Templates templates) {
        this.publicPlaces = publicPlaces;
        this.emergencies = emergencies;
        this.places = places;
        this.attempts = attempts;
        this.templates = templates;
    }

    @GetMapping("/p/{place}")
    Answer place(@PathVariable String place, Actor actor, Page page, HttpServletResponse response) {
        PublicPlace shown = publicPlaces.of(code(place));
        if (!actor.known()) {
            // No key against forgery and no name is on a stranger's page: what is kept for one may be shown to another.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60");
            response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        }
        return Answer.show(templates.bulletinPlace(
                page, shown, emergencies.at(shown.place().code())));
    }

    private static PlaceCode code(String text) {
        try {
            return PlaceCode.parse(text);
        } catch (Refusal malformed) {
            throw Refusal.notFound();
        }
    }

    @GetMapping("/p")
    Answer find(@RequestParam(defaultValue = "") String q, Actor actor, Page page, HttpServletRequest request) {
        String text = q.strip();
        if (text.isEmpty()) {
            return Answer.show(templates.bulletinFind(page, "", List.of(), null));
        }
        attempts.count("find", request.getRemoteAddr(), TRIES, WINDOW);
        try {
            List<Found> found = places.find(text, actor.place(), Optional.empty(), MOST_FOUND).stream()
                    .filter(place -> PublicPlaces.shown(place.code().level()))
                    .toList();
            return Answer.show(templates.bulletinFind(page, text, found, null));
        } catch (Refusal refusal) {
            return Answer.again(templates.bulletinFind(page, text, List.of(), refusal));
        }
    }
}
