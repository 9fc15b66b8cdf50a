package org.linli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Drawings in {@code docs/generated}, made from the code: run the tests with {@code -Dlinli.docs=write} to draw them anew. */
public final class Generated {

    private Generated() {}

    public static void isUpToDate(String name, String text) {
        Path file = Path.of("docs", "generated", name);
        try {
            if ("write".equals(System.getProperty("linli.docs"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(file).as("run with -Dlinli.docs=write and commit").exists();
            assertThat(Files.readString(file))
                    .as("run with -Dlinli.docs=write and commit")
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
