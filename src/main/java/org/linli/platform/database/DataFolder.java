package org.linli.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.linli.platform.PrivateFile;

/** The data folder 数据目录, held by one running instance at a time. */
public final class DataFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;

    @SuppressWarnings("unused") // held for as long as the channel is open
    private final FileLock lock;

    private DataFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the folder, making it if need be. Refuses in one sentence while another instance holds it. */
    public static DataFolder take(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("linli.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new DatabaseUnusable(
                        "The data folder " + root + " is in use by another running Linli: stop that one,"
                                + " or start this one with --linli.data=ANOTHER_FOLDER.");
            }
            return new DataFolder(root, channel, lock);
        } catch (IOException e) {
            throw new DatabaseUnusable("The data folder " + root + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether a running instance holds the folder. */
    public static boolean inUse(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("linli.lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            throw new DatabaseUnusable("The data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** A file or folder in it. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** A random password kept in a file that only this user may read; the same at each start. */
    public String password(String name) {
        Path file = path("secrets").resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            PrivateFile.write(file, password);
            return password;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
