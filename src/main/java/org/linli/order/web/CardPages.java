package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.ServiceCard;
import org.linli.order.ServiceCards;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.resident.Person;
import org.linli.resident.Residents;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The free service cards 上门免费服务卡: issued to somebody met on a visit, looked up while they call, ended. */
@Controller
class CardPages {

    private static final int SUGGESTED = 8;

    private final ServiceCards cards;
    private final Residents residents;
    private final Templates templates;
    private final Clock clock;

    CardPages(ServiceCards cards, Residents residents, Templates templates, Clock clock) {
        this.cards = cards;
        this.residents = residents;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping(CardView.PATH)
    Answer list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            Actor actor,
            Page page) {
        String part = q.length() <= 40 ? q : q.substring(0, 40);
        return Answer.show(templates.orderCards(
                page,
                CardView.of(
                        cards.page(part, Optional.ofNullable(after).map(Cursor::parse)),
                        part,
                        after != null,
                        today(),
                        ServiceCards.issues(actor))));
    }

    @GetMapping(CardView.PATH + "/new")
    Answer form(@ModelAttribute("typed") CardView.Typed typed, Actor actor, Page page) {
        issuersOnly(actor);
        LocalDate today = today();
        CardView.Typed begun = typed.from().isEmpty()
                ? new CardView.Typed(
                        typed.person(),
                        typed.name(),
                        typed.number(),
                        typed.covers(),
                        typed.yearly(),
                        today.toString(),
                        today.plusYears(1).minusDays(1).toString())
                : typed;
        return Answer.show(form(begun, Optional.empty(), actor, page));
    }

    /** Whoever looked for a name chooses of those found, on the same page. */
    @PostMapping(CardView.PATH)
    Answer issue(
            @ModelAttribute("typed") CardView.Typed typed,
            @RequestParam(name = "find", defaultValue = "") String searching,
            Actor actor,
            Page page,
            Once once) {
        issuersOnly(actor);
        if (!searching.isEmpty() || typed.person().isEmpty() && !typed.name().isBlank()) {
            return Answer.show(form(typed, Optional.empty(), actor, page));
        }
        try {
            ServiceCards.Issue card = new ServiceCards.Issue(
                    person(typed.person()),
                    typed.number(),
                    typed.covers(),
                    yearly(typed.yearly()),
                    day(typed.from()),
                    day(typed.until()));
            return once.go(() -> CardView.PATH + "/" + cards.issue(card));
        } catch (Refusal refusal) {
            return Answer.again(form(typed, Optional.of(refusal.mendable()), actor, page));
        }
    }

    @GetMapping(CardView.PATH + "/{id}")
    Answer one(@PathVariable UUID id, Actor actor, Page page) {
        return Answer.show(one(cards.card(id), "", Optional.empty(), actor, page));
    }

    @PostMapping(CardView.PATH + "/{id}/end")
    Answer end(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor, Page page, Once once) {
        ServiceCard card = cards.card(id);
        try {
            return once.go(() -> {
                cards.end(id, reason);
                return CardView.PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            return Answer.again(one(card, reason, Optional.of(refusal.mendable()), actor, page));
        }
    }

    private JteModel one(ServiceCard card, String typed, Optional<Refusal> refused, Actor actor, Page page) {
        return templates.orderCard(
                page, new CardView.One(card, cards.ledger(card), today(), ServiceCards.issues(actor), typed, refused));
    }

    private JteModel form(CardView.Typed typed, Optional<Refusal> refused, Actor actor, Page page) {
        Optional<Person> holder;
        try {
            holder =
                    typed.person().isEmpty() ? Optional.empty() : Optional.of(residents.person(person(typed.person())));
        } catch (Refusal unknown) {
            holder = Optional.empty();
        }
        List<Person> found = typed.name().isBlank()
                ? List.of()
                : residents.among(actor.home(), typed.name().strip(), Residents.NEWEST).items().stream()
                        .limit(SUGGESTED)
                        .toList();
        return templates.orderCardForm(page, new CardView.Form(typed, holder, found, refused));
    }

    private static void issuersOnly(Actor actor) {
        if (!ServiceCards.issues(actor)) {
            throw Refusal.forbidden("card.notYours");
        }
    }

    private static UUID person(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("card.person");
        }
    }

    private static Optional<Integer> yearly(String typed) {
        if (typed.isBlank()) {
            return Optional.empty();
        }
        if (!typed.strip().matches("[0-9]{1,3}")) {
            throw Refusal.invalid("card.yearly");
        }
        return Optional.of(Integer.parseInt(typed.strip()));
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeException none) {
            throw Refusal.invalid("card.day");
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
