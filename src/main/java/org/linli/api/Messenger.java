package org.linli.api;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLSocketFactory;
import org.linli.api.Deliveries.Delivery;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Abroad;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Posting;
import org.linli.platform.matter.Matters;
import org.linli.platform.notice.Notices;
import org.linli.platform.web.Words;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes to webhooks what is to be told them 投递, signed as Standard Webhooks has it, and again until somebody takes it. Nobody
 * waits for another server while a transaction is open.
 */
@Component
class Messenger {

    private static final int MOST = 10;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
    private static final Duration OFTEN = Duration.ofSeconds(10);

    private record Due(UUID id, UUID webhook, PlaceCode place) {}

    /** @param status 0 where nobody answered */
    private record Told(int status, String failure) {}

    private final JdbcClient jdbc;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Notices notices;
    private final ApiSettings settings;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Posting posting = new Posting((SSLSocketFactory) SSLSocketFactory.getDefault());

    Messenger(
            JdbcClient jdbc,
            Webhooks webhooks,
            Deliveries deliveries,
            Notices notices,
            ApiSettings settings,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.notices = notices;
        this.settings = settings;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Tells whatever is due, for about a minute at most; of one order one after the other, and nothing more to one that did not
     * answer. Gives back how many it tried.
     */
    int tellDue() {
        Instant end = clock.instant().plus(LONGEST_RUN);
        Set<UUID> tried = new HashSet<>();
        Set<UUID> silent = new HashSet<>();
        List<Due> due = due(tried, silent);
        while (!due.isEmpty() && clock.instant().isBefore(end)) {
            for (Due one : due) {
                if (!silent.contains(one.webhook())) {
                    tried.add(one.id());
                    Acting.run(Actor.system(one.place()), () -> {
                        if (!tell(one.id())) {
                            silent.add(one.webhook());
                        }
                    });
                }
            }
            due = due(tried, silent);
        }
        return tried.size();
    }

    private List<Due> due(Set<UUID> tried, Set<UUID> silent) {
        List<Due> due =
                transactions.execute(status -> jdbc.sql("select id, webhook, place from webhook_due(:now, :most)")
                        .param("now", Matters.time(clock.instant()))
                        .param("most", MOST)
                        .query((row, n) -> new Due(
                                row.getObject("id", UUID.class),
                                row.getObject("webhook", UUID.class),
                                PlaceCode.parse(row.getString("place"))))
                        .list());
        return due == null
                ? List.of()
                : due.stream()
                        .filter(one -> !tried.contains(one.id()) && !silent.contains(one.webhook()))
                        .toList();
    }

    /** Whether anybody answered. */
    private boolean tell(UUID id) {
        Optional<Delivery> delivery = deliveries.waiting(id);
        Optional<Webhook> webhook = delivery.flatMap(one -> webhooks.webhook(one.webhook()));
        if (delivery.isEmpty() || webhook.isEmpty()) {
            return true;
        }
        Told told = send(delivery.get(), webhook.get(), webhooks.secrets(webhook.get()));
        transactions.executeWithoutResult(status -> {
            if (told.failure().isEmpty()) {
                deliveries.sent(delivery.get(), told.status());
                webhooks.succeeded(webhook.get());
            } else {
                deliveries.failed(delivery.get(), told.status(), told.failure());
                if (webhooks.failed(webhook.get())) {
                    stopped(webhook.get(), delivery.get());
                }
            }
        });
        return told.status() > 0;
    }

    private void stopped(Webhook webhook, Delivery last) {
        webhook.owner()
                .ifPresent(owner -> notices.tell(
                        owner,
                        new Notices.News(
                                last.order(), last.entry(), webhook.place(), "webhook", "stopped", clock.instant()),
                        webhook.name()));
    }

    private Told send(Delivery delivery, Webhook webhook, List<String> secrets) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String signed = delivery.id() + "." + timestamp + "." + delivery.body();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Linli",
                "webhook-id",
                delivery.id().toString(),
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                secrets.stream().map(secret -> signature(secret, signed)).collect(Collectors.joining(" ")));
        try {
            URI address = URI.create(webhook.url());
            int status = posting.post(
                    address,
                    Abroad.addresses(address, settings.privateHosts()),
                    headers,
                    delivery.body().getBytes(StandardCharsets.UTF_8),
                    settings.timeout());
            return new Told(status, status / 100 == 2 ? "" : text("gateway.why.status", Integer.toString(status)));
        } catch (Refusal refused) {
            return new Told(
                    0,
                    text("refusal." + refused.code(), refused.facts().values().toArray()));
        } catch (SocketTimeoutException tooLong) {
            return new Told(0, text("gateway.why.timeout"));
        } catch (IOException broken) {
            return new Told(0, text("gateway.why.unreachable"));
        }
    }

    /** As Standard Webhooks has it: the version, and HMAC-SHA256 over id, time and body with the secret's bytes. */
    static String signature(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }

    @Configuration(proxyBeanMethods = false)
    static class Clocks {

        @Bean
        RecurringTask<Void> tellWebhooks(Messenger messenger) {
            return Tasks.recurring("webhook-tell", FixedDelay.of(OFTEN))
                    .execute((instance, context) -> messenger.tellDue());
        }

        @Bean
        RecurringTask<Void> forgetDeliveries(Deliveries deliveries, Clock clock) {
            return Tasks.recurring("webhook-forget", Schedules.daily(clock.getZone(), LocalTime.of(3, 50)))
                    .execute((instance, context) -> deliveries.forget());
        }
    }
}
