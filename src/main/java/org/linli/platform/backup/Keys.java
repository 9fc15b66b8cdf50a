package org.linli.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.linli.platform.PrivateFile;
import org.linli.platform.Settings;

/** The keys 密钥 in a back-up: without them the telephone numbers of its database cannot be read. */
final class Keys {

    private static final String NAME = "keys.json";

    private Keys() {}

    /** Refuses other keys where those of the back-up are to be put. */
    static void refuseOthers(BackupReader backup, Settings settings) throws IOException {
        Path file = settings.keyFile();
        if (Files.exists(file) && !Files.readString(file).equals(kept(backup))) {
            throw new BackupRefused("There are other keys in " + file.toAbsolutePath()
                    + " than those of the back-up: move them away, or name another place with --linli.keys.");
        }
    }

    /** Puts the keys where Linli looks for them. */
    static void restore(BackupReader backup, Settings settings) throws IOException {
        if (!Files.exists(settings.keyFile())) {
            PrivateFile.write(settings.keyFile().toAbsolutePath(), kept(backup));
        }
    }

    private static String kept(BackupReader backup) throws IOException {
        try (InputStream in = backup.content(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
