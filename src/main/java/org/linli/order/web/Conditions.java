package org.linli.order.web;

import java.util.Arrays;
import java.util.List;
import org.linli.order.Category;
import org.linli.order.Sought;
import org.linli.order.web.ListView.Chip;
import org.linli.order.web.ListView.Choices;
import org.linli.organisation.Organisation;
import org.linli.place.Places;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Component;

/** The conditions 筛选条件 of a list in everyday words, each of which can be taken off. */
@Component
class Conditions {

    private final Places places;

    Conditions(Places places) {
        this.places = places;
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
