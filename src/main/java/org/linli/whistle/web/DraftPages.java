package org.linli.whistle.web;

import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.place.Place;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.whistle.Kind;
import org.linli.whistle.Occasion;
import org.linli.whistle.Step;
import org.linli.whistle.Whistles;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Drafting a whistle 拟稿, on its own or for an order that the community cannot settle. */
@Controller
class DraftPages {

    private static final int PLACES = 200;
    private static final int TITLE = 100;

    private final Whistles whistles;
    private final Orders orders;
    private final Places places;
    private final Templates templates;

    DraftPages(Whistles whistles, Orders orders, Places places, Templates templates) {
        this.whistles = whistles;
        this.orders = orders;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping("/desk/whistles/new")
    Answer form(@RequestParam(required = false) @Nullable UUID order, Page page) {
        drafter(page.actor());
        Optional<Order> cause = Optional.ofNullable(order).map(orders::order);
        Filled typed = cause.map(found -> Filled.draft(
                        "",
                        found.matter().title().length() > TITLE
                                ? found.matter().title().substring(0, TITLE)
                                : found.matter().title(),
                        found.words(),
                        Occasion.RESIDENTS.name(),
                        Kind.WORK.name(),
                        found.matter().place().value()))
                .orElse(Filled.draft("", "", "", "", Kind.WORK.name(), ""));
        return Answer.show(show(cause, typed, page));
    }

    /**
     * @param order that it starts from; empty for none
     */
    @PostMapping("/desk/whistles")
    Answer draft(
            @RequestParam(required = false) @Nullable UUID order,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String occasion,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String place,
            Page page,
            Once once) {
        drafter(page.actor());
        Optional<UUID> cause = Optional.ofNullable(order);
        try {
            Step.Draft draft = new Step.Draft(
                    WhistlePages.place(place), WhistlePages.occasion(occasion), WhistlePages.kind(kind), title, words);
            return once.go(() -> "/desk/whistles/" + whistles.draft(draft, cause));
        } catch (Refusal refusal) {
            Filled typed = Filled.draft("", title, words, occasion, kind, place).refused(refusal.mendable());
            return Answer.again(show(cause.map(orders::order), typed, page));
        }
    }

    private JteModel show(Optional<Order> cause, Filled typed, Page page) {
        return templates.whistleDraft(page, new DraftView(cause, choices(cause, page.actor()), typed));
    }

    /** The order's own place first; then the drafter's, from the community down, and those directly inside. */
    private List<Place> choices(Optional<Order> cause, Actor actor) {
        PlaceCode home = actor.home();
        Stream<PlaceCode> own =
                home.level().digits() >= PlaceLevel.COMMUNITY.digits() ? Stream.of(home) : Stream.empty();
        return Stream.of(
                        cause.stream().map(order -> order.matter().place()),
                        own,
                        places.children(home, "", PLACES).stream().map(inside -> inside.code()))
                .flatMap(of -> of)
                .distinct()
                .map(code -> new Place(code, places.fullName(code), ""))
                .toList();
    }

    private static void drafter(Actor actor) {
        boolean street = actor.duty().ofStreet()
                && actor.place()
                        .filter(place -> place.level() == PlaceLevel.STREET)
                        .isPresent();
        if (!actor.duty().dispatches() && !street) {
            throw Refusal.forbidden("whistle.notDrafter");
        }
    }
}
