package org.linli.platform.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** What a page controller gives back: a page to show, or where to go next; at once, or after a while. */
public sealed interface Answer {

    /** A page, with its status. */
    record Show(JteModel model, HttpStatus status) implements Answer {}

    /** A redirect after a write (303). */
    record Go(String path) implements Answer {}

    /** An answer held back 缓答: no thread waits for it, and whoever asks again and again for it takes nothing from others. */
    record Held(Answer answer, Duration pause) implements Answer {}

    static Answer show(JteModel model) {
        return new Show(model, HttpStatus.OK);
    }

    /** A form shown again, with what the person typed and why it was refused. */
    static Answer again(JteModel model) {
        return new Show(model, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** The same for a step: what has moved on meanwhile is shown as it now stands, with what was typed (409). */
    static Answer again(JteModel model, Refusal refusal) {
        return new Show(
                model,
                refusal.kind() == Refusal.Kind.MOVED_ON ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    static Answer go(String path) {
        return new Go(path);
    }

    @Component
    final class Writer implements HandlerMethodReturnValueHandler {

        /** More are not held: each takes one of the server's connections. */
        private static final int MOST_HELD = 512;

        private final Semaphore holding = new Semaphore(MOST_HELD);

        @Override
        public boolean supportsReturnType(MethodParameter returnType) {
            return Answer.class.isAssignableFrom(returnType.getParameterType());
        }

        @Override
        public void handleReturnValue(
                @Nullable Object value, MethodParameter type, ModelAndViewContainer mav, NativeWebRequest request)
                throws Exception {
            if (value instanceof Held held && holding.tryAcquire()) {
                hold(held, mav, request);
                return;
            }
            mav.setRequestHandled(true);
            HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
            if (response != null && value instanceof Answer answer) {
                write(answer, response);
            }
        }

        private void hold(Held held, ModelAndViewContainer mav, NativeWebRequest request) throws Exception {
            DeferredResult<Answer> later = new DeferredResult<>(held.pause().toMillis());
            later.onTimeout(() -> later.setResult(held.answer()));
            later.onCompletion(holding::release);
            WebAsyncUtils.getAsyncManager(request).startDeferredResultProcessing(later, mav);
        }

        static void write(Answer answer, HttpServletResponse response) throws IOException {
            switch (answer) {
                case Go go -> {
                    response.setStatus(HttpStatus.SEE_OTHER.value());
                    response.setHeader("Location", go.path());
                }
                case Held held -> write(held.answer(), response);
                case Show show -> {
                    response.setStatus(show.status().value());
                    response.setContentType("text/html;charset=UTF-8");
                    Html html = new Html();
                    show.model().render(html);
                    response.setContentLength(html.length());
                    html.writeTo(response.getOutputStream());
                }
            }
        }
    }
}
