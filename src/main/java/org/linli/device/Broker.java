package org.linli.device;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.platform.web.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens to devices over a broker 消息代理 (MQTT 5, each message at least once). A message is acknowledged when what it says is
 * committed, or refused for good; until then the broker keeps it. Any number of nodes listen, each for itself: what one has taken is
 * known to the others by the device's own number. What fails by a fault of ours is put aside after some tries, and acknowledged.
 */
@Component
class Broker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final int PLAIN = 1883;
    private static final int SECURE = 8883;
    /**
     * Ours are far smaller; the broker keeps larger ones from us. How many it hands out at once is left to it: Mosquitto 2.0.11, Debian's,
     * hands out more than a client allows when many come at once (mosquitto 2301), and who holds it to that loses it over and over.
     */
    private static final int LARGEST_PACKET = 16_384;

    private final MqttSettings settings;
    private final Mailbox mailbox;
    private final Messages messages;
    private final Clock clock;
    private volatile @Nullable Mqtt5AsyncClient client;
    private @Nullable ScheduledExecutorService hands;

    Broker(MqttSettings settings, Mailbox mailbox, Messages messages, Clock clock) {
        this.settings = settings;
        this.mailbox = mailbox;
        this.messages = messages;
        this.clock = clock;
    }

    /** Where no broker is named there is none to listen to. */
    @Override
    public boolean isAutoStartup() {
        return settings.url() != null;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService taking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("mqtt-intake").daemon().factory());
        Mqtt5AsyncClient asking = built();
        hands = taking;
        client = asking;
        asking.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> take(new InHand(message, clock.instant(), 0, 0), taking),
                taking,
                true);
        connect(asking);
    }

    /** Goes on trying until the broker is there; the client itself comes back to one that it has lost. */
    private void connect(Mqtt5AsyncClient asking) {
        asking.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(settings.keep().toSeconds())
                .restrictions()
                .maximumPacketSize(LARGEST_PACKET)
                .applyRestrictions()
                .send()
                .whenComplete((answered, failure) -> {
                    if (failure != null) {
                        log.warn("The broker at {} does not let us in: {}", settings.url(), failure.getMessage());
                    }
                });
    }

    private Mqtt5AsyncClient built() {
        URI url = java.util.Objects.requireNonNull(settings.url());
        int standard = settings.secure() ? SECURE : PLAIN;
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(name())
                .serverHost(url.getHost())
                .serverPort(url.getPort() < 0 ? standard : url.getPort())
                .automaticReconnect()
                .initialDelay(500, TimeUnit.MILLISECONDS)
                .maxDelay(settings.longestPause().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(connected -> listen())
                .addDisconnectedListener(lost -> {
                    if (client == null) {
                        lost.getReconnector().reconnect(false);
                    }
                    log.debug("The broker is away: {}", lost.getCause().getMessage());
                });
        if (settings.secure()) {
            builder = builder.sslConfig(proved(settings.caFile()));
        }
        if (!settings.user().isEmpty()) {
            builder = builder.simpleAuth()
                    .username(settings.user())
                    .password(settings.password().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return builder.buildAsync();
    }

    /** Each time anew: a broker that lost what it knew of us is told again. */
    private void listen() {
        Mqtt5AsyncClient asking = client;
        if (asking == null) {
            return;
        }
        asking.subscribeWith()
                .topicFilter(settings.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .whenComplete((granted, failure) -> {
                    if (failure == null) {
                        log.info("Listening to devices at {} of {}", settings.topic(), settings.url());
                    } else {
                        log.warn("The broker at {} does not let us listen: {}", settings.url(), failure.getMessage());
                    }
                });
    }

    private String name() {
        String own = settings.client();
        if (own != null) {
            return own;
        }
        try {
            return "linli-" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "linli";
        }
    }

    static MqttClientSslConfig proved(@Nullable Path caFile) {
        if (caFile == null) {
            return MqttClientSslConfig.builder().build();
        }
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int n = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("broker-" + n++, one);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return MqttClientSslConfig.builder().trustManagerFactory(factory).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("linli.mqtt.ca-file holds no certificates: " + caFile, e);
        }
    }

    /** Whether the broker has let this node in. */
    boolean connected() {
        Mqtt5AsyncClient asking = client;
        return asking != null && asking.getState().isConnected();
    }

    /**
     * A message that is not acknowledged yet.
     *
     * @param tries how often it was tried in vain, for whatever reason
     * @param faults how often of these by a fault of ours
     */
    private record InHand(Mqtt5Publish message, Instant heardAt, int tries, int faults) {

        InHand waiting() {
            return new InHand(message, heardAt, tries + 1, faults);
        }

        InHand failed() {
            return new InHand(message, heardAt, tries + 1, faults + 1);
        }

        String topic() {
            return message.getTopic().toString();
        }
    }

    private void take(InHand hand, ScheduledExecutorService taking) {
        try {
            mailbox.take(settings.device(hand.topic()), hand.message().getPayloadAsBytes(), hand.heardAt());
            hand.message().acknowledge();
        } catch (Refusal refusedForGood) {
            log.debug("Not taken from {}: {}", hand.topic(), refusedForGood.code());
            hand.message().acknowledge();
        } catch (Mailbox.NotNow busy) {
            later(hand.waiting(), taking, busy);
        } catch (RuntimeException fault) {
            failed(hand, taking, fault);
        }
    }

    /** An unreachable database is waited for, however long; any other fault is counted, and its message put aside in the end. */
    private void failed(InHand hand, ScheduledExecutorService taking, RuntimeException fault) {
        if (Outage.behind(fault).isPresent()) {
            later(hand.waiting(), taking, fault);
            return;
        }
        InHand failed = hand.failed();
        if (failed.faults() < settings.tries()) {
            later(failed, taking, fault);
            return;
        }
        String error = Mailbox.error();
        log.error("Error {} in a message to {}, tried {} times", error, failed.topic(), failed.faults(), fault);
        try {
            boolean kept = messages.putAside(
                    Mailbox.id(settings.device(failed.topic())),
                    failed.topic(),
                    failed.message().getPayloadAsBytes(),
                    failed.heardAt(),
                    failed.faults(),
                    error);
            if (!kept) {
                log.warn("The message of error {} is of no device that we know; it is gone", error);
            }
            failed.message().acknowledge();
        } catch (RuntimeException notKept) {
            later(hand.waiting(), taking, notKept);
        }
    }

    /** Tried again, further and further apart; it stays unacknowledged, and nothing is lost if we go. */
    private void later(InHand hand, ScheduledExecutorService taking, RuntimeException why) {
        long pause = Math.min(settings.longestPause().toMillis(), 250L << Math.min(hand.tries() - 1, 10));
        log.debug("Taken again in {} ms: {}", pause, why.toString());
        if (!taking.isShutdown()) {
            taking.schedule(() -> take(hand, taking), pause, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        Mqtt5AsyncClient asking = client;
        client = null;
        if (asking != null) {
            asking.disconnect();
        }
        if (hands != null) {
            hands.shutdown();
            hands = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return client != null;
    }
}
