package org.linli.api;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.linli.api.Deliveries.Delivery;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Abroad;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
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

    private static final int MOST = 50;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
    private static final Duration OFTEN = Duration.ofSeconds(10);

    private record Due(UUID id, PlaceCode place) {}

    private record Told(int status, String failure) {}

    private final JdbcClient jdbc;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final ApiSettings settings;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            // No offer to speak HTTP/2, which some take for something else.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Messenger(
            JdbcClient jdbc,
            Webhooks webhooks,
            Deliveries deliveries,
            ApiSettings settings,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.settings = settings;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Tells whatever is due, for about a minute at most; of one order one after the other. Gives back how many it tried. */
    int tellDue() {
        Instant end = clock.instant().plus(LONGEST_RUN);
        Set<UUID> tried = new HashSet<>();
        List<Due> due = due(tried);
        while (!due.isEmpty() && clock.instant().isBefore(end)) {
            for (Due one : due) {
                tried.add(one.id());
                Acting.run(Actor.system(one.place()), () -> tell(one.id()));
            }
            due = due(tried);
        }
        return tried.size();
    }

    private List<Due> due(Set<UUID> tried) {
        List<Due> due = transactions.execute(status -> jdbc.sql("select id, place from webhook_due(:now, :most)")
                .param("now", Matters.time(clock.instant()))
                .param("most", MOST)
                .query((row, n) -> new Due(row.getObject("id", UUID.class), PlaceCode.parse(row.getString("place"))))
                .list());
        return due == null
                ? List.of()
                : due.stream().filter(one -> !tried.contains(one.id())).toList();
    }

    private void tell(UUID id) {
        Optional<Delivery> delivery = deliveries.waiting(id);
        Optional<Webhook> webhook = delivery.flatMap(one -> webhooks.webhook(one.webhook()));
        if (delivery.isEmpty() || webhook.isEmpty()) {
            return;
        }
        Told told = send(delivery.get(), webhook.get(), webhooks.secret(webhook.get()));
        transactions.executeWithoutResult(status -> {
            if (told.failure().isEmpty()) {
                deliveries.sent(delivery.get(), told.status());
                webhooks.succeeded(webhook.get());
            } else {
                deliveries.failed(delivery.get(), told.status(), told.failure());
                webhooks.failed(webhook.get());
            }
        });
    }

    private Told send(Delivery delivery, Webhook webhook, String secret) {
        URI address = URI.create(webhook.url());
        try {
            Abroad.reachable(address, settings.privateHosts());
        } catch (Refusal refused) {
            return new Told(
                    0,
                    text("refusal." + refused.code(), refused.facts().values().toArray()));
        }
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Linli")
                .header("webhook-id", delivery.id().toString())
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature(secret, delivery.id() + "." + timestamp + "." + delivery.body()))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                .build();
        CompletableFuture<HttpResponse<Void>> asked = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            int status = asked.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
            return new Told(status, status / 100 == 2 ? "" : text("gateway.why.status", Integer.toString(status)));
        } catch (TimeoutException tooLong) {
            return new Told(0, text("gateway.why.timeout"));
        } catch (ExecutionException broken) {
            boolean slow = broken.getCause() instanceof java.net.http.HttpTimeoutException;
            return new Told(0, text(slow ? "gateway.why.timeout" : "gateway.why.unreachable"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Told(0, text("gateway.why.unreachable"));
        } finally {
            asked.cancel(true);
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
