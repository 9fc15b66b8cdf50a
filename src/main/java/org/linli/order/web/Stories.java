package org.linli.order.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Callers;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.order.Emergencies;
import org.linli.order.Emergencies.Contact;
import org.linli.order.Errands;
import org.linli.order.Hotline;
import org.linli.order.Joining;
import org.linli.order.Merging;
import org.linli.order.Merging.Beside;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.OrderLists.Filter;
import org.linli.order.OrderLists.Row;
import org.linli.order.OrderLists.Tab;
import org.linli.order.Orders;
import org.linli.order.Routes;
import org.linli.order.Splitting;
import org.linli.order.Suiting;
import org.linli.order.Suiting.Suited;
import org.linli.order.Ticket;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Inside;
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

/** Gathers what a page of orders shows, in one transaction. */
@Component
@Transactional(readOnly = true)
class Stories {

    /** What the desk shows of one order. */
    record Desk(
            Story story,
            List<String> steps,
            List<Handler> handlers,
            List<Linked> links,
            Neighbours neighbours,
            Parts parts,
            Optional<Ticket> ticket,
            List<Contact> calls) {}

    private static final int PLACES = 200;

    /** What brings the matter on stands before what stops it. */
    private static final List<String> SHOWN = List.of(
            "dispatch",
            "accept",
            "start",
            "finish",
            "verify",
            "extend",
            "suspend",
            "void",
            "refuse",
            "resume",
            "rate",
            "close",
            "attend",
            "reply",
            "return",
            "recall",
            "decline",
            "withdraw",
            "ask",
            "split",
            "merge",
            "unmerge");

    private final Orders orders;
    private final Joining joining;
    private final Callers callers;
    private final Merging merging;
    private final Splitting splitting;
    private final Errands errands;
    private final OrderLists lists;
    private final Categories categories;
    private final Suiting suiting;
    private final Places places;
    private final Organisations organisations;
    private final Attachments attachments;
    private final Links links;
    private final Hotline hotline;
    private final Emergencies emergencies;
    private final Trips trips;
    private final Clock clock;

    Stories(
            Orders orders,
            Joining joining,
            Callers callers,
            Merging merging,
            Splitting splitting,
            Errands errands,
            OrderLists lists,
            Categories categories,
            Suiting suiting,
            Places places,
            Organisations organisations,
            Attachments attachments,
            Links links,
            Hotline hotline,
            Emergencies emergencies,
            Trips trips,
            Clock clock) {
        this.trips = trips;
        this.orders = orders;
        this.joining = joining;
        this.callers = callers;
        this.merging = merging;
        this.splitting = splitting;
        this.errands = errands;
        this.lists = lists;
        this.categories = categories;
        this.suiting = suiting;
        this.places = places;
        this.organisations = organisations;
        this.attachments = attachments;
        this.links = links;
        this.hotline = hotline;
        this.emergencies = emergencies;
        this.clock = clock;
    }

    /** One screen of the acting person's inbox. Refuses a part that their duty does not have as not found. */
    InboxView inbox(Tab tab, Filter filter, Optional<Cursor> after, Optional<Refusal> refused) {
        Actor actor = Acting.current();
        Trip trip = trips.begin();
        Supplier<Map<Tab, Integer>> counts = lists.counts(trip);
        Supplier<Page<Row>> rows = lists.inbox(trip, tab, filter, after);
        Supplier<List<Category>> first = categories.first(trip);
        // The places to choose from: those directly inside the actor's own.
        Supplier<List<Inside>> inside =
                actor.duty().readsMatters() ? places.children(trip, actor.home(), "", PLACES) : List::of;
        return new InboxView(
                Tab.of(actor.duty()),
                tab,
                counts.get(),
                filter,
                rows.get(),
                first.get(),
                inside.get(),
                after.isPresent(),
                refused);
    }

    /** The story of an order as the desk shows it, with the steps open to the acting person and who may be sent it. */
    Desk desk(UUID id) {
        Order order = orders.order(id);
        Trip trip = trips.begin();
        Supplier<Story> told = story(trip, order);
        Supplier<List<Linked>> linked = links.of(trip, id);
        Supplier<List<Beside>> duplicates = merging.mergedInto(trip, id);
        Supplier<Optional<Ticket>> ticket = hotline.of(trip, id);
        Story story = told.get();
        List<String> steps = orders.open(order).stream()
                .filter(SHOWN::contains)
                .filter(step -> !step.equals("unmerge") || order.unmergeable(clock.instant()))
                .sorted(Comparator.comparingInt(SHOWN::indexOf))
                .toList();
        Neighbours neighbours = new Neighbours(
                joining.of(order),
                order.joiners() == 0 ? List.of() : callers.of(id),
                steps.contains("merge") ? merging.suggestions(order) : List.of(),
                order.mergedInto().flatMap(merging::one),
                duplicates.get());
        boolean sends = steps.contains("dispatch") || steps.contains("split");
        return new Desk(
                story,
                steps,
                sends ? handlers(order) : List.of(),
                linked.get(),
                neighbours,
                parts(order),
                ticket.get(),
                emergencies.of(order));
    }

    /** The parts of an order with their stories, and the whole that it is a part of, as far as the acting person sees them. */
    Parts parts(Order order) {
        return new Parts(
                splitting.parts(order).stream().map(this::story).toList(),
                order.shares().whole().flatMap(merging::one));
    }

    /** The story of an order. Refuses one out of reach as not found. */
    Story story(UUID id) {
        return story(trips.begin(), orders.order(id)).get();
    }

    /** The same of an order in reach, asked on a trip. */
    private Supplier<Story> story(Trip trip, Order order) {
        Supplier<String> where = places.fullName(trip, order.matter().place());
        Supplier<List<Trace>> timeline = orders.timeline(trip, order);
        Supplier<List<Picture>> photos = attachments.ofMatter(trip, order.id());
        Optional<Supplier<Organisation>> handler =
                order.matter().handler().map(organisation -> organisations.organisation(trip, organisation));
        return () -> {
            Instant now = clock.instant();
            return new Story(
                    order,
                    where.get(),
                    LineEntry.line(timeline.get(), photos.get()),
                    handler.map(Supplier::get),
                    AnswerClock.of(order, now),
                    order.late(now),
                    order.light(now),
                    errands.of(order));
        };
    }

    /** Who may be sent the order; the best first. */
    List<Handler> handlers(Order order) {
        return handlers(suiting.of(order));
    }

    /** The same, as a form shows them. */
    List<Handler> handlers(List<Suited> all) {
        Map<PlaceCode, String> names =
                places.fullNames(all.stream().map(Suited::place).collect(Collectors.toSet()));
        Actor actor = Acting.current();
        Optional<UUID> own = actor.duty().dispatches() ? actor.organisation() : Optional.empty();
        return all.stream()
                .map(one -> new Handler(
                        one.organisation(),
                        one.name(),
                        one.kind(),
                        names.getOrDefault(one.place(), ""),
                        one.rule().map(Routes.Suggestion::categoryName).orElse(""),
                        own.filter(one.organisation()::equals).isPresent(),
                        one.fit()))
                .toList();
    }
}
