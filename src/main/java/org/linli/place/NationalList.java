package org.linli.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.Flyway;
import org.linli.platform.matter.Matters;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The national list of divisions 统计用区划代码, imported once before the first request, by the owner of the tables, in one
 * transaction: a start that is killed leaves nothing, and a second node waits for the first. What finds a place by its name
 * in milliseconds is made once pages are served; until then it is found in a fraction of a second.
 */
@Component
@DependsOnDatabaseInitialization
class NationalList implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(NationalList.class);
    private static final String FACT = "national-list";
    private static final String INDEXED = "national-list-indexed";
    private static final long LOCK = 0x4C696E6C69_01L;
    private static final int PROGRESS = 100_000;
    private static final int CHUNK = 1 << 16;

    /** What the picker and the place pages read by; only the levels that people search by name are in the first ones. */
    private static final List<String> INDEXES = List.of(
            "create index if not exists place_by_level on place (level, code) where level <= 18",
            // The name is in it too: a common word is read off in the order wanted without touching the rows.
            """
            create index if not exists place_by_length on place (level, length(name), code) include (name)
             where level <= 15
            """,
            "create index if not exists place_by_initials on place (initials) where level <= 15",
            "create index if not exists place_by_name on place (name collate \"C\") where level <= 15",
            // One entry a character: two Chinese characters must already find, which trigrams cannot.
            """
            create index if not exists place_by_characters on place using gin (string_to_array(name, null))
              with (fastupdate = off) where level <= 15
            """,
            "create index if not exists place_by_pairs on place using gin (" + Finder.PAIRS.formatted("name")
                    + ") with (fastupdate = off) where level <= 15");

    private final Flyway migrated;
    private final PlaceSettings settings;
    private final Clock clock;

    NationalList(Flyway migrated, PlaceSettings settings, Clock clock) {
        this.migrated = migrated;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() throws SQLException, IOException {
        try (Connection owner = owner()) {
            if (!known(owner, FACT)) {
                log.info("Importing the national list of divisions, once");
                long begin = System.nanoTime();
                int rows = copy(owner);
                run(owner, "analyze place");
                remember(owner, FACT, rows + " places of 2023");
                log.info("The national list is in: {} places, {} s", rows, seconds(begin));
            }
            owner.commit();
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void index() {
        Thread.ofPlatform().name("national-list").daemon().start(() -> {
            try (Connection owner = owner()) {
                boolean fresh = !known(owner, INDEXED);
                if (fresh) {
                    long begin = System.nanoTime();
                    run(owner, "set local maintenance_work_mem = '256MB'");
                    for (String index : INDEXES) {
                        run(owner, index);
                    }
                    remember(owner, INDEXED, INDEXES.size() + " indexes");
                    log.info("The national list is indexed, {} s", seconds(begin));
                }
                owner.commit();
                if (fresh) {
                    // Marks the new pages as seen by all, so that an index alone answers.
                    owner.setAutoCommit(true);
                    run(owner, "vacuum analyze place");
                }
            } catch (SQLException e) {
                log.warn("The national list is not indexed yet, which the next start tries again: {}", e.getMessage());
            }
        });
    }

    private Connection owner() throws SQLException {
        Connection owner = migrated.getConfiguration().getDataSource().getConnection();
        owner.setAutoCommit(false);
        return owner;
    }

    /** Whether it was done already; whoever asks while another node does it waits for that. */
    private static boolean known(Connection owner, String fact) throws SQLException {
        run(owner, "select pg_advisory_xact_lock(" + LOCK + ")");
        try (PreparedStatement asked = owner.prepareStatement("select 1 from system_fact where name = ?")) {
            asked.setString(1, fact);
            try (ResultSet found = asked.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void run(Connection owner, String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private int copy(Connection owner) throws SQLException, IOException {
        CopyIn copy =
                owner.unwrap(PGConnection.class).getCopyAPI().copyIn("copy place (code, name, initials) from stdin");
        StringBuilder lines = new StringBuilder(CHUNK + 200);
        int rows = 0;
        try (BufferedReader list = list()) {
            for (String line = list.readLine(); line != null; line = list.readLine()) {
                String code = line.substring(0, line.indexOf(','));
                if (!settings.wanted(code)) {
                    continue;
                }
                String name = PlaceNames.display(line.substring(code.length() + 1));
                lines.append(code)
                        .append('\t')
                        .append(name)
                        .append('\t')
                        .append(Pinyin.initials(name))
                        .append('\n');
                if (lines.length() >= CHUNK) {
                    send(lines, copy);
                }
                if (++rows % PROGRESS == 0) {
                    log.info("{} places read", rows);
                }
            }
            send(lines, copy);
            copy.endCopy();
            return rows;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(StringBuilder lines, CopyIn copy) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private static BufferedReader list() throws IOException {
        InputStream resource = NationalList.class.getResourceAsStream("divisions.csv.gz");
        if (resource == null) {
            throw new IllegalStateException("Missing resource divisions.csv.gz");
        }
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource, CHUNK), StandardCharsets.UTF_8), CHUNK);
    }

    private void remember(Connection owner, String name, String value) throws SQLException {
        try (PreparedStatement fact =
                owner.prepareStatement("insert into system_fact (name, value, at) values (?, ?, ?)")) {
            fact.setString(1, name);
            fact.setString(2, value);
            fact.setObject(3, Matters.time(clock.instant()));
            fact.execute();
        }
    }
}
