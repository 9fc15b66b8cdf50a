package org.linli.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A form that could not be taken just now 没有交上的表单, so that its page can offer to send it again: with the same key, so it is
 * done once.
 *
 * @param files whether files were chosen, which no page can send again
 */
public record Unsent(String path, List<Field> fields, boolean files) {

    private static final int SHORTEST_SAID = 6;

    /** The names of all password fields; a test reads them from the templates. */
    static final Set<String> SECRET = Set.of("password", "old", "fresh", "again", "key");

    /** One field as it was sent. */
    public record Field(String name, String value) {

        /** Whether a person wrote it, rather than chose it or was given it by the page. */
        public boolean said() {
            return !name.startsWith("_")
                    && value.length() >= SHORTEST_SAID
                    && value.codePoints().anyMatch(c -> c > 0x7F);
        }
    }

    /** What a person wrote into it. */
    List<String> said() {
        return fields.stream().filter(Field::said).map(Field::value).toList();
    }

    /** The form of a request; none where nothing was sent, and none with a password, which no page shows. */
    static Optional<Unsent> of(HttpServletRequest request) {
        Map<String, String[]> parameters = request.getParameterMap();
        boolean secret = parameters.keySet().stream().anyMatch(SECRET::contains);
        if (!sent(request, RequestDispatcher.ERROR_METHOD, request.getMethod()).equals("POST")
                || !parameters.containsKey("_once")
                || secret) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        parameters.forEach((name, values) -> {
            for (String value : values) {
                fields.add(new Field(name, value));
            }
        });
        boolean files =
                request.getContentType() != null && request.getContentType().startsWith("multipart/");
        return Optional.of(
                new Unsent(sent(request, RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI()), fields, files));
    }

    /** What was sent, also where a filter failed and the container asks for the page as if it were another request. */
    private static String sent(HttpServletRequest request, String attribute, String otherwise) {
        return request.getAttribute(attribute) instanceof String failed ? failed : otherwise;
    }
}
