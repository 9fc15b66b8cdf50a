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
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * The national list of divisions 统计用区划代码, imported once before the first request, by the owner of the tables.
 * Everything happens in one transaction, so a start that is killed leaves nothing, and a second node waits for the first.
 */
@Component
@DependsOnDatabaseInitialization
class NationalList implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(NationalList.class);
    private static final String FACT = "national-list";
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
        try (Connection owner = migrated.getConfiguration().getDataSource().getConnection()) {
            owner.setAutoCommit(false);
            boolean fresh = !imported(owner);
            if (fresh) {
                importInto(owner);
            }
            owner.commit();
            if (fresh) {
                settle(owner);
            }
        }
    }

    private static boolean imported(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            try (ResultSet fact = statement.executeQuery("select 1 from system_fact where name = '" + FACT + "'")) {
                return fact.next();
            }
        }
    }

    /** Marks the new pages as seen by all, so that an index alone answers. */
    private static void settle(Connection owner) throws SQLException {
        owner.setAutoCommit(true);
        try (Statement statement = owner.createStatement()) {
            statement.execute("vacuum analyze place");
        }
    }

    private void importInto(Connection owner) throws SQLException, IOException {
        log.info("Importing the national list of divisions, once");
        long begin = System.nanoTime();
        int rows = copy(owner);
        try (Statement statement = owner.createStatement()) {
            statement.execute("set local maintenance_work_mem = '256MB'");
            for (String index : INDEXES) {
                statement.execute(index);
            }
        }
        remember(owner, rows);
        log.info(
                "The national list is in: {} places, {} s",
                rows,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
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

    private void remember(Connection owner, int rows) throws SQLException {
        try (PreparedStatement fact =
                owner.prepareStatement("insert into system_fact (name, value, at) values (?, ?, ?)")) {
            fact.setString(1, FACT);
            fact.setString(2, rows + " places of 2023");
            fact.setObject(3, Matters.time(clock.instant()));
            fact.execute();
        }
    }
}
