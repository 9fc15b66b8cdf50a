package org.linli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only this user may read 私密文件, written whole or not at all. */
public final class PrivateFile {

    private PrivateFile() {}

    /** Writes the text to a file that is not there yet, in a folder that is made if need be. */
    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        create(fresh);
        Files.writeString(fresh, text);
        Files.move(fresh, file);
    }

    /** Makes an empty file. Refuses one that is there already. */
    public static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
