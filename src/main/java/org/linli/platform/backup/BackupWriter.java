package org.linli.platform.backup;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.linli.kernel.Sha256;
import org.linli.platform.PrivateFile;

/** Writes one back-up file 备份文件: beside its place, readable by this user alone, and put there when it is whole. */
final class BackupWriter implements AutoCloseable {

    private final Path file;
    private final Path fresh;
    private final ZipOutputStream zip;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final boolean overwrite;
    private boolean whole;

    /** Refuses a file that is there already, unless it may be overwritten. */
    BackupWriter(Path file, boolean overwrite) throws IOException {
        this.file = file.toAbsolutePath().normalize();
        this.overwrite = overwrite;
        if (Files.exists(this.file) && !overwrite) {
            throw new BackupRefused("The file " + this.file + " is there already: name another, or add --overwrite.");
        }
        Path folder = this.file.resolveSibling(".").normalize();
        if (!Files.isDirectory(folder)) {
            throw new BackupRefused("The folder " + folder + " is not there: make it first.");
        }
        this.fresh = this.file.resolveSibling(this.file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        PrivateFile.create(fresh);
        this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** A folder, kept even if it is empty. */
    void folder(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name + "/"));
        zip.closeEntry();
    }

    void file(String name, byte[] content) throws IOException {
        file(name, new ByteArrayInputStream(content));
    }

    void file(String name, InputStream content) throws IOException {
        MessageDigest sha = Sha256.begun();
        zip.putNextEntry(new ZipEntry(name));
        new DigestInputStream(content, sha).transferTo(zip);
        zip.closeEntry();
        files.put(name, HexFormat.of().formatHex(sha.digest()));
    }

    /** Ends the file with its manifest, and puts it in its place; gives back its size in bytes. */
    long finish(String linli, Manifest.Kind kind, int postgres, Instant made, boolean hot, String role)
            throws IOException {
        Manifest manifest = new Manifest(linli, kind, postgres, made, hot, role, files);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.close();
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        if (overwrite) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(fresh, file);
        }
        whole = true;
        return Files.size(file);
    }

    /** What did not become whole is not left behind. */
    @Override
    public void close() throws IOException {
        if (!whole) {
            try {
                zip.close();
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
    }
}
