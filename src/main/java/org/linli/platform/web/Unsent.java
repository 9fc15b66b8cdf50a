package org.linli.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that could not be taken just now 没有交上的表单, so that its page can offer to send it again: with the same key, so it is
 * done once.
 *
 * @param files whether files were chosen, which no page can send again
 */
public record Unsent(String path, List<Field> fields, boolean files) {

    private static final int SHORTEST_SAID = 6;

    /** One field as it was sent. */
    public record Field(String name, String value) {

        /** Whether a person wrote it, rather than chose it or was given it by the page. */
        public boolean said() {
            return !name.startsWith("_")
                    && value.length() >= SHORTEST_SAID
                    && value.codePoints().anyMatch(c -> c > 0x7F);
        }
    }

    /** The form of a request; none where nothing was sent, and none with a password, which no page shows. */
    static @Nullable Unsent of(HttpServletRequest request) {
        Map<String, String[]> parameters = request.getParameterMap();
        boolean secret = parameters.keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("password"));
        if (!request.getMethod().equals("POST") || !parameters.containsKey("_once") || secret) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        parameters.forEach((name, values) -> {
            for (String value : values) {
                fields.add(new Field(name, value));
            }
        });
        Object path = request.getAttribute(jakarta.servlet.RequestDispatcher.ERROR_REQUEST_URI);
        boolean files =
                request.getContentType() != null && request.getContentType().startsWith("multipart/");
        return new Unsent(path instanceof String failed ? failed : request.getRequestURI(), fields, files);
    }
}
