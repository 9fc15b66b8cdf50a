package org.linli.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.linli.kernel.Lifecycle.Rule;

/**
 * A {@link Lifecycle} being written (流程起草), row by row, each ending with the rule that it cites.
 *
 * <pre>{@code
 * Lifecycle.<State, Who>named("order")
 *     .step("place").opens(PLACED).by(REQUESTER, DESK).cites("学院路社区: 点单")
 *     .step("dispatch").from(PLACED, RETURNED).to(DISPATCHED).by(DISPATCHER).clock(Duration.ofHours(2)).cites("…")
 *     .end(CLOSED)
 *     .build();
 * }</pre>
 */
public final class LifecycleDraft<S extends Enum<S>, W extends Enum<W>> {

    private final String name;
    private final List<Rule<S, W>> rules = new ArrayList<>();
    private final Set<S> ends = new HashSet<>();

    LifecycleDraft(String name) {
        this.name = name;
    }

    /** Begins a row. A step may have several, from different states or by different parts. */
    public Step step(String step) {
        return new Step(step);
    }

    /** Declares states in which a matter may rest for good; they may still be left, as when it is opened again. */
    @SafeVarargs
    public final LifecycleDraft<S, W> end(S first, S... more) {
        ends.addAll(EnumSet.of(first, more));
        return this;
    }

    /**
     * The finished table. Throws {@link IllegalArgumentException} when nothing opens a matter, when two rows speak of
     * the same state, step and part, when a state cannot be reached, or when one that is not an end leads nowhere.
     */
    public Lifecycle<S, W> build() {
        require(rules.stream().anyMatch(Rule::opens), "no step opens a matter");
        requireOneAnswer();
        var lifecycle = new Lifecycle<>(name, rules, ends);
        var reached = reached();
        var lost = lifecycle.states().filter(Predicate.not(reached::contains)).toList();
        require(lost.isEmpty(), "no way leads to " + lost);
        var stuck = lifecycle
                .states()
                .filter(state -> !ends.contains(state) && next(state).allMatch(state::equals))
                .toList();
        require(stuck.isEmpty(), "no way leads out of " + stuck + ", which is not an end");
        return lifecycle;
    }

    /** Two rows for one case would leave its clock and its source, if not its outcome, to the order of the table. */
    private void requireOneAnswer() {
        record Case(Optional<?> from, String step, Enum<?> who) {}
        var seen = new HashSet<Case>();
        for (var rule : rules) {
            for (var who : rule.who()) {
                var froms = rule.opens()
                        ? Stream.of(Optional.empty())
                        : rule.from().stream().map(Optional::of);
                froms.map(from -> new Case(from, rule.step(), who))
                        .forEach(one -> require(seen.add(one), "two rows for " + one));
            }
        }
    }

    private Set<S> reached() {
        var reached = new HashSet<S>();
        var edge = rules.stream().filter(Rule::opens).map(Rule::to).toList();
        while (!edge.isEmpty()) {
            edge = edge.stream().filter(reached::add).toList().stream()
                    .flatMap(this::next)
                    .toList();
        }
        return reached;
    }

    private Stream<S> next(S state) {
        return rules.stream().filter(rule -> rule.from().contains(state)).map(Rule::to);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + otherwise);
        }
    }

    /** A row that has its step and not yet its states. */
    public final class Step {
        private final String step;

        private Step(String step) {
            this.step = step;
        }

        /** The matter does not exist yet, and begins in this state. */
        public To opens(S start) {
            return new To(Set.of(), step, Optional.of(start));
        }

        /** Something is done and nothing moves, in each of these states. */
        @SafeVarargs
        public final To stays(S first, S... more) {
            return new To(EnumSet.of(first, more), step, Optional.empty());
        }

        @SafeVarargs
        public final From from(S first, S... more) {
            return new From(EnumSet.of(first, more), step);
        }
    }

    /** A row that says from where and not yet to where. */
    public final class From {
        private final Set<S> from;
        private final String step;

        private From(Set<S> from, String step) {
            this.from = from;
            this.step = step;
        }

        public To to(S to) {
            return new To(from, step, Optional.of(to));
        }
    }

    /** A row that says what moves, or that nothing does, and not yet who moves it. */
    public final class To {
        private final Set<S> from;
        private final String step;
        private final Optional<S> to;

        private To(Set<S> from, String step, Optional<S> to) {
            this.from = from;
            this.step = step;
            this.to = to;
        }

        @SafeVarargs
        public final Row by(W first, W... more) {
            return new Row(from, step, to, EnumSet.of(first, more));
        }
    }

    /** A row that lacks only its source. */
    public final class Row {
        private final Set<S> from;
        private final String step;
        private final Optional<S> to;
        private final Set<W> who;
        private Optional<Duration> clock = Optional.empty();
        private Optional<String> when = Optional.empty();

        private Row(Set<S> from, String step, Optional<S> to, Set<W> who) {
            this.from = from;
            this.step = step;
            this.to = to;
            this.who = who;
        }

        /** How long the responsible party then has for the next step; more than zero. */
        public Row clock(Duration time) {
            clock = Optional.of(time);
            return this;
        }

        /** What else must hold, in words for the reader; the module itself checks it. */
        public Row when(String words) {
            when = Optional.of(words);
            return this;
        }

        /** Ends the row with the rule that it comes from. Throws {@link IllegalArgumentException} as {@link Rule} does. */
        public LifecycleDraft<S, W> cites(String citation) {
            to.ifPresentOrElse(
                    state -> rules.add(new Rule<>(from, step, state, who, clock, when, citation)),
                    () -> from.forEach(
                            state -> rules.add(new Rule<>(Set.of(state), step, state, who, clock, when, citation))));
            return LifecycleDraft.this;
        }
    }
}
