package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.order.FoundOrders;
import org.linli.order.Order;
import org.linli.order.Sought;
import org.linli.order.web.ListView.Chip;
import org.linli.order.web.ListView.Choices;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The conditions 筛选条件 of a list in everyday words, each of which can be taken off. */
@Component
class Conditions {

    /** What a page shows of a filter, beside the place as it was typed and why it was refused. */
    interface Shown {
        JteModel of(Sought sought, RoutesView.Where where, Optional<Refusal> refused);
    }

    private static final int NEAR = 100;

    private final Categories categories;
    private final Organisations organisations;
    private final Places places;
    private final TransactionTemplate reading;

    Conditions(
            Categories categories,
            Organisations organisations,
            Places places,
            PlatformTransactionManager transactions) {
        this.categories = categories;
        this.organisations = organisations;
        this.places = places;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    /**
     * A page of what a form looks for, gathered in one transaction. One address for one list: a place that was typed leads to
     * the address that names it. Refuses whoever sees no orders.
     *
     * @param own what the page makes of the form
     */
    Answer answer(SoughtForm form, UnaryOperator<Sought> own, String path, Actor actor, Shown shown) {
        if (!FoundOrders.sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
        TypedPlace typed = form.typed();
        Sought sought = Sought.ALL;
        try {
            sought = own.apply(form.sought());
            Optional<PlaceCode> meant = typed.meant(actor.home(), places);
            if (meant.isPresent()) {
                return Answer.go(ListView.at(path, sought.at(meant).query()));
            }
            return show(shown, sought, new RoutesView.Where(TypedPlace.none(), List.of()), Optional.empty());
        } catch (Refusal refusal) {
            refusal.mendable();
            boolean several = refusal.code().equals("where.several");
            boolean elsewhere = refusal.code().equals("order.placeElsewhere");
            RoutesView.Where where =
                    new RoutesView.Where(typed, several ? typed.choices(actor.home(), places) : List.of());
            return show(shown, elsewhere ? sought.at(Optional.empty()) : sought, where, Optional.of(refusal));
        }
    }

    private Answer show(Shown shown, Sought sought, RoutesView.Where where, Optional<Refusal> refused) {
        return Answer.show(reading.execute(begun -> shown.of(sought, where, refused)));
    }

    /** What the acting person may choose from. */
    Choices choices(Actor actor) {
        List<Organisation> handlers = actor.duty().readsMatters()
                ? organisations.at(actor.home()).stream()
                        .filter(organisation -> Order.handles(organisation.kind()))
                        .toList()
                : List.of();
        return new Choices(
                categories.at(actor.home()),
                handlers,
                places.children(actor.home(), "", NEAR),
                actor.home(),
                places.fullName(actor.home()));
    }

    /** What holds, each with the address without it. */
    List<Chip> chips(Sought sought, Choices choices, Page page, String path) {
        String query = sought.query();
        return Arrays.stream(query.split("&"))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("sort="))
                .map(pair -> new Chip(
                        saying(
                                pair.substring(0, pair.indexOf('=')),
                                pair.substring(pair.indexOf('=') + 1),
                                sought,
                                choices,
                                page),
                        ListView.at(path, ListView.without(query, pair))))
                .toList();
    }

    private String saying(String name, String value, Sought sought, Choices choices, Page page) {
        return switch (name) {
            case "words" -> page.t("order.list.saying", sought.words());
            case "state" -> page.t("order.state." + value);
            case "stand" -> page.t("order.list.stand." + value);
            case "mark" -> page.t("order.list.mark." + value);
            case "category" ->
                choices.categories().stream()
                        .filter(category -> category.code().equals(value))
                        .map(category -> category(category, page))
                        .findFirst()
                        .orElse(page.t("order.list.category", value));
            case "place" -> sought.place().map(places::fullName).orElse("");
            case "exactly" -> page.t("order.list.exactly");
            case "handler" ->
                value.equals(Sought.NOBODY.toString())
                        ? page.t("order.list.noHandler")
                        : choices.handlers().stream()
                                .filter(handler -> handler.id().toString().equals(value))
                                .map(Organisation::name)
                                .findFirst()
                                .orElse(page.t("order.list.otherHandler"));
            case "channel" -> page.t("order.channel." + value);
            case "from" -> page.t("order.list.since", value);
            case "until" -> page.t("order.list.to", value);
            case "figure" -> page.t("order.figure." + value);
            default -> throw new IllegalStateException("Say what " + name + " means");
        };
    }

    /** The name of a category in the language of the page; a place's own has only the one it was given. */
    static String category(Category category, Page page) {
        String key = "order.category.".concat(category.code());
        String text = page.t(key);
        return text.equals(key) ? category.name() : text;
    }
}
