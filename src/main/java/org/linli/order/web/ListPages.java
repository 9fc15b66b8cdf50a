package org.linli.order.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.order.FoundOrders;
import org.linli.order.FoundOrders.Listed;
import org.linli.order.Order;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.order.web.ListView.Choices;
import org.linli.order.web.ListView.Row;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** All orders within reach 全部事项: sieved, counted, and each page an address of its own. */
@Controller
class ListPages {

    private static final int NEAR = 100;

    private final FoundOrders found;
    private final Categories categories;
    private final SavedViews views;
    private final Conditions conditions;
    private final Organisations organisations;
    private final Places places;
    private final Templates templates;

    ListPages(
            FoundOrders found,
            Categories categories,
            SavedViews views,
            Conditions conditions,
            Organisations organisations,
            Places places,
            Templates templates) {
        this.found = found;
        this.categories = categories;
        this.views = views;
        this.conditions = conditions;
        this.organisations = organisations;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(ListView.PATH)
    Answer list(SoughtForm form, Page page) {
        Actor actor = page.actor();
        if (!FoundOrders.sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
        TypedPlace typed = form.typed();
        Sought sought = Sought.ALL;
        try {
            sought = form.sought();
            Optional<PlaceCode> meant = typed.meant(actor.home(), places);
            if (meant.isPresent()) {
                // One address for one list, however its place was found.
                return Answer.go(ListView.address(sought.at(meant).query()));
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
        Instant now = page.now();
        boolean first = form.after() == null || form.after().isEmpty() || refused.isPresent();
        Optional<Cursor> after = first ? Optional.empty() : Optional.of(Cursor.parse(form.after()));
        org.linli.kernel.Page<Listed> rows = found.page(sought, after);
        List<Category> known = categories.at(actor.home());
        List<Organisation> handlers = actor.duty().readsMatters()
                ? organisations.at(actor.home()).stream()
                        .filter(organisation -> Order.handles(organisation.kind()))
                        .toList()
                : List.of();
        Choices choices = new Choices(
                known, handlers, places.children(actor.home(), "", NEAR), actor.home(), places.fullName(actor.home()));
        return templates.orderList(
                page,
                new ListView(
                        sought,
                        rows.items().stream()
                                .map(row -> Row.of(row, sought, now))
                                .toList(),
                        rows.next().map(Cursor::text).orElse(""),
                        !first,
                        found.count(sought, FoundOrders.COUNTED + 1),
                        choices,
                        conditions.chips(sought, choices, page, ListView.PATH),
                        where,
                        dispatchable(rows.items(), actor),
                        form.allTicked(),
                        refused),
                views.all());
    }

    private static java.util.Set<UUID> dispatchable(List<Listed> rows, Actor actor) {
        return rows.stream()
                .map(Listed::order)
                .filter(order -> order.open(actor).contains("dispatch"))
                .map(Order::id)
                .collect(Collectors.toSet());
    }
}
