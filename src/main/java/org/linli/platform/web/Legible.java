package org.linli.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.linli.kernel.Refusal;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a field that holds the one character which no text in the database may hold; no keyboard sends it. */
final class Legible implements HandlerInterceptor {

    private static final char NUL = 0;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // The page that says what was wrong with the fields reads none of them.
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        boolean illegible = request.getParameterMap().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(value -> value.indexOf(NUL) >= 0);
        if (illegible) {
            throw Refusal.invalid("web.malformed");
        }
        return true;
    }
}
