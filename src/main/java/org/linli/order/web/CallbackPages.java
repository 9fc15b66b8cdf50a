package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.Callbacks;
import org.linli.order.Callbacks.Tab;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.order.web.CallbackView.Said;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Call-backs 电话回访: whom to call, and taking down what they say. */
@Controller
class CallbackPages {

    private final Callbacks callbacks;
    private final Orders orders;
    private final Stories stories;
    private final Templates templates;

    CallbackPages(Callbacks callbacks, Orders orders, Stories stories, Templates templates) {
        this.callbacks = callbacks;
        this.orders = orders;
        this.stories = stories;
        this.templates = templates;
    }

    @GetMapping(CallbackView.PATH)
    Answer list(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(required = false) @Nullable String after,
            Page page) {
        Tab shown = Arrays.stream(Tab.values())
                .filter(each -> each.name().equalsIgnoreCase(tab))
                .findFirst()
                .orElse(Tab.FIRST);
        return Answer.show(templates.orderCallbacks(
                page,
                new CallbackView(
                        shown,
                        callbacks.counts(),
                        callbacks.page(shown, Optional.ofNullable(after).map(Cursor::parse)),
                        callbacks.days(),
                        after != null)));
    }

    @GetMapping(CallbackView.PATH + "/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        return Answer.show(show(id, Said.NOTHING, "", page, null));
    }

    /** Shows the number to call, on this one answer; each look is recorded. */
    @PostMapping(CallbackView.PATH + "/{id}/contact")
    Answer contact(@PathVariable UUID id, Page page) {
        caller(page.actor());
        String phone = orders.contactPhone(id);
        return Answer.show(show(id, Said.NOTHING, phone, page, null));
    }

    /**
     * What was said, or that nobody was reached.
     *
     * @param reached {@code yes}, and then whether it was solved and how many stars; or {@code no}, to be tried again
     */
    @PostMapping(CallbackView.PATH + "/{id}")
    Answer called(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reached,
            @RequestParam(defaultValue = "") String solved,
            @RequestParam(defaultValue = "0") int stars,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        caller(page.actor());
        try {
            return once.go(() -> {
                orders.take(id, said(reached, solved, stars, words), List.of());
                return CallbackView.PATH;
            });
        } catch (Refusal refusal) {
            return Answer.again(
                    show(id, new Said(reached, solved, stars, words), "", page, refusal.decidable()), refusal);
        }
    }

    private static Step said(String reached, String solved, int stars, String words) {
        if (reached.equals("no")) {
            return new Step.Miss(words);
        }
        if (!reached.equals("yes")) {
            throw Refusal.invalid("callback.reached");
        }
        return new Step.Rate(stars, Typed.solved(solved), words);
    }

    private JteModel show(UUID id, Said said, String phone, Page page, @Nullable Refusal refusal) {
        caller(page.actor());
        Story story = stories.story(id);
        return templates.orderCallback(page, story, callbacks.open(story.order()), said, phone, refusal);
    }

    private static void caller(Actor actor) {
        if (!Callbacks.calls(actor)) {
            throw Refusal.forbidden("callback.notYours");
        }
    }
}
