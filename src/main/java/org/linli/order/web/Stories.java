package org.linli.order.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.Cursor;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Hotline;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.OrderLists.Filter;
import org.linli.order.OrderLists.Tab;
import org.linli.order.Orders;
import org.linli.order.Routes;
import org.linli.order.Step;
import org.linli.order.Ticket;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Attachments;
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
    record Desk(Story story, List<String> steps, List<Handler> handlers, List<Linked> links, Optional<Ticket> ticket) {}

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
            "reply",
            "return",
            "recall",
            "decline",
            "withdraw",
            "ask");

    private final Orders orders;
    private final OrderLists lists;
    private final Categories categories;
    private final Routes routes;
    private final Places places;
    private final Organisations organisations;
    private final Attachments attachments;
    private final Links links;
    private final Hotline hotline;
    private final Clock clock;

    Stories(
            Orders orders,
            OrderLists lists,
            Categories categories,
            Routes routes,
            Places places,
            Organisations organisations,
            Attachments attachments,
            Links links,
            Hotline hotline,
            Clock clock) {
        this.orders = orders;
        this.lists = lists;
        this.categories = categories;
        this.routes = routes;
        this.places = places;
        this.organisations = organisations;
        this.attachments = attachments;
        this.links = links;
        this.hotline = hotline;
        this.clock = clock;
    }

    /** One screen of the acting person's inbox. Refuses a part that their duty does not have as not found. */
    InboxView inbox(Tab tab, Filter filter, Optional<Cursor> after, Optional<Refusal> refused) {
        Actor actor = Acting.current();
        return new InboxView(
                Tab.of(actor.duty()),
                tab,
                lists.counts(),
                filter,
                lists.inbox(tab, filter, after),
                categories.first(),
                // The places to choose from: those directly inside the actor's own.
                actor.duty().readsMatters() ? places.children(actor.home(), "", PLACES) : List.of(),
                after.isPresent(),
                refused);
    }

    /** The story of an order as the desk shows it, with the steps open to the acting person and who may be sent it. */
    Desk desk(UUID id) {
        Story story = story(id);
        Order order = story.order();
        List<String> steps = order.open(Acting.current()).stream()
                .filter(SHOWN::contains)
                .sorted(Comparator.comparingInt(SHOWN::indexOf))
                .toList();
        return new Desk(
                story, steps, steps.contains("dispatch") ? handlers(order) : List.of(), links.of(id), hotline.of(id));
    }

    /** The story of an order. Refuses one out of reach as not found. */
    Story story(UUID id) {
        Order order = orders.order(id);
        Instant now = clock.instant();
        List<Trace> traces = orders.timeline(order);
        return new Story(
                order,
                places.fullName(order.matter().place()),
                LineEntry.line(traces, attachments.ofMatter(id)),
                order.matter().handler().map(organisations::organisation),
                AnswerClock.of(order, now),
                order.late(now),
                light(order, traces, now));
    }

    private static Optional<Light> light(Order order, List<Trace> traces, Instant now) {
        if (order.state().over()) {
            return Optional.empty();
        }
        return order.matter()
                .dueAt()
                .flatMap(due -> traces.stream()
                        .filter(trace -> Step.startsClock(trace.step()))
                        .reduce((earlier, later) -> later)
                        .map(began -> Light.of(began.at(), due, now)));
    }

    /** Who may be sent the order: those that the rules name, each by its closest rule, then all others of the community. */
    List<Handler> handlers(Order order) {
        Map<UUID, Routes.Suggestion> named = routes
                .suggest(order.category().code(), order.matter().place())
                .stream()
                .collect(Collectors.toMap(
                        Routes.Suggestion::organisation, s -> s, (closest, other) -> closest, LinkedHashMap::new));
        List<Organisation> others = organisations.at(order.matter().place().at(PlaceLevel.COMMUNITY)).stream()
                .filter(organisation -> !named.containsKey(organisation.id()) && order.suits(organisation))
                .toList();
        Map<PlaceCode, String> names = places.fullNames(Stream.concat(
                        named.values().stream().map(Routes.Suggestion::place),
                        others.stream().map(Organisation::place))
                .collect(Collectors.toSet()));
        Map<UUID, Integer> loads = lists.inHand(
                Stream.concat(named.keySet().stream(), others.stream().map(Organisation::id))
                        .toList());
        return Stream.concat(
                        named.values().stream()
                                .map(s -> new Handler(
                                        s.organisation(),
                                        s.name(),
                                        Organisation.Kind.valueOf(s.kind()),
                                        true,
                                        names.getOrDefault(s.place(), ""),
                                        s.categoryName(),
                                        loads.getOrDefault(s.organisation(), 0))),
                        others.stream()
                                .map(o -> new Handler(
                                        o.id(),
                                        o.name(),
                                        o.kind(),
                                        false,
                                        names.getOrDefault(o.place(), ""),
                                        "",
                                        loads.getOrDefault(o.id(), 0))))
                .toList();
    }
}
