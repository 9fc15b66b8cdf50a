package org.linli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.linli.identity.FirstStart;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fills an empty system with an invented world 演示数据, once, before the first page is served. */
@Component
class DemoWorld implements SmartLifecycle {

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
    private final Clock clock;
    private final int orders;
    private volatile boolean running;

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
        this.clock = clock;
        this.orders = orders;
    }

    @Override
    public void start() {
        running = true;
        if (firstStart.demo()) {
            tell("making");
            make();
            tell("made");
        } else if (told().equals("making")) {
            log.warn("The demo world was interrupted while it was made: delete the data folder to begin anew");
        }
    }

    private void tell(String state) {
        jdbc.sql("""
                        insert into system_fact (name, value, at) values ('demo', :state, :now)
                        on conflict (name) do update set value = excluded.value, at = excluded.at
                        """)
                .param("state", state)
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    private String told() {
        return jdbc.sql("select value from system_fact where name = 'demo'")
                .query(String.class)
                .optional()
                .orElse("");
    }

    private void make() {
        log.info("Making a demo world of {} communities and about {} orders", Quarter.ALL.size(), orders);
        Instant now = clock.instant();
        List<Cast> casts =
                IntStream.range(0, Quarter.ALL.size()).mapToObj(this::cast).toList();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<? extends Future<?>> told = IntStream.range(0, casts.size())
                    .mapToObj(i -> two.submit(
                            () -> tell(casts.get(i), Quarter.ALL.get(i).weight() * orders / 100, now, i)))
                    .toList();
            for (Future<?> future : told) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The demo world was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The demo world cannot be made", e.getCause());
        }
        Actor[] street = Casting.founding(StreetCasting.STREET, streetCasting::street);
        StreetCast called = Casting.founding(StreetCasting.DISTRICT, () -> streetCasting.departments(street));
        whistling.tell(casts.get(0), casts.get(1), called, now);
        reporting.tell(casts.getFirst(), called.police(), now);
        IntStream.range(0, casts.size()).forEach(i -> doors.open(Quarter.ALL.get(i), casts.get(i)));
        doors.connect(casts.getFirst(), now);
        calling.tell(
                casts.getFirst(), Quarter.ALL.getFirst().estates().getFirst().name(), now);
        caring.tell(casts.getFirst(), now);
        sensing.tell(casts.getFirst(), now);
        oldNews.readBefore(casts, now.minus(Duration.ofDays(1)));
        oldNews.readBefore(called, now.minus(Duration.ofDays(1)));
        habits.of(casts);
        log.info("The demo world is made; its accounts are shown on the login page");
    }

    private Cast cast(int number) {
        Quarter quarter = Quarter.ALL.get(number);
        return Casting.founding(PlaceCode.parse(quarter.code()), () -> casting.cast(quarter, number));
    }

    private void tell(Cast cast, int many, Instant now, int number) {
        story.tell(cast, many, now, number);
        log.info("{}: {} orders", Quarter.ALL.get(number).name(), many);
    }

    @Override
    public void stop() {
        running = false;
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
