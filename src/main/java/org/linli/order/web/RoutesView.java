package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.order.Automatic;
import org.linli.order.Category;
import org.linli.order.RouteGaps.Gap;
import org.linli.order.RouteGaps.Idle;
import org.linli.order.RouteGaps.Overlap;
import org.linli.order.Routes;
import org.linli.organisation.Organisation;
import org.linli.place.Found;
import org.linli.place.Inside;
import org.linli.place.TypedPlace;

/**
 * What the page of the dispatch rules shows.
 *
 * @param only the category it is filtered by; empty for all
 * @param more whether there are more rules than are shown
 * @param near the places that a form offers while one types
 * @param handlers whom a rule may name; empty for whoever may change nothing
 */
public record RoutesView(
        List<Category> categories,
        String only,
        List<Routes.Rule> rules,
        boolean more,
        List<Routes.Promise> promises,
        Ills ills,
        Map<PlaceCode, String> names,
        PlaceCode within,
        String whole,
        List<Inside> near,
        List<Organisation> handlers,
        boolean decides,
        Asked asked,
        RuleForm rule,
        PromiseForm promise) {

    /** A place field of a form, as it was typed, and what may be meant by it. */
    public record Where(TypedPlace typed, List<Found> choices) {
        static final Where NONE = new Where(TypedPlace.none(), List.of());
    }

    /** The question who gets what, and its answer where it has one. */
    public record Asked(String category, Where where, String language, Optional<Told> told, AutoForm auto) {
        static final Asked NOTHING = new Asked("", Where.NONE, "", Optional.empty());

        Asked(String category, Where where, String language, Optional<Told> told) {
            this(category, where, language, told, AutoForm.EMPTY);
        }
    }

    /** The form that lets a rule send by itself, as it was typed. */
    public record AutoForm(UUID rule, String hours, String most) {
        static final AutoForm EMPTY = new AutoForm(new UUID(0, 0), "", "");
    }

    /**
     * What is wrong with the rules.
     *
     * @param absent whom rules name and where nobody is on duty now
     * @param listed whether gaps are listed at all
     */
    public record Ills(List<Gap> gaps, List<Overlap> overlaps, List<Idle> idle, List<Absent> absent, boolean listed) {

        /** Whether there is nothing to mend. */
        public boolean none() {
            return gaps.isEmpty() && overlaps.isEmpty() && idle.isEmpty() && absent.isEmpty();
        }

        /** The places of all that is wrong. */
        Stream<PlaceCode> places() {
            return Stream.of(
                            gaps.stream().map(Gap::compound),
                            overlaps.stream().map(Overlap::place),
                            idle.stream().map(Idle::place))
                    .flatMap(of -> of);
        }
    }

    /**
     * Who gets it as things are now, the best first, and the answer promised there.
     *
     * @param place its full name
     * @param automatic whether it would go by itself now; empty for whoever sees neither people nor rotas
     */
    public record Told(String place, List<Handler> handlers, Optional<Automatic> automatic, Optional<Integer> minutes) {

        /** Those that the desk would suggest. */
        public List<Handler> suggested() {
            return handlers.stream().filter(Handler::suggested).toList();
        }

        /** The others that a person may choose. */
        public List<Handler> others() {
            return handlers.stream().filter(handler -> !handler.suggested()).toList();
        }
    }

    /** An organisation that rules name, that keeps a rota, and that nobody is there for now. */
    public record Absent(UUID organisation, String name) {}

    /** The form that adds a rule, as it was typed. */
    public record RuleForm(String category, String organisation, String autoHours, Where where) {
        static final RuleForm EMPTY = new RuleForm("", "", "", Where.NONE);
    }

    /** The form that promises an answer, as it was typed. */
    public record PromiseForm(String minutes, Where where) {
        static final PromiseForm EMPTY = new PromiseForm("", Where.NONE);
    }

    /** Which form was sent: auto, rule, promise or ask. */
    public String sent() {
        if (asked.auto() != AutoForm.EMPTY) {
            return "auto";
        }
        return rule != RuleForm.EMPTY ? "rule" : promise != PromiseForm.EMPTY ? "promise" : "ask";
    }

    public String name(PlaceCode place) {
        return names.getOrDefault(place, "");
    }

    /** The category of a rule; empty for one that takes all. */
    public Optional<Category> category(Routes.Rule rule) {
        return category(rule.category());
    }

    /** The category of a code; empty for all, and for one that is out of use. */
    public Optional<Category> category(String code) {
        return categories.stream()
                .filter(category -> category.code().equals(code))
                .findFirst();
    }
}
