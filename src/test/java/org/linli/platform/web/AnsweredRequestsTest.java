package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

@LinliTest
class AnsweredRequestsTest {

    @Autowired
    World world;

    @Autowired
    AnsweredRequests answered;

    @Autowired
    Clock clock;

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void aClockThatJumpsAheadForgetsNoAnswerThatSomebodyMayJustAskForAgain() {
        String key = UUID.randomUUID().toString();
        assertThat(send(key)).isEqualTo("/done/1");
        WallClock.at(clock.instant().plus(Duration.ofDays(30)), answered::forget);
        assertThat(send(key)).as("the same answer, and nothing done").isEqualTo("/done/1");
        WallClock.at(clock.instant().plus(Duration.ofDays(31)), answered::forget);
        assertThat(send(key)).as("forgotten a day later").isEqualTo("/done/2");
    }

    @Test
    void anAnswerThatWasExpectedAndOneThatWasNotAreBothGivenAgain() {
        String usual = UUID.randomUUID().toString();
        String other = UUID.randomUUID().toString();
        assertThat(send(usual, "/done/1")).isEqualTo("/done/1");
        assertThat(send(other, "/done/1")).isEqualTo("/done/2");
        assertThat(send(usual, "/done/1")).isEqualTo("/done/1");
        assertThat(send(other, "/done/1")).isEqualTo("/done/2");
        assertThat(done).hasValue(2);
    }

    private String send(String key) {
        return send(key, "");
    }

    private String send(String key, String usual) {
        return World.as(
                world.ningbao.clerk(),
                () -> answered.once(key, new byte[] {1}, usual, () -> "/done/" + done.incrementAndGet()));
    }
}
