package org.linli.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linli.kernel.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A refusal as a program reads it 错误说明 (RFC 9457): our code, and the sentence that a person would be shown. */
@Component
public class Problems {

    private static final String PROGRAMS = "/api/";

    private final Arguments arguments;
    private final JsonMapper json;

    Problems(Arguments arguments, JsonMapper json) {
        this.arguments = arguments;
        this.json = json;
    }

    /** Whether it was a program that asked, also where the container asks again for the page of an error. */
    static boolean ofProgram(HttpServletRequest request) {
        String asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
        return asked.startsWith(PROGRAMS);
    }

    /** Whether the answer is to be read by a program. */
    static boolean wanted(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return ofProgram(request) || accept != null && accept.contains("json");
    }

    /**
     * Writes the problem as the whole answer.
     *
     * @param id under which it stands in our log; empty where it is not our fault
     */
    public void write(
            HttpStatus status, Refusal refusal, String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ContentPolicy.add(response);
        Page page = arguments.page(request);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:linli:" + refusal.code());
        problem.put("title", title(page, status));
        problem.put("status", status.value());
        problem.put("detail", text(page, refusal));
        problem.put("code", refusal.code());
        if (!id.isEmpty()) {
            problem.put("id", id);
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    static String title(Page page, HttpStatus status) {
        return known(page, "web.title" + status.value(), "web.titleOther");
    }

    static String text(Page page, Refusal refusal) {
        return known(
                page,
                "refusal." + refusal.code(),
                "refusal.web.other",
                refusal.facts().values().toArray());
    }

    private static String known(Page page, String key, String otherwise, Object... arguments) {
        String text = page.t(key, arguments);
        return text.equals(key) ? page.t(otherwise) : text;
    }
}
