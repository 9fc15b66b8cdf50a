package org.linli.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What every page shows of the person who visits 访问: unread notices, their community and its phone.
 *
 * @param unread at most 100
 * @param communityPhone empty where none is known
 */
public record Visit(
        int unread,
        String community,
        String communityName,
        String communityPhone,
        String language,
        boolean mustChangePassword) {

    private static final String ATTRIBUTE = Visit.class.getName();
    private static final Visit STRANGER = new Visit(0, "", "", "", "", false);

    /** Remembers the visit for the rest of the request. */
    public void remember(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The visit of this request; a stranger's if nobody is logged in. */
    public static Visit of(HttpServletRequest request) {
        @Nullable Object visit = request.getAttribute(ATTRIBUTE);
        return visit instanceof Visit known ? known : STRANGER;
    }
}
