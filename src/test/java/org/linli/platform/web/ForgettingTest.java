package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** What is kept for a while is forgotten after it, and not before. */
@LinliTest
class ForgettingTest {

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnsweredRequests answered;

    @Test
    void attemptsAreForgottenAfterADay() {
        Instant then = Instant.now();
        Duration week = Duration.ofDays(7);
        WallClock.at(then, () -> attempts.count("forgetting", "a", 1, week));
        WallClock.at(then.plus(Duration.ofHours(23)), () -> {
            attempts.forget();
            assertThatThrownBy(() -> attempts.count("forgetting", "a", 1, week)).isInstanceOf(Refusal.class);
        });
        WallClock.at(then.plus(Duration.ofHours(25)), () -> {
            attempts.forget();
            assertThatCode(() -> attempts.count("forgetting", "a", 1, week)).doesNotThrowAnyException();
        });
    }

    @Test
    void answersAreForgottenByTheSecondClearingAfterAWeek() {
        Instant then = Instant.now();
        String key = UUID.randomUUID().toString();
        AtomicInteger done = new AtomicInteger();
        WallClock.at(then, () -> once(key, done));
        WallClock.at(then.plus(Duration.ofDays(6)), () -> {
            answered.forget();
            once(key, done);
        });
        assertThat(done).as("sent again within the week").hasValue(1);
        WallClock.at(then.plus(Duration.ofDays(8)), () -> {
            answered.forget();
            once(key, done);
        });
        assertThat(done).as("a clock may have jumped").hasValue(1);
        WallClock.at(then.plus(Duration.ofDays(9)), () -> {
            answered.forget();
            once(key, done);
        });
        assertThat(done).hasValue(2);
    }

    private void once(String key, AtomicInteger done) {
        World.as(
                world.ningbao.clerk(),
                () -> answered.once(key, new byte[] {1}, "", () -> "/" + done.incrementAndGet()));
    }
}
