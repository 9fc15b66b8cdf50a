package org.linli.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.linli.platform.Settings;
import org.postgresql.Driver;
import org.springframework.core.env.Environment;

/** An external database in a back-up 外部数据库备份: made and read by the machine's own {@code pg_dump} and {@code pg_restore}. */
final class ExternalBackup {

    private static final String DUMP = "database.dump";

    private final Settings settings;
    private final Clock clock;
    private final String url;
    private final String user;
    private final String password;
    private final String role;

    ExternalBackup(Settings settings, Environment environment, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.url = first(environment, "spring.flyway.url", "spring.datasource.url");
        this.user = first(environment, "spring.flyway.user", "spring.datasource.username");
        this.password = first(environment, "spring.flyway.password", "spring.datasource.password");
        this.role = environment.getProperty("spring.datasource.username", "linli_app");
    }

    private static String first(Environment environment, String name, String otherwise) {
        return environment.getProperty(name, environment.getProperty(otherwise, ""));
    }

    /** Writes the back-up; gives back its size in bytes. Refuses if {@code pg_dump} is missing or older than the server. */
    long backup(Path file, boolean overwrite, String linli) throws IOException, SQLException {
        if (!Files.exists(settings.keyFile())) {
            throw new BackupRefused(
                    "The keys " + settings.keyFile().toAbsolutePath() + " are not there: name them with --linli.keys.");
        }
        int server = serverMajor();
        PostgresProgram dump = PostgresProgram.find("pg_dump", server);
        try (BackupWriter writer = new BackupWriter(file, overwrite)) {
            System.out.println("Dumping with " + dump);
            try (PostgresProgram.Running running =
                    dump.run(List.of("--format=custom", "--no-password"), connection(true))) {
                writer.file(DUMP, running.output());
                running.succeed();
            }
            writer.file("keys.json", Files.readAllBytes(settings.keyFile()));
            return writer.finish(linli, Manifest.Kind.EXTERNAL, server, clock.instant(), true, role);
        }
    }

    /**
     * Restores into an empty database, all of it or nothing. Refuses a database that holds tables, an older server, the
     * lack of the serving role, and other keys.
     */
    void restore(BackupReader backup) throws IOException, SQLException {
        Manifest made = backup.manifest();
        int server = serverMajor();
        if (server < made.postgres()) {
            throw new BackupRefused("The back-up was made of PostgreSQL " + made.postgres() + " and this server is "
                    + server + ": restore it on " + made.postgres() + " or newer.");
        }
        if (!role.equals(made.role())) {
            throw new BackupRefused("The tables of the back-up are granted to the role " + made.role() + " and not to "
                    + role + ": create that role, and name it in spring.datasource.username.");
        }
        try (Connection owner = connect()) {
            if (exists(owner, "select 1 from pg_class where relnamespace = 'public'::regnamespace and '' = ?", "")) {
                throw new BackupRefused("The database is not empty: create a new one as docs/operations.md says.");
            }
            if (!exists(owner, "select 1 from pg_roles where rolname = ?", role)) {
                throw new BackupRefused(
                        "The role " + role + " is not there: create both roles as docs/operations.md says.");
            }
        }
        Keys.refuseOthers(backup, settings);
        PostgresProgram restore = PostgresProgram.find("pg_restore", made.postgres());
        System.out.println("Restoring with " + restore);
        Map<String, String> connection = connection(false);
        try (PostgresProgram.Running running = restore.run(
                        List.of(
                                "--no-owner",
                                "--exit-on-error",
                                "--single-transaction",
                                "--no-password",
                                "--dbname=" + database()),
                        connection);
                InputStream in = backup.content(DUMP)) {
            try (OutputStream into = running.input()) {
                in.transferTo(into);
            } catch (IOException ended) {
                running.succeed();
                throw ended;
            }
            running.succeed();
        }
        Keys.restore(backup, settings);
    }

    private int serverMajor() throws SQLException {
        try (Connection owner = connect()) {
            return owner.getMetaData().getDatabaseMajorVersion();
        }
    }

    private Connection connect() throws SQLException {
        Properties credentials = new Properties();
        credentials.setProperty("user", user);
        credentials.setProperty("password", password);
        try {
            return DriverManager.getConnection(url, credentials);
        } catch (SQLException e) {
            throw new BackupRefused("The database does not answer: " + e.getMessage());
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private Properties parsed() {
        Properties parsed = Driver.parseURL(url, new Properties());
        if (parsed == null) {
            throw new BackupRefused("This is no address of a PostgreSQL: spring.flyway.url or spring.datasource.url.");
        }
        return parsed;
    }

    private String database() {
        return parsed().getProperty("PGDBNAME");
    }

    /** How the programs of PostgreSQL are told where to connect: in their environment, which other users cannot read. */
    private Map<String, String> connection(boolean withDatabase) {
        Properties parsed = parsed();
        Map<String, String> connection = new java.util.LinkedHashMap<>();
        connection.put("PGHOST", parsed.getProperty("PGHOST"));
        connection.put("PGPORT", parsed.getProperty("PGPORT"));
        connection.put("PGUSER", user);
        connection.put("PGPASSWORD", password);
        if (withDatabase) {
            connection.put("PGDATABASE", parsed.getProperty("PGDBNAME"));
        }
        List<String> ssl = new ArrayList<>(List.of("sslmode", "sslrootcert"));
        ssl.removeIf(name -> parsed.getProperty(name) == null);
        ssl.forEach(name -> connection.put("PG" + name.toUpperCase(java.util.Locale.ROOT), parsed.getProperty(name)));
        return connection;
    }
}
