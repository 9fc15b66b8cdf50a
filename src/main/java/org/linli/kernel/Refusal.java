package org.linli.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A spoken no (拒绝): what was refused, why, and the facts it met, in words that a message file can translate.
 *
 * <p>The code is the message key without its {@code refusal.} prefix; the facts are its arguments, in the order given. A
 * refusal is an answer and not a fault, so it carries no stack trace.
 */
public final class Refusal extends RuntimeException {

    private static final int LONGEST_FACT = 200;

    /** What the person can do about it. */
    public enum Kind {
        /** Fill it in differently. */
        INVALID,
        /** Ask someone who may. */
        FORBIDDEN,
        /** Nothing here for this person, whether or not it exists for another. */
        NOT_FOUND,
        /** Look again: somebody was quicker. */
        MOVED_ON,
        /** Wait. */
        TOO_OFTEN,
        /** Send less. */
        TOO_LARGE,
        /** Send it again when whoever runs the system has mended it. */
        LATER
    }

    private final Kind kind;
    private final String code;
    private final Map<String, String> facts;

    private Refusal(Kind kind, String code, Map<String, String> facts) {
        super(code + ' ' + facts, null, false, false);
        this.kind = kind;
        this.code = code;
        this.facts = facts;
    }

    public static Refusal invalid(String code, Object... namesAndValues) {
        return new Refusal(Kind.INVALID, code, facts(namesAndValues));
    }

    public static Refusal forbidden(String code, Object... namesAndValues) {
        return new Refusal(Kind.FORBIDDEN, code, facts(namesAndValues));
    }

    /** Has one code and no facts, so that it cannot tell a stranger what exists. */
    public static Refusal notFound() {
        return new Refusal(Kind.NOT_FOUND, "notFound", Map.of());
    }

    public static Refusal movedOn(String code, Object... namesAndValues) {
        return new Refusal(Kind.MOVED_ON, code, facts(namesAndValues));
    }

    public static Refusal tooOften(String code, Object... namesAndValues) {
        return new Refusal(Kind.TOO_OFTEN, code, facts(namesAndValues));
    }

    public static Refusal tooLarge(String code, Object... namesAndValues) {
        return new Refusal(Kind.TOO_LARGE, code, facts(namesAndValues));
    }

    public static Refusal later(String code, Object... namesAndValues) {
        return new Refusal(Kind.LATER, code, facts(namesAndValues));
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** What it met, by name, in the order given; at most 200 characters each, control characters shown as spaces. */
    public Map<String, String> facts() {
        return facts;
    }

    private static Map<String, String> facts(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a fact without a value: " + namesAndValues.length + " given");
        }
        var facts = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (facts.put(namesAndValues[i].toString(), fact(namesAndValues[i + 1])) != null) {
                throw new IllegalArgumentException("fact given twice: " + namesAndValues[i]);
            }
        }
        return Collections.unmodifiableMap(facts);
    }

    /** Facts may repeat what a stranger sent, and they go into logs: neither long nor with line breaks. */
    private static String fact(Object value) {
        String text = value.toString().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
        if (text.length() <= LONGEST_FACT) {
            return text;
        }
        int cut = Character.isHighSurrogate(text.charAt(LONGEST_FACT - 2)) ? LONGEST_FACT - 2 : LONGEST_FACT - 1;
        return text.substring(0, cut) + '…';
    }

    /** This refusal, where the form of a step is shown again: they can mend it, or decide anew on what has moved on; any other is thrown on. */
    public Refusal decidable() {
        return kind == Kind.MOVED_ON ? this : mendable();
    }

    /** This refusal, where the person can mend what they sent and the form is shown again; any other is thrown on. */
    public Refusal mendable() {
        if (kind != Kind.INVALID && kind != Kind.TOO_LARGE) {
            throw this;
        }
        return this;
    }
}
