package org.linli.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.linli.kernel.Sha256;

/** Reads a back-up file 备份文件 of which every byte was checked before anything is restored from it. */
final class BackupReader implements AutoCloseable {

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupReader(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Opens and checks it. Refuses a file that is not there, that no Linli made, or that is damaged. */
    static BackupReader open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BackupRefused("There is no file " + file.toAbsolutePath() + ".");
        }
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                BackupReader reader = new BackupReader(file, zip, manifest(zip));
                reader.check();
                return reader;
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException | BackupRefused e) {
            throw new BackupRefused("The file " + file.toAbsolutePath() + " is damaged or no back-up of Linli ("
                    + e.getMessage() + "): take another.");
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupRefused("it has no list of contents");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Manifest.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void check() throws IOException {
        Set<String> there = files().stream().map(ZipEntry::getName).collect(Collectors.toSet());
        Set<String> listed = manifest.files().keySet();
        if (!there.equals(listed)) {
            throw new BackupRefused("it does not hold what it lists");
        }
        for (Map.Entry<String, String> known : manifest.files().entrySet()) {
            MessageDigest sha = Sha256.begun();
            try (InputStream in = new DigestInputStream(content(known.getKey()), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            if (!HexFormat.of().formatHex(sha.digest()).equals(known.getValue())) {
                throw new BackupRefused(known.getKey() + " in it was changed");
            }
        }
    }

    Manifest manifest() {
        return manifest;
    }

    Path file() {
        return file;
    }

    /** All entries but the manifest, folders too. */
    List<? extends ZipEntry> entries() {
        return Collections.list(zip.entries()).stream()
                .filter(entry -> !entry.getName().equals(Manifest.NAME))
                .toList();
    }

    private List<? extends ZipEntry> files() {
        return entries().stream().filter(entry -> !entry.isDirectory()).toList();
    }

    InputStream content(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
