package org.linli.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page of ours may load and run 内容策略: its own files and nothing else. */
public final class ContentPolicy {

    /** No inline script, no inline style, nothing from elsewhere; the style sheets bring their own small pictures. */
    public static final String DIRECTIVES = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    private static final String HEADER = "Content-Security-Policy";
    private static final String PICTURES = "img-src 'self' data:";

    private ContentPolicy() {}

    /** The same for one answer, whose pictures may come from some more addresses. */
    public static void showsPictures(HttpServletResponse response, Stream<String> origins) {
        String from = origins.distinct().collect(Collectors.joining(" "));
        response.setHeader(HEADER, DIRECTIVES.replace(PICTURES, (PICTURES + " " + from).strip()));
    }

    /** For an answer that the security filters never saw: the container, or their own firewall, refused it before. */
    static void add(HttpServletResponse response) {
        if (!response.containsHeader(HEADER)) {
            response.setHeader(HEADER, DIRECTIVES);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
