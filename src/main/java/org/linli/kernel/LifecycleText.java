package org.linli.kernel;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lifecycle as its readers see it: a diagram and a table for the generated documentation. */
final class LifecycleText {

    private LifecycleText() {}

    static <S extends Enum<S>> String mermaid(Lifecycle<S, ?> lifecycle, Function<? super S, String> label) {
        var names = lifecycle
                .states()
                .map(state -> "state \"%s\" as %s".formatted(quoted(label.apply(state)), state.name()));
        var moves = lifecycle.rules().stream()
                .flatMap(rule -> {
                    var froms = rule.opens()
                            ? Stream.of("[*]")
                            : rule.from().stream().map(Enum::name);
                    return froms.map(
                            from -> "%s --> %s : %s".formatted(from, rule.to().name(), rule.step()));
                })
                .distinct();
        var ends = lifecycle.ends().stream().map(end -> end.name() + " --> [*]");
        return Stream.of(names, moves, ends)
                .flatMap(lines -> lines)
                .map(line -> "    " + line + '\n')
                .collect(Collectors.joining("", "stateDiagram-v2\n", ""));
    }

    static <S extends Enum<S>, W extends Enum<W>> String table(
            Lifecycle<S, W> lifecycle, Function<? super S, String> state, Function<? super W, String> part) {
        return lifecycle.rules().stream()
                .map(rule -> row(
                        rule.opens() ? "new" : rule.from().stream().map(state).collect(Collectors.joining(", ")),
                        rule.step(),
                        state.apply(rule.to()),
                        rule.who().stream().map(part).collect(Collectors.joining(", ")),
                        rule.when().orElse(""),
                        rule.clock().map(LifecycleText::time).orElse(""),
                        rule.citation()))
                .collect(Collectors.joining(
                        "",
                        row("From", "Step", "To", "Who", "When", "Clock", "Source") + "|---".repeat(7) + "|\n",
                        ""));
    }

    private static String row(String... cells) {
        return Stream.of(cells)
                .map(cell -> oneLine(cell).replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String time(Duration time) {
        return Stream.of(
                        part(time.toDaysPart(), "d"),
                        part(time.toHoursPart(), "h"),
                        part(time.toMinutesPart(), "min"),
                        part(time.toSecondsPart(), "s"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + " " + unit;
    }

    private static String quoted(String label) {
        return oneLine(label).replace("\"", "#quot;");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
