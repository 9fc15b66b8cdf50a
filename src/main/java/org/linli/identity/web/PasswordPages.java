package org.linli.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import linli.pages.Templates;
import org.linli.identity.Accounts;
import org.linli.identity.LoginSettings;
import org.linli.identity.Sessions;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Changing one's password. Not remembered by its form's key as other writes are: what is remembered holds a plain hash of
 * the form, and a password is in it.
 */
@Controller
class PasswordPages {

    private static final int TRIES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Accounts accounts;
    private final Sessions sessions;
    private final LoginSettings settings;
    private final Attempts attempts;
    private final TransactionOperations transactions;
    private final Templates templates;

    PasswordPages(
            Accounts accounts,
            Sessions sessions,
            LoginSettings settings,
            Attempts attempts,
            TransactionOperations transactions,
            Templates templates) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.settings = settings;
        this.attempts = attempts;
        this.transactions = transactions;
        this.templates = templates;
    }

    @GetMapping("/password")
    Answer ask(Page page) {
        return Answer.show(templates.identityPassword(page, settings, null));
    }

    @PostMapping("/password")
    Answer change(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String fresh,
            @RequestParam(defaultValue = "") String again,
            Actor actor,
            Page page,
            HttpServletRequest request) {
        try {
            attempts.count("password", actor.self().toString(), TRIES, WINDOW);
            if (!fresh.equals(again)) {
                throw Refusal.invalid("password.twice");
            }
            transactions.executeWithoutResult(status -> {
                accounts.change(old, fresh);
                sessions.endOthers(SessionFilter.token(request).orElseThrow());
            });
            return Answer.go(page.visit().mustChangePassword() ? Entrance.home(actor) : "/me?changed=1");
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(templates.identityPassword(page, settings, refusal));
        }
    }
}
