package org.linli.order;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.WorkingCalendar;
import org.linli.organisation.Calendars;
import org.springframework.stereotype.Component;

/** Which clock a step starts or lengthens 时限推算, and by whose hours it runs. */
@Component
class Timings {

    private final Calendars calendars;
    private final Standards standards;
    private final Clock clock;

    Timings(Calendars calendars, Standards standards, Clock clock) {
        this.calendars = calendars;
        this.standards = standards;
        this.clock = clock;
    }

    /**
     * Only an acceptance starts a clock of the category's own, and only an extension lengthens it; a rework starts it anew. What
     * is dispatched has a limit in case nobody accepts it; what was found and is done has one for its verification.
     */
    Timing of(Order order, Step step, Instant now) {
        TimeLimit limit = order.terms().limit();
        return switch (step) {
            // Whoever takes longest has to accept first.
            case Step.Split split ->
                plain(split.pieces().stream()
                        .map(piece -> calendar(
                                        Optional.of(piece.organisation()),
                                        order.matter().place(),
                                        piece.limit())
                                .after(acceptance(order, now).ends(), piece.limit()))
                        .max(Instant::compareTo));
            case Step.Dispatch dispatch -> {
                Timing accepted = acceptance(order, now);
                yield order.disposal().filed()
                        ? accepted
                        : accepted.disposing(calendar(
                                        Optional.of(dispatch.organisation()),
                                        order.matter().place(),
                                        limit)
                                .after(accepted.ends(), limit));
            }
            case Step.Finish finish -> verifying(order, now);
            case Step.Gather gather -> verifying(order, now);
            case Step.Recall recall -> filing(order, now);
            case Step.Return back -> filing(order, now);
            case Step.Contest contest -> filing(order, now);
            case Step.Unmerge unmerge -> filing(order, now);
            case Step.Rate rate when order.row(rate).equals("reopen") -> filing(order, now);
            case Step.Verify verify when order.row(verify).equals("redo") -> filing(order, now);
            case Step.Accept accept -> working(order, calendar -> Optional.of(calendar.after(now, limit)));
            case Step.Verify verify
            when !verify.passed() -> working(order, calendar -> Optional.of(calendar.after(now, limit)));
            case Step.Extend extend
            when order.leave().waits(Leave.Kind.EXTENSION) -> {
                Instant end = order.matter().dueAt().orElse(now);
                int more = order.leave().asked().orElseThrow().amount();
                yield working(order, calendar -> Optional.of(calendar.after(end, TimeLimit.of(more, limit.unit()))));
            }
            case Step.Suspend suspend -> working(order, calendar -> Optional.empty());
            case Step.Resume resume -> working(order, calendar -> Optional.empty());
            default -> plain(Optional.empty());
        };
    }

    /** By when the community takes up what is asked for. */
    Timing filing(PlaceCode place, Terms terms, Instant now) {
        return awaited(place, terms.uptake().filing(), now);
    }

    private Timing filing(Order order, Instant now) {
        return filing(order.matter().place(), order.terms(), now);
    }

    /** By when whoever it is dispatched to accepts it. */
    Timing acceptance(Order order, Instant now) {
        return awaited(order.matter().place(), order.terms().uptake().acceptance(), now);
    }

    /** By the hours of the community, whose people go and see what was found. */
    private Timing verifying(Order order, Instant now) {
        PlaceCode place = order.matter().place();
        return order.found() && !order.shares().part()
                ? awaited(place, standards.verification(place), now)
                : plain(Optional.empty());
    }

    /** While nobody has accepted it, and when it is verified, by the hours of the community. */
    private Timing awaited(PlaceCode place, TimeLimit limit, Instant now) {
        WorkingCalendar calendar = calendar(Optional.empty(), place, limit);
        return new Timing(Optional.of(calendar.after(now, limit)), limit.unit(), calendar);
    }

    /** By the hours of whoever works on it. */
    private Timing working(Order order, Function<WorkingCalendar, Optional<Instant>> due) {
        TimeLimit limit = order.terms().limit();
        WorkingCalendar calendar =
                calendar(order.matter().handler(), order.matter().place(), limit);
        return new Timing(due.apply(calendar), limit.unit(), calendar);
    }

    private Timing plain(Optional<Instant> due) {
        return Timing.plain(due, clock.getZone());
    }

    /** A limit by the clock alone asks nothing of the database. */
    private WorkingCalendar calendar(Optional<UUID> handler, PlaceCode place, TimeLimit limit) {
        return limit.unit().needsCalendar()
                ? handler.map(calendars::of).orElseGet(() -> calendars.at(place))
                : WorkingCalendar.standard(clock.getZone());
    }
}
