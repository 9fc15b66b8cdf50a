package org.linli.platform.backup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of PostgreSQL installed on this machine, such as {@code pg_dump}, with its major version. */
record PostgresProgram(Path path, int major) {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** The newest on the machine. Refuses if there is none, or none as new as asked for. */
    static PostgresProgram find(String name, int least) {
        Optional<PostgresProgram> newest = candidates(name)
                .flatMap(path -> version(path).stream())
                .max(java.util.Comparator.comparingInt(PostgresProgram::major));
        if (newest.isEmpty()) {
            throw new BackupRefused("This machine has no " + name + ": install PostgreSQL’s client programs, version "
                    + least + " or newer (Debian: postgresql-client).");
        }
        if (newest.get().major() < least) {
            throw new BackupRefused("This machine’s " + name + " is of PostgreSQL "
                    + newest.get().major() + " and needs to be of " + least
                    + " or newer: install that version’s client programs.");
        }
        return newest.get();
    }

    private static Stream<Path> candidates(String name) {
        String searched = System.getenv().getOrDefault("PATH", "");
        Stream<Path> onPath = Stream.of(searched.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name));
        return Stream.concat(
                        onPath, debian().map(version -> version.resolve("bin").resolve(name)))
                .filter(Files::isExecutable);
    }

    private static Stream<Path> debian() {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions.toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    private static Optional<PostgresProgram> version(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(said);
            return version.find()
                    ? Optional.of(new PostgresProgram(path, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    /** Runs it; what names the connection goes by its environment, so that no list of processes shows a password. */
    Running run(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        Path errors = Files.createTempFile("linli-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        return new Running(path.getFileName().toString(), builder.start(), errors);
    }

    /** One run of it. */
    record Running(String name, Process process, Path errors) implements AutoCloseable {

        InputStream output() {
            return process.getInputStream();
        }

        OutputStream input() {
            return process.getOutputStream();
        }

        /** Waits for its end. Refuses in its own last words if it failed. */
        void succeed() throws IOException {
            try {
                if (process.waitFor() != 0) {
                    List<String> said = Files.readAllLines(errors);
                    throw new BackupRefused(name + " failed: " + (said.isEmpty() ? "it said nothing" : said.getLast()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackupRefused(name + " was interrupted.");
            }
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            Files.deleteIfExists(errors);
        }
    }

    @Override
    public String toString() {
        return path + " (PostgreSQL " + major + ")";
    }
}
