package org.linli.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;

/**
 * What we answer where another server's services ask for more than a description 附加项的默认回答: one line each,
 * {@code LAMP.colour=white} for one service, {@code colour=white} for all of them. {@code $number}, {@code $category} and
 * {@code $address} stand for what they say of the order.
 */
public record Defaults(Map<String, String> answers) {

    private static final Pattern LINE = Pattern.compile("([^\\s=\\p{Cntrl}]{1,120})\\s*=\\s*([^\\p{Cntrl}]{1,200})");
    private static final int MOST = 100;

    public Defaults {
        answers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** Reads the lines as typed. Refuses a line of another form, a question twice, and more than 100. */
    public static Defaults parse(String text) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line :
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            Matcher found = LINE.matcher(line);
            if (!found.matches()
                    || answers.size() >= MOST
                    || answers.put(found.group(1), found.group(2).strip()) != null) {
                throw Refusal.invalid("gateway.defaults", "line", line);
            }
        }
        return new Defaults(answers);
    }

    /** As it was typed, in its order. */
    public String text() {
        return answers.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The answer to a question of a service: its own, else the one for all. */
    Optional<String> answer(String service, String question) {
        return Optional.ofNullable(answers.getOrDefault(service + "." + question, answers.get(question)));
    }
}
