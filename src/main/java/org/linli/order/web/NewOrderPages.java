package org.linli.order.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.order.Channel;
import org.linli.order.Drafts;
import org.linli.order.Drafts.Asked;
import org.linli.order.Emergencies;
import org.linli.order.Emergencies.Contact;
import org.linli.order.Heard;
import org.linli.order.Joining;
import org.linli.order.Orders;
import org.linli.order.Routes;
import org.linli.order.ServiceCards;
import org.linli.order.Step;
import org.linli.order.Terms;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.PhotoForms;
import org.linli.platform.attachment.PhotoForms.Chosen;
import org.linli.platform.attachment.PhotoForms.Kept;
import org.linli.platform.secret.Phone;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.platform.web.Words;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** A resident places an order 点单, one question a screen: what, where, a photo, when, and a last look. */
@Controller
@RequestMapping("/orders/new")
class NewOrderPages {

    private static final int FOUND = 20;

    private final Orders orders;
    private final Drafts drafts;
    private final Categories categories;
    private final Joining joining;
    private final Emergencies emergencies;
    private final Routes routes;
    private final ServiceCards cards;
    private final Places places;
    private final Residents residents;
    private final Attachments attachments;
    private final PhotoForms photoForms;
    private final Words words;
    private final Templates templates;

    NewOrderPages(
            Orders orders,
            Drafts drafts,
            Categories categories,
            Joining joining,
            Emergencies emergencies,
            Routes routes,
            ServiceCards cards,
            Places places,
            Residents residents,
            Attachments attachments,
            PhotoForms photoForms,
            Words words,
            Templates templates) {
        this.orders = orders;
        this.drafts = drafts;
        this.categories = categories;
        this.joining = joining;
        this.emergencies = emergencies;
        this.routes = routes;
        this.cards = cards;
        this.places = places;
        this.residents = residents;
        this.attachments = attachments;
        this.photoForms = photoForms;
        this.words = words;
        this.templates = templates;
    }

    /** Staff ask on behalf of somebody, on another page. */
    @ModelAttribute
    void residentsOnly(Actor actor) {
        if (actor.duty().staff()) {
            throw Refusal.forbidden("order.residentOnly");
        }
    }

    @GetMapping
    Answer what(Page page) {
        return Answer.show(templates.orderWhat(page, drafts.mine(), categories.first(), null));
    }

    @PostMapping
    Answer what(
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String words,
            Actor actor,
            Page page,
            Once once) {
        Asked before = drafts.mine();
        String said = words.strip();
        // Whoever comes back to their words has not taken back which kind it was.
        Optional<String> chosen = category.isEmpty()
                ? Optional.empty()
                : before.category().filter(kind -> kind.startsWith(category)).or(() -> Optional.of(category));
        Asked asked = new Asked(before.id(), chosen, said, before.place(), before.convenient());
        try {
            if (chosen.isEmpty()) {
                throw Refusal.invalid("order.category");
            }
            if (said.isEmpty()) {
                throw Refusal.invalid("order.words", "least", 1, "most", 2000);
            }
            return once.go(() -> {
                drafts.keep(asked);
                return categories.kinds(category, actor.home()).isEmpty() ? "/orders/new/where" : "/orders/new/which";
            });
        } catch (Refusal refusal) {
            return Answer.again(templates.orderWhat(page, asked, categories.first(), refusal.mendable()));
        }
    }

    @GetMapping("/which")
    Answer which(Actor actor, Page page) {
        Asked asked = drafts.mine();
        return asked.category().isEmpty() ? Answer.go("/orders/new") : Answer.show(which(asked, null, actor, page));
    }

    /** Which kind of the class it is; whoever cannot say keeps to the class. */
    @PostMapping("/which")
    Answer which(@RequestParam(defaultValue = "") String category, Actor actor, Page page, Once once) {
        Asked asked = drafts.mine();
        if (asked.category().isEmpty()) {
            return Answer.go("/orders/new");
        }
        try {
            String kind = categories.choose(category, actor.home()).code();
            return once.go(() -> {
                drafts.keep(new Asked(asked.id(), Optional.of(kind), asked.words(), asked.place(), asked.convenient()));
                return "/orders/new/where";
            });
        } catch (Refusal refusal) {
            return Answer.again(which(asked, refusal.mendable(), actor, page));
        }
    }

    private gg.jte.models.runtime.JteModel which(Asked asked, @Nullable Refusal refusal, Actor actor, Page page) {
        String chosen = asked.category().orElseThrow();
        Category first = categories.choose(chosen.substring(0, 2), actor.home());
        return templates.orderWhich(
                page,
                first,
                categories.kinds(first.code(), actor.home()),
                categories.filing(actor.home(), first.code()),
                chosen,
                refusal);
    }

    /** Whom to call first, where what was chosen is dangerous. */
    private List<Contact> calls(Asked asked, Actor actor) {
        PlaceCode place = asked.place().orElse(actor.home());
        return asked.category()
                .filter(code -> categories.terms(code, place).urgent())
                .map(code -> emergencies.at(place))
                .orElse(List.of());
    }

    @GetMapping("/where")
    Answer where(Actor actor, Page page) {
        return Answer.show(where(drafts.mine(), "", List.of(), null, actor, page));
    }

    @PostMapping("/where")
    Answer where(
            @RequestParam(defaultValue = "") String place,
            @RequestParam(name = "q", defaultValue = "") String find,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam(name = "find", defaultValue = "") String searching,
            Actor actor,
            Page page,
            Once once) {
        Asked asked = drafts.mine();
        List<Found> found = List.of();
        try {
            if (!find.isBlank()) {
                found = places.find(find, actor.place(), actor.place(), FOUND);
                // Whoever looked for a place and picked none of those found has not answered with what was ticked
                // before.
                boolean picked = shown.equals(find)
                        || found.stream().anyMatch(one -> one.code().value().equals(place));
                if (!searching.isEmpty() || place.isEmpty() || !picked) {
                    return Answer.show(where(asked, find, found, null, actor, page));
                }
            }
            PlaceCode chosen = within(place, actor);
            return once.go(() -> {
                drafts.keep(new Asked(
                        asked.id(), asked.category(), asked.words(), Optional.of(chosen), asked.convenient()));
                boolean known = asked.category()
                        .filter(category -> !joining.nearby(category, chosen).isEmpty())
                        .isPresent();
                return known ? "/orders/new/nearby" : "/orders/new/photo";
            });
        } catch (Refusal refusal) {
            return Answer.again(where(asked, find, found, refusal.mendable(), actor, page));
        }
    }

    private PlaceCode within(String place, Actor actor) {
        if (place.isEmpty()) {
            throw Refusal.invalid("order.place");
        }
        PlaceCode code = PlaceCode.parse(place);
        if (!actor.covers(code) || places.fullNames(Set.of(code)).isEmpty()) {
            throw Refusal.invalid("order.place");
        }
        return code;
    }

    private gg.jte.models.runtime.JteModel where(
            Asked asked, String find, List<Found> found, @Nullable Refusal refusal, Actor actor, Page page) {
        List<PlaceChoice> choices = choices(asked, actor, page);
        String chosen = asked.place()
                .map(PlaceCode::value)
                .orElse(choices.getFirst().place().value());
        return templates.orderWhere(page, choices, chosen, find, found, calls(asked, actor), refusal);
    }

    /** My homes, what is around each, the whole community, and what was chosen before. */
    private List<PlaceChoice> choices(Asked asked, Actor actor, Page page) {
        Map<PlaceCode, String> kinds = new java.util.LinkedHashMap<>();
        for (Tie tie : residents.tiesOf(actor.self())) {
            if (tie.until().isEmpty() && actor.covers(tie.home())) {
                around(tie.home()).forEach(kinds::putIfAbsent);
            }
        }
        kinds.putIfAbsent(actor.home(), "community");
        asked.place().ifPresent(place -> kinds.putIfAbsent(place, "chosen"));
        Map<PlaceCode, String> names = places.fullNames(kinds.keySet());
        List<PlaceChoice> choices = new ArrayList<>();
        kinds.forEach((place, kind) -> choices.add(
                new PlaceChoice(place, icon(kind), page.t("order.place." + kind), names.getOrDefault(place, ""))));
        return List.copyOf(choices);
    }

    private static Map<PlaceCode, String> around(PlaceCode home) {
        Map<PlaceCode, String> around = new java.util.LinkedHashMap<>();
        around.put(home, home.level() == PlaceLevel.COMMUNITY ? "community" : "home");
        if (home.level().compareTo(PlaceLevel.UNIT) > 0) {
            around.put(home.at(PlaceLevel.UNIT), "unit");
        }
        if (home.level().compareTo(PlaceLevel.COMPOUND) > 0) {
            around.put(home.at(PlaceLevel.COMPOUND), "compound");
        }
        return around;
    }

    private static String icon(String kind) {
        return switch (kind) {
            case "home" -> "home";
            case "unit" -> "building";
            case "chosen" -> "map-pin";
            default -> "building-community";
        };
    }

    @GetMapping("/photo")
    Answer photo(Page page) {
        Asked asked = drafts.mine();
        UUID draft = asked.id();
        return Answer.show(photo(asked, new Kept(draft, attachments.ofDraft(draft), List.of()), null, page));
    }

    @PostMapping("/photo")
    Answer photo(
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            @RequestParam(required = false) @Nullable UUID remove,
            @RequestParam(defaultValue = "") String skip,
            Page page,
            Once once) {
        Asked asked = drafts.mine();
        Chosen chosen = photoForms.chosen(
                asked.id(), remove == null ? List.of() : List.of(remove), skip.isEmpty() ? photos : null);
        try {
            if (!chosen.notTaken().isEmpty()) {
                return Answer.again(photo(asked, photoForms.keep(chosen), null, page));
            }
            return once.go(() -> {
                photoForms.put(chosen);
                return remove == null ? "/orders/new/when" : "/orders/new/photo";
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(photo(asked, photoForms.keep(chosen), refusal, page));
        }
    }

    /** Whoever sends a photo of what all share is told before that neighbours may see it small. */
    private gg.jte.models.runtime.JteModel photo(Asked asked, Kept kept, @Nullable Refusal refusal, Page page) {
        boolean shown = asked.place()
                        .filter(place -> place.level() != PlaceLevel.HOME)
                        .isPresent()
                && asked.category()
                        .filter(code ->
                                categories.terms(code, asked.place().get()).seen() == Terms.Seen.PUBLIC)
                        .isPresent();
        return templates.orderPhoto(page, kept, shown, refusal);
    }

    @GetMapping("/when")
    Answer when(Page page) {
        return Answer.show(templates.orderWhen(page, Convenient.of(drafts.mine().convenient(), words), null));
    }

    @PostMapping("/when")
    Answer when(
            @RequestParam(defaultValue = "ANY") Convenient.When when,
            @RequestParam(defaultValue = "") String note,
            Page page,
            Once once) {
        Asked asked = drafts.mine();
        Convenient convenient = new Convenient(when, note.strip());
        try {
            if (convenient.said(words).length() > 200) {
                throw Refusal.invalid("order.convenient", "least", 0, "most", 150);
            }
            return once.go(() -> {
                drafts.keep(
                        new Asked(asked.id(), asked.category(), asked.words(), asked.place(), convenient.said(words)));
                return "/orders/new/check";
            });
        } catch (Refusal refusal) {
            return Answer.again(templates.orderWhen(page, convenient, refusal.mendable()));
        }
    }

    @GetMapping("/check")
    Answer check(Actor actor, Page page) {
        Asked asked = drafts.mine();
        return missing(asked).map(Answer::go).orElseGet(() -> Answer.show(check(asked, "", false, null, actor, page)));
    }

    /** The first question without an answer. */
    private static Optional<String> missing(Asked asked) {
        if (asked.category().isEmpty() || asked.words().isBlank()) {
            return Optional.of("/orders/new");
        }
        return asked.place().isEmpty() ? Optional.of("/orders/new/where") : Optional.empty();
    }

    private gg.jte.models.runtime.JteModel check(
            Asked asked, String card, boolean passOn, @Nullable Refusal refusal, Actor actor, Page page) {
        PlaceCode place = asked.place().orElseThrow();
        Category category =
                categories.one(place, asked.category().orElseThrow()).category();
        return templates.orderCheck(
                page,
                asked,
                category,
                places.fullName(place),
                Convenient.of(asked.convenient(), words),
                attachments.ofDraft(asked.id()),
                residents.ownPhone().map(Phone::masked).orElse(""),
                routes.promised(place).orElse(0),
                calls(asked, actor),
                cards.mine(),
                card,
                passOn,
                refusal);
    }

    /** Sends the draft. Sent twice, it is one order: the second finds it under the draft's id. */
    @PostMapping("/check")
    Answer send(
            @RequestParam UUID draft,
            @RequestParam(defaultValue = "") String card,
            @RequestParam(defaultValue = "") String passOn,
            Actor actor,
            Page page,
            Once once) {
        String sent = "/orders/" + draft + "?placed=yes";
        try {
            return once.go(sent, () -> {
                Asked asked = drafts.mine();
                if (!asked.id().equals(draft)) {
                    orders.order(draft);
                    return sent;
                }
                Optional<String> missing = missing(asked);
                if (missing.isPresent()) {
                    return missing.get();
                }
                orders.place(
                        draft,
                        new Step.Place(
                                asked.category().orElseThrow(),
                                asked.words(),
                                asked.place().orElseThrow(),
                                asked.convenient(),
                                Channel.ONLINE,
                                actor.name(),
                                residents.ownPhone()),
                        new Heard(Optional.empty(), card, passOn.equals("yes")));
                drafts.drop(draft);
                return sent;
            });
        } catch (DuplicateKeyException already) {
            return Answer.go(sent);
        } catch (Refusal refusal) {
            Asked asked = drafts.mine();
            return missing(asked)
                    .map(Answer::go)
                    .orElseGet(() ->
                            Answer.again(check(asked, card, passOn.equals("yes"), refusal.mendable(), actor, page)));
        }
    }
}
