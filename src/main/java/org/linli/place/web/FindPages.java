package org.linli.place.web;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding a place by typing; the names of places are public, so a stranger may, within measure. */
@Controller
class FindPages {

    private static final int MOST = 20;
    private static final int A_MINUTE = 120;

    private final Places places;
    private final Attempts attempts;
    private final Templates templates;

    FindPages(Places places, Attempts attempts, Templates templates) {
        this.places = places;
        this.attempts = attempts;
        this.templates = templates;
    }

    /** One choice, for those who ask for JSON. */
    record Choice(String code, String name, String path) {}

    /**
     * What somebody may mean, as the choices of a form or as JSON.
     *
     * @param field the name of the form's field, letters only
     * @param near where they are; by default where the actor acts
     */
    @GetMapping("/places/find")
    ResponseEntity<Object> find(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "place") String field,
            @RequestParam(defaultValue = "") String near,
            @RequestParam(defaultValue = "") String within,
            Page page,
            Actor actor,
            HttpServletRequest request) {
        if (!actor.known()) {
            attempts.count("find", request.getRemoteAddr(), A_MINUTE, Duration.ofMinutes(1));
        }
        if (!field.matches("[a-zA-Z]{1,20}")) {
            throw Refusal.invalid("web.malformed");
        }
        List<Found> found = places.find(q, given(near).or(actor::place), given(within), MOST);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("json")
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(found.stream()
                                .map(place -> new Choice(place.code().value(), place.name(), place.path()))
                                .toList())
                : html(templates.placeFound(page, field, q, "", found));
    }

    private static Optional<PlaceCode> given(String code) {
        return code.isEmpty() ? Optional.empty() : Optional.of(PlaceCode.parse(code));
    }

    private static ResponseEntity<Object> html(JteModel model) {
        // Never of no length at all: such an answer is on its way before its headers are.
        StringOutput html = new StringOutput();
        model.render(html);
        html.writeContent("\n");
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .body(html.toString());
    }
}
