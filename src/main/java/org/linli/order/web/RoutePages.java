package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.order.Order;
import org.linli.order.RouteGaps;
import org.linli.order.Routes;
import org.linli.order.Suiting;
import org.linli.order.Suiting.Suited;
import org.linli.order.web.RoutesView.Absent;
import org.linli.order.web.RoutesView.Asked;
import org.linli.order.web.RoutesView.AutoForm;
import org.linli.order.web.RoutesView.Ills;
import org.linli.order.web.RoutesView.PromiseForm;
import org.linli.order.web.RoutesView.RuleForm;
import org.linli.order.web.RoutesView.Told;
import org.linli.order.web.RoutesView.Where;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Rotas;
import org.linli.organisation.Spoken;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dispatch rules and answer promises of my place: who gets what, and why; an administrator changes them. */
@Controller
class RoutePages {

    private static final String PATH = "/desk/routes";
    private static final int MOST = 200;

    private final Routes routes;
    private final RouteGaps gaps;
    private final Suiting suiting;
    private final Stories stories;
    private final Rotas rotas;
    private final Categories known;
    private final Organisations organisations;
    private final Places places;
    private final Templates templates;

    RoutePages(
            Routes routes,
            RouteGaps gaps,
            Suiting suiting,
            Stories stories,
            Rotas rotas,
            Categories known,
            Organisations organisations,
            Places places,
            Templates templates) {
        this.routes = routes;
        this.gaps = gaps;
        this.suiting = suiting;
        this.stories = stories;
        this.rotas = rotas;
        this.known = known;
        this.organisations = organisations;
        this.places = places;
        this.templates = templates;
    }

    /**
     * The rules, and the answer to a question.
     *
     * @param only the category to list
     * @param category of the question; empty where nothing is asked
     * @param fillCategory with the place, what the form for another rule is filled with, from a gap
     */
    @GetMapping(PATH)
    Answer list(
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String askAt,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String fillCategory,
            @RequestParam(defaultValue = "") String fillAt,
            Page page) {
        reader(page.actor());
        TypedPlace typed = new TypedPlace(q, askAt);
        RuleForm filled = RuleForm.EMPTY;
        try {
            filled = filled(page.actor(), fillCategory, fillAt);
            Asked asked = new Asked(
                    category, new Where(typed, List.of()), language, told(page.actor(), category, typed, language));
            return Answer.show(show(page, only, asked, filled, PromiseForm.EMPTY, null));
        } catch (Refusal refusal) {
            Asked asked =
                    new Asked(category, again(page.actor(), typed, refusal.mendable()), language, Optional.empty());
            return Answer.show(show(page, only, asked, filled, PromiseForm.EMPTY, refusal));
        }
    }

    private Optional<Told> told(Actor actor, String category, TypedPlace typed, String language) {
        if (category.isEmpty() && typed.words().isBlank()) {
            return Optional.empty();
        }
        PlaceCode place = typed.meant(actor.home(), places).orElse(actor.home());
        known.choose(category, place);
        List<Suited> all = suiting.of(new Suiting.Asked(
                category,
                place,
                known.terms(category, place).responsible(),
                Arrays.stream(Spoken.values())
                        .filter(spoken -> spoken.name().equals(language))
                        .findFirst()));
        return Optional.of(new Told(
                places.fullName(place),
                stories.handlers(all),
                actor.duty().readsPeople() ? Optional.of(suiting.automatic(all)) : Optional.empty(),
                routes.promised(place)));
    }

    /** The form for the rule that would mend a gap. */
    private RuleForm filled(Actor actor, String category, String place) {
        if (place.isEmpty() || !actor.duty().appoints()) {
            return RuleForm.EMPTY;
        }
        PlaceCode code = PlaceCode.parse(place);
        if (!actor.covers(code)) {
            throw Refusal.notFound();
        }
        TypedPlace typed = new TypedPlace(places.fullName(code), place);
        var choices = typed.choices(actor.home(), places);
        return new RuleForm(category, "", "", new Where(typed, choices.size() > 1 ? choices : List.of()));
    }

    @PostMapping(PATH)
    Answer add(
            @RequestParam(defaultValue = "") String category,
            @RequestParam(required = false) @Nullable UUID organisation,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String ruleAt,
            @RequestParam(defaultValue = "") String autoHours,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TypedPlace typed = new TypedPlace(q, ruleAt);
        try {
            return once.go(() -> {
                UUID handler =
                        Optional.ofNullable(organisation).orElseThrow(() -> Refusal.invalid("route.organisation"));
                UUID rule = routes.route(typed.meant(actor.home(), places).orElse(actor.home()), category, handler);
                if (!autoHours.isBlank()) {
                    routes.automatic(rule, autoHours);
                }
                return PATH;
            });
        } catch (Refusal refusal) {
            RuleForm form = new RuleForm(
                    category,
                    organisation == null ? "" : organisation.toString(),
                    autoHours,
                    again(actor, typed, refusal.mendable()));
            return Answer.again(show(page, "", Asked.NOTHING, form, PromiseForm.EMPTY, refusal));
        }
    }

    /** Sends by itself within these hours, or, with none, never. */
    @PostMapping(PATH + "/{id}/automatic")
    Answer automatic(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam(defaultValue = "") String most,
            Page page,
            Once once) {
        administrator(page.actor());
        try {
            return once.go(() -> {
                routes.automatic(id, hours, most.isBlank() ? Optional.empty() : Optional.of(number(most)));
                return PATH;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            Asked asked = new Asked("", Where.NONE, "", Optional.empty(), new AutoForm(id, hours, most));
            return Answer.again(show(page, "", asked, RuleForm.EMPTY, PromiseForm.EMPTY, refusal));
        }
    }

    @PostMapping(PATH + "/{id}/drop")
    Answer drop(@PathVariable UUID id, Page page, Once once) {
        administrator(page.actor());
        return once.go(() -> {
            routes.drop(id);
            return PATH;
        });
    }

    @PostMapping(PATH + "/promises")
    Answer promise(
            @RequestParam(defaultValue = "") String minutes,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String promiseAt,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TypedPlace typed = new TypedPlace(q, promiseAt);
        try {
            return once.go(() -> {
                routes.promise(typed.meant(actor.home(), places).orElse(actor.home()), number(minutes));
                return PATH;
            });
        } catch (Refusal refusal) {
            PromiseForm form = new PromiseForm(minutes, again(actor, typed, refusal.mendable()));
            return Answer.again(show(page, "", Asked.NOTHING, RuleForm.EMPTY, form, refusal));
        }
    }

    @PostMapping(PATH + "/promises/{place}/drop")
    Answer unpromise(@PathVariable String place, Page page, Once once) {
        administrator(page.actor());
        return once.go(() -> {
            routes.unpromise(PlaceCode.parse(place));
            return PATH;
        });
    }

    private JteModel show(
            Page page, String only, Asked asked, RuleForm rule, PromiseForm promise, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        List<Category> categories = known.at(home);
        String filter = categories.stream().anyMatch(category -> category.code().equals(only)) ? only : "";
        List<Routes.Rule> found = routes.at(home, filter, MOST + 1);
        List<Routes.Rule> rules = found.subList(0, Math.min(MOST, found.size()));
        List<Routes.Promise> promises = routes.promises(home);
        Ills ills =
                new Ills(gaps.gaps(home), gaps.overlaps(home), gaps.idle(home), absent(rules), RouteGaps.lists(home));
        boolean decides = page.actor().duty().appoints();
        List<Organisation> handlers = decides
                ? organisations.at(home).stream()
                        .filter(organisation -> Order.handles(organisation.kind()))
                        .toList()
                : List.of();
        return templates.orderRoutes(
                page,
                new RoutesView(
                        categories,
                        filter,
                        rules,
                        found.size() > MOST,
                        promises,
                        ills,
                        places.fullNames(Stream.of(
                                        rules.stream().map(Routes.Rule::place),
                                        promises.stream().map(Routes.Promise::place),
                                        ills.places(),
                                        handlers.stream().map(Organisation::place))
                                .flatMap(of -> of)
                                .toList()),
                        home,
                        places.fullName(home),
                        places.children(home, "", 100),
                        handlers,
                        decides,
                        asked,
                        rule,
                        promise),
                refusal);
    }

    private List<Absent> absent(List<Routes.Rule> rules) {
        Map<UUID, String> named = rules.stream()
                .collect(Collectors.toMap(
                        Routes.Rule::organisation,
                        Routes.Rule::organisationName,
                        (one, same) -> one,
                        LinkedHashMap::new));
        Map<UUID, Rotas.Now> now = rotas.now(named.keySet());
        return named.entrySet().stream()
                .filter(each -> now.containsKey(each.getKey()))
                .filter(each -> now.getOrDefault(each.getKey(), Rotas.Now.UNKNOWN)
                        .present()
                        .isEmpty())
                .map(each -> new Absent(each.getKey(), each.getValue()))
                .toList();
    }

    /** A place field shown again; with the choice where several places were meant. */
    private Where again(Actor actor, TypedPlace typed, Refusal refusal) {
        return new Where(
                typed, refusal.code().equals("where.several") ? typed.choices(actor.home(), places) : List.of());
    }

    /** Not a number is as wrong as none. */
    private static int number(String typed) {
        return typed.strip().matches("[0-9]{1,5}") ? Integer.parseInt(typed.strip()) : 0;
    }

    private static void reader(Actor actor) {
        Duty duty = actor.duty();
        if (!duty.appoints() && !duty.dispatches() && !duty.ofStreet()) {
            throw Refusal.forbidden("route.notYours");
        }
    }

    private static Actor administrator(Actor actor) {
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("route.notYours");
        }
        return actor;
    }
}
