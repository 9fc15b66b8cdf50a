package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Callers;
import org.linli.order.Categories;
import org.linli.order.Channel;
import org.linli.order.Emergencies;
import org.linli.order.Emergencies.Contact;
import org.linli.order.Heard;
import org.linli.order.Merging;
import org.linli.order.Merging.Beside;
import org.linli.order.Orders;
import org.linli.order.ServiceCard;
import org.linli.order.ServiceCards;
import org.linli.order.Step;
import org.linli.organisation.Spoken;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.attachment.Attachments.Purpose;
import org.linli.platform.attachment.PhotoForms;
import org.linli.platform.attachment.PhotoForms.Chosen;
import org.linli.platform.attachment.PhotoForms.Kept;
import org.linli.platform.secret.Phone;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.platform.web.Words;
import org.linli.resident.Residents;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Staff place an order for somebody who called, came, wrote or was met on a round 代为点单. */
@Controller
@RequestMapping("/desk/orders/new")
class RegisterPages {

    private static final int FOUND = 20;

    private final Orders orders;
    private final Categories categories;
    private final Emergencies emergencies;
    private final Places places;
    private final ServiceCards cards;
    private final Residents residents;
    private final Merging merging;
    private final Callers callers;
    private final PhotoForms photoForms;
    private final Words words;
    private final Templates templates;
    private final Clock clock;

    RegisterPages(
            Orders orders,
            Categories categories,
            Emergencies emergencies,
            Places places,
            ServiceCards cards,
            Residents residents,
            Merging merging,
            Callers callers,
            PhotoForms photoForms,
            Words words,
            Templates templates,
            Clock clock) {
        this.orders = orders;
        this.categories = categories;
        this.emergencies = emergencies;
        this.places = places;
        this.cards = cards;
        this.residents = residents;
        this.merging = merging;
        this.callers = callers;
        this.photoForms = photoForms;
        this.words = words;
        this.templates = templates;
        this.clock = clock;
    }

    @ModelAttribute
    void registrarsOnly(Actor actor) {
        if (!actor.duty().readsMatters() || !actor.duty().readsPeople()) {
            throw Refusal.forbidden("order.registrar");
        }
    }

    /** Nothing is filled in, or what is known of the holder of a card. */
    @GetMapping
    Answer form(@RequestParam(required = false) @Nullable UUID card, Actor actor, Page page) {
        Registered form = card == null ? Registered.NOTHING : holding(cards.card(card));
        return Answer.show(form(form, List.of(), photoForms.none(), null, actor, page));
    }

    private Registered holding(ServiceCard card) {
        String home = residents.tiesOf(card.holder()).stream()
                .filter(tie -> tie.until().isEmpty() && card.community().contains(tie.home()))
                .map(tie -> tie.home().value())
                .findFirst()
                .orElse("");
        return Registered.NOTHING.of(card.holderName(), home, card.number());
    }

    @PostMapping
    Answer register(
            @ModelAttribute("form") Registered form,
            @RequestParam(name = "find", defaultValue = "") String searching,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            @RequestParam(required = false) @Nullable List<String> remove,
            Actor actor,
            Page page,
            Once once) {
        Chosen chosen = photoForms.chosen(form.draft(), remove, photos);
        List<Found> found = List.of();
        try {
            if (!form.find().isBlank()) {
                found = places.find(form.find(), actor.place(), actor.place(), FOUND);
                // Whoever looked for a place and picked none of those found has not answered with what was ticked
                // before.
                boolean picked = shown.equals(form.find())
                        || found.stream().anyMatch(one -> one.code().value().equals(form.place()));
                if (!searching.isEmpty() || form.place().isEmpty() || !picked) {
                    Kept kept = photoForms.keep(chosen);
                    JteModel shownAgain = form(form, found, kept, null, actor, page);
                    return kept.refused() ? Answer.again(shownAgain) : Answer.show(shownAgain);
                }
            }
            Step.Place step = said(form, actor);
            if (!chosen.notTaken().isEmpty()) {
                return Answer.again(form(form, found, photoForms.keep(chosen), null, actor, page));
            }
            // What somebody calls or comes for may have been asked for already.
            if (!form.joins()
                    && !form.onTheSpot()
                    && (step.channel() == Channel.PHONE || step.channel() == Channel.COUNTER)
                    && !near(form).isEmpty()) {
                return Answer.show(form(form, found, photoForms.keep(chosen), null, actor, page));
            }
            Optional<UUID> joined = joined(form);
            if (joined.isPresent()) {
                return once.go(() -> {
                    if (!form.card().isBlank()) {
                        throw Refusal.invalid("order.joinCard");
                    }
                    callers.join(joined.get(), step.contactName(), step.contactPhone(), step.words());
                    return "/desk/orders/" + joined.get();
                });
            }
            UUID id = Ids.at(clock.instant());
            String at = "/desk/orders/" + id;
            return once.go(at, () -> {
                Heard heard = new Heard(language(form), form.card(), form.passesOn());
                if (form.onTheSpot()) {
                    Step.Finish done = new Step.Finish(form.result(), "");
                    photoForms.put(chosen);
                    orders.fix(id, step, done, chosen.draft(), heard);
                } else {
                    orders.place(id, step, heard);
                    photoForms.hang(chosen, id, Purpose.BEFORE);
                }
                return at;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(form(form, found, photoForms.keep(chosen), refusal, actor, page));
        }
    }

    /** The open orders nearby of the kind, once it is known what and where. */
    private List<Beside> near(Registered form) {
        try {
            return form.category().isEmpty() || form.place().isEmpty()
                    ? List.of()
                    : merging.near(form.category(), PlaceCode.parse(form.place()));
        } catch (Refusal notAPlace) {
            return List.of();
        }
    }

    /** Which of them whoever calls means; none where it is something else. */
    private static Optional<UUID> joined(Registered form) {
        try {
            return form.join().isEmpty() || form.join().equals("none")
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(form.join()));
        } catch (IllegalArgumentException notAnOrder) {
            throw Refusal.invalid("order.joinWhich");
        }
    }

    /** What they were heard to speak; nothing for Chinese. */
    private static Optional<Spoken> language(Registered form) {
        return java.util.Arrays.stream(Spoken.values())
                .filter(known -> known.name().equals(form.language()))
                .findFirst();
    }

    private Step.Place said(Registered form, Actor actor) {
        Channel channel = channels().stream()
                .filter(known -> known.name().equals(form.channel()))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("order.channel"));
        if (form.name().isBlank()) {
            throw Refusal.invalid("order.contactName", "least", 1, "most", 50);
        }
        if (form.category().isEmpty()) {
            throw Refusal.invalid("order.category");
        }
        if (form.place().isEmpty()) {
            throw Refusal.invalid("order.place");
        }
        Convenient.When when = java.util.Arrays.stream(Convenient.When.values())
                .filter(known -> known.name().equals(form.when()))
                .findFirst()
                .orElse(Convenient.When.ANY);
        return new Step.Place(
                form.category(),
                form.words(),
                PlaceCode.parse(form.place()),
                new Convenient(when, form.note()).said(words),
                channel,
                form.name(),
                form.phone().isBlank() ? Optional.empty() : Optional.of(Phone.parse(form.phone())));
    }

    /** By which channels staff take an order. */
    static List<Channel> channels() {
        return List.of(Channel.PHONE, Channel.COUNTER, Channel.BOX, Channel.GRID);
    }

    private JteModel form(
            Registered form, List<Found> found, Kept kept, @Nullable Refusal refusal, Actor actor, Page page) {
        return templates.orderRegister(
                page,
                form,
                form.onTheSpot() ? List.of() : near(form),
                chosen(form, actor),
                categories.at(actor.home()),
                categories.filing(actor.home(), ""),
                channels(),
                found,
                kept,
                calls(actor),
                urgent(form, actor),
                refusal);
    }

    /** Whom to call at any hour where the actor works. */
    private List<Contact> calls(Actor actor) {
        return emergencies.at(actor.home());
    }

    /** Whether what was chosen is dangerous, so that the numbers stand open. */
    private boolean urgent(Registered form, Actor actor) {
        return !form.category().isEmpty()
                && categories.at(actor.home()).stream()
                        .anyMatch(known -> known.code().equals(form.category()))
                && categories.terms(form.category(), actor.home()).urgent();
    }

    /** The place chosen before, and otherwise the whole of the actor's own. */
    private Optional<PlaceChoice> chosen(Registered form, Actor actor) {
        PlaceCode place = actor.home();
        try {
            if (!form.place().isEmpty()) {
                place = PlaceCode.parse(form.place());
            }
        } catch (Refusal notAPlace) {
            return Optional.empty();
        }
        if (place.level().digits() < PlaceLevel.COMMUNITY.digits()) {
            return Optional.empty();
        }
        PlaceCode shown = place;
        return Optional.ofNullable(places.fullNames(Set.of(shown)).get(shown))
                .map(name -> new PlaceChoice(shown, "map-pin", name, ""));
    }
}
