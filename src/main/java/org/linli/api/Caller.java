package org.linli.api;

import java.util.Set;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;

/** Whoever calls with a token 调用人: the person, in the capacity that the token is bound to. */
public record Caller(UUID token, Actor actor, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Refuses what the token was not made for. */
    public void needs(Scope scope) {
        if (!scopes.contains(scope)) {
            throw Refusal.forbidden("api.scope", "scope", scope.code());
        }
    }
}
