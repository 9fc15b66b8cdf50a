package org.linli.platform.backup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a back-up 备份清单 says of itself: who made it, of what, when and how, and the SHA-256 of each file in it.
 *
 * @param linli the version of Linli that made it
 * @param kind the kind of database
 * @param postgres the major version of the server
 * @param hot whether Linli was running meanwhile
 * @param role the role of the pool, to which the tables are granted
 */
record Manifest(
        String linli, Kind kind, int postgres, Instant made, boolean hot, String role, Map<String, String> files) {

    enum Kind {
        EMBEDDED,
        EXTERNAL
    }

    /** The name under which it stands in the archive, as the last entry: a back-up without one was cut off. */
    static final String NAME = "linli-backup.txt";

    private static final String FIRST = "Linli back-up 1";

    String text() {
        StringBuilder text = new StringBuilder(FIRST)
                .append("\nlinli ")
                .append(linli)
                .append("\nkind ")
                .append(kind)
                .append("\npostgresql ")
                .append(postgres)
                .append("\nmade ")
                .append(made)
                .append("\nhot ")
                .append(hot)
                .append("\nrole ")
                .append(role)
                .append('\n');
        files.forEach((file, digest) ->
                text.append("sha256 ").append(digest).append(' ').append(file).append('\n'));
        return text.toString();
    }

    /** Refuses a text that no Linli wrote. */
    static Manifest parse(String text) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        if (!text.startsWith(FIRST + "\n")) {
            throw new BackupRefused("its list of contents is of no kind that this Linli knows");
        }
        try {
            for (String line : text.substring(FIRST.length() + 1).split("\n")) {
                String[] words = line.split(" ", 2);
                if (words[0].equals("sha256")) {
                    files.put(words[1].substring(65), words[1].substring(0, 64));
                } else {
                    said.put(words[0], words[1]);
                }
            }
            return new Manifest(
                    said.getOrDefault("linli", ""),
                    Kind.valueOf(said.getOrDefault("kind", "")),
                    Integer.parseInt(said.getOrDefault("postgresql", "")),
                    Instant.parse(said.getOrDefault("made", "")),
                    Boolean.parseBoolean(said.get("hot")),
                    said.getOrDefault("role", ""),
                    files);
        } catch (RuntimeException unreadable) {
            throw new BackupRefused("its list of contents is damaged");
        }
    }
}
