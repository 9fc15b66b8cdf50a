package org.linli.api.web;

import java.util.List;
import java.util.Set;
import org.linli.api.Scope;
import org.linli.api.Tokens.Token;
import org.linli.organisation.Appointment;

/**
 * The page of a person's tokens 访问令牌.
 *
 * @param path of the page itself: a resident's, or at the desk
 * @param capacities the appointments that a token may be bound to
 * @param typed what stood in the form when it was refused
 */
public record TokensView(String path, List<Token> tokens, List<Appointment> capacities, Typed typed) {

    /** What was typed into the form. */
    public record Typed(String name, Set<String> scopes, String capacity, String days) {

        static final Typed NOTHING = new Typed("", Set.of(Scope.READ.code()), "", "90");

        /** Whether this permission was ticked. */
        public boolean ticked(Scope scope) {
            return scopes.contains(scope.code());
        }
    }
}
