package org.linli.platform.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All words 文案 that people see, one bundle a room: Chinese first, English complete, Tibetan for the resident's face. */
@Component
public class Words {

    private final ReloadableResourceBundleMessageSource bundles = new ReloadableResourceBundleMessageSource();

    /** What takes no arguments, by the three languages of pages. */
    private final Map<Locale, Map<String, String>> plain = new ConcurrentHashMap<>();

    Words() throws IOException {
        bundles.setDefaultEncoding("UTF-8");
        bundles.setFallbackToSystemLocale(false);
        bundles.setUseCodeAsDefaultMessage(true);
        bundles.setBasenames(Arrays.stream(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties"))
                .map(Resource::getFilename)
                .map(Objects::requireNonNull)
                .map(name -> name.substring(0, name.length() - ".properties".length()))
                .filter(name -> !name.contains("_"))
                .map("classpath:messages/"::concat)
                .toArray(String[]::new));
    }

    /** The text of a key, in the locale or else in Chinese; the key itself where nothing is written. */
    public String text(Locale locale, String key, Object... arguments) {
        if (arguments.length > 0) {
            return bundles.getMessage(key, arguments, locale);
        }
        // A page asks a hundred times, and each time all bundles would be looked through.
        Map<String, String> known = plain.computeIfAbsent(locale, first -> new ConcurrentHashMap<>());
        String text = known.get(key);
        if (text == null) {
            text = bundles.getMessage(key, null, locale);
            if (!text.equals(key)) {
                known.put(key, text);
            }
        }
        return text;
    }
}
