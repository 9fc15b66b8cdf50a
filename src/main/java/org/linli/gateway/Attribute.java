package org.linli.gateway;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;

/**
 * One question 附加问题 that a service asks beyond its description.
 *
 * @param code letters, digits and underscores
 * @param order 1 is asked first
 * @param values what may be chosen, for the two kinds of lists
 */
public record Attribute(
        String code,
        Datatype datatype,
        boolean required,
        int order,
        String description,
        String datatypeDescription,
        List<Choice> values) {

    /** The kinds of answers, as GeoReport v2 names them in small letters. */
    public enum Datatype {
        STRING,
        NUMBER,
        DATETIME,
        TEXT,
        SINGLEVALUELIST,
        MULTIVALUELIST;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One value that may be chosen. */
    public record Choice(String key, String name) {}

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 1000;

    public Attribute {
        values = List.copyOf(values);
    }

    /** The answer in words that a person reads, empty where there is none. Refuses what is missing and what does not fit the kind. */
    public String answer(List<String> given) {
        List<String> said = given.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (said.isEmpty()) {
            if (required) {
                throw Fault.wrong(Refusal.invalid("gateway.attributeMissing", "attribute", code));
            }
            return "";
        }
        return switch (datatype) {
            case STRING ->
                fits(
                        only(said),
                        only(said).length() <= LONGEST_LINE && only(said).indexOf('\n') < 0);
            case TEXT -> fits(only(said), only(said).length() <= LONGEST_TEXT);
            case NUMBER -> fits(only(said), only(said).matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?"));
            case DATETIME -> {
                Window.read(code, only(said));
                yield only(said);
            }
            case SINGLEVALUELIST -> chosen(only(said));
            case MULTIVALUELIST -> said.stream().distinct().map(this::chosen).collect(Collectors.joining("、"));
        };
    }

    private String only(List<String> said) {
        if (said.size() > 1) {
            throw wrong();
        }
        return said.getFirst();
    }

    private String fits(String text, boolean fits) {
        if (!fits) {
            throw wrong();
        }
        return text;
    }

    private String chosen(String key) {
        return values.stream()
                .filter(choice -> choice.key().equals(key))
                .findFirst()
                .map(Choice::name)
                .orElseThrow(this::wrong);
    }

    private Fault wrong() {
        return Fault.wrong(Refusal.invalid("gateway.attribute", "attribute", code));
    }
}
