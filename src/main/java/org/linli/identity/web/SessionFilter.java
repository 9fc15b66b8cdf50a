package org.linli.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.linli.identity.Sessions;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who a request comes from, and binds them to it. */
class SessionFilter extends OncePerRequestFilter {

    static final String COOKIE = "linli_session";

    private final Sessions sessions;

    SessionFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> token = token(request);
        Optional<Sessions.Presence> presence = token.flatMap(sessions::presence);
        if (presence.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Actor actor = presence.get().actor();
        presence.get().visit().remember(request);
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        actor.self(),
                        null,
                        List.of(new SimpleGrantedAuthority(actor.duty().staff() ? "ROLE_STAFF" : "ROLE_RESIDENT"))));
        try {
            Acting.as(actor, () -> {
                if (presence.get().fading()) {
                    sessions.touch(token.orElseThrow(), presence.get());
                }
                if (presence.get().visit().mustChangePassword() && mustLeave(request)) {
                    response.sendRedirect("/password");
                } else {
                    chain.doFilter(request, response);
                }
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static boolean mustLeave(HttpServletRequest request) {
        return !List.of("/password", "/logout", "/elder", "/language").contains(request.getRequestURI());
    }

    static Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** A session cookie that no script reads and no other site sends along. */
    static String cookie(String token, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, token)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path("/")
                .maxAge(token.isEmpty() ? 0 : 400L * 24 * 3600)
                .build()
                .toString();
    }
}
