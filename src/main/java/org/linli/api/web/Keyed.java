package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.linli.kernel.Refusal;
import org.linli.platform.web.Once;
import tools.jackson.databind.json.JsonMapper;

/** A write under the key that its sender chose for it 幂等键: done once, and answered the same however often it is sent. */
final class Keyed {

    private Keyed() {}

    /** Does the work, or gives the answer that it had. Refuses a request without a key of 8 to 64 characters. */
    static <T> T answer(HttpServletRequest request, Once once, JsonMapper json, Class<T> type, Supplier<T> work) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null || key.length() < 8 || key.length() > 64) {
            throw Refusal.invalid("api.keyMissing");
        }
        return json.readValue(once.path(() -> json.writeValueAsString(work.get())), type);
    }
}
