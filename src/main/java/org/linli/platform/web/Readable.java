package org.linli.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the fields of a form before anybody asks for one: what cannot be read is the sender's mistake, and never ours. */
public final class Readable extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (HttpMethod.POST.matches(request.getMethod())) {
                request.getParameterMap();
            }
        } catch (InvalidParameterException unreadable) {
            refuse(response, unreadable.getErrorCode());
            return;
        } catch (IllegalStateException tooMuch) {
            // Of the fields beside the files, taken together.
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Where the connection itself was broken the container has answered already. */
    private static void refuse(HttpServletResponse response, int status) throws IOException {
        if (!response.isCommitted()) {
            response.sendError(status);
        }
    }
}
