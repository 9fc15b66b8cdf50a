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
import org.linli.order.Callers;
import org.linli.order.Callers.Waiting;
import org.linli.order.Joined;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.order.web.CallbackView.Called;
import org.linli.order.web.CallbackView.Said;
import org.linli.place.Places;
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
    private final Callers callers;
    private final Places places;
    private final Stories stories;
    private final Templates templates;

    CallbackPages(
            Callbacks callbacks, Orders orders, Callers callers, Places places, Stories stories, Templates templates) {
        this.callers = callers;
        this.places = places;
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
        List<Waiting> called = after == null && Callbacks.calls(page.actor()) ? callers.waiting() : List.of();
        return Answer.show(templates.orderCallbacks(
                page,
                new CallbackView(
                        shown,
                        callbacks.counts(),
                        callbacks.page(shown, Optional.ofNullable(after).map(Cursor::parse)),
                        callbacks.days(),
                        after != null,
                        called,
                        places.fullNames(called.stream().map(Waiting::place).toList()))));
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

    /** Shows the number of somebody who called for it too, on this one answer; each look is recorded. */
    @PostMapping(CallbackView.PATH + "/{id}/callers/{caller}/contact")
    Answer contact(@PathVariable UUID id, @PathVariable UUID caller, Page page) {
        caller(page.actor());
        String phone = callers.phone(id, caller);
        return Answer.show(show(id, Said.NOTHING, "", Optional.of(caller), phone, Said.NOTHING, page, null));
    }

    /** What somebody who called for it too said, or that they were not reached. */
    @PostMapping(CallbackView.PATH + "/{id}/callers/{caller}")
    Answer called(
            @PathVariable UUID id,
            @PathVariable UUID caller,
            @RequestParam(defaultValue = "") String reached,
            @RequestParam(defaultValue = "") String solved,
            @RequestParam(defaultValue = "0") int stars,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        caller(page.actor());
        try {
            return once.go(() -> {
                callers.called(
                        id,
                        caller,
                        switch (said(reached, solved, stars, words)) {
                            case Step.Rate rate ->
                                Optional.of(new Joined.Voice(rate.stars(), rate.solved(), rate.words()));
                            default -> Optional.empty();
                        });
                return CallbackView.PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            Said typed = new Said(reached, solved, stars, words);
            return Answer.again(show(id, Said.NOTHING, "", Optional.of(caller), "", typed, page, refusal.mendable()));
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
        return show(id, said, phone, Optional.empty(), "", Said.NOTHING, page, refusal);
    }

    private JteModel show(
            UUID id,
            Said said,
            String phone,
            Optional<UUID> meant,
            String theirs,
            Said ofThem,
            Page page,
            @Nullable Refusal refusal) {
        caller(page.actor());
        Story story = stories.story(id);
        Called called = new Called(callers.of(id), callers.open(story.order()), meant, theirs, ofThem);
        return templates.orderCallback(page, story, callbacks.open(story.order()), said, phone, called, refusal);
    }

    private static void caller(Actor actor) {
        if (!Callbacks.calls(actor)) {
            throw Refusal.forbidden("callback.notYours");
        }
    }
}
