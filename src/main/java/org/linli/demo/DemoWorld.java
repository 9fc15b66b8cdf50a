package org.linli.demo;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.linli.identity.FirstStart;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fills an empty system with an invented world 演示数据, once. */
@Component
class DemoWorld implements SmartLifecycle, HealthIndicator {

    private static final String UNFINISHED =
            "The demo world was interrupted while it was made: delete the data folder to begin anew";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(DemoWorld.class);

    private final FirstStart firstStart;
    private final Casting casting;
    private final Story story;
    private final StreetCasting streetCasting;
    private final Whistling whistling;
    private final Reporting reporting;
    private final OldNews oldNews;
    private final Habits habits;
    private final Doors doors;
    private final Calling calling;
    private final Caring caring;
    private final Sensing sensing;
    private final JdbcClient jdbc;
    private final Scheduler scheduler;
    private final Clock clock;
    private final int orders;
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean running;
    private volatile @Nullable Thread maker;

    DemoWorld(
            FirstStart firstStart,
            Casting casting,
            Story story,
            StreetCasting streetCasting,
            Whistling whistling,
            Reporting reporting,
            OldNews oldNews,
            Habits habits,
            Doors doors,
            Calling calling,
            Caring caring,
            Sensing sensing,
            JdbcClient jdbc,
            Scheduler scheduler,
            Clock clock,
            @Value("${linli.demo-orders:600}") int orders) {
        this.firstStart = firstStart;
        this.casting = casting;
        this.story = story;
        this.streetCasting = streetCasting;
        this.whistling = whistling;
        this.reporting = reporting;
        this.oldNews = oldNews;
        this.habits = habits;
        this.doors = doors;
        this.calling = calling;
        this.caring = caring;
        this.sensing = sensing;
        this.jdbc = jdbc;
        this.scheduler = scheduler;
        this.clock = clock;
        this.orders = orders;
    }

    /** Its places and people before the first page is served; what happened to them while pages are served already. */
    @Override
    public void start() {
        running = true;
        if (firstStart.demo()) {
            note("making");
            log.info("Making a demo world of {} communities and about {} orders", Quarter.ALL.size(), orders);
            // No clock rings for what is still being told.
            scheduler.pause();
            firstStart.tells(new FirstStart.Telling(0, orders));
            List<Cast> casts =
                    IntStream.range(0, Quarter.ALL.size()).mapToObj(this::cast).toList();
            Actor[] street = Casting.founding(StreetCasting.STREET, streetCasting::street);
            StreetCast called = Casting.founding(StreetCasting.DISTRICT, () -> streetCasting.departments(street));
            maker = Thread.ofPlatform().name("demo-world").start(() -> make(casts, called));
        } else if (noted().equals("making")) {
            log.warn(UNFINISHED);
        }
    }

    private void note(String state) {
        jdbc.sql("""
                        insert into system_fact (name, value, at) values ('demo', :state, :now)
                        on conflict (name) do update set value = excluded.value, at = excluded.at
                        """)
                .param("state", state)
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    private String noted() {
        return jdbc.sql("select value from system_fact where name = 'demo'")
                .query(String.class)
                .optional()
                .orElse("");
    }

    private void make(List<Cast> casts, StreetCast called) {
        try {
            happen(casts, called);
            note("made");
            log.info("The demo world is made; its accounts are shown on the login page");
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            if (running) {
                log.error(UNFINISHED, e);
            } else {
                log.warn(UNFINISHED);
            }
        } finally {
            firstStart.tells(null);
            scheduler.resume();
        }
    }

    private void happen(List<Cast> casts, StreetCast called) throws InterruptedException, ExecutionException {
        Instant now = clock.instant();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<? extends Future<?>> stories = IntStream.range(0, casts.size())
                    .mapToObj(i -> two.submit(
                            () -> tell(casts.get(i), Quarter.ALL.get(i).weight() * orders / 100, now, i)))
                    .toList();
            for (Future<?> story : stories) {
                story.get();
            }
        } finally {
            two.shutdownNow();
        }
        Visitors.mayBeQuicker(() -> whistling.tell(casts.get(0), casts.get(1), called, now));
        Visitors.mayBeQuicker(() -> reporting.tell(casts.getFirst(), called.police(), now));
        IntStream.range(0, casts.size())
                .forEach(i -> Visitors.mayBeQuicker(() -> doors.open(Quarter.ALL.get(i), casts.get(i))));
        Visitors.mayBeQuicker(() -> doors.connect(casts.getFirst(), now));
        Visitors.mayBeQuicker(() -> calling.tell(
                casts.getFirst(), Quarter.ALL.getFirst().estates().getFirst().name(), now));
        Visitors.mayBeQuicker(() -> caring.tell(casts.getFirst(), now));
        Visitors.mayBeQuicker(() -> sensing.tell(casts.getFirst(), now));
        oldNews.readBefore(casts, now.minus(Duration.ofDays(1)));
        oldNews.readBefore(called, now.minus(Duration.ofDays(1)));
        Visitors.mayBeQuicker(() -> habits.of(casts));
    }

    private Cast cast(int number) {
        Quarter quarter = Quarter.ALL.get(number);
        return Casting.founding(PlaceCode.parse(quarter.code()), () -> casting.cast(quarter, number));
    }

    private void tell(Cast cast, int many, Instant now, int number) {
        story.tell(
                cast,
                many,
                now,
                number,
                () -> firstStart.tells(new FirstStart.Telling(done.incrementAndGet(), orders)));
        log.info("{}: {} orders", Quarter.ALL.get(number).name(), many);
    }

    @Override
    public void stop() {
        running = false;
        Thread making = maker;
        if (making != null && making.isAlive()) {
            making.interrupt();
            try {
                making.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Not ready, though pages are served, while it is made: for whoever has to find it whole. */
    @Override
    public Health health() {
        return firstStart
                .telling()
                .map(telling -> Health.outOfService().withDetail("orders", telling.done()))
                .orElseGet(Health::up)
                .build();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
