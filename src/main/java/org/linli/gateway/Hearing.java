package org.linli.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.gateway.Pushes.Push;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Words;
import org.springframework.stereotype.Component;

/** What another server says of an order becomes steps of ours 回音; within the transaction of whoever heard it. */
@Component
class Hearing {

    private static final Set<State> THEIRS =
            Set.of(State.DISPATCHED, State.ACCEPTED, State.IN_PROGRESS, State.SUSPENDED, State.DONE, State.VERIFIED);

    private final Orders orders;
    private final Organisations organisations;
    private final Pushes pushes;
    private final Words words;

    Hearing(Orders orders, Organisations organisations, Pushes pushes, Words words) {
        this.orders = orders;
        this.organisations = organisations;
        this.pushes = pushes;
        this.words = words;
    }

    /** Whether the organisation that stands for a server handles an order, and it is not over. */
    static boolean theirs(Order order, Server server) {
        return !order.state().over()
                && order.matter().handler().isPresent()
                && order.matter().handler().equals(server.organisation());
    }

    /**
     * What they say of what was pushed to them: taken up, a word on the way, done, by the organisation that stands for them. What
     * comes when the order is theirs no more is kept as a note. Refuses a word about what was rated: nobody would read it.
     *
     * @param said what is new; empty for nothing
     * @param notes what they say all in all
     */
    void heard(Server server, Push push, String status, String said, String notes) {
        boolean closed = status.equalsIgnoreCase("closed");
        Order standing = orders.order(push.order());
        if (theirs(standing, server) && THEIRS.contains(standing.state())) {
            Organisation organisation =
                    organisations.organisation(server.organisation().orElseThrow());
            Acting.run(handler(server, organisation), () -> handled(server, standing, closed, said));
        } else if (!said.isBlank()) {
            keep(server, standing, said);
        }
        pushes.heard(push, status.length() > 20 ? "" : status, notes, closed);
    }

    private void handled(Server server, Order standing, boolean closed, String said) {
        Order order = standing.state() == State.DISPATCHED
                ? orders.take(standing.id(), new Step.Accept(text("gateway.accepted", server.name())), List.of())
                : standing;
        boolean working = order.state() == State.ACCEPTED || order.state() == State.IN_PROGRESS;
        if (closed && working) {
            orders.take(
                    order.id(),
                    new Step.Finish(
                            text("gateway.finished", server.name()) + Exchange.cut(said),
                            text("gateway.noPhoto", server.name())),
                    List.of());
        } else if (closed && order.state() == State.SUSPENDED) {
            orders.take(
                    order.id(),
                    new Step.Reply(Exchange.cut(text("gateway.finished", server.name()) + said)),
                    List.of());
        } else if (!said.isBlank()) {
            orders.take(order.id(), new Step.Reply(Exchange.cut(said)), List.of());
        }
    }

    /** What they say of a request of theirs that we work on: a word, or that it is over at its origin. */
    void noted(Server server, UUID id, String status, String said) {
        Order order = orders.order(id);
        String note = status.equals("closed") ? text("gateway.closedThere", server.name()) + said : said;
        if (!note.isBlank()) {
            keep(server, order, note);
        }
    }

    /** In the line, as the machinery under their name; of what is over nothing more is noted. */
    private void keep(Server server, Order order, String said) {
        if (order.state() == State.RATED) {
            throw Refusal.invalid("gateway.lateWord", "number", order.number(), "words", shortened(said));
        }
        if (!order.state().over()) {
            Acting.run(
                    Actor.system(server.name(), "Open311", server.place()),
                    () -> orders.take(order.id(), new Step.Reply(Exchange.cut(said)), List.of()));
        }
    }

    /** The reason stands on the page of failures, which holds no more. */
    private static String shortened(String said) {
        return said.length() > 180 ? said.substring(0, 179) + "…" : said;
    }

    /** Nobody in person: whoever reads the timeline sees that another system said it. */
    private static Actor handler(Server server, Organisation organisation) {
        Duty duty = organisation.kind().usualDuty();
        return new Actor(
                Optional.empty(),
                server.name(),
                duty,
                "",
                Optional.empty(),
                Optional.of(organisation.id()),
                organisation.name(),
                Optional.of(server.place()));
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }
}
