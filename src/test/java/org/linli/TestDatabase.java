package org.linli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.linli.platform.database.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL of the tests: one server per JVM, in a temporary folder, and as many databases on it as are asked for. */
public final class TestDatabase {

    private static final Path FOLDER = folder();
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestDatabase() {}

    /** A new empty database, as the settings by which an application finds it. */
    public static Map<String, String> fresh() {
        String name = "test_" + MADE.incrementAndGet();
        try (Connection admin = SERVER.admin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + name + " owner " + EmbeddedPostgres.OWNER);
        } catch (SQLException e) {
            throw new IllegalStateException("No database for the tests", e);
        }
        return Map.of(
                "spring.datasource.url", SERVER.url(name),
                "spring.datasource.username", EmbeddedPostgres.APP,
                "spring.datasource.password", SERVER.appPassword(),
                "spring.flyway.url", SERVER.url(name),
                "spring.flyway.user", EmbeddedPostgres.OWNER,
                "spring.flyway.password", SERVER.ownerPassword(),
                "spring.datasource.driver-class-name", RecordingDriver.class.getName(),
                "spring.flyway.driver-class-name", RecordingDriver.class.getName(),
                "linli.data", FOLDER.resolve(name).toString(),
                "linli.demo", "false");
    }

    /** A connection that no row policy binds, to break things on purpose or to look behind them. */
    public static Connection admin(String url) throws SQLException {
        return SERVER.admin(url.substring(url.lastIndexOf('/') + 1));
    }

    private static EmbeddedPostgres start() {
        EmbeddedPostgres server = EmbeddedPostgres.start(
                FOLDER.resolve("server"),
                0,
                List.of(
                        "fsync=off",
                        "synchronous_commit=off",
                        "full_page_writes=off",
                        "track_functions=all",
                        "shared_buffers=256MB"));
        letAdminsIn(server);
        // After the applications that use it: one that loses its database while it stops waits for it.
        SpringApplication.getShutdownHandlers().add(() -> {
            recordFunctions(server);
            server.close();
            delete();
        });
        return server;
    }

    /** Looking behind the application needs no password: proving one took two fifths of the tests that look most. */
    private static void letAdminsIn(EmbeddedPostgres server) {
        Path rules = FOLDER.resolve("server").resolve("database").resolve("pg_hba.conf");
        try (Connection admin = server.admin("postgres");
                Statement statement = admin.createStatement()) {
            Files.writeString(rules, "host all linli_admin 127.0.0.1/32 trust\n" + Files.readString(rules));
            statement.execute("select pg_reload_conf()");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("The rules of the tests' server were not read", e);
        }
    }

    /** Which functions of the migrations were called, as the server counted; each database counts its own. */
    private static void recordFunctions(EmbeddedPostgres server) {
        for (int n = 1; n <= MADE.get(); n++) {
            try (Connection admin = server.admin("test_" + n);
                    Statement statement = admin.createStatement();
                    ResultSet row = statement.executeQuery("select distinct funcname from pg_stat_user_functions")) {
                while (row.next()) {
                    RecordingDriver.record("function " + row.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("No counts of test_" + n, e);
            }
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("linli-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete() {
        try {
            FileSystemUtils.deleteRecursively(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
