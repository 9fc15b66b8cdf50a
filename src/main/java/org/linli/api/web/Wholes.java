package org.linli.api.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.api.web.Answers.Beside;
import org.linli.api.web.Answers.Desk;
import org.linli.api.web.Answers.Dial;
import org.linli.api.web.Answers.LinkedTo;
import org.linli.api.web.Answers.OfTicket;
import org.linli.api.web.Answers.Share;
import org.linli.api.web.Answers.Whole;
import org.linli.order.Callers;
import org.linli.order.Emergencies;
import org.linli.order.Errands;
import org.linli.order.Hotline;
import org.linli.order.Joining;
import org.linli.order.Merging;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.Reminder;
import org.linli.order.Splitting;
import org.linli.order.State;
import org.linli.order.Ticket;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.matter.Links;
import org.linli.platform.matter.Links.Linked;
import org.linli.platform.matter.Trace;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what is answered of one order 一件事一条线, in one transaction: what its page shows to the same person. */
@Component
@Transactional(readOnly = true)
class Wholes {

    private final Orders orders;
    private final Joining joining;
    private final Callers callers;
    private final Merging merging;
    private final Splitting splitting;
    private final Errands errands;
    private final Hotline hotline;
    private final Emergencies emergencies;
    private final Organisations organisations;
    private final Places places;
    private final Attachments attachments;
    private final Links links;
    private final Trips trips;
    private final Clock clock;

    Wholes(
            Orders orders,
            Joining joining,
            Callers callers,
            Merging merging,
            Splitting splitting,
            Errands errands,
            Hotline hotline,
            Emergencies emergencies,
            Organisations organisations,
            Places places,
            Attachments attachments,
            Links links,
            Trips trips,
            Clock clock) {
        this.trips = trips;
        this.orders = orders;
        this.joining = joining;
        this.callers = callers;
        this.merging = merging;
        this.splitting = splitting;
        this.errands = errands;
        this.hotline = hotline;
        this.emergencies = emergencies;
        this.organisations = organisations;
        this.places = places;
        this.attachments = attachments;
        this.links = links;
        this.clock = clock;
    }

    /** Refuses an order out of reach as not found. */
    Whole of(UUID id) {
        Order order = orders.order(id);
        Actor actor = Acting.current();
        Instant now = clock.instant();
        boolean staff = actor.duty().staff();
        // Whoever waits for it to be dispatched anew is not shown whom to call about it.
        boolean shown = staff || order.state() != State.REOPENED;
        Trip trip = trips.begin();
        Supplier<String> where = places.fullName(trip, order.matter().place());
        Supplier<List<Trace>> line = orders.timeline(trip, order);
        Supplier<List<Picture>> photos = attachments.ofMatter(trip, id);
        Optional<Supplier<Organisation>> handler = order.matter()
                .handler()
                .filter(organisation -> shown)
                .map(organisation -> organisations.organisation(trip, organisation));
        Optional<Beyond> beyond = staff ? Optional.of(beyond(trip, id)) : Optional.empty();
        List<String> steps = orders.open(order);
        return Whole.of(
                order,
                where.get(),
                handler.map(Supplier::get).map(Organisation::phone).orElse(""),
                line.get(),
                photos.get(),
                steps,
                order.shares().whole().flatMap(merging::one).map(Beside::of),
                splitting.parts(order).stream()
                        .map(orders::order)
                        .map(part -> Share.of(part, now))
                        .toList(),
                errands.of(order),
                beyond.map(asked -> desk(order, line.get(), steps, actor, asked)),
                now);
    }

    /** What only the desk is answered, asked on the same trip. */
    private record Beyond(
            Supplier<List<Linked>> links, Supplier<List<Merging.Beside>> merged, Supplier<Optional<Ticket>> ticket) {}

    private Beyond beyond(Trip trip, UUID id) {
        return new Beyond(links.of(trip, id), merging.mergedInto(trip, id), hotline.of(trip, id));
    }

    private Desk desk(Order order, List<Trace> line, List<String> steps, Actor actor, Beyond asked) {
        return new Desk(
                order.language(),
                line.isEmpty() ? "" : line.getFirst().detail().getOrDefault("card", ""),
                order.told().filter(Reminder::raised),
                order.showsContact(actor),
                Errands.takes(order, actor),
                Errands.returns(order, actor),
                order.mergedInto().flatMap(merging::one).map(Beside::of),
                asked.merged().get().stream().map(Beside::of).toList(),
                steps.contains("merge")
                        ? merging.suggestions(order).stream().map(Beside::of).toList()
                        : List.of(),
                joining.of(order),
                order.joiners() == 0 ? List.of() : callers.of(order.id()),
                callers.open(order),
                asked.links().get().stream().map(LinkedTo::of).toList(),
                asked.ticket().get().map(OfTicket::of),
                emergencies.of(order).stream().map(Dial::of).toList());
    }
}
