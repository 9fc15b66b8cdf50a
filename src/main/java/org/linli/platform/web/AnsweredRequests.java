package org.linli.platform.web;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers which requests were answered and how, in the transaction that did their work. */
@Component
class AnsweredRequests {

    private static final Duration KEPT = Duration.ofDays(7);

    private record Answered(byte[] digest, String answer) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    AnsweredRequests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the work usually answers is remembered with the request, and only another answer is written after it. */
    @Transactional
    public String once(String key, byte[] digest, String usual, Supplier<String> work) {
        UUID me = Acting.current().self();
        // A second request with the key waits here for the first to commit, and then finds its answer.
        int first = jdbc.sql("""
                        insert into answered_request (person, key, digest, answer, at)
                        values (:me, :key, :digest, :usual, :now)
                        on conflict do nothing
                        """)
                .param("me", me)
                .param("key", key)
                .param("digest", digest)
                .param("usual", usual)
                .param("now", Matters.time(clock.instant()))
                .update();
        if (first == 0) {
            return earlier(me, key, digest);
        }
        String answer = work.get();
        if (!answer.equals(usual)) {
            jdbc.sql("update answered_request set answer = :answer where person = :me and key = :key")
                    .param("answer", answer)
                    .param("me", me)
                    .param("key", key)
                    .update();
        }
        return answer;
    }

    private String earlier(UUID me, String key, byte[] digest) {
        Answered answered = jdbc.sql("select digest, answer from answered_request where person = :me and key = :key")
                .param("me", me)
                .param("key", key)
                .query((row, n) -> new Answered(row.getBytes("digest"), row.getString("answer")))
                .single();
        if (!MessageDigest.isEqual(answered.digest(), digest)) {
            throw Refusal.movedOn("once.otherBody");
        }
        return answered.answer();
    }

    /** Forgets what is older than a week; nobody repeats a form after that. */
    @Transactional
    public void forget() {
        jdbc.sql("select forget_answered_requests(:before)")
                .param("before", Matters.time(clock.instant().minus(KEPT)))
                .query((row, n) -> 0)
                .list();
    }
}
