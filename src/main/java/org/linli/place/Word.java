package org.linli.place;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One word that somebody types to find a place: pinyin initials ({@code nbsq}) or characters of its name ({@code 宁宝}). */
record Word(String text, boolean initials) {

    private static final int MOST = 4;
    private static final Pattern BLANKS = Pattern.compile("[\\s,，、。·]+");
    private static final Pattern LATIN = Pattern.compile("[a-z0-9]*[a-z][a-z0-9]*");

    /** The words of a text, the last four if there are more; full-width letters and digits count as plain ones. */
    static List<Word> of(String typed) {
        List<Word> words = Arrays.stream(BLANKS.split(normal(typed)))
                .filter(word -> !word.isEmpty())
                .map(Word::word)
                .toList();
        return words.subList(Math.max(0, words.size() - MOST), words.size());
    }

    static String normal(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    private static Word word(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return LATIN.matcher(small).matches() ? new Word(small, true) : new Word(text, false);
    }

    /** Its neighbouring characters two by two, none for a single character. */
    String[] pairs() {
        int[] characters = text.codePoints().toArray();
        return IntStream.range(0, Math.max(0, characters.length - 1))
                .mapToObj(i -> new String(characters, i, 2))
                .toArray(String[]::new);
    }

    /** Where the range of all initials that begin with this word ends, exclusive: <code>{</code> comes after {@code z}. */
    String end() {
        return text + '{';
    }
}
