package org.linli.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.linli.kernel.Refusal;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the form of a post before anybody asks for a field 接口入口: what cannot be read is refused as the specification has it. */
@Component
class Door extends OncePerRequestFilter {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Answers answers;

    Door(Answers answers) {
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/open311/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        boolean posts = HttpMethod.POST.matches(request.getMethod());
        if (posts && type != null && !type.toLowerCase(java.util.Locale.ROOT).startsWith(FORM)) {
            refuse(Refusal.invalid("gateway.form"), request, response);
            return;
        }
        try {
            request.getParameterMap();
        } catch (IllegalStateException unreadable) {
            refuse(Refusal.invalid("gateway.unreadable"), request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private void refuse(Refusal why, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ResponseEntity<byte[]> answer = answers.fault(400, why, request);
        response.setStatus(400);
        response.setContentType(String.valueOf(answer.getHeaders().getContentType()));
        byte[] body = answer.getBody();
        if (body != null) {
            response.getOutputStream().write(body);
        }
    }
}
