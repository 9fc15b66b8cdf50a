package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The PostgreSQL installed on this machine 本机数据库, with a private cluster of it for one test, run as an ordinary user. */
final class InstalledPostgres implements AutoCloseable {

    static final String PASSWORD = "external-secret-2026";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final int port = Node.freePort();

    private InstalledPostgres(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** The folder of the newest server's programs; none where only clients or nothing is installed. */
    static Optional<Path> programs() {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pg_dump")))
                    .max(Comparator.comparingInt(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static InstalledPostgres start(Path programs, Path folder) throws IOException {
        InstalledPostgres server = new InstalledPostgres(programs, folder);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        server.run("initdb", "-D", server.cluster(), "-U", "postgres", "--pwfile=" + password, "-A", "scram-sha-256");
        server.run(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                server.cluster(),
                "-l",
                folder.resolve("server.log").toString(),
                "-o",
                "-c port=" + server.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=\"\"");
        server.change(
                "postgres",
                "create role linli_owner login password '" + PASSWORD + "'",
                "create role linli_app login password '" + PASSWORD + "' nosuperuser nobypassrls");
        return server;
    }

    private String cluster() {
        return folder.resolve("cluster").toString();
    }

    /** Makes a database as docs/operations.md says. */
    void create(String database) {
        change(
                "postgres",
                "create database " + database
                        + " owner linli_owner encoding 'UTF8' template template0 locale 'C.UTF-8'",
                "alter role linli_app in database " + database + " set plan_cache_mode = force_generic_plan");
    }

    /** The settings by which Linli finds a database of it. */
    List<String> settings(String database) {
        return List.of(
                "--spring.datasource.url=" + url(database),
                "--spring.datasource.username=linli_app",
                "--spring.datasource.password=" + PASSWORD,
                "--spring.flyway.url=" + url(database),
                "--spring.flyway.user=linli_owner",
                "--spring.flyway.password=" + PASSWORD);
    }

    Database database(String name) {
        return () -> connect(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", PASSWORD);
    }

    private void change(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL refuses user 0; in a user namespace of its own the same process is not 0. */
    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path said = folder.resolve(program + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(program).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(process.exitValue())
                .as(program + ": " + Files.readString(said))
                .isZero();
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "stop", "-D", cluster(), "-m", "fast", "-w");
    }
}
