package org.linli.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * The three kinds of errors in words: the person can mend it, the world moved on, we are broken. No stack trace and no
 * exception's message reaches a person; what is broken is logged with an id that the page shows.
 */
@ControllerAdvice
@org.springframework.stereotype.Controller
class Errors implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);
    private static final String NOT_YOURS = "42501";

    private final Arguments arguments;
    private final Problems problems;
    private final Templates templates;

    Errors(Arguments arguments, Problems problems, Templates templates) {
        this.arguments = arguments;
        this.problems = problems;
        this.templates = templates;
    }

    @ExceptionHandler
    void refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(status(refusal), refusal, "", request, response);
    }

    @ExceptionHandler({MaxUploadSizeExceededException.class})
    void tooLarge(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(HttpStatus.CONTENT_TOO_LARGE, Refusal.tooLarge("photo.size", "limit", "10"), "", request, response);
    }

    @ExceptionHandler({
        org.springframework.web.bind.ServletRequestBindingException.class,
        org.springframework.beans.TypeMismatchException.class,
        org.springframework.web.bind.MethodArgumentNotValidException.class,
        org.springframework.web.multipart.support.MissingServletRequestPartException.class,
        MultipartException.class
    })
    void malformed(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(HttpStatus.BAD_REQUEST, Refusal.invalid("web.malformed"), "", request, response);
    }

    @ExceptionHandler
    void failed(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof org.springframework.web.ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            write(status, Refusal.invalid("web.status" + status.value()), "", request, response);
            return;
        }
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                && NOT_YOURS.equals(sql.getSQLState())) {
            log.warn("Row security refused {} {}", request.getMethod(), request.getRequestURI());
            write(HttpStatus.NOT_FOUND, Refusal.notFound(), "", request, response);
            return;
        }
        if (response.isCommitted()) {
            return;
        }
        Optional<Outage> outage = Outage.behind(e);
        if (outage.isPresent()) {
            log.warn("The database is {} for {} {}", outage.get(), request.getMethod(), request.getRequestURI());
            refuse(outage.get(), request, response);
            return;
        }
        if (e instanceof InvalidParameterException || e instanceof RequestRejectedException || unstorable(e)) {
            malformed(e, request, response);
            return;
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("Error {} in {} {}", id, request.getMethod(), request.getRequestURI(), e);
        write(HttpStatus.INTERNAL_SERVER_ERROR, Refusal.invalid("web.broken"), id, request, response);
    }

    private void refuse(Outage outage, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (outage) {
            case AWAY -> {
                response.setHeader("Retry-After", "5");
                write(HttpStatus.SERVICE_UNAVAILABLE, Refusal.later("web.away"), "", request, response);
            }
            case FULL -> refused(Refusal.later("web.noRoom"), request, response);
        }
    }

    /** A value that no column can hold (SQLState class 22): a NUL character, a date before all dates. */
    private static boolean unstorable(Exception e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22");
    }

    /** What the container or a filter refused before any controller was reached. */
    @RequestMapping("${server.error.path:/error}")
    void unhandled(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? resolve(number) : HttpStatus.NOT_FOUND;
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (status.is5xxServerError()) {
            failed(
                    failure instanceof Exception e ? e : new IllegalStateException("status " + status),
                    request,
                    response);
        } else {
            write(status, Refusal.invalid("web.status" + status.value()), "", request, response);
        }
    }

    private static HttpStatus resolve(int number) {
        @Nullable HttpStatus status = HttpStatus.resolve(number);
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static HttpStatus status(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case MOVED_ON -> HttpStatus.CONFLICT;
            case TOO_OFTEN -> HttpStatus.TOO_MANY_REQUESTS;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case LATER -> HttpStatus.INSUFFICIENT_STORAGE;
        };
    }

    private void write(
            HttpStatus status, Refusal refusal, String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ContentPolicy.add(response);
        if (Problems.wanted(request)) {
            problems.write(status, refusal, id, request, response);
            return;
        }
        Page page = arguments.page(request);
        String title = Problems.title(page, status);
        String text = Problems.text(page, refusal);
        Optional<Unsent> unsent = refusal.kind() == Refusal.Kind.LATER ? Unsent.of(request) : Optional.empty();
        // Whatever was refused: what somebody wrote is theirs, to be copied and said elsewhere.
        List<String> typed = unsent.isPresent() ? List.of() : typed(request);
        Answer.Writer.write(
                new Answer.Show(templates.webError(page, title, text, id, unsent, typed), status), response);
    }

    /** Nothing, where what came is too much or too broken to be read: the container says so each time it is asked. */
    private static List<String> typed(HttpServletRequest request) {
        try {
            return Unsent.of(request).map(Unsent::said).orElse(List.of());
        } catch (IllegalStateException unreadable) {
            return List.of();
        }
    }
}
