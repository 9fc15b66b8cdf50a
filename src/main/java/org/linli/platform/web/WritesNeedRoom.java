package org.linli.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.linli.kernel.Refusal;
import org.linli.platform.FreeSpace;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses what people send while the disk is nearly full (507); pages are still read, and people come and go. */
final class WritesNeedRoom implements HandlerInterceptor {

    /** What a visitor needs for reading, and what is kept in their browser only. */
    static final String[] SMALL = {"/login", "/logout", "/elder", "/language"};

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final FreeSpace space;

    WritesNeedRoom(FreeSpace space) {
        this.space = space;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && !READING.contains(request.getMethod())
                && space.low()) {
            throw Refusal.later("web.noRoom");
        }
        return true;
    }
}
