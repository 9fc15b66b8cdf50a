package org.linli.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a matter moves (流程): one table of who may take which step from where to where, that decides the moves, offers the
 * buttons, feeds the tests and draws the diagram.
 *
 * <p>{@code S} are the states and {@code W} the parts people play in it. A table that {@link LifecycleDraft#build()} has
 * let through is sound: every state can be reached, and only a declared end is left without a way out.
 */
public final class Lifecycle<S extends Enum<S>, W extends Enum<W>> {

    /**
     * One row of the table (规则): from any of these states, this step leads to that one, for these parts.
     *
     * @param from the states it leaves; none means that the matter does not exist yet and this step opens it
     * @param step lower-case word, as in message keys and addresses
     * @param clock how long the responsible party then has for the next step; more than zero
     * @param when what else must hold, in words for the reader; the module itself checks it
     * @param citation the rule it comes from
     */
    public record Rule<S extends Enum<S>, W extends Enum<W>>(
            Set<S> from,
            String step,
            S to,
            Set<W> who,
            Optional<Duration> clock,
            Optional<String> when,
            String citation) {

        /** Throws {@link IllegalArgumentException} for a row that says too little. */
        public Rule {
            if (!step.matches("[a-z][A-Za-z0-9-]*")) {
                throw new IllegalArgumentException("not a name for a step: '" + step + "'");
            }
            if (who.isEmpty()
                    || citation.isBlank()
                    || when.filter(String::isBlank).isPresent()) {
                throw new IllegalArgumentException(step + " must say who may take it and which rule says so");
            }
            if (clock.filter(time -> !time.isPositive()).isPresent()) {
                throw new IllegalArgumentException(step + " has a clock that never runs: " + clock);
            }
            from = inOrder(from);
            who = inOrder(who);
        }

        public boolean opens() {
            return from.isEmpty();
        }

        /** Whether this row starts from there; from nowhere means that the matter does not exist yet. */
        boolean leaves(Optional<S> state) {
            return state.map(from::contains).orElse(opens());
        }

        boolean allows(Set<W> whos) {
            return !Collections.disjoint(who, whos);
        }

        private static <E extends Enum<E>> Set<E> inOrder(Set<E> some) {
            return some.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(some));
        }
    }

    /** One square of the legality matrix (合法性矩阵): nowhere as {@code from} is a new matter, as {@code to} a refusal. */
    public record Cell<S extends Enum<S>, W extends Enum<W>>(Optional<S> from, String step, W who, Optional<S> to) {

        public boolean legal() {
            return to.isPresent();
        }

        /** As a test names it: {@code PLACED · dispatch · DISPATCHER → DISPATCHED}. */
        @Override
        public String toString() {
            return "%s · %s · %s → %s"
                    .formatted(
                            from.map(Enum::name).orElse("new"),
                            step,
                            who.name(),
                            to.map(Enum::name).orElse("refused"));
        }
    }

    private final String name;
    private final List<Rule<S, W>> rules;
    private final Set<S> ends;

    Lifecycle(String name, List<Rule<S, W>> rules, Set<S> ends) {
        this.name = name;
        this.rules = List.copyOf(rules);
        this.ends = Rule.inOrder(ends);
    }

    /** Begins a table, named as its module names the matter. */
    public static <S extends Enum<S>, W extends Enum<W>> LifecycleDraft<S, W> named(String name) {
        return new LifecycleDraft<>(name);
    }

    public String name() {
        return name;
    }

    /** All rows, in the order written. */
    public List<Rule<S, W>> rules() {
        return rules;
    }

    /** The names of all steps, each once, in the order written. */
    public List<String> steps() {
        return rules.stream().map(Rule::step).distinct().toList();
    }

    /** The states in which a matter may rest for good. */
    public Set<S> ends() {
        return ends;
    }

    /** The only row by which this part takes this step from there; empty when there is none. */
    public Optional<Rule<S, W>> rule(S from, String step, W who) {
        return rule(from, step, Set.of(who));
    }

    /** The same for someone who plays several parts: the first such row in the order written. */
    public Optional<Rule<S, W>> rule(S from, String step, Set<W> whos) {
        return rows(Optional.of(from), step).filter(rule -> rule.allows(whos)).findFirst();
    }

    /** The row by which they may open a matter with this step. */
    public Optional<Rule<S, W>> opening(String step, Set<W> whos) {
        return rows(Optional.empty(), step).filter(rule -> rule.allows(whos)).findFirst();
    }

    /** What they may do from there, in the order written: the buttons. */
    public List<Rule<S, W>> open(S from, Set<W> whos) {
        return rules.stream()
                .filter(rule -> rule.leaves(Optional.of(from)) && rule.allows(whos))
                .toList();
    }

    /** The steps by which they may open a matter, in the order written. */
    public List<Rule<S, W>> openings(Set<W> whos) {
        return rules.stream().filter(rule -> rule.opens() && rule.allows(whos)).toList();
    }

    /**
     * Where the step leads. Refuses as {@code lifecycle.closed} (moved on) when nobody could take it from there, and as
     * {@code lifecycle.notYours} (forbidden) when only others could.
     */
    public S after(S from, String step, Set<W> whos) {
        return moved(Optional.of(from), step, whos);
    }

    /** Where a matter opened with this step begins. Refuses as {@link #after}, from the state {@code new}. */
    public S begin(String step, Set<W> whos) {
        return moved(Optional.empty(), step, whos);
    }

    /** Every state, and {@code new} before them, × every step × every part: what is legal and what is refused. */
    public List<Cell<S, W>> matrix() {
        var cells = new ArrayList<Cell<S, W>>();
        for (var from : Stream.concat(Stream.of(Optional.<S>empty()), states().map(Optional::of))
                .toList()) {
            for (var step : steps()) {
                parts().map(who -> cell(from, step, who)).forEach(cells::add);
            }
        }
        return List.copyOf(cells);
    }

    /** The diagram, as Mermaid's {@code stateDiagram-v2}, in the order of the states and of the rows. */
    public String mermaid(Function<? super S, String> label) {
        return LifecycleText.mermaid(this, label);
    }

    /** The rows as a Markdown table, one line each, in the order written. */
    public String table(Function<? super S, String> state, Function<? super W, String> part) {
        return LifecycleText.table(this, state, part);
    }

    Stream<S> states() {
        return Stream.of(rules.getFirst().to().getDeclaringClass().getEnumConstants());
    }

    private Stream<W> parts() {
        return Stream.of(
                rules.getFirst().who().iterator().next().getDeclaringClass().getEnumConstants());
    }

    private Cell<S, W> cell(Optional<S> from, String step, W who) {
        var to = rows(from, step)
                .filter(rule -> rule.who().contains(who))
                .map(Rule::to)
                .findFirst();
        return new Cell<>(from, step, who, to);
    }

    private S moved(Optional<S> from, String step, Set<W> whos) {
        var rows = rows(from, step).toList();
        var state = from.map(Enum::name).orElse("new");
        if (rows.isEmpty()) {
            throw Refusal.movedOn("lifecycle.closed", "step", step, "state", state);
        }
        return rows.stream()
                .filter(rule -> rule.allows(whos))
                .map(Rule::to)
                .findFirst()
                .orElseThrow(() -> Refusal.forbidden("lifecycle.notYours", "step", step, "state", state));
    }

    private Stream<Rule<S, W>> rows(Optional<S> from, String step) {
        return rules.stream().filter(rule -> rule.step().equals(step) && rule.leaves(from));
    }
}
