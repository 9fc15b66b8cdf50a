package org.linli.api.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.linli.api.Deliveries.Delivery;
import org.linli.api.Webhook;

/**
 * The administrator's page of webhooks 消息推送.
 *
 * @param deliveries the newest
 * @param failed how many are told no more until somebody says so
 * @param steps what may be told, by the names of the lifecycle
 */
public record WebhooksView(
        List<Webhook> webhooks, List<Delivery> deliveries, int failed, List<String> steps, Typed typed) {

    /** What was typed into the form. */
    public record Typed(String name, String url, Set<String> steps, boolean feedback) {

        static final Typed NOTHING = new Typed("", "", Set.of(), false);
    }

    /** The name of the webhook that was told. */
    public String name(UUID webhook) {
        return name(webhooks, webhook);
    }

    static String name(List<Webhook> webhooks, UUID webhook) {
        return webhooks.stream()
                .filter(one -> one.id().equals(webhook))
                .map(Webhook::name)
                .findFirst()
                .orElse("");
    }
}
