package org.linli.whistle.web;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.linli.whistle.State;
import org.linli.whistle.Tally;
import org.linli.whistle.Verdict;
import org.linli.whistle.WhistleLists;
import org.linli.whistle.WhistleLists.Filter;
import org.linli.whistle.WhistleLists.Tab;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The whistles of my place or my department, and how each department answers them. */
@Controller
class WhistleListPages {

    private final WhistleLists lists;
    private final Templates templates;

    WhistleListPages(WhistleLists lists, Templates templates) {
        this.lists = lists;
        this.templates = templates;
    }

    @GetMapping("/desk/whistles")
    Answer list(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String figure,
            @RequestParam(defaultValue = "") String street,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String month,
            @RequestParam(required = false) @Nullable String after,
            Actor actor,
            Page page) {
        List<Tab> tabs = Tab.of(actor);
        if (tabs.isEmpty()) {
            throw Refusal.forbidden("whistle.notYours");
        }
        Tab current = tabs.stream()
                .filter(one -> one.name().equalsIgnoreCase(tab))
                .findFirst()
                .orElse(tabs.getFirst());
        Filter filter;
        Optional<Refusal> refused = Optional.empty();
        try {
            filter = new Filter(
                    q,
                    Arrays.stream(State.values())
                            .filter(one -> one.name().equals(state))
                            .findFirst(),
                    id(department),
                    Arrays.stream(Tally.values())
                            .filter(one -> one.name().equals(figure))
                            .findFirst(),
                    street(street),
                    Arrays.stream(Verdict.values())
                            .filter(one -> one.name().equals(verdict))
                            .findFirst(),
                    month(month));
        } catch (Refusal refusal) {
            filter = Filter.NONE;
            refused = Optional.of(refusal);
        }
        String behind = !filter.behind()
                ? ""
                : filter.ofDepartment()
                        ? lists.department(filter.department().orElseThrow()).name()
                        : lists.street(filter.street().orElseThrow());
        boolean ofStreet = actor.duty().ofStreet()
                && actor.place()
                        .filter(place -> place.level() == PlaceLevel.STREET)
                        .isPresent();
        return Answer.show(templates.whistleList(
                page,
                new WhistlesView(
                        tabs,
                        current,
                        lists.counts(),
                        filter,
                        behind,
                        lists.list(current, filter, Optional.ofNullable(after).map(Cursor::parse)),
                        lists.departments(),
                        lists.streets(),
                        actor.duty().dispatches() || ofStreet,
                        after != null,
                        refused)));
    }

    @GetMapping("/desk/whistles/departments/{id}")
    Answer card(@PathVariable UUID id, Page page) {
        Organisation department = lists.department(id);
        return Answer.show(templates.whistleCard(page, department, lists.card(id)));
    }

    @GetMapping("/desk/whistles/streets/{code}")
    Answer street(@PathVariable String code, Page page) {
        PlaceCode street = street(code).orElseThrow(Refusal::notFound);
        return Answer.show(templates.whistleStreet(page, street, lists.street(street), lists.card(street)));
    }

    private static Optional<PlaceCode> street(String text) {
        try {
            return Optional.of(PlaceCode.parse(text)).filter(code -> code.level() == PlaceLevel.STREET);
        } catch (Refusal forged) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse(text));
        } catch (DateTimeException forged) {
            return Optional.empty();
        }
    }
}
