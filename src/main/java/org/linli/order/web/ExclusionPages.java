package org.linli.order.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.Exclusions;
import org.linli.order.Exclusions.Exclusion;
import org.linli.order.Exclusions.Rule;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.web.ExclusionsView.Form;
import org.linli.place.Places;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is left out of the rates 剔除: the rules, and each order with its reason; written by one, approved by another, undone by whoever answers. */
@Controller
class ExclusionPages {

    private static final String PATH = ExclusionsView.PATH;

    private final Exclusions exclusions;
    private final Orders orders;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    ExclusionPages(Exclusions exclusions, Orders orders, Places places, Templates templates, Clock clock) {
        this.exclusions = exclusions;
        this.orders = orders;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping(PATH)
    Answer show(
            @RequestParam(required = false) @Nullable UUID order,
            @RequestParam(defaultValue = "") String after,
            Page page) {
        Optional<Cursor> from = after.isEmpty() ? Optional.empty() : Optional.of(Cursor.parse(after));
        return Answer.show(show(Optional.ofNullable(order), from, Form.NOTHING, Optional.empty(), page));
    }

    @PostMapping(PATH)
    Answer write(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String citation,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            Page page,
            Once once) {
        try {
            return once.go(() -> {
                LocalDate first = day(from).orElseThrow(() -> Refusal.invalid("rule.day"));
                exclusions.write(name, words, citation, first, day(until));
                return PATH;
            });
        } catch (Refusal refusal) {
            Form form = new Form("rule", name, words, citation, from, until, "", "");
            return again(Optional.empty(), form, refusal, page);
        }
    }

    @PostMapping(PATH + "/{id}/approve")
    Answer approve(@PathVariable UUID id, Page page, Once once) {
        return once.go(() -> {
            exclusions.approve(id);
            return PATH;
        });
    }

    @PostMapping(PATH + "/{id}/end")
    Answer end(@PathVariable UUID id, Page page, Once once) {
        return once.go(() -> {
            exclusions.end(id);
            return PATH;
        });
    }

    /** 剔除 one order. */
    @PostMapping("/desk/orders/{id}/exclude")
    Answer leaveOut(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID rule,
            @RequestParam(defaultValue = "") String why,
            Page page,
            Once once) {
        try {
            return once.go(() -> {
                exclusions.leaveOut(
                        id, Optional.ofNullable(rule).orElseThrow(() -> Refusal.invalid("rule.holdsNot")), why);
                return PATH + "?order=" + id;
            });
        } catch (Refusal refusal) {
            return again(Optional.of(id), Form.why("out", rule == null ? "" : rule.toString(), why), refusal, page);
        }
    }

    @PostMapping("/desk/rates/exclusions/{id}/undo")
    Answer undo(@PathVariable UUID id, @RequestParam(defaultValue = "") String why, Page page, Once once) {
        try {
            return once.go(() -> {
                exclusions.undo(id, why);
                return PATH;
            });
        } catch (Refusal refusal) {
            return again(Optional.empty(), Form.why("undo", id.toString(), why), refusal, page);
        }
    }

    private static Optional<LocalDate> day(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() < 2000 || day.getYear() > 2999) {
                throw Refusal.invalid("rule.day");
            }
            return Optional.of(day);
        } catch (DateTimeParseException none) {
            throw Refusal.invalid("rule.day");
        }
    }

    private Answer again(Optional<UUID> order, Form form, Refusal refusal, Page page) {
        refusal.mendable();
        return Answer.again(show(order, Optional.empty(), form, Optional.of(refusal), page));
    }

    private gg.jte.models.runtime.JteModel show(
            Optional<UUID> about, Optional<Cursor> after, Form form, Optional<Refusal> refused, Page page) {
        Optional<Order> order = about.map(orders::order);
        List<Rule> rules = exclusions.rules();
        org.linli.kernel.Page<Exclusion> left = exclusions.page(after);
        LocalDate today = LocalDate.now(clock);
        return templates.orderExclusions(
                page,
                new ExclusionsView(
                        rules,
                        rules.stream()
                                .filter(rule -> rule.holds(today))
                                .filter(rule -> order.filter(one -> rule.place()
                                                .contains(one.matter().place()))
                                        .isPresent())
                                .toList(),
                        left,
                        after.isPresent(),
                        places.fullNames(Stream.concat(
                                        rules.stream().map(Rule::place),
                                        left.items().stream().map(Exclusion::place))
                                .toList()),
                        order,
                        order.flatMap(one -> exclusions.current(one.id())),
                        Exclusions.appraises(page.actor()),
                        form,
                        refused));
    }
}
