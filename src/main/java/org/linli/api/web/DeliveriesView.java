package org.linli.api.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.api.Deliveries.Delivery;
import org.linli.api.Deliveries.State;
import org.linli.api.Webhook;
import org.linli.kernel.Page;

/**
 * What was told to webhooks 推送记录, page by page.
 *
 * @param of which of them; empty for all
 * @param further whether this is not the first page
 * @param failed how many are told no more until somebody says so
 */
public record DeliveriesView(
        List<Webhook> webhooks, Page<Delivery> page, Optional<State> of, boolean further, int failed) {

    private static final String PATH = "/desk/webhooks/deliveries";

    public String address(Optional<State> of) {
        return PATH + of.map(state -> "?state=" + state).orElse("");
    }

    /** Where the next page begins; empty on the last. */
    public String next() {
        return page.next()
                .map(cursor -> address(of) + (of.isPresent() ? "&" : "?") + "after=" + cursor.text())
                .orElse("");
    }

    /** The name of the webhook that was told. */
    public String name(UUID webhook) {
        return WebhooksView.name(webhooks, webhook);
    }
}
