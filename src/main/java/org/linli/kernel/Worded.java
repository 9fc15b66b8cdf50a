package org.linli.kernel;

import java.util.function.IntPredicate;

/** Words 文字 as somebody gave them: without blanks around them, within their bounds, and with no control character. */
public final class Worded {

    private Worded() {}

    /**
     * What was said, of one or more lines that end in a line feed each; tabs are kept.
     *
     * @param code of the refusal that tells the bounds, as facts {@code least} and {@code most}
     * @param least characters, 0 where nothing need be said
     * @param most characters
     */
    public static String said(String code, String words, int least, int most) {
        return within(code, words.strip().replace("\r\n", "\n"), least, most, c -> c != '\n' && c != '\t');
    }

    /** What was said in one line; refuses as {@link #said}. */
    public static String saidInLine(String code, String words, int least, int most) {
        return within(code, words.strip(), least, most, c -> true);
    }

    /**
     * A name of 1 to {@code most} characters in one line.
     *
     * @param code of the refusal that tells the bound, as the fact {@code most}
     */
    public static String named(String code, String name, int most) {
        String shown = name.strip();
        if (shown.isEmpty() || shown.length() > most || controlled(shown, c -> true)) {
            throw Refusal.invalid(code, "most", most);
        }
        return shown;
    }

    private static String within(String code, String text, int least, int most, IntPredicate unwelcome) {
        if (text.length() < least || text.length() > most || controlled(text, unwelcome)) {
            throw Refusal.invalid(code, "least", least, "most", most);
        }
        return text;
    }

    private static boolean controlled(String text, IntPredicate unwelcome) {
        return text.chars().anyMatch(unwelcome.and(Character::isISOControl));
    }
}
