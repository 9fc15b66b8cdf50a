package org.linli.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linli.api.ApiSettings;
import org.linli.api.Caller;
import org.linli.api.Tokens;
import org.linli.device.DeviceSettings;
import org.linli.device.Devices;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Once;
import org.linli.platform.web.Problems;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Finds out whose token a request brings, and binds them to it; and keeps the bytes that it sends, so that they count as sent. */
@Component
@ConditionalOnWebApplication
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class TokenFilter extends OncePerRequestFilter {

    private static final Pattern BEARER =
            Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]{1,200})", Pattern.CASE_INSENSITIVE);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LARGEST = 64 * 1024;
    private static final String DEVICES = "/api/v1/devices/";

    private final Tokens tokens;
    private final Devices devices;
    private final DeviceSettings deviceSettings;
    private final Attempts attempts;
    private final ApiSettings settings;
    private final Problems problems;
    private final HandlerExceptionResolver failures;

    TokenFilter(
            Tokens tokens,
            Devices devices,
            DeviceSettings deviceSettings,
            Attempts attempts,
            ApiSettings settings,
            Problems problems,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.tokens = tokens;
        this.devices = devices;
        this.deviceSettings = deviceSettings;
        this.attempts = attempts;
        this.settings = settings;
        this.problems = problems;
        this.failures = failures;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/")
                || request.getRequestURI().equals(DescriptionApi.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = entering(request);
            if (caller.isPresent()) {
                boolean device = ofDevices(request);
                attempts.count(
                        device ? "device" : "api.token",
                        caller.get().token().toString(),
                        device ? deviceSettings.alertsPerMinute() : settings.requestsPerMinute(),
                        MINUTE);
                keepBody(request);
            }
        } catch (RuntimeException e) {
            if (e instanceof Refusal refusal && refusal.kind() == Refusal.Kind.TOO_OFTEN) {
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(MINUTE.toSeconds()));
            }
            failures.resolveException(request, response, null, e);
            return;
        }
        if (caller.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"linli\"");
            problems.write(
                    HttpStatus.UNAUTHORIZED,
                    ofDevices(request) ? Refusal.forbidden("api.deviceToken") : Refusal.forbidden("api.token"),
                    "",
                    request,
                    response);
            return;
        }
        act(caller.get(), request, response, chain);
    }

    /** A device's token opens nothing but where devices speak, and nobody else's opens that. */
    private static boolean ofDevices(HttpServletRequest request) {
        return request.getRequestURI().startsWith(DEVICES);
    }

    private Optional<Caller> entering(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Matcher token = BEARER.matcher(header == null ? "" : header.strip());
        if (!token.matches()) {
            return Optional.empty();
        }
        return ofDevices(request)
                ? devices.enter(token.group(1)).map(device -> new Caller(device.id(), device.actor(), Set.of()))
                : tokens.enter(token.group(1));
    }

    /** Refuses more than 64 KB beside files. */
    private static void keepBody(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            return;
        }
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw Refusal.tooLarge("api.large", "most", LARGEST / 1024);
            }
            request.setAttribute(Once.BODY, body);
        } catch (IOException broken) {
            throw Unmet.malformed();
        }
    }

    private static void act(Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(Caller.class.getName(), caller);
        try {
            Acting.as(caller.actor(), () -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** Who calls; every route behind this filter has somebody. */
    static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("No caller at " + request.getRequestURI());
    }
}
