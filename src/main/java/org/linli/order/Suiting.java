package org.linli.order;

import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.Fit.Able;
import org.linli.order.Routes.Suggestion;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who may be sent what 派给谁, how well each suits, and whether it goes by itself: asked by the desk, the rules' page and the machinery alike. */
@Component
@Transactional(readOnly = true)
public class Suiting {

    /**
     * What is to be sent.
     *
     * @param responsible the kind of organisation that usually handles it there
     * @param language what whoever asked speaks, beside Chinese
     */
    public record Asked(String category, PlaceCode place, Organisation.Kind responsible, Optional<Spoken> language) {
        static Asked of(Order order) {
            return new Asked(
                    order.category().code(),
                    order.matter().place(),
                    order.terms().responsible(),
                    order.language());
        }
    }

    /**
     * An organisation that may be sent it.
     *
     * @param place where it is responsible: of its rule, where one names it
     * @param rule the closest that names it
     * @param staffed whether anybody is in office there, of those the actor may see
     */
    public record Suited(
            UUID organisation,
            String name,
            Organisation.Kind kind,
            PlaceCode place,
            Optional<Suggestion> rule,
            boolean staffed,
            Fit fit) {}

    private final Routes routes;
    private final Categories categories;
    private final Organisations organisations;
    private final Posts posts;
    private final Rotas rotas;
    private final OrderLists lists;
    private final Clock clock;

    Suiting(
            Routes routes,
            Categories categories,
            Organisations organisations,
            Posts posts,
            Rotas rotas,
            OrderLists lists,
            Clock clock) {
        this.routes = routes;
        this.categories = categories;
        this.organisations = organisations;
        this.posts = posts;
        this.rotas = rotas;
        this.lists = lists;
        this.clock = clock;
    }

    /** Who may be sent an order, the best first. */
    public List<Suited> of(Order order) {
        return of(Asked.of(order));
    }

    /** Who may be sent it: those that the rules name, each by its closest rule, then all others of the community; the best first. */
    public List<Suited> of(Asked asked) {
        PlaceCode place = asked.place();
        Map<UUID, Suggestion> named = routes.suggest(asked.category(), place).stream()
                .collect(Collectors.toMap(
                        Suggestion::organisation, s -> s, (closest, other) -> closest, LinkedHashMap::new));
        boolean below = place.level().digits() >= PlaceLevel.COMMUNITY.digits();
        List<Organisation> usual = named.isEmpty() && below ? usual(asked) : List.of();
        Map<UUID, Organisation> others = new LinkedHashMap<>();
        usual.forEach(one -> others.put(one.id(), one));
        if (below) {
            organisations.at(place.at(PlaceLevel.COMMUNITY)).stream()
                    .filter(one -> !named.containsKey(one.id()) && Order.suits(one, place))
                    .forEach(one -> others.putIfAbsent(one.id(), one));
        }
        Set<UUID> usually = usual.stream().map(Organisation::id).collect(Collectors.toSet());
        Fits fits = new Fits(
                asked,
                Stream.concat(named.keySet().stream(), others.keySet().stream()).toList());
        List<Suited> all = new ArrayList<>();
        named.values()
                .forEach(s -> all.add(new Suited(
                        s.organisation(),
                        s.name(),
                        Organisation.Kind.valueOf(s.kind()),
                        s.place(),
                        Optional.of(s),
                        fits.staffed(s.organisation()),
                        fits.of(
                                s.organisation(),
                                s.place().value().length(),
                                s.category().length(),
                                false))));
        others.values()
                .forEach(o -> all.add(new Suited(
                        o.id(),
                        o.name(),
                        o.kind(),
                        o.place(),
                        Optional.empty(),
                        fits.staffed(o.id()),
                        fits.of(o.id(), 0, 0, usually.contains(o.id())))));
        return all.stream().sorted(Comparator.comparing(Suited::fit, Fit.BEST)).toList();
    }

    /** Whether it goes by itself at this moment, and why, or why not. */
    public Automatic automatic(List<Suited> all) {
        LocalTime now = LocalTime.now(clock);
        return Automatic.of(all, now.getHour() * 60 + now.getMinute());
    }

    /** The nearest organisations of the kind that usually handles it: of the longest place that both lie in. */
    private List<Organisation> usual(Asked asked) {
        List<Organisation> able = organisations.serving(asked.place(), asked.responsible()).stream()
                .filter(one -> Order.suits(one, asked.place()))
                .toList();
        int nearest = able.stream()
                .mapToInt(one -> shared(one.place(), asked.place()))
                .max()
                .orElse(0);
        return able.stream()
                .filter(one -> shared(one.place(), asked.place()) == nearest)
                .toList();
    }

    /** How long the code of the smallest place is that holds both. */
    private static int shared(PlaceCode one, PlaceCode other) {
        return Stream.iterate(Optional.of(one), Optional::isPresent, place -> place.flatMap(PlaceCode::parent))
                .flatMap(Optional::stream)
                .filter(place -> place.contains(other))
                .mapToInt(place -> place.value().length())
                .findFirst()
                .orElse(0);
    }

    /** What is known of several organisations at once, to say how well each suits. */
    private final class Fits {

        private final Asked asked;
        private final Optional<Skill> skill;
        private final Map<UUID, Rotas.Now> duty;
        private final Map<UUID, Integer> loads;
        private final List<Posts.Post> people;

        Fits(Asked asked, List<UUID> organisations) {
            this.asked = asked;
            this.skill = categories.skill(asked.category(), asked.place());
            this.duty = rotas.now(organisations);
            this.loads = lists.inHand(organisations);
            this.people = posts.in(organisations);
        }

        boolean staffed(UUID organisation) {
            return people.stream().anyMatch(post -> post.organisation().equals(organisation));
        }

        Fit of(UUID organisation, int place, int category, boolean usual) {
            return new Fit(
                    place,
                    category,
                    usual,
                    asked.language(),
                    who(
                            organisation,
                            post -> asked.language()
                                    .filter(post.languages()::contains)
                                    .isPresent()),
                    duty.getOrDefault(organisation, Rotas.Now.UNKNOWN),
                    skill,
                    who(
                            organisation,
                            post -> skill.filter(post.skills()::contains).isPresent()),
                    loads.getOrDefault(organisation, 0));
        }

        private List<Able> who(UUID organisation, Predicate<Posts.Post> which) {
            return people.stream()
                    .filter(post -> post.organisation().equals(organisation))
                    .filter(which)
                    .map(post -> new Able(post.appointment(), post.name()))
                    .toList();
        }
    }
}
