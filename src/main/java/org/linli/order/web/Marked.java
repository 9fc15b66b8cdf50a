package org.linli.order.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with the words found in it 高亮. */
public record Marked(List<Piece> pieces) {

    /** A piece of it. */
    public record Piece(String text, boolean found) {}

    private static final int AROUND = 24;

    /** What finds each of the words wherever it stands, whatever its case, and across the spaces of an address. */
    static List<Pattern> loosely(List<String> words) {
        return words.stream().map(Marked::loosely).toList();
    }

    /** The text with each of the words marked. */
    static Marked of(String text, List<Pattern> words) {
        boolean[] found = new boolean[text.length()];
        for (Pattern word : words) {
            Matcher at = word.matcher(text);
            while (at.find()) {
                Arrays.fill(found, at.start(), at.end(), true);
            }
        }
        List<Piece> pieces = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || found[i] != found[begin]) {
                pieces.add(new Piece(text.substring(begin, i), found[begin]));
                begin = i;
            }
        }
        return new Marked(List.copyOf(pieces));
    }

    private static Pattern loosely(String word) {
        return Pattern.compile(
                word.codePoints()
                        .mapToObj(letter -> Pattern.quote(Character.toString(letter)))
                        .collect(Collectors.joining("[\\s-]*")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** What stands around the first word found, on one line; nothing where none is found. */
    static Marked around(String text, List<Pattern> words) {
        String line = text.replaceAll("\\s+", " ");
        int start = 0;
        for (Piece piece : of(line, words).pieces()) {
            if (piece.found()) {
                int from = cut(line, Math.max(0, start - AROUND));
                int to = cut(line, Math.min(line.length(), start + piece.text().length() + AROUND));
                return of((from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : ""), words);
            }
            start += piece.text().length();
        }
        return new Marked(List.of());
    }

    /** Not between the two halves of a character. */
    private static int cut(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    /** Whether any word was found. */
    public boolean any() {
        return pieces.stream().anyMatch(Piece::found);
    }
}
