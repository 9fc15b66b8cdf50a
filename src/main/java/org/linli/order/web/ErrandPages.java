package org.linli.order.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.linli.kernel.Refusal;
import org.linli.order.Errand;
import org.linli.order.Errands;
import org.linli.order.Order;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 上门代办: a mandate is taken down at the door with the papers taken along, and each paper goes back. */
@Controller
@RequestMapping("/desk/orders/{id}/errand")
class ErrandPages {

    private static final String FATE = "fate-";

    private final Errands errands;
    private final Stories stories;
    private final Templates templates;
    private final Clock clock;

    ErrandPages(Errands errands, Stories stories, Templates templates, Clock clock) {
        this.errands = errands;
        this.stories = stories;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping
    Answer errand(@PathVariable UUID id, Actor actor, Page page) {
        Story story = stories.story(id);
        if (!story.order().papers().errand()) {
            throw Refusal.notFound();
        }
        return Answer.show(
                templates.orderErrand(page, view(story, begun(story), Map.of(), "", Optional.empty(), actor)));
    }

    @PostMapping
    Answer entrust(
            @PathVariable UUID id, @ModelAttribute("typed") ErrandView.Typed typed, Actor actor, Page page, Once once) {
        try {
            Errand.Given given = Arrays.stream(Errand.Given.values())
                    .filter(known -> known.name().equals(typed.given()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("errand.given"));
            Errand.Mandate mandate = new Errand.Mandate(typed.principal(), given, typed.what(), day(typed.until()));
            return once.go(() -> {
                errands.entrust(id, mandate, typed.papers());
                return "/desk/orders/" + id;
            });
        } catch (Refusal refusal) {
            return Answer.again(templates.orderErrand(
                    page, view(stories.story(id), typed, Map.of(), "", Optional.of(refusal.mendable()), actor)));
        }
    }

    @PostMapping("/papers")
    Answer settle(
            @PathVariable UUID id,
            @RequestParam Map<String, String> form,
            @RequestParam(defaultValue = "") String receiver,
            Actor actor,
            Page page,
            Once once) {
        Map<String, String> chosen = new LinkedHashMap<>();
        form.forEach((field, value) -> {
            if (field.startsWith(FATE) && !value.isEmpty()) {
                chosen.put(field.substring(FATE.length()), value);
            }
        });
        try {
            Map<UUID, Errand.Fate> fates = new LinkedHashMap<>();
            chosen.forEach((paper, fate) -> fates.put(id(paper), fate(fate)));
            return once.go(() -> {
                errands.settle(id, fates, receiver);
                return "/desk/orders/" + id;
            });
        } catch (Refusal refusal) {
            Story story = stories.story(id);
            return Answer.again(templates.orderErrand(
                    page, view(story, begun(story), chosen, receiver, Optional.of(refusal.mendable()), actor)));
        }
    }

    private static ErrandView view(
            Story story,
            ErrandView.Typed typed,
            Map<String, String> fates,
            String receiver,
            Optional<Refusal> refused,
            Actor actor) {
        Order order = story.order();
        return new ErrandView(
                story, Errands.takes(order, actor), Errands.returns(order, actor), typed, fates, receiver, refused);
    }

    /** What is known already: the mandate that was given, or whoever asked. */
    private ErrandView.Typed begun(Story story) {
        return story.errand()
                .map(Errand::mandate)
                .map(mandate -> new ErrandView.Typed(
                        mandate.principal(),
                        mandate.given().name(),
                        mandate.what(),
                        mandate.until().toString(),
                        "",
                        ""))
                .orElseGet(() -> new ErrandView.Typed(
                        story.order().contactName(),
                        "",
                        "",
                        LocalDate.now(clock).plusMonths(1).toString(),
                        "",
                        ""));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw Refusal.notFound();
        }
    }

    private static Errand.Fate fate(String text) {
        return Arrays.stream(Errand.Fate.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("errand.which"));
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeException none) {
            throw Refusal.invalid("errand.until");
        }
    }
}
