package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Drafts;
import org.linli.order.Drafts.Asked;
import org.linli.order.Joining;
import org.linli.order.Joining.Nearby;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Before a form is filled for what somebody nearby has asked for already: 我也遇到, or something else. */
@Controller
@RequestMapping("/orders/new/nearby")
class NearbyPages {

    private static final String ON = "/orders/new/photo";

    private final Joining joining;
    private final Drafts drafts;
    private final Places places;
    private final Templates templates;

    NearbyPages(Joining joining, Drafts drafts, Places places, Templates templates) {
        this.joining = joining;
        this.drafts = drafts;
        this.places = places;
        this.templates = templates;
    }

    @ModelAttribute
    void residentsOnly(Actor actor) {
        if (actor.duty().staff()) {
            throw Refusal.forbidden("order.residentOnly");
        }
    }

    /** Goes on to the next question where nobody asked for the like. */
    @GetMapping
    Answer nearby(Page page) {
        Asked asked = drafts.mine();
        List<Nearby> nearby = near(asked);
        return nearby.isEmpty() ? Answer.go(next(asked)) : Answer.show(show(nearby, said(asked), null, page));
    }

    /** The draft is forgotten once somebody has joined: there is nothing left to send. */
    @PostMapping
    Answer join(
            @RequestParam(required = false) @Nullable UUID order,
            @RequestParam(defaultValue = "") String none,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        Asked asked = drafts.mine();
        if (!none.isEmpty()) {
            return once.go(() -> next(asked));
        }
        try {
            if (order == null) {
                throw Refusal.invalid("order.joinWhich");
            }
            return once.go(() -> {
                joining.join(order, words);
                drafts.drop(asked.id());
                return "/orders/" + order + "?joined=yes";
            });
        } catch (Refusal refusal) {
            Refusal mendable = refusal.mendable();
            List<Nearby> nearby = near(asked);
            return nearby.isEmpty() ? Answer.go(next(asked)) : Answer.again(show(nearby, words, mendable, page));
        }
    }

    private List<Nearby> near(Asked asked) {
        return asked.category().isPresent() && asked.place().isPresent()
                ? joining.nearby(asked.category().get(), asked.place().get())
                : List.of();
    }

    private static String next(Asked asked) {
        if (asked.category().isEmpty() || asked.words().isBlank()) {
            return "/orders/new";
        }
        return asked.place().isEmpty() ? "/orders/new/where" : ON;
    }

    /** What was said already may go along, where it is short enough. */
    private static String said(Asked asked) {
        return Optional.of(asked.words())
                .filter(words -> words.length() <= Joining.LONGEST)
                .orElse("");
    }

    private gg.jte.models.runtime.JteModel show(
            List<Nearby> nearby, String words, @Nullable Refusal refusal, Page page) {
        Map<PlaceCode, String> names =
                places.fullNames(nearby.stream().map(Nearby::place).collect(Collectors.toSet()));
        return templates.orderNearby(page, nearby, names, words, refusal);
    }
}
