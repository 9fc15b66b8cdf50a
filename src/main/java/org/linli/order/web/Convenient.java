package org.linli.order.web;

import java.util.Arrays;
import java.util.Locale;
import org.linli.platform.web.Words;

/**
 * When somebody is at home 方便的时候: one of a few answers, and a word of their own. Kept as a sentence in Chinese, which
 * whoever comes can read whatever the language of the page was.
 */
public record Convenient(When when, String note) {

    /** The answers to choose from. */
    public enum When {
        ANY,
        MORNING,
        AFTERNOON,
        EVENING,
        WEEKEND,
        CALL;

        /** The key of its words. */
        public String key() {
            return "order.when." + name();
        }

        String said(Words words) {
            return words.text(Locale.SIMPLIFIED_CHINESE, key());
        }
    }

    private static final String THEN = "；";

    String said(Words words) {
        return note.isBlank() ? when.said(words) : when.said(words) + THEN + note.strip();
    }

    /** Reads a sentence; what is none of the answers is a word of one's own. */
    static Convenient of(String sentence, Words words) {
        return Arrays.stream(When.values())
                .filter(when -> sentence.equals(when.said(words)) || sentence.startsWith(when.said(words) + THEN))
                .findFirst()
                .map(when -> new Convenient(
                        when,
                        sentence.equals(when.said(words))
                                ? ""
                                : sentence.substring((when.said(words) + THEN).length())))
                .orElse(new Convenient(When.ANY, sentence));
    }
}
