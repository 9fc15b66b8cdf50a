package org.linli.platform.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All words 文案 that people see, one bundle a room: Chinese first, English complete, Tibetan for the resident's face. */
@Component
public class Words {

    private final ReloadableResourceBundleMessageSource bundles = new ReloadableResourceBundleMessageSource();

    /** What was asked for before, by the three languages of pages: a page asks a hundred times, and each time all bundles would be looked through. */
    private final Map<Locale, Map<String, Wording>> known = new ConcurrentHashMap<>();

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
        Map<String, Wording> before = known.computeIfAbsent(locale, first -> new ConcurrentHashMap<>());
        Wording wording = before.get(key);
        if (wording == null) {
            String text = bundles.getMessage(key, null, locale);
            if (text.equals(key)) {
                return key;
            }
            wording = Wording.of(text);
            before.put(key, wording);
        }
        if (arguments.length == 0) {
            return wording.text();
        }
        return wording.takes(arguments) ? wording.filled(arguments) : bundles.getMessage(key, arguments, locale);
    }

    /**
     * A text and its gaps 填空. Where strings fill plain gaps they are put in here: the bundles format one text for one thread at
     * a time.
     *
     * @param pieces what stands before, between and after the gaps
     * @param gaps the argument that fills each
     * @param plain whether the text asks for nothing more, such as a choice or a quote
     */
    private record Wording(String text, List<String> pieces, List<Integer> gaps, boolean plain) {

        private static final Pattern GAP = Pattern.compile("\\{([0-9])}");

        static Wording of(String text) {
            List<String> pieces = List.of(GAP.split(text, -1));
            boolean plain = pieces.stream().noneMatch(piece -> piece.contains("{") || piece.contains("'"));
            List<Integer> gaps = GAP.matcher(text)
                    .results()
                    .map(gap -> Integer.valueOf(gap.group(1)))
                    .toList();
            return new Wording(text, pieces, gaps, plain);
        }

        boolean takes(Object[] arguments) {
            boolean takes = plain;
            for (int gap : gaps) {
                takes &= gap < arguments.length && arguments[gap] instanceof String;
            }
            return takes;
        }

        String filled(Object[] arguments) {
            StringBuilder filled = new StringBuilder(pieces.getFirst());
            for (int i = 0; i < pieces.size() - 1; i++) {
                filled.append(arguments[gaps.get(i)]).append(pieces.get(i + 1));
            }
            return filled.toString();
        }
    }
}
