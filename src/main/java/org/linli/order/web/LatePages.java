package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import linli.pages.Templates;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.FoundOrders;
import org.linli.order.Lateness;
import org.linli.order.Order;
import org.linli.order.Sought;
import org.linli.order.State;
import org.linli.order.web.ListView.Choices;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The lateness board 超时榜: who lets what lie, and the lists behind its numbers. */
@Controller
class LatePages {

    private static final int NEAR = 100;

    private final Lateness lateness;
    private final FoundOrders found;
    private final Categories categories;
    private final Conditions conditions;
    private final Organisations organisations;
    private final Places places;
    private final Templates templates;

    LatePages(
            Lateness lateness,
            FoundOrders found,
            Categories categories,
            Conditions conditions,
            Organisations organisations,
            Places places,
            Templates templates) {
        this.lateness = lateness;
        this.found = found;
        this.categories = categories;
        this.conditions = conditions;
        this.organisations = organisations;
        this.places = places;
        this.templates = templates;
    }

    /** States, marks and the order of a list are the board's own to say: they are passed over. */
    @GetMapping(LateView.PATH)
    Answer board(SoughtForm form, Page page) {
        Actor actor = page.actor();
        if (!FoundOrders.sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
        TypedPlace typed = form.typed();
        Sought sought = Sought.ALL;
        try {
            sought = form.sought().standing(Set.of(), Set.of()).sorted(Sought.Sort.NEWEST);
            Optional<PlaceCode> meant = typed.meant(actor.home(), places);
            if (meant.isPresent()) {
                return Answer.go(ListView.at(LateView.PATH, sought.at(meant).query()));
            }
            return Answer.show(
                    show(form, sought, new RoutesView.Where(TypedPlace.none(), List.of()), page, Optional.empty()));
        } catch (Refusal refusal) {
            refusal.mendable();
            boolean several = refusal.code().equals("where.several");
            boolean elsewhere = refusal.code().equals("order.placeElsewhere");
            RoutesView.Where where =
                    new RoutesView.Where(typed, several ? typed.choices(actor.home(), places) : List.of());
            return Answer.show(
                    show(form, elsewhere ? sought.at(Optional.empty()) : sought, where, page, Optional.of(refusal)));
        }
    }

    private gg.jte.models.runtime.JteModel show(
            SoughtForm form, Sought sought, RoutesView.Where where, Page page, Optional<Refusal> refused) {
        Actor actor = page.actor();
        boolean first = form.after() == null || form.after().isEmpty() || refused.isPresent();
        List<Organisation> handlers = actor.duty().readsMatters()
                ? organisations.at(actor.home()).stream()
                        .filter(organisation -> Order.handles(organisation.kind()))
                        .toList()
                : List.of();
        Choices choices = new Choices(
                categories.at(actor.home()),
                handlers,
                places.children(actor.home(), "", NEAR),
                actor.home(),
                places.fullName(actor.home()));
        return templates.orderLate(
                page,
                new LateView(
                        sought,
                        lateness.board(sought, first ? Optional.empty() : Optional.of(Cursor.parse(form.after()))),
                        !first,
                        found.count(sought.standing(Set.of(State.SUSPENDED), Set.of()), FoundOrders.COUNTED + 1),
                        choices,
                        conditions.chips(sought, choices, page, LateView.PATH),
                        where,
                        refused));
    }
}
