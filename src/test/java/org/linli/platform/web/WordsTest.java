package org.linli.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Pattern GAP = Pattern.compile("\\{[0-9]");
    private static final Object[] STRINGS = {"甲'{1}", "1234567", "", "{0}", "戊", "己", "庚", "辛", "壬", "癸"};

    private final Words words = new Words();

    WordsTest() throws IOException {}

    @Test
    void everyTextIsFilledAsTheLibraryFillsIt() throws IOException {
        int gaps = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
            for (Path file :
                    files.filter(file -> !file.toString().contains("_")).toList()) {
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
                    texts.load(reader);
                }
                for (String key : texts.stringPropertyNames()) {
                    String text = texts.getProperty(key);
                    if (!GAP.matcher(text).find()) {
                        continue;
                    }
                    assertThat(words.text(Locale.CHINESE, key, STRINGS))
                            .as("%s: %s", key, text)
                            .isEqualTo(new MessageFormat(text, Locale.CHINESE).format(STRINGS));
                    gaps++;
                }
            }
        }
        assertThat(gaps).isGreaterThan(500);
    }

    @Test
    void whatIsNoStringOrMissingIsTheLibrarysToFill() {
        assertThat(words.text(Locale.CHINESE, "web.minutes", 1234)).isEqualTo("1,234 分钟");
        assertThat(words.text(Locale.CHINESE, "web.minutes", "1234")).isEqualTo("1234 分钟");
        assertThat(words.text(Locale.CHINESE, "web.thisYear", "11")).contains("{1}");
        assertThat(words.text(Locale.CHINESE, "web.minutes")).isEqualTo("{0} 分钟");
    }

    @Test
    void aKeyThatIsWrittenNowhereIsShown() {
        assertThat(words.text(Locale.CHINESE, "nowhere.written", "x")).isEqualTo("nowhere.written");
        assertThat(words.text(Locale.ENGLISH, "web.minutes", "3")).isEqualTo("3 min");
    }
}
