package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that place orders one after the other 并发写入: each sends the same form under the same key until it is answered,
 * whatever happens to the other side meanwhile.
 */
final class Writers {

    private static final Duration BREATH = Duration.ofMillis(100);

    private final String address;
    private final List<Desk> desks;
    private final String begin;
    private final Map<String, UUID> answered = new ConcurrentHashMap<>();
    private final Queue<HttpResponse<String>> refused = new ConcurrentLinkedQueue<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unheard = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Thread> clients = new ArrayList<>();
    private Duration pause = Duration.ZERO;

    /** @param begin how the words of their orders begin, so that they are told from others */
    Writers(String address, List<Desk> desks, String begin) {
        this.address = address;
        this.desks = desks;
        this.begin = begin;
    }

    /** Between two orders each rests so long, as people do, and leaves the machine to others. */
    Writers resting(Duration between) {
        pause = between;
        return this;
    }

    /** @param orders how many each places at most */
    Writers start(int number, int orders) {
        for (int i = 0; i < number; i++) {
            Desk desk = desks.get(i % desks.size());
            int client = i;
            clients.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < orders && !enough.get(); n++) {
                    place(desk, begin + " " + client + "-" + n);
                    LockSupport.parkNanos(pause.toNanos());
                }
            }));
        }
        return this;
    }

    private void place(Desk desk, String words) {
        String once = UUID.randomUUID().toString();
        while (strange.isEmpty()) {
            try {
                HttpResponse<String> answer = desk.register(address, words, once);
                if (answer.statusCode() == 303) {
                    String location = answer.headers().firstValue("Location").orElse("");
                    answered.put(words, UUID.fromString(location.substring(location.length() - 36)));
                    return;
                }
                if (answer.statusCode() != 503 && answer.statusCode() != 507) {
                    strange.add(answer.statusCode() + " for " + words);
                    return;
                }
                refused.add(answer);
            } catch (IOException nobodyAnswered) {
                unheard.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(BREATH.toNanos());
        }
    }

    /** Waits for so many more answers. */
    void awaitMore(int orders) {
        int wanted = answered.size() + orders;
        await().atMost(Duration.ofMinutes(2)).until(() -> answered.size() >= wanted || !strange.isEmpty());
        assertThat(strange).isEmpty();
    }

    /** Waits for a refusal in words (503, 507). */
    void awaitRefusal() {
        int before = refused.size();
        await().atMost(Duration.ofMinutes(1)).until(() -> refused.size() > before || !strange.isEmpty());
        assertThat(strange).isEmpty();
    }

    /** Begins no further orders, and waits until each that was begun is answered. */
    void finish() {
        enough.set(true);
        join();
    }

    /** Waits until each client has placed all its orders. */
    void join() {
        await().atMost(Duration.ofMinutes(3)).until(() -> clients.stream().noneMatch(Thread::isAlive));
        assertThat(strange).isEmpty();
    }

    /** The words of the orders answered so far. */
    List<String> answered() {
        return List.copyOf(answered.keySet());
    }

    int answers() {
        return answered.size();
    }

    int unheard() {
        return unheard.get();
    }

    Queue<HttpResponse<String>> refused() {
        return refused;
    }

    /** Each order that was answered is there once, under the address that was answered, and no other is there. */
    void areAllThereOnce(Database database) {
        Map<String, List<UUID>> there = database.orders(begin);
        assertThat(there.values()).as("placed twice").allMatch(same -> same.size() == 1);
        assertThat(there.keySet()).as("answered and there").containsExactlyInAnyOrderElementsOf(answered.keySet());
        answered.forEach(
                (words, order) -> assertThat(there.get(words)).as(words).containsExactly(order));
        assertThat(database.fault()).as("the trail").isEmpty();
    }
}
