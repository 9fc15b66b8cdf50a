package org.linli.identity.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.identity.Accounts;
import org.linli.identity.FirstStart;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Turns;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.LocalPath;
import org.linli.platform.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class LoginPages {

    private static final int TRIES = 30;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int INSIDE = 16;

    /** In a storm of logins the others are sent away before the database or a processor hears of them. */
    private final Turns door = new Turns(INSIDE, 0, Duration.ZERO, "login.busy");

    private final Accounts accounts;
    private final Attempts attempts;
    private final Entrance entrance;
    private final FirstStart firstStart;
    private final Templates templates;

    LoginPages(Accounts accounts, Attempts attempts, Entrance entrance, FirstStart firstStart, Templates templates) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.entrance = entrance;
        this.firstStart = firstStart;
        this.templates = templates;
    }

    @GetMapping("/login")
    Answer ask(@RequestParam(defaultValue = "") String next, Actor actor, Page page) {
        return actor.known() ? Answer.go(Entrance.home(actor)) : Answer.show(form(page, next, "", null));
    }

    @PostMapping("/login")
    Answer login(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        try {
            Actor actor = door.take(() -> {
                attempts.count("login", request.getRemoteAddr(), TRIES, WINDOW);
                UUID person = accounts.authenticate(account, password, request.getRemoteAddr());
                return entrance.enter(person, request, response);
            });
            attempts.forgive("login", request.getRemoteAddr());
            return Answer.go(LocalPath.or(next, Entrance.home(actor)));
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case INVALID -> Answer.again(form(page, next, account, refusal));
                case TOO_OFTEN -> later(page, next, account, refusal, response);
                case FORBIDDEN -> new Answer.Show(form(page, next, account, refusal), HttpStatus.FORBIDDEN);
                case NOT_FOUND, MOVED_ON, TOO_LARGE, LATER -> throw refusal;
            };
        }
    }

    /** Whoever comes too often waits for the answer, which asks no database. */
    private Answer later(Page page, String next, String account, Refusal refusal, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(PAUSE.toSeconds()));
        JteModel form =
                templates.identityLogin(page, LocalPath.or(next, ""), account, List.of(), Optional.empty(), refusal);
        return new Answer.Held(new Answer.Show(form, HttpStatus.TOO_MANY_REQUESTS), PAUSE);
    }

    @PostMapping("/logout")
    Answer logout(HttpServletRequest request, HttpServletResponse response) {
        entrance.leave(request, response);
        return Answer.go("/");
    }

    private JteModel form(Page page, String next, String account, @Nullable Refusal refusal) {
        return templates.identityLogin(
                page, LocalPath.or(next, ""), account, DemoGroup.of(accounts.demo()), firstStart.telling(), refusal);
    }
}
