package org.linli.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.kernel.Sha256;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Seen;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** What a controller may ask for beside its form: the {@link Actor}, the {@link Page}, and {@link Once}. */
@Component
class Arguments implements HandlerMethodArgumentResolver {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final List<Locale> LANGUAGES = List.of(CHINESE, Locale.ENGLISH, Locale.forLanguageTag("bo"));

    private final Words words;
    private final AnsweredRequests answered;
    private final Matters matters;
    private final Clock clock;

    Arguments(Words words, AnsweredRequests answered, Matters matters, Clock clock) {
        this.words = words;
        this.answered = answered;
        this.matters = matters;
        this.clock = clock;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Actor.class || type == Page.class || type == Once.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("Not a servlet request");
        }
        Class<?> type = parameter.getParameterType();
        if (type == Actor.class) {
            return Acting.current();
        }
        return type == Page.class ? page(request) : once(request);
    }

    Page page(HttpServletRequest request) {
        Visit visit = Visit.of(request);
        Object token = request.getAttribute(CsrfToken.class.getName());
        return new Page(
                words,
                locale(request, visit),
                Acting.current(),
                visit,
                () -> token instanceof CsrfToken csrf ? csrf.getToken() : "",
                "1".equals(cookie(request, "elder").orElse("")),
                request.getRequestURI(),
                clock.instant(),
                clock.getZone());
    }

    /**
     * The language chosen by cookie, else the person's, else Chinese; a browser's default never decides. A program has no
     * cookie, and nobody but its maker set what it asks for.
     */
    private static Locale locale(HttpServletRequest request, Visit visit) {
        if (Problems.ofProgram(request)) {
            boolean english = request.getHeader("Accept-Language") != null
                    && request.getLocale().getLanguage().equals(Locale.ENGLISH.getLanguage());
            return english ? Locale.ENGLISH : CHINESE;
        }
        String wanted = cookie(request, "lang").orElse(visit.language());
        return LANGUAGES.stream()
                .filter(known -> known.toLanguageTag().equals(wanted))
                .findFirst()
                .orElse(CHINESE);
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private Once once(HttpServletRequest request) {
        String header = request.getHeader("Idempotency-Key");
        String key = header != null ? header : request.getParameter("_once");
        return (usual, work) -> {
            if (key == null || key.length() < 8 || key.length() > 64) {
                throw Refusal.invalid("once.missing");
            }
            String seen = request.getParameter("_seen");
            return answered.once(
                    key, digest(request), usual, seen == null ? work : () -> matters.asSeen(Seen.parse(seen), work));
        };
    }

    /** What was sent and where to: everything but the keys themselves. */
    private static byte[] digest(HttpServletRequest request) {
        try {
            MessageDigest sha = Sha256.begun();
            sha.update(request.getRequestURI().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String[]> parameter : new TreeMap<>(request.getParameterMap()).entrySet()) {
                if (!parameter.getKey().startsWith("_")) {
                    sha.update((byte) 0);
                    sha.update(parameter.getKey().getBytes(StandardCharsets.UTF_8));
                    for (String value : parameter.getValue()) {
                        sha.update((byte) 1);
                        sha.update(value.getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
            if (request.getAttribute(Once.BODY) instanceof byte[] body) {
                sha.update((byte) 2);
                sha.update(body);
            }
            if (request.getContentType() != null && request.getContentType().startsWith("multipart/")) {
                for (Part part : request.getParts()) {
                    if (part.getSubmittedFileName() != null) {
                        digest(part, sha);
                    }
                }
            }
            return sha.digest();
        } catch (IOException | jakarta.servlet.ServletException e) {
            throw new IllegalStateException("The request cannot be read", e);
        }
    }

    private static void digest(Part part, MessageDigest sha) throws IOException {
        try (InputStream in = new DigestInputStream(part.getInputStream(), sha)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
