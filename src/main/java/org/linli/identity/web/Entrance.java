package org.linli.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.linli.identity.Sessions;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The door: lets a person in with a fresh session each time, and out again. */
@Component
class Entrance {

    private final Sessions sessions;

    Entrance(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Begins a session of the person and ends the one the browser had; gives back who they act as. */
    Actor enter(UUID person, HttpServletRequest request, HttpServletResponse response) throws Exception {
        SessionFilter.token(request).ifPresent(sessions::end);
        String device =
                Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
        String token = Acting.as(Actor.resident(person, "", Optional.empty()), () -> sessions.begin(device));
        response.addHeader(HttpHeaders.SET_COOKIE, SessionFilter.cookie(token, request));
        return sessions.presence(token).orElseThrow().actor();
    }

    /** Ends the browser's session. */
    void leave(HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.token(request).ifPresent(sessions::end);
        response.addHeader(HttpHeaders.SET_COOKIE, SessionFilter.cookie("", request));
    }

    /** Where somebody begins. */
    static String home(Actor actor) {
        return actor.duty().staff() ? "/desk" : "/";
    }
}
