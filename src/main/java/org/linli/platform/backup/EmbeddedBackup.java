package org.linli.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.linli.platform.PrivateFile;
import org.linli.platform.Settings;
import org.linli.platform.database.DataFolder;
import org.linli.platform.database.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded database in a back-up 内置数据库备份: its files as they lie, copied while the server runs, with the log of what
 * was written meanwhile. A server that is not running is started for as long as the copy takes.
 */
final class EmbeddedBackup {

    /** What a server makes anew at each start. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans",
            "pgsql_tmp");

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "pg_internal.init",
            "backup_label",
            "tablespace_map",
            "current_logfiles",
            "postgresql.auto.conf.tmp");

    private static final String CONTROL = "pg_control";

    private final Settings settings;
    private final Path data;
    private final Clock clock;

    EmbeddedBackup(Settings settings, Clock clock) {
        this.settings = settings;
        this.data = settings.data().toAbsolutePath().normalize();
        this.clock = clock;
    }

    /** Writes the back-up; gives back its size in bytes. Refuses a data folder without a database, and a file already there. */
    long backup(Path file, boolean overwrite, String linli) throws IOException, SQLException {
        if (!Files.exists(data.resolve("database"))) {
            throw new BackupRefused("There is no database in " + data + ": name the data folder with --linli.data.");
        }
        if (!Files.exists(settings.keyFile())) {
            throw new BackupRefused(
                    "The keys " + settings.keyFile().toAbsolutePath() + " are not there: name them with --linli.keys.");
        }
        try (BackupWriter writer = new BackupWriter(file, overwrite)) {
            boolean hot = DataFolder.inUse(data);
            System.out.println(hot ? "Linli is running and goes on meanwhile." : "Linli is not running.");
            if (hot) {
                try (Connection admin = EmbeddedPostgres.running(data)) {
                    copy(admin, writer);
                }
            } else {
                try (EmbeddedPostgres server = EmbeddedPostgres.start(data, settings.databasePort(), List.of());
                        Connection admin = server.admin("postgres")) {
                    copy(admin, writer);
                }
            }
            writer.file("keys.json", Files.readAllBytes(settings.keyFile()));
            for (String secret : List.of("admin", "owner", "app")) {
                writer.file(
                        "secrets/" + secret,
                        Files.readAllBytes(data.resolve("secrets").resolve(secret)));
            }
            return writer.finish(
                    linli, Manifest.Kind.EMBEDDED, EmbeddedPostgres.MAJOR, clock.instant(), hot, EmbeddedPostgres.APP);
        }
    }

    /** The slot keeps the log from being recycled until this connection ends. */
    private void copy(Connection admin, BackupWriter writer) throws IOException, SQLException {
        try (Statement sql = admin.createStatement()) {
            sql.execute("select pg_create_physical_replication_slot('linli_backup_' || pg_backend_pid(), true, true)");
            String first = one(sql, "select pg_walfile_name(pg_backup_start('linli', true))");
            System.out.println("Copying " + data.resolve("database"));
            tree(writer);
            String last;
            try (ResultSet stopped =
                    sql.executeQuery("select pg_walfile_name(lsn - 1) as last, labelfile from pg_backup_stop(false)")) {
                stopped.next();
                last = stopped.getString("last");
                writer.file("database/backup_label", stopped.getBytes("labelfile"));
            }
            log(first, last, writer);
        }
    }

    private void tree(BackupWriter writer) throws IOException {
        Path database = data.resolve("database");
        Files.walkFileTree(database, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                writer.folder(name(folder));
                return EMPTIED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (name.equals(CONTROL)) {
                    writer.file(name(file), unmoved(file));
                } else if (!LEFT_OUT.contains(name)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        writer.file(name(file), in);
                    } catch (NoSuchFileException dropped) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            /** A table may be dropped while its folder is read; the log knows. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        for (String empty : List.of("pg_wal/archive_status", "pg_wal/summaries")) {
            writer.folder("database/" + empty);
        }
    }

    /** The one file that no log mends: read until two readings agree. */
    private static byte[] unmoved(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] after = Files.readAllBytes(file);
        while (!Arrays.equals(before, after)) {
            before = after;
            after = Files.readAllBytes(file);
        }
        return after;
    }

    private void log(String first, String last, BackupWriter writer) throws IOException {
        Set<String> segments = new TreeSet<>();
        try (Stream<Path> files = Files.list(data.resolve("database/pg_wal"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9A-F]{24}"))
                    .filter(name -> name.compareTo(first) >= 0 && name.compareTo(last) <= 0)
                    .forEach(segments::add);
        }
        if (!segments.contains(first) || !segments.contains(last)) {
            throw new BackupRefused("The log of the copy is not whole: make the back-up again.");
        }
        for (String segment : segments) {
            try (InputStream in =
                    Files.newInputStream(data.resolve("database/pg_wal").resolve(segment))) {
                writer.file("database/pg_wal/" + segment, in);
            }
        }
    }

    private String name(Path file) {
        return data.relativize(file).toString().replace('\\', '/');
    }

    private static String one(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Restores into a data folder without a database. Refuses one that has a database or other keys, and a back-up of
     * another major version.
     */
    void restore(BackupReader backup) throws IOException {
        if (backup.manifest().postgres() != EmbeddedPostgres.MAJOR) {
            throw new BackupRefused("The back-up holds a database of PostgreSQL "
                    + backup.manifest().postgres() + ", and this Linli brings PostgreSQL " + EmbeddedPostgres.MAJOR
                    + ": restore it with the Linli that made it ("
                    + backup.manifest().linli() + ").");
        }
        if (Files.exists(data.resolve("database"))) {
            throw new BackupRefused("The data folder " + data
                    + " has a database already: name another with --linli.data, or move this one away.");
        }
        Keys.refuseOthers(backup, settings);
        try (DataFolder folder = DataFolder.take(data)) {
            Path restoring = folder.path("restoring");
            FileSystemUtils.deleteRecursively(restoring);
            System.out.println("Unpacking into " + data);
            for (ZipEntry entry : backup.entries()) {
                unpack(backup, entry, restoring);
            }
            FileSystemUtils.deleteRecursively(folder.path("secrets"));
            Files.move(restoring.resolve("secrets"), folder.path("secrets"));
            Keys.restore(backup, settings);
            Files.move(restoring.resolve("database"), folder.path("database"), StandardCopyOption.ATOMIC_MOVE);
            FileSystemUtils.deleteRecursively(restoring);
        }
    }

    private static void unpack(BackupReader backup, ZipEntry entry, Path into) throws IOException {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
            throw new BackupRefused("The file " + backup.file() + " is no back-up of Linli: "
                    + entry.getName().replaceAll("\\p{Cntrl}", "?") + " would be put outside of the data folder.");
        }
        if (entry.isDirectory()) {
            folder(file);
            return;
        }
        folder(file.resolveSibling(".").normalize());
        PrivateFile.create(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                InputStream in = backup.content(entry.getName())) {
            in.transferTo(java.nio.channels.Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static void folder(Path folder) {
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] rights = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createDirectories(folder, rights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
