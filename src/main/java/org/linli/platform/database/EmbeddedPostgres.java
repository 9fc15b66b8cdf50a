package org.linli.platform.database;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL of our own 内置数据库, for whoever configures none: initialised once, reachable from this machine only,
 * started with the application and stopped with it; started again if it is killed meanwhile.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String OWNER = "linli_owner";
    public static final String APP = "linli_app";
    public static final String DATABASE = "linli";

    /** The major version of the server that is brought along. */
    public static final int MAJOR = PostgresBinaries.MAJOR;

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String ADMIN = "linli_admin";
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final DataFolder data;
    private final Path programs;
    private final int port;
    private final boolean fresh;
    private final List<String> options;
    private volatile boolean closing;

    private EmbeddedPostgres(DataFolder data, Path programs, int port, boolean fresh, List<String> options) {
        this.data = data;
        this.programs = programs;
        this.port = port;
        this.fresh = fresh;
        this.options = List.copyOf(options);
    }

    /**
     * Takes the folder, unpacks and initialises what is not there yet, and starts the server.
     *
     * @param wantedPort 0 for any free one
     * @param options further server settings, {@code name=value}
     */
    public static EmbeddedPostgres start(Path folder, int wantedPort, List<String> options) {
        DataFolder data = DataFolder.take(folder);
        try {
            Path programs = PostgresBinaries.in(data).resolve("bin");
            boolean fresh = !Files.exists(data.path("database"));
            EmbeddedPostgres server =
                    new EmbeddedPostgres(data, programs, wantedPort == 0 ? freePort() : wantedPort, fresh, options);
            if (fresh) {
                server.initialise();
            }
            server.refuseAnotherMajor();
            server.stopWhatWasLeftBehind();
            server.launch();
            server.ensureRolesAndDatabase();
            Thread.ofPlatform().name("database-watch").daemon().start(server::watch);
            return server;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Whether this start made the database. */
    public boolean fresh() {
        return fresh;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String ownerPassword() {
        return data.password("owner");
    }

    public String appPassword() {
        return data.password("app");
    }

    /** A connection that may do anything, for making and dropping databases. */
    public Connection admin(String database) throws SQLException {
        return connect(url(database), ADMIN, data.password("admin"));
    }

    /** As {@link #admin}, to the server that another process runs on the folder. Refuses if none runs there. */
    public static Connection running(Path folder) throws SQLException {
        try {
            List<String> postmaster = Files.readAllLines(folder.resolve("database/postmaster.pid"));
            String password =
                    Files.readString(folder.resolve("secrets").resolve("admin")).strip();
            return connect("jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/postgres", ADMIN, password);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new DatabaseUnusable(
                    "The database in " + folder + " is just starting or stopping: try again in a minute.", e);
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties credentials = new Properties();
        credentials.setProperty("user", user);
        credentials.setProperty("password", password);
        return DriverManager.getConnection(url, credentials);
    }

    private void initialise() {
        Path fresh = data.path("database.new");
        Path password = data.path("secrets").resolve("initdb");
        data.password("admin");
        try {
            FileSystemUtils.deleteRecursively(fresh);
            Files.copy(
                    data.path("secrets").resolve("admin"),
                    password,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            log.info("Initialising the database");
            run(
                    "initdb",
                    "-D",
                    fresh.toString(),
                    "-U",
                    ADMIN,
                    "--pwfile=" + password,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums");
            Files.delete(password);
            Files.move(fresh, data.path("database"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseAnotherMajor() {
        try {
            String major = Files.readString(data.path("database").resolve("PG_VERSION"))
                    .strip();
            if (!major.equals(Integer.toString(PostgresBinaries.MAJOR))) {
                throw new DatabaseUnusable(
                        "The database in " + data.path("database") + " was made by PostgreSQL " + major
                                + ", and this Linli brings PostgreSQL " + PostgresBinaries.MAJOR
                                + ": use the Linli that made it, or move its contents to an external database with pg_dump.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After a crash of the application its server may still run; it holds the old port and settings, so it goes. */
    private void stopWhatWasLeftBehind() {
        if (!Files.exists(data.path("database").resolve("postmaster.pid"))) {
            return;
        }
        try {
            run("pg_ctl", "stop", "-D", data.path("database").toString(), "-m", "fast", "-w", "-t", "60");
        } catch (DatabaseUnusable gone) {
            log.info("A server was killed here; its database recovers now");
        }
    }

    /** Starts the server again whenever it ends unasked, however often that takes: a disk may have to be emptied first. */
    private void watch() {
        while (!closing) {
            postmaster().ifPresent(server -> server.onExit().join());
            if (!closing) {
                log.warn("The database server ended unasked and is started again");
            }
            while (!closing && !relaunched()) {
                pause();
            }
        }
    }

    private synchronized boolean relaunched() {
        if (closing || postmaster().isPresent()) {
            return true;
        }
        try {
            launch();
            log.info("The database server runs again");
            return true;
        } catch (RuntimeException e) {
            log.error("The database server does not start and is tried again: {}", e.getMessage());
            return false;
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            String pid = Files.readAllLines(data.path("database").resolve("postmaster.pid"))
                    .getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).filter(ProcessHandle::isAlive);
        } catch (IOException | NoSuchElementException | NumberFormatException gone) {
            return Optional.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void launch() {
        List<String> settings = new ArrayList<>(List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=64",
                "shared_buffers=" + buffers(memory()) + "MB",
                "wal_compression=on",
                "timezone=UTC"));
        settings.addAll(options);
        StringBuilder line = new StringBuilder();
        settings.forEach(option -> line.append(" -c ").append(quoted(option)));
        run(
                "pg_ctl",
                "start",
                "-D",
                data.path("database").toString(),
                "-w",
                "-t",
                "120",
                "-l",
                data.path("database.log").toString(),
                "-o",
                line.toString().strip());
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Megabytes of a machine's bytes: an eighth, for the database reads from the system's cache too; at least 128 and at most 4096. */
    static long buffers(long memory) {
        return Math.clamp(memory >> 23, 128, 4096);
    }

    private static String quoted(String option) {
        return option.endsWith("=") ? option.substring(0, option.length() - 1) + "=\"\"" : option;
    }

    private void ensureRolesAndDatabase() {
        try (Connection admin = admin("postgres");
                Statement statement = admin.createStatement()) {
            ensureRole(admin, statement, OWNER, ownerPassword());
            ensureRole(admin, statement, APP, appPassword());
            if (!exists(admin, "select 1 from pg_database where datname = ?", DATABASE)) {
                statement.execute("create database " + DATABASE + " owner " + OWNER);
            }
            // A page's query is planned once: under row security planning costs more than running.
            statement.execute("alter role " + APP + " set plan_cache_mode = force_generic_plan");
        } catch (SQLException e) {
            throw new DatabaseUnusable("The embedded database does not answer: " + e.getMessage(), e);
        }
    }

    private static void ensureRole(Connection admin, Statement statement, String role, String password)
            throws SQLException {
        String verb = exists(admin, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
        statement.execute(verb + " role " + role + " login nosuperuser nobypassrls password '" + password + "'");
    }

    private static boolean exists(Connection admin, String query, String name) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            // PostgreSQL refuses user 0; in a user namespace of its own the same process is not 0.
            command.addAll(List.of("/usr/bin/unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = data.path(program + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DatabaseUnusable(program + " failed: "
                        + Files.readString(output, StandardCharsets.UTF_8).strip() + " (see "
                        + data.path("database.log") + ")");
            }
        } catch (IOException e) {
            throw new DatabaseUnusable(program + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnusable(program + " was interrupted", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        try {
            if (postmaster().isEmpty()) {
                return;
            }
            run("pg_ctl", "stop", "-D", data.path("database").toString(), "-m", "fast", "-w", "-t", "60");
        } finally {
            data.close();
        }
    }
}
