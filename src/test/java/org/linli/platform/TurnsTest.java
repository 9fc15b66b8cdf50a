package org.linli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.linli.kernel.Refusal;

class TurnsTest {

    private final Turns turns = new Turns(1, 1, Duration.ofSeconds(30), "login.busy");

    @Test
    void whoeverFindsTooManyWaitingIsSentAwayAtOnceAndTheOthersHaveTheirTurn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit(() -> turns.take(() -> {
                begun.countDown();
                end.await(30, TimeUnit.SECONDS);
                return "first";
            }));
            begun.await(30, TimeUnit.SECONDS);
            CountDownLatch refused = new CountDownLatch(1);
            // Of two more, one waits and the other is refused, whichever comes first.
            Runnable other = () -> {
                try {
                    turns.take(() -> "waited");
                } catch (Refusal refusal) {
                    refused.countDown();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            };
            Future<?> second = threads.submit(other);
            Future<?> third = threads.submit(other);
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            end.countDown();
            assertThat(first.get()).isEqualTo("first");
            second.get();
            third.get();
        }
    }

    @Test
    void aTurnThatFailsIsGivenBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw new IllegalArgumentException("broken");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(turns.take(() -> "next")).isEqualTo("next");
    }

    @Test
    void whoWaitsTooLongIsSentAway() throws Exception {
        Turns impatient = new Turns(1, 1, Duration.ofMillis(1), "login.busy");
        impatient.take(() -> {
            assertThatThrownBy(() -> impatient.take(() -> "late")).isInstanceOf(Refusal.class);
            return "working";
        });
    }
}
