package org.linli.identity.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.identity.LoginSettings;
import org.linli.identity.Setup;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Page;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind the link in the log: choosing the place, and the first administrator. */
@Controller
@ConditionalOnWebApplication
class SetupPages {

    private static final int TRIES = 30;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_FOUND = 30;

    private final Setup setup;
    private final Places places;
    private final Entrance entrance;
    private final LoginSettings settings;
    private final Attempts attempts;
    private final Templates templates;

    SetupPages(
            Setup setup,
            Places places,
            Entrance entrance,
            LoginSettings settings,
            Attempts attempts,
            Templates templates) {
        this.setup = setup;
        this.places = places;
        this.entrance = entrance;
        this.settings = settings;
        this.attempts = attempts;
        this.templates = templates;
    }

    @GetMapping("/setup/{token}")
    Answer ask(@PathVariable String token, Page page, HttpServletRequest request) {
        check(token, request);
        return Answer.show(show(page, token, SetupForm.EMPTY, List.of(), null));
    }

    @PostMapping("/setup/{token}")
    Answer begin(
            @PathVariable String token,
            SetupForm form,
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        check(token, request);
        SetupForm typed = filled(form);
        List<Found> found = List.of();
        try {
            found = found(typed);
            if (only.equals("find")) {
                return Answer.show(show(page, token, typed, found, null));
            }
            return Answer.go(
                    Entrance.home(entrance.enter(setup.begin(token, typed.first(password, again)), request, response)));
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(page, token, typed, found, refusal));
        }
    }

    private void check(String token, HttpServletRequest request) {
        attempts.count("setup", request.getRemoteAddr(), TRIES, WINDOW);
        setup.check(token);
    }

    @SuppressWarnings("NullAway") // a field left out of the request is bound as null
    private static SetupForm filled(SetupForm form) {
        return new SetupForm(
                text(form.find()),
                text(form.place()),
                text(form.organisation()),
                text(form.name()),
                text(form.phone()),
                text(form.account()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private List<Found> found(SetupForm form) {
        return form.wanted()
                .map(text -> places.find(text, Optional.empty(), Optional.empty(), MOST_FOUND).stream()
                        .filter(place -> place.code().level().compareTo(PlaceLevel.COMMUNITY) <= 0)
                        .toList())
                .orElse(List.of());
    }

    private JteModel show(Page page, String token, SetupForm form, List<Found> found, @Nullable Refusal refusal) {
        return templates.identitySetup(
                page, token, form, found, settings, refusal, refusal == null ? "main" : SetupForm.field(refusal));
    }
}
