package org.linli.order.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Errands;
import org.linli.order.Fit;
import org.linli.order.Hotline;
import org.linli.order.Joining;
import org.linli.order.Merging;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.OrderLists.Filter;
import org.linli.order.OrderLists.Tab;
import org.linli.order.Orders;
import org.linli.order.Routes;
import org.linli.order.Splitting;
import org.linli.order.Ticket;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.organisation.Skill;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.matter.Links;
import org.linli.platform.matter.Links.Linked;
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
            Optional<Ticket> ticket) {}

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
            "ask",
            "split",
            "merge",
            "unmerge");

    private final Orders orders;
    private final Joining joining;
    private final Merging merging;
    private final Splitting splitting;
    private final Errands errands;
    private final OrderLists lists;
    private final Categories categories;
    private final Routes routes;
    private final Places places;
    private final Organisations organisations;
    private final Posts posts;
    private final Rotas rotas;
    private final Attachments attachments;
    private final Links links;
    private final Hotline hotline;
    private final Clock clock;

    Stories(
            Orders orders,
            Joining joining,
            Merging merging,
            Splitting splitting,
            Errands errands,
            OrderLists lists,
            Categories categories,
            Routes routes,
            Places places,
            Organisations organisations,
            Posts posts,
            Rotas rotas,
            Attachments attachments,
            Links links,
            Hotline hotline,
            Clock clock) {
        this.orders = orders;
        this.joining = joining;
        this.merging = merging;
        this.splitting = splitting;
        this.errands = errands;
        this.lists = lists;
        this.categories = categories;
        this.routes = routes;
        this.places = places;
        this.organisations = organisations;
        this.posts = posts;
        this.rotas = rotas;
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
                .filter(step -> !step.equals("unmerge") || order.unmergeable(clock.instant()))
                .sorted(Comparator.comparingInt(SHOWN::indexOf))
                .toList();
        Neighbours neighbours = new Neighbours(
                joining.of(order),
                steps.contains("merge") ? merging.suggestions(order) : List.of(),
                order.mergedInto().flatMap(merging::one),
                merging.mergedInto(id));
        boolean sends = steps.contains("dispatch") || steps.contains("split");
        return new Desk(
                story,
                steps,
                sends ? handlers(order) : List.of(),
                links.of(id),
                neighbours,
                parts(order),
                hotline.of(id));
    }

    /** The parts of an order with their stories, and the whole that it is a part of, as far as the acting person sees them. */
    Parts parts(Order order) {
        return new Parts(
                splitting.parts(order).stream().map(this::story).toList(),
                order.shares().whole().flatMap(merging::one));
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
                order.late(now),
                order.light(now),
                errands.of(order));
    }

    /** Who may be sent the order: those that the rules name, each by its closest rule, then all others of the community; the best first. */
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
        Fits fits = new Fits(
                order,
                Stream.concat(named.keySet().stream(), others.stream().map(Organisation::id))
                        .toList());
        return Stream.concat(
                        named.values().stream()
                                .map(s -> new Handler(
                                        s.organisation(),
                                        s.name(),
                                        Organisation.Kind.valueOf(s.kind()),
                                        names.getOrDefault(s.place(), ""),
                                        s.categoryName(),
                                        fits.of(
                                                s.organisation(),
                                                s.place().value().length(),
                                                s.category().length()))),
                        others.stream()
                                .map(o -> new Handler(
                                        o.id(),
                                        o.name(),
                                        o.kind(),
                                        names.getOrDefault(o.place(), ""),
                                        "",
                                        fits.of(o.id(), 0, 0))))
                .sorted(Comparator.comparing(Handler::fit, Fit.BEST))
                .toList();
    }

    /** What is known of several organisations at once, to say how well each suits an order. */
    private final class Fits {

        private final Order order;
        private final Optional<Skill> skill;
        private final Map<UUID, Rotas.Now> duty;
        private final Map<UUID, Integer> loads;
        private final List<Posts.Post> people;

        Fits(Order order, List<UUID> organisations) {
            this.order = order;
            this.skill = categories.skill(order.category().code());
            this.duty = rotas.now(organisations);
            this.loads = lists.inHand(organisations);
            this.people = posts.in(organisations);
        }

        Fit of(UUID organisation, int place, int category) {
            return new Fit(
                    place,
                    category,
                    order.language(),
                    who(
                            organisation,
                            post -> order.language()
                                    .filter(post.languages()::contains)
                                    .isPresent()),
                    duty.getOrDefault(organisation, Rotas.Now.UNKNOWN),
                    skill,
                    who(
                            organisation,
                            post -> skill.filter(post.skills()::contains).isPresent()),
                    loads.getOrDefault(organisation, 0));
        }

        private List<String> who(UUID organisation, Predicate<Posts.Post> which) {
            return people.stream()
                    .filter(post -> post.organisation().equals(organisation))
                    .filter(which)
                    .map(Posts.Post::name)
                    .toList();
        }
    }
}
