package org.linli.order.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.linli.kernel.Light;
import org.linli.order.Errand;
import org.linli.order.Order;
import org.linli.order.Passage;
import org.linli.order.Step;
import org.linli.organisation.Organisation;

/**
 * All that a page tells of one order 一件事一条线.
 *
 * @param light how much of the running clock is used up; empty where none runs
 * @param errand whose papers its handler has, where something was entrusted to them
 */
public record Story(
        Order order,
        String placeName,
        List<LineEntry> line,
        Optional<Organisation> handler,
        Optional<AnswerClock> clock,
        boolean late,
        Optional<Light> light,
        Optional<Errand> errand) {

    /** How it went through the seven stages. */
    public Passage passage(Instant now) {
        return Passage.of(order, line.stream().map(LineEntry::trace).toList(), now);
    }

    /** When its running clock ends, while it runs. */
    public Optional<Instant> due() {
        return order.matter().endedAt().isPresent()
                ? Optional.empty()
                : order.matter().dueAt();
    }

    /** The key of the words for where it stands: the state, and for a closed one how it ended. */
    public String standing() {
        return switch (order.state()) {
            case DISPATCHED ->
                order.ofSeveral() ? "DISPATCHED.split" : order.state().name();
            case CLOSED -> order.shares().part() ? "CLOSED.part" : order.unrated() ? "CLOSED.unrated" : "CLOSED.rated";
            // A neighbour said so; whoever asked was satisfied, or has said nothing.
            case REOPENED ->
                order.solved().orElse(true) && order.rating().orElse(5) > Step.BAD
                        ? "REOPENED.neighbour"
                        : order.state().name();
            case PLACED,
                    ACCEPTED,
                    IN_PROGRESS,
                    DONE,
                    RATED,
                    DECLINED,
                    WITHDRAWN,
                    RETURNED,
                    VERIFIED,
                    SUSPENDED,
                    VOIDED,
                    MERGED -> order.state().name();
        };
    }

    /** The number of the free service card that it was placed with; empty for none. */
    public String card() {
        return line.isEmpty() ? "" : line.getFirst().trace().detail().getOrDefault("card", "");
    }

    /** The reason that the last step gave, if it gave one. */
    public String lastWords() {
        return line.isEmpty() ? "" : line.getLast().trace().words();
    }
}
