package org.linli.platform.live;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Open pages that follow what happens 实时更新, on any node: a committed change is told to all nodes by the database
 * (LISTEN, NOTIFY), and each tells its own browsers. Only the fact that something moved is sent; the page asks again itself.
 */
@Component
public class Live implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Live.class);
    private static final String CHANNEL = "linli_live";
    private static final int PEOPLE_A_MESSAGE = 150;
    private static final int MESSAGES_AT_ONCE = 500;
    private static final Duration OPEN = Duration.ofMinutes(10);
    private static final int WAIT_MILLIS = 5_000;
    private static final int MOST_PAGES = 20;

    private record Follower(
            SseEmitter emitter, UUID person, @Nullable UUID matter) {}

    private final JdbcConnectionDetails database;
    private final JdbcClient jdbc;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    /** What nobody could be told of in time is not told: it is a hint, and what it hints at is in the database. */
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(10_000);

    /** Who listens and who tells; none while it does not run. */
    private volatile List<Thread> threads = List.of();

    Live(JdbcConnectionDetails database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** Tells, once the running transaction is committed, that a matter moved and that these people have news. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moved(UUID matter, Collection<UUID> people) {
        List<String> messages = new ArrayList<>();
        Iterator<UUID> rest = people.iterator();
        do {
            StringBuilder message = new StringBuilder(matter.toString());
            for (int n = 0; n < PEOPLE_A_MESSAGE && rest.hasNext(); n++) {
                message.append(' ').append(rest.next());
            }
            messages.add(message.toString());
        } while (rest.hasNext());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                messages.forEach(waiting::offer);
            }
        });
    }

    /**
     * The database lets one transaction at a time commit what it notifies, and makes all others wait until that one is on the disk:
     * so notifying is a transaction of its own, of all that waits, and waits for no disk.
     */
    private void tellNodes() {
        while (isRunning()) {
            try {
                List<String> messages = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(messages, MESSAGES_AT_ONCE);
                jdbc.sql("""
                                select set_config('synchronous_commit', 'off', true), pg_notify(:channel, message)
                                  from unnest(:messages) message
                                """)
                        .param("channel", CHANNEL)
                        .param("messages", messages.toArray(String[]::new))
                        .query((row, n) -> 0)
                        .list();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException e) {
                // Whoever looks at a page sees it anew when the stream begins again.
                log.warn("Other nodes were not told what moved: {}", e.getMessage());
            }
        }
    }

    /** A stream of {@code moved} and {@code news} events for one person's open page; a browser opens it again when it ends. */
    SseEmitter follow(UUID person, @Nullable UUID matter) {
        if (followers.stream().filter(f -> f.person().equals(person)).count() >= MOST_PAGES) {
            throw Refusal.tooOften("live.tooMany");
        }
        SseEmitter emitter = new SseEmitter(OPEN.toMillis());
        Follower follower = new Follower(emitter, person, matter);
        followers.add(follower);
        emitter.onCompletion(() -> followers.remove(follower));
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> followers.remove(follower));
        send(follower, "open");
        return emitter;
    }

    private void listen() {
        while (isRunning()) {
            try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), properties());
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (isRunning()) {
                    tell(postgres.getNotifications(WAIT_MILLIS));
                    // Finds out that the other side is gone, which waiting alone would not.
                    statement.execute("select 1");
                }
            } catch (SQLException | RuntimeException e) {
                if (isRunning()) {
                    log.warn("Live updates lost the database and try again: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    /** A side that vanished without a word is noticed. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", database.getUsername());
        properties.setProperty("password", database.getPassword());
        properties.setProperty("socketTimeout", "20");
        return properties;
    }

    private void tell(PGNotification @Nullable [] notifications) {
        if (notifications == null || notifications.length == 0) {
            followers.forEach(follower -> send(follower, ""));
            return;
        }
        for (PGNotification notification : notifications) {
            String[] ids = notification.getParameter().split(" ");
            UUID matter = UUID.fromString(ids[0]);
            Set<UUID> people =
                    java.util.Arrays.stream(ids).skip(1).map(UUID::fromString).collect(Collectors.toSet());
            for (Follower follower : followers) {
                if (matter.equals(follower.matter())) {
                    send(follower, "moved");
                } else if (people.contains(follower.person())) {
                    send(follower, "news");
                }
            }
        }
    }

    private void send(Follower follower, String event) {
        try {
            SseEmitter.SseEventBuilder message = SseEmitter.event();
            follower.emitter()
                    .send(
                            event.isEmpty()
                                    ? message.comment("")
                                    : message.name(event).data("1"));
        } catch (IOException | IllegalStateException gone) {
            followers.remove(follower);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        threads = List.of(
                Thread.ofPlatform().name("live").daemon().unstarted(this::listen),
                Thread.ofPlatform().name("live-teller").daemon().unstarted(this::tellNodes));
        threads.forEach(Thread::start);
    }

    @Override
    public void stop() {
        List<Thread> stopped = threads;
        threads = List.of();
        stopped.forEach(Thread::interrupt);
        followers.forEach(follower -> follower.emitter().complete());
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
