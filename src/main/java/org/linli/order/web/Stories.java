package org.linli.order.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceLevel;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.Orders;
import org.linli.order.Routes;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.attachment.Attachments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages of one order show, in one transaction. */
@Component
@Transactional(readOnly = true)
class Stories {

    private final Orders orders;
    private final OrderLists lists;
    private final Routes routes;
    private final Places places;
    private final Organisations organisations;
    private final Attachments attachments;
    private final Clock clock;

    Stories(
            Orders orders,
            OrderLists lists,
            Routes routes,
            Places places,
            Organisations organisations,
            Attachments attachments,
            Clock clock) {
        this.orders = orders;
        this.lists = lists;
        this.routes = routes;
        this.places = places;
        this.organisations = organisations;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** The story of an order. Refuses one out of reach as not found. */
    Story story(UUID id) {
        Order order = orders.order(id);
        Instant now = clock.instant();
        return new Story(
                order,
                places.fullName(order.matter().place()),
                LineEntry.line(orders.timeline(order), attachments.ofMatter(id)),
                order.matter().handler().map(organisations::organisation),
                AnswerClock.of(order, now),
                order.late(now));
    }

    /** Who may be sent the order: those that the rules name, each by its closest rule, then all others of the community. */
    List<Handler> handlers(Order order) {
        List<Handler> named = routes
                .suggest(order.category().code(), order.matter().place())
                .stream()
                .collect(Collectors.toMap(
                        Routes.Suggestion::organisation,
                        s -> s,
                        (closest, other) -> closest,
                        java.util.LinkedHashMap::new))
                .values()
                .stream()
                .map(s -> new Handler(
                        s.organisation(),
                        s.name(),
                        Organisation.Kind.valueOf(s.kind()),
                        true,
                        places.fullName(s.place()),
                        s.categoryName(),
                        0))
                .toList();
        Set<UUID> known = named.stream().map(Handler::id).collect(Collectors.toSet());
        List<Handler> others = organisations.at(order.matter().place().at(PlaceLevel.COMMUNITY)).stream()
                .filter(organisation -> !known.contains(organisation.id()) && order.suits(organisation))
                .map(o -> new Handler(o.id(), o.name(), o.kind(), false, places.fullName(o.place()), "", 0))
                .toList();
        List<Handler> all =
                java.util.stream.Stream.concat(named.stream(), others.stream()).toList();
        Map<UUID, Integer> loads = lists.inHand(all.stream().map(Handler::id).toList());
        return all.stream()
                .map(handler -> handler.with(loads.getOrDefault(handler.id(), 0)))
                .toList();
    }
}
