package org.linli.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;

/**
 * Which of our categories is which of another server's services 类别对应: one line each, {@code 02=POTHOLE}; a longer category
 * that has no line of its own goes by the shorter that holds it.
 */
public record Codes(Map<String, String> theirs) {

    private static final Pattern LINE = Pattern.compile("([0-9]{2,8})\\s*=\\s*([^\\s=][^\\p{Cntrl}=]{0,98})");
    private static final int MOST = 100;

    public Codes {
        theirs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(theirs));
    }

    /** Reads the lines as typed. Refuses a line of another form, a category twice, and more than 100. */
    public static Codes parse(String text) {
        Map<String, String> theirs = new LinkedHashMap<>();
        for (String line :
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            Matcher found = LINE.matcher(line);
            if (!found.matches()
                    || theirs.size() >= MOST
                    || theirs.put(found.group(1), found.group(2).strip()) != null) {
                throw Refusal.invalid("gateway.codes", "line", line);
            }
        }
        return new Codes(theirs);
    }

    /** As it was typed, in its order. */
    public String text() {
        return theirs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Their service for one of our categories. */
    Optional<String> theirs(String category) {
        for (int length = category.length(); length >= 2; length--) {
            String code = theirs.get(category.substring(0, length));
            if (code != null) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** Our category for one of their services: the first that names it. */
    Optional<String> ours(String service) {
        return theirs.entrySet().stream()
                .filter(pair -> pair.getValue().equals(service))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
