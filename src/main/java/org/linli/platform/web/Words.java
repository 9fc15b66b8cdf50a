package org.linli.platform.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All words 文案 that people see, one bundle a room: Chinese first, English complete, Tibetan for the resident's face. */
@Component
public class Words {

    private final ReloadableResourceBundleMessageSource bundles = new ReloadableResourceBundleMessageSource();

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
        return bundles.getMessage(key, arguments, locale);
    }
}
