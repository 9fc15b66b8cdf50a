package org.linli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody meets a key instead of a sentence: whatever pages and refusals say is written, in each language it is owed in. */
class WordsTest {

    /** A category's Chinese name is data; the bundles only translate it. */
    private static final String DATA = "order.category.";

    private static final Path BUNDLES = Path.of("src/main/resources/messages");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

    private static final Map<String, Map<String, String>> CHINESE = bundles("");
    private static final Map<String, Map<String, String>> ENGLISH = bundles("_en");
    private static final Map<String, Map<String, String>> TIBETAN = bundles("_bo");
    private static final Set<String> KEYS = keys(CHINESE);

    @Test
    void aKeyLivesInOneBundle() {
        Map<String, String> home = new TreeMap<>();
        CHINESE.forEach((bundle, texts) -> texts.keySet()
                .forEach(key -> assertThat(home.put(key, bundle))
                        .as("%s is in %s and in", key, bundle)
                        .isNull()));
    }

    @Test
    void englishIsComplete() {
        assertThat(ENGLISH.keySet()).isEqualTo(CHINESE.keySet());
        CHINESE.forEach((bundle, texts) ->
                assertThat(owed(ENGLISH.get(bundle).keySet())).as(bundle).isEqualTo(owed(texts.keySet())));
    }

    @Test
    void tibetanSaysNothingThatChineseDoesNot() {
        assertThat(TIBETAN)
                .containsOnlyKeys("bulletin", "identity", "notice", "order", "organisation", "patrol", "place", "web");
        TIBETAN.forEach((bundle, texts) ->
                assertThat(CHINESE.get(bundle).keySet()).as(bundle).containsAll(owed(texts.keySet())));
    }

    /** Where a key has no Tibetan text, Chinese stands among the Tibetan: at the desk that is meant, elsewhere it is a gap. */
    @Test
    void tibetanIsCompleteForResidents() {
        Set<String> written = keys(TIBETAN);
        assertThat(WordsAsked.byResidents())
                .hasSizeGreaterThan(300)
                .filteredOn(key -> !written.contains(key) && !written.contains("refusal." + key))
                .isEmpty();
    }

    @Test
    void eachLanguageNamesTheSameCategories() {
        assertThat(categories(TIBETAN)).isNotEmpty().isEqualTo(categories(ENGLISH));
    }

    @Test
    void translationsTakeTheSameArguments() {
        Stream.of(ENGLISH, TIBETAN)
                .forEach(language ->
                        language.forEach((bundle, texts) -> texts.forEach((key, text) -> assertThat(arguments(text))
                                .as("%s: %s", key, text)
                                .isEqualTo(arguments(CHINESE.get(bundle).getOrDefault(key, ""))))));
    }

    /** A straight quote would vanish where a text is given arguments and stay where it is not: the curly one is always safe. */
    @Test
    void everyTextCanBeFilledIn() {
        Stream.of(CHINESE, ENGLISH, TIBETAN)
                .flatMap(language -> language.values().stream())
                .forEach(texts -> texts.forEach((key, text) -> {
                    assertThat(text).as(key).doesNotContain("'");
                    Set<Integer> arguments = arguments(text);
                    if (!arguments.isEmpty()) {
                        Object[] given = arguments.stream().map(n -> "given").toArray();
                        assertThat(new MessageFormat(text).getFormats())
                                .as("%s: %s", key, text)
                                .hasSizeGreaterThanOrEqualTo(given.length);
                    }
                }));
    }

    @Test
    void whatPagesSayIsWritten() {
        assertThat(WordsAsked.onPages())
                .hasSizeGreaterThan(300)
                .allSatisfy(key -> assertThat(KEYS.contains(key) || KEYS.contains("refusal." + key))
                        .as(key)
                        .isTrue());
    }

    @Test
    void everyRefusalIsWritten() {
        assertThat(WordsAsked.refusals().keySet())
                .hasSizeGreaterThan(80)
                .allSatisfy(code -> assertThat(KEYS).contains("refusal." + code));
    }

    @Test
    void aRefusalSaysOnlyFactsThatItHas() {
        WordsAsked.refusals()
                .forEach((code, facts) -> CHINESE.values().stream()
                        .filter(texts -> texts.containsKey("refusal." + code))
                        .forEach(texts -> assertThat(arguments(texts.get("refusal." + code)))
                                .as(code)
                                .allMatch(n -> n < facts)));
    }

    private static Set<String> keys(Map<String, Map<String, String>> language) {
        return language.values().stream()
                .flatMap(bundle -> bundle.keySet().stream())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> categories(Map<String, Map<String, String>> language) {
        return keys(language).stream().filter(key -> key.startsWith(DATA)).collect(toSet());
    }

    private static Set<String> owed(Set<String> keys) {
        return keys.stream().filter(key -> !key.startsWith(DATA)).collect(toCollection(TreeSet::new));
    }

    private static Set<Integer> arguments(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> Integer.valueOf(found.substring(1)))
                .collect(toSet());
    }

    private static Map<String, Map<String, String>> bundles(String language) {
        Map<String, Map<String, String>> bundles = new TreeMap<>();
        try (Stream<Path> files = Files.list(BUNDLES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".properties", "");
                String bundle = name.split("_", 2)[0];
                if (name.equals(bundle + language)) {
                    bundles.put(bundle, texts(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bundles;
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        var properties = new Properties() {
            @Override
            public synchronized Object put(Object key, Object text) {
                assertThat(texts.put(key.toString(), text.toString()))
                        .as("%s twice in %s", key, file)
                        .isNull();
                return text;
            }
        };
        try (var reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
        }
        return texts;
    }
}
