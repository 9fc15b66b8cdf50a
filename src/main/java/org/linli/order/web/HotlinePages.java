package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Hotline;
import org.linli.order.Ticket;
import org.linli.place.Found;
import org.linli.place.Located;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Tickets of 12345 whose address nobody could place 待认领的热线工单: a clerk says where each belongs. */
@Controller
class HotlinePages {

    private static final int FOUND = 8;
    private static final int NEAR = 8;

    private final Hotline hotline;
    private final Categories categories;
    private final Places places;
    private final Templates templates;

    HotlinePages(Hotline hotline, Categories categories, Places places, Templates templates) {
        this.hotline = hotline;
        this.categories = categories;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(HotlineView.PATH)
    Answer list(@RequestParam(required = false) @Nullable String after, Page page) {
        return Answer.show(templates.orderHotline(
                page,
                new HotlineView.Waiting(
                        hotline.unclaimed(Optional.ofNullable(after).map(Cursor::parse)), after != null)));
    }

    @GetMapping(HotlineView.PATH + "/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        Ticket ticket = hotline.unclaimed(id);
        return Answer.show(
                show(ticket, new HotlineView.Typed("", ticket.category(), "", List.of(), ""), Optional.empty(), page));
    }

    /** Whoever looked for a place chooses of what was found, on the same page. */
    @PostMapping(HotlineView.PATH + "/{id}/claim")
    Answer claim(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(name = "find", defaultValue = "") String searching,
            Page page,
            Once once) {
        Ticket ticket = hotline.unclaimed(id);
        List<Found> found = List.of();
        try {
            Actor actor = page.actor();
            if (!q.isBlank()) {
                found = places.find(q, actor.place(), actor.place(), FOUND);
            }
            if (!searching.isEmpty() || place.isEmpty() && !q.isBlank()) {
                return Answer.show(show(ticket, typed(place, category, q, found), Optional.empty(), page));
            }
            if (place.isEmpty()) {
                throw Refusal.invalid("order.place");
            }
            return once.go(() -> "/desk/orders/" + hotline.claim(id, PlaceCode.parse(place), category));
        } catch (Refusal refusal) {
            return Answer.again(show(ticket, typed(place, category, q, found), Optional.of(refusal.mendable()), page));
        }
    }

    private HotlineView.Typed typed(String place, String category, String q, List<Found> found) {
        return new HotlineView.Typed(place, category, q, found, name(place));
    }

    private String name(String place) {
        try {
            PlaceCode code = PlaceCode.parse(place);
            return places.fullNames(Set.of(code)).getOrDefault(code, "");
        } catch (Refusal notAPlace) {
            return "";
        }
    }

    private JteModel show(Ticket ticket, HotlineView.Typed typed, Optional<Refusal> refusal, Page page) {
        PlaceCode home = page.actor().home();
        Located located = places.locate(ticket.address(), home);
        List<PlaceCode> near = located.place().map(List::of).orElse(located.near()).stream()
                .limit(NEAR)
                .toList();
        Map<String, String> named = new LinkedHashMap<>();
        places.fullNames(near).forEach((code, name) -> named.put(code.value(), name));
        return templates.orderTicket(
                page, new HotlineView.One(ticket, named, categories.at(home), typed), refusal.orElse(null));
    }
}
