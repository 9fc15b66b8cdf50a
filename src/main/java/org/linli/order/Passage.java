package org.linli.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.linli.kernel.TimeLimit;
import org.linli.platform.matter.Trace;

/**
 * How an order went through the seven stages 七步用时, read from its line: what it never came to is not told as passed.
 *
 * @param whole from the placing to the end, or until now
 */
public record Passage(List<Leg> legs, Duration whole) {

    /** How it stands with a stage. */
    public enum Mode {
        /** 已走过. */
        PAST,
        /** 正在这一步. */
        HERE,
        /** 还没到. */
        AHEAD,
        /** 没有经过. */
        SKIPPED,
        /** 到此为止: it left the loop here, declined, withdrawn, void or merged. */
        LEFT
    }

    /**
     * One stage.
     *
     * @param at when it was last come to
     * @param took how long it lay there altogether, also when it came back to it
     * @param limits how long that may take, one after the other
     */
    public record Leg(Stage stage, Mode mode, Optional<Instant> at, Duration took, List<TimeLimit> limits) {

        /** Whether time passes in it: what happens at a moment takes none. */
        public boolean lasts() {
            return stage != Stage.COLLECTION && stage != Stage.FEEDBACK;
        }
    }

    /** So long somebody has to verify it, or to rate it: the week of the lifecycle's own clock. */
    private static final List<TimeLimit> WEEK = List.of(TimeLimit.of(7, TimeLimit.Unit.DAYS));

    private static final Set<State> LEAVING = EnumSet.of(State.DECLINED, State.WITHDRAWN, State.VOIDED, State.MERGED);

    public Passage {
        legs = List.copyOf(legs);
    }

    /** The passage of an order with its whole line, oldest first. */
    public static Passage of(Order order, List<Trace> line, Instant now) {
        Map<Stage, Instant> came = new EnumMap<>(Stage.class);
        Map<Stage, Duration> took = new EnumMap<>(Stage.class);
        Instant end = order.matter().endedAt().orElse(now);
        Optional<Stage> left = Optional.empty();
        came.put(Stage.COLLECTION, order.matter().openedAt());
        for (int i = 0; i < line.size(); i++) {
            Trace trace = line.get(i);
            State to = State.valueOf(trace.to());
            Instant until = i + 1 < line.size() ? line.get(i + 1).at() : to.over() ? trace.at() : end;
            if (!trace.to().equals(trace.from())) {
                if (!to.over()
                        && (trace.from().isEmpty()
                                || State.valueOf(trace.from()).stage() != to.stage())) {
                    came.put(to.stage(), trace.at());
                }
                if (LEAVING.contains(to)) {
                    left = Optional.of(State.valueOf(trace.from()).stage());
                }
            }
            if (!to.over()) {
                Duration lay = Duration.between(trace.at(), until);
                took.merge(to.stage(), lay.isNegative() ? Duration.ZERO : lay, Duration::plus);
            }
            switch (trace.step()) {
                case "dispatch", "split", "share" -> came.put(Stage.DISPATCH, trace.at());
                case "finish", "deliver", "gather", "fix" -> came.put(Stage.FEEDBACK, trace.at());
                default -> {}
            }
        }
        List<Leg> legs = new ArrayList<>();
        for (Stage stage : Stage.loop()) {
            legs.add(new Leg(
                    stage,
                    mode(stage, order, came.containsKey(stage), left),
                    Optional.ofNullable(came.get(stage)),
                    took.getOrDefault(stage, Duration.ZERO),
                    limits(stage, order.terms())));
        }
        return new Passage(legs, Duration.between(order.matter().openedAt(), end));
    }

    private static Mode mode(Stage stage, Order order, boolean came, Optional<Stage> left) {
        if (order.state().over()) {
            // Out of the loop it went by another way than through its end, wherever it had been before.
            return LEAVING.contains(order.state()) && left.filter(stage::equals).isPresent()
                    ? Mode.LEFT
                    : came ? Mode.PAST : Mode.SKIPPED;
        }
        int here = order.state().stage().number();
        if (stage.number() == here) {
            return Mode.HERE;
        }
        return stage.number() > here ? Mode.AHEAD : came ? Mode.PAST : Mode.SKIPPED;
    }

    private static List<TimeLimit> limits(Stage stage, Terms terms) {
        return switch (stage) {
            case FILING, DISPATCH -> List.of(terms.uptake().filing());
            case HANDLING -> List.of(terms.uptake().acceptance(), terms.limit());
            case VERIFICATION, EVALUATION -> WEEK;
            case COLLECTION, FEEDBACK, OVER -> List.of();
        };
    }
}
