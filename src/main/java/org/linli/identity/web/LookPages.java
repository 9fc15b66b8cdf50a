package org.linli.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.LocalPath;
import org.linli.resident.Residents;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How pages look to one browser: large letters, and the language; strangers choose too. */
@Controller
class LookPages {

    private static final Set<String> LANGUAGES = Set.of("zh-CN", "en", "bo");
    private static final Duration KEPT = Duration.ofDays(365);

    private final Residents residents;

    LookPages(Residents residents) {
        this.residents = residents;
    }

    @PostMapping("/elder")
    Answer elder(
            @RequestParam(defaultValue = "on") String elder,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        remember("elder", elder.equals("on") ? "1" : "", request, response);
        return Answer.go(LocalPath.or(back, "/"));
    }

    /** A form on another site changes nothing here: the browser sends the session along only from our own pages. */
    @PostMapping("/language")
    Answer language(
            @RequestParam String lang,
            @RequestParam(defaultValue = "/") String back,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!LANGUAGES.contains(lang)) {
            throw Refusal.invalid("web.malformed");
        }
        if (actor.known()) {
            residents.speak(lang);
        }
        remember("lang", lang, request, response);
        return Answer.go(LocalPath.or(back, "/"));
    }

    private static void remember(String name, String value, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .path("/")
                        .maxAge(value.isEmpty() ? Duration.ZERO : KEPT)
                        .build()
                        .toString());
    }
}
