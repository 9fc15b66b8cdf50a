package org.linli.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of organisations and people are complete in both languages, and every refusal of their rooms has its sentence. */
class PeopleWordsTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    @ParameterizedTest
    @ValueSource(strings = {"organisation", "people"})
    void englishSaysWhatChineseSays(String bundle) throws IOException {
        assertThat(keys(bundle + "_en.properties")).isEqualTo(keys(bundle + ".properties"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organisation", "people"})
    void everyWordOfAPageIsWritten(String folder) throws IOException {
        assertThat(everyChineseKey())
                .containsAll(found(Path.of("src/main/jte", folder), "page\\.t\\(\"([a-zA-Z.]+[a-zA-Z])\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organisation", "resident", "identity"})
    void everyRefusalHasItsSentence(String room) throws IOException {
        Set<String> codes = found(Path.of("src/main/java/org/linli", room), "Refusal\\.[a-zA-Z]+\\(\"([a-zA-Z.]+)\"");
        assertThat(codes).isNotEmpty();
        assertThat(everyChineseKey())
                .containsAll(codes.stream().map("refusal."::concat).collect(Collectors.toSet()));
    }

    @Test
    void aTextWithArgumentsHasNoLoneQuote() throws IOException {
        for (String bundle : List.of("organisation", "organisation_en", "people", "people_en")) {
            Properties words = words(MESSAGES.resolve(bundle + ".properties"));
            assertThat(words.values().stream().map(Object::toString).filter(text -> text.contains("{0}")))
                    .as(bundle)
                    .noneMatch(text -> text.replace("''", "").contains("'"));
        }
    }

    private static Set<String> everyChineseKey() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(MESSAGES)) {
            for (Path file :
                    files.filter(file -> !file.toString().contains("_")).toList()) {
                keys.addAll(words(file).stringPropertyNames());
            }
        }
        return keys;
    }

    private static Set<String> keys(String file) throws IOException {
        return words(MESSAGES.resolve(file)).stringPropertyNames();
    }

    private static Properties words(Path file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            words.load(reader);
        }
        return words;
    }

    private static Set<String> found(Path folder, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile(pattern)
                        .matcher(Files.readString(file))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
