package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.linli.platform.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers what only this interface refuses. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnmetAnswers {

    private final Problems problems;

    UnmetAnswers(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void unmet(Unmet unmet, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(unmet.status(), unmet.why(), "", request, response);
    }
}
