package org.linli.api.web;

import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointments;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people make and revoke the tokens by which programs act for them; staff at the desk, residents on their own pages. */
@Controller
class TokenPages {

    private static final String MINE = "/me/tokens";
    private static final String DESK = "/desk/tokens";

    private final Tokens tokens;
    private final Appointments appointments;
    private final Templates templates;

    TokenPages(Tokens tokens, Appointments appointments, Templates templates) {
        this.tokens = tokens;
        this.appointments = appointments;
        this.templates = templates;
    }

    @GetMapping({MINE, DESK})
    Answer show(Actor actor, Page page) {
        return page.path().equals(path(actor))
                ? Answer.show(show(page, TokensView.Typed.NOTHING, null))
                : Answer.go(path(actor));
    }

    /** The token lives on this one answer only: a repetition does nothing and finds none. */
    @PostMapping({MINE, DESK})
    Answer make(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable List<String> scope,
            @RequestParam(defaultValue = "") String capacity,
            @RequestParam(defaultValue = "") String days,
            Page page,
            Once once) {
        Set<String> scopes = scope == null ? Set.of() : Set.copyOf(scope);
        AtomicReference<String> shown = new AtomicReference<>("");
        try {
            once.path(() -> {
                shown.set(tokens.make(
                        name,
                        scopes.stream().map(Scope::of).collect(Collectors.toSet()),
                        appointment(capacity),
                        // Not a number is as wrong as none.
                        days.strip().matches("[0-9]{1,4}") ? Integer.parseInt(days.strip()) : 0));
                return path(page.actor());
            });
            return Answer.show(templates.apiToken(page, path(page.actor()), name.strip(), shown.get()));
        } catch (Refusal refusal) {
            return Answer.again(show(page, new TokensView.Typed(name, scopes, capacity, days), refusal.mendable()));
        }
    }

    private static Optional<UUID> appointment(String capacity) {
        if (capacity.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(capacity));
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("api.capacity");
        }
    }

    @PostMapping({MINE + "/{id}/revoke", DESK + "/{id}/revoke"})
    Answer revoke(@PathVariable UUID id, Actor actor, Once once) {
        return once.go(() -> {
            tokens.revoke(id);
            return path(actor);
        });
    }

    private static String path(Actor actor) {
        return actor.duty().staff() ? DESK : MINE;
    }

    private JteModel show(Page page, TokensView.Typed typed, @Nullable Refusal refusal) {
        Actor actor = page.actor();
        TokensView view = new TokensView(path(actor), tokens.mine(), appointments.heldBy(actor.self()), typed);
        return templates.apiTokens(page, view, actor.duty().staff(), refusal);
    }
}
