package org.linli.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linli.platform.database.EmbeddedPostgres;

/** A back-up of the embedded database, running or stopped, comes back whole; what is no back-up is refused in a sentence. */
class EmbeddedBackupTest {

    @TempDir
    Path folder;

    private record Said(int code, String words) {}

    @Test
    void copiedUnderWritesItHoldsWhateverWasCommittedBefore() throws Exception {
        Path file = folder.resolve("linli.zip");
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger committed = new AtomicInteger();
        int before;
        try (EmbeddedPostgres server = started("data")) {
            fill(server);
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(Thread.ofPlatform().start(() -> write(server, enough, committed)));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> committed.get() >= 200);
            before = committed.get();
            assertThat(run("backup", file.toString(), "--linli.data=" + folder.resolve("data")))
                    .satisfies(said -> assertThat(said.words()).contains("running", "The back-up is whole"))
                    .returns(0, Said::code);
            enough.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(committed.get()).as("written meanwhile").isGreaterThan(before);
        }
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(run("restore", file.toString(), "--linli.data=" + folder.resolve("again")))
                .satisfies(said -> assertThat(said.words()).contains("start Linli"))
                .returns(0, Said::code);
        assertThat(folder.resolve("again/keys.json")).hasContent("the keys");
        try (EmbeddedPostgres server = started("again");
                Connection admin = server.admin(EmbeddedPostgres.DATABASE);
                Statement sql = admin.createStatement()) {
            assertThat(number(sql, "select count(*) from written")).isBetween(before, committed.get());
            assertThat(number(sql, "select count(*) from written where length(words) <> 500"))
                    .isZero();
            assertThat(number(sql, "select count(*) from big")).isEqualTo(50_000);
        }
    }

    @Test
    void aStoppedOneIsCopiedTooAndNothingIsEverOverwritten() throws Exception {
        Path file = folder.resolve("linli.zip");
        String data = "--linli.data=" + folder.resolve("data");
        try (EmbeddedPostgres server = started("data")) {
            fill(server);
        }
        assertThat(run("backup", file.toString(), data).words()).contains("not running", "The back-up is whole");
        assertThat(run("backup", file.toString(), data))
                .satisfies(said -> assertThat(said.words()).contains("is there already"))
                .returns(1, Said::code);
        assertThat(run("backup", file.toString(), data, "--overwrite").code()).isZero();
        assertThat(run("restore", file.toString(), data))
                .satisfies(said -> assertThat(said.words()).contains("has a database already"))
                .returns(1, Said::code);
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("keys.json"), "other keys");
        assertThat(run("restore", file.toString(), "--linli.data=" + other).words())
                .contains("other keys");
        assertThat(other.resolve("keys.json")).hasContent("other keys");
        assertThat(other.resolve("database")).doesNotExist();
        assertThat(run("restore", file.toString(), "--linli.data=" + folder.resolve("again"))
                        .code())
                .isZero();
        try (EmbeddedPostgres server = started("again");
                Connection admin = server.admin(EmbeddedPostgres.DATABASE);
                Statement sql = admin.createStatement()) {
            assertThat(number(sql, "select count(*) from big")).isEqualTo(50_000);
        }
    }

    @Test
    void whatIsNoBackupOrDamagedIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path good = folder.resolve("good.zip");
        try (BackupWriter writer = new BackupWriter(good, false)) {
            writer.file("keys.json", "the keys".getBytes(StandardCharsets.UTF_8));
            writer.file("database/PG_VERSION", "18\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
            writer.finish("1", Manifest.Kind.EMBEDDED, 18, Instant.EPOCH, false, "linli_app");
        }
        Path cut = folder.resolve("cut.zip");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(good), (int) Files.size(good) - 40));
        refused(cut, "damaged or no back-up");

        Path changed = Files.copy(good, folder.resolve("changed.zip"));
        try (RandomAccessFile bytes = new RandomAccessFile(changed.toFile(), "rw")) {
            bytes.seek(42);
            bytes.write(bytes.read() ^ 0x55);
        }
        refused(changed, "damaged or no back-up");

        Path text = Files.writeString(folder.resolve("text.zip"), "not a zip");
        refused(text, "damaged or no back-up");
        refused(folder.resolve("nowhere.zip"), "There is no file");
        refused(zip("strange.zip", Map.of("a", "b")), "no list of contents");
        refused(
                zip(
                        "unlisted.zip",
                        Map.of("a", "b", Manifest.NAME, manifest(18, Map.of()).text())),
                "does not hold what it lists");
        Path old = folder.resolve("old.zip");
        try (BackupWriter writer = new BackupWriter(old, false)) {
            writer.file("keys.json", new byte[0]);
            writer.finish("1", Manifest.Kind.EMBEDDED, 17, Instant.EPOCH, false, "linli_app");
        }
        refused(old, "PostgreSQL 17");
        Path outside = folder.resolve("outside.zip");
        try (BackupWriter writer = new BackupWriter(outside, false)) {
            writer.file("keys.json", new byte[0]);
            writer.file("../../evil", new byte[0]);
            writer.finish("1", Manifest.Kind.EMBEDDED, 18, Instant.EPOCH, false, "linli_app");
        }
        refused(outside, "outside of the data folder");
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(run("restore").words()).contains("Say which file");
    }

    private void refused(Path file, String words) {
        Path data = folder.resolve("refused");
        assertThat(run("restore", file.toString(), "--linli.data=" + data))
                .satisfies(said -> assertThat(said.words()).contains(words))
                .returns(1, Said::code);
        assertThat(data.resolve("database")).doesNotExist();
    }

    private static Manifest manifest(int postgres, Map<String, String> files) {
        return new Manifest("1", Manifest.Kind.EMBEDDED, postgres, Instant.EPOCH, false, "linli_app", files);
    }

    private Path zip(String name, Map<String, String> entries) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private EmbeddedPostgres started(String data) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve(data), 0, List.of());
        if (server.fresh()) {
            Files.writeString(folder.resolve(data).resolve("keys.json"), "the keys");
        }
        return server;
    }

    private static void fill(EmbeddedPostgres server) throws SQLException {
        try (Connection admin = server.admin(EmbeddedPostgres.DATABASE);
                Statement sql = admin.createStatement()) {
            sql.execute("create table written (n serial primary key, words text not null)");
            sql.execute("create table big as select n, repeat('x', 200) as words from generate_series(1, 50000) n");
        }
    }

    private static void write(EmbeddedPostgres server, AtomicBoolean enough, AtomicInteger committed) {
        try (Connection admin = server.admin(EmbeddedPostgres.DATABASE);
                Statement sql = admin.createStatement()) {
            while (!enough.get()) {
                sql.execute("insert into written (words) values (repeat('x', 500))");
                committed.incrementAndGet();
                sql.execute("update big set words = words where n = " + committed.get() % 50_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Said run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(words, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return new Said(BackupCommand.run(arguments), words.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
