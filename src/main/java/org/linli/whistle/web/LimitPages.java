package org.linli.whistle.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.place.Place;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.whistle.Kind;
import org.linli.whistle.Limit;
import org.linli.whistle.Limits;
import org.linli.whistle.Limits.Rule;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How long departments have at my place 吹哨时限; an administrator changes it. */
@Controller
class LimitPages {

    private static final String PATH = "/desk/whistles/limits";
    private static final int MOST = 200;

    private final Limits limits;
    private final Places places;
    private final Templates templates;

    LimitPages(Limits limits, Places places, Templates templates) {
        this.limits = limits;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(Page page) {
        reader(page.actor());
        return Answer.show(show(page, "", "", "", "", "", null));
    }

    @PostMapping(PATH)
    Answer set(
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String limit,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String unit,
            Page page,
            Once once) {
        administrator(page.actor());
        try {
            PlaceCode where = WhistlePages.place(place);
            Kind of = WhistlePages.kind(kind);
            Limit clock = clock(limit);
            TimeLimit time = TimeLimit.of(amount, unit);
            return once.go(() -> {
                limits.set(where, of, clock, time);
                return PATH;
            });
        } catch (Refusal refusal) {
            return Answer.again(show(page, place, kind, limit, amount, unit, refusal.mendable()));
        }
    }

    @PostMapping(PATH + "/drop")
    Answer drop(
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String limit,
            Page page,
            Once once) {
        administrator(page.actor());
        try {
            PlaceCode where = WhistlePages.place(place);
            Kind of = WhistlePages.kind(kind);
            Limit clock = clock(limit);
            return once.go(() -> {
                limits.drop(where, of, clock);
                return PATH;
            });
        } catch (Refusal refusal) {
            return Answer.again(show(page, "", "", "", "", "", refusal.mendable()));
        }
    }

    private static Limit clock(String name) {
        return Arrays.stream(Limit.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("whistle.limit"));
    }

    private JteModel show(
            Page page, String place, String kind, String limit, String amount, String unit, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        Map<Kind, Map<Limit, Rule>> holding = new EnumMap<>(Kind.class);
        for (Kind of : Kind.values()) {
            holding.put(of, limits.at(home, of));
        }
        List<Rule> own = limits.inside(home, MOST);
        boolean decides = Limits.decides(page.actor());
        List<Place> choices = decides
                ? Stream.concat(
                                Stream.of(home),
                                home.level().compareTo(PlaceLevel.COMMUNITY) < 0
                                        ? places.children(home, "", MOST).stream()
                                                .map(inside -> inside.code())
                                        : Stream.empty())
                        .map(code -> new Place(code, places.fullName(code), ""))
                        .toList()
                : List.of();
        Map<PlaceCode, String> names = places.fullNames(Stream.concat(
                        own.stream().map(Rule::place),
                        holding.values().stream()
                                .flatMap(rules -> rules.values().stream())
                                .map(Rule::place))
                .flatMap(Optional::stream)
                .toList());
        return templates.whistleLimits(
                page, new LimitsView(holding, own, choices, names, place, kind, limit, amount, unit), refusal);
    }

    private static void reader(Actor actor) {
        if (!actor.duty().appoints()
                && !actor.duty().dispatches()
                && !actor.duty().ofStreet()) {
            throw Refusal.forbidden("whistle.limitsNotYours");
        }
    }

    private static void administrator(Actor actor) {
        if (!Limits.decides(actor)) {
            throw Refusal.forbidden("whistle.limitsNotYours");
        }
    }
}
