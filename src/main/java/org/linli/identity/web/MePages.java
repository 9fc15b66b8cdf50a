package org.linli.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.identity.Sessions;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Appointments;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.secret.Looks;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the system knows of me, who looked at it, and in which capacity I act. */
@Controller
class MePages {

    private static final int LOOKS = 20;
    private static final int LOGINS = 5;

    private final Residents residents;
    private final Places places;
    private final Appointments appointments;
    private final Sessions sessions;
    private final Looks looks;
    private final Templates templates;

    MePages(
            Residents residents,
            Places places,
            Appointments appointments,
            Sessions sessions,
            Looks looks,
            Templates templates) {
        this.residents = residents;
        this.places = places;
        this.appointments = appointments;
        this.sessions = sessions;
        this.looks = looks;
        this.templates = templates;
    }

    @GetMapping("/me")
    Answer me(@RequestParam(required = false) @Nullable String changed, Actor actor, Page page) {
        UUID me = actor.self();
        return Answer.show(templates.identityMe(
                page,
                residents.person(me),
                homes(me),
                appointments.heldBy(me),
                looks.aboutMe(LOOKS),
                sessions.logins(LOGINS),
                changed != null));
    }

    private List<Home> homes(UUID me) {
        List<Tie> ties = residents.tiesOf(me).stream()
                .filter(tie -> tie.until().isEmpty())
                .toList();
        Map<PlaceCode, String> names =
                places.fullNames(ties.stream().map(Tie::home).toList());
        return ties.stream()
                .map(tie -> new Home(names.getOrDefault(tie.home(), ""), tie.kind()))
                .toList();
    }

    @PostMapping("/capacity")
    Answer act(@RequestParam(required = false) @Nullable UUID appointment, HttpServletRequest request, Once once) {
        return once.go(() -> {
            sessions.act(SessionFilter.token(request).orElseThrow(), Optional.ofNullable(appointment));
            return appointment == null ? "/" : "/desk";
        });
    }
}
