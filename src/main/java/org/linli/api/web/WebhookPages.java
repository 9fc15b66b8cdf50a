package org.linli.api.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.api.Deliveries;
import org.linli.api.Webhook;
import org.linli.api.Webhooks;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.Step;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The administrator's page of webhooks: who is told what, and what has not arrived. */
@Controller
class WebhookPages {

    private static final String PATH = "/desk/webhooks";
    private static final int NEWEST = 10;
    private static final String DELIVERIES = PATH + "/deliveries";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Templates templates;

    WebhookPages(Webhooks webhooks, Deliveries deliveries, Templates templates) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer show(Page page) {
        return Answer.show(show(page, WebhooksView.Typed.NOTHING, null));
    }

    /** The secret lives on this one answer only: a repetition does nothing and finds none. */
    @PostMapping(PATH)
    Answer register(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(required = false) @Nullable List<String> step,
            @RequestParam(defaultValue = "") String feedback,
            Page page,
            Once once) {
        Set<String> steps = step == null ? Set.of() : Set.copyOf(step);
        AtomicReference<String> shown = new AtomicReference<>("");
        try {
            once.path(() -> {
                shown.set(webhooks.register(name, url, steps, feedback.equals("yes")));
                return PATH;
            });
            return Answer.show(templates.apiSecret(page, name.strip(), shown.get(), false));
        } catch (Refusal refusal) {
            return Answer.again(
                    show(page, new WebhooksView.Typed(name, url, steps, feedback.equals("yes")), refusal.mendable()));
        }
    }

    @PostMapping(PATH + "/{id}/end")
    Answer end(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            webhooks.end(id);
            return PATH;
        });
    }

    @PostMapping(PATH + "/{id}/resume")
    Answer resume(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            webhooks.resume(id);
            return PATH;
        });
    }

    /** The new secret, too, lives on this one answer only. */
    @PostMapping(PATH + "/{id}/rotate")
    Answer rotate(@PathVariable UUID id, Page page, Once once) {
        AtomicReference<String> shown = new AtomicReference<>("");
        once.path(() -> {
            shown.set(webhooks.rotate(id));
            return PATH;
        });
        String name = webhooks.mine().stream()
                .filter(webhook -> webhook.id().equals(id))
                .map(Webhook::name)
                .findFirst()
                .orElse("");
        return Answer.show(templates.apiSecret(page, name, shown.get(), true));
    }

    /** What was told, and what became of it 推送记录. Whatever is no state of a message is the whole list. */
    @GetMapping(DELIVERIES)
    Answer deliveries(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String after,
            Page page) {
        Optional<Deliveries.State> of = Arrays.stream(Deliveries.State.values())
                .filter(one -> one.name().equals(state))
                .findFirst();
        return Answer.show(templates.apiDeliveries(
                page,
                new DeliveriesView(
                        webhooks.mine(),
                        deliveries.mine(of, Optional.ofNullable(after).map(Cursor::parse)),
                        of,
                        after != null,
                        deliveries.failed())));
    }

    @PostMapping(DELIVERIES + "/{id}/again")
    Answer again(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            deliveries.again(id);
            return DELIVERIES;
        });
    }

    @PostMapping(DELIVERIES + "/again")
    Answer allAgain(Once once) {
        return once.go(() -> {
            deliveries.allAgain();
            return DELIVERIES + "?state=WAITING";
        });
    }

    private JteModel show(Page page, WebhooksView.Typed typed, @Nullable Refusal refusal) {
        return templates.apiWebhooks(
                page,
                new WebhooksView(
                        webhooks.mine(),
                        deliveries.mine(Optional.empty(), Optional.empty()).items().stream()
                                .limit(NEWEST)
                                .toList(),
                        deliveries.failed(),
                        Step.LIFECYCLE.steps(),
                        typed),
                refusal);
    }
}
