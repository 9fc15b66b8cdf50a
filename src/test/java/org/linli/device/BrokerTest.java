package org.linli.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Devices speak over a broker: each message is taken once by any number of nodes, also when the broker goes and comes back. */
@LinliTest
class BrokerTest {

    @Autowired
    World world;

    @Autowired
    Devices devices;

    @Autowired
    Alerts alerts;

    @Autowired
    Mailbox mailbox;

    @Autowired
    Messages messages;

    @Value("${spring.datasource.url}")
    String url;

    @Autowired
    Clock clock;

    @TempDir
    Path temporary;

    private final List<Broker> nodes = new ArrayList<>();
    private @Nullable Mosquitto running;
    private World.Quarter here;
    private UUID device;
    private String token = "";
    private Instant now;

    @BeforeEach
    void aSensor() {
        here = world.ningbao;
        now = clock.instant();
        device = World.as(
                here.clerk(),
                () -> devices.register(
                        here.compound(),
                        "ebike_gate",
                        new Declared(
                                "电梯阻车器",
                                "2 单元电梯轿厢",
                                "不让电动车进电梯",
                                "消防法",
                                here.firm(),
                                SeenBy.OPERATOR,
                                30,
                                "轿厢内",
                                true,
                                60)));
        token = World.as(here.clerk(), () -> devices.token(device));
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(Broker::stop);
        if (running != null) {
            running.close();
        }
    }

    private Mosquitto broker(String... listener) throws IOException {
        Mosquitto started = new Mosquitto(List.of(listener));
        running = started;
        return started;
    }

    private Broker listens(String url, String name, @Nullable Path ca) {
        Broker node = new Broker(
                new MqttSettings(
                        URI.create(url),
                        Mosquitto.USER,
                        Mosquitto.PASSWORD,
                        ca,
                        "linli/devices/+/alerts",
                        name,
                        Duration.ofHours(1),
                        3,
                        Duration.ofSeconds(1)),
                mailbox,
                messages,
                clock);
        nodes.add(node);
        node.start();
        return node;
    }

    private static String plain(Mosquitto broker) {
        return "mqtt://127.0.0.1:" + broker.port;
    }

    private String said(String event, String alert) {
        return "{\"event\":\"" + event + "\",\"alert\":\"" + alert + "\",\"at\":\"" + now + "\",\"count\":1}";
    }

    /** As a device does that knows only the older protocol. */
    private void sends(Mosquitto broker, UUID topic, byte[]... payloads) {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("device-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(broker.port)
                .simpleAuth()
                .username(Mosquitto.USER)
                .password(Mosquitto.PASSWORD.getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        for (byte[] payload : payloads) {
            client.publishWith()
                    .topic("linli/devices/" + topic + "/alerts")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload)
                    .send();
        }
        client.disconnect();
    }

    private byte[] signed(String said) {
        return Signed.write(device, token, said);
    }

    private List<Alert> told() {
        return World.as(here.clerk(), () -> alerts.of(devices.one(device), Optional.empty()))
                .items();
    }

    private void untilTold(String... events) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told()).extracting(Alert::event).contains(events));
    }

    /** Sends until it was taken: who sends before the first node listens is not heard, as nobody keeps it yet. */
    private void heardFrom(Mosquitto broker) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            sends(broker, device, signed(said("hello", "fault")));
            return !told().isEmpty();
        });
    }

    @Test
    void whatADeviceSignedBecomesAnOrderAndTwoNodesTakeItOnce() throws IOException {
        Mosquitto broker = broker();
        listens(plain(broker), "node-one", null);
        listens(plain(broker), "node-two", null);
        heardFrom(broker);
        byte[] first = signed(said("m-1", "ebike"));
        sends(broker, device, first, first, signed(said("m-2", "ebike")), signed(said("beat", "heartbeat")));
        untilTold("m-1", "m-2");
        assertThat(told()).filteredOn(alert -> alert.alert().equals("ebike")).hasSize(2);
        assertThat(told())
                .filteredOn(alert -> alert.event().equals("m-1"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.broker()).isTrue();
                    assertThat(alert.outcome()).isEqualTo(Outcome.ORDERED);
                });
        assertThat(told())
                .filteredOn(alert ->
                        alert.outcome() == Outcome.ORDERED && alert.alert().equals("ebike"))
                .hasSize(1);
    }

    @Test
    void whatNobodySignedIsNotTakenAndKeepsNothingElseOut() throws IOException {
        Mosquitto broker = broker();
        listens(plain(broker), "node-one", null);
        heardFrom(broker);
        UUID other = World.as(
                here.clerk(),
                () -> devices.register(
                        here.compound(),
                        "smoke",
                        new Declared("烟感", "楼道", "防火", "消防法", here.firm(), SeenBy.COMMUNITY, 0, "", false, 0)));
        sends(
                broker,
                device,
                said("u-1", "ebike").getBytes(UTF_8),
                Signed.write(device, token + "x", said("u-2", "ebike")),
                Signed.write(other, token, said("u-3", "ebike")),
                signed("not json"),
                signed("[]"),
                signed("{\"event\":7}"),
                signed(said("u-4", "ebike").replace("\"count\":1", "\"count\":1,\"name\":\"张三\"")),
                signed(said("u-5", "ebike").replace("\"count\":1", "\"count\":\"一\"")),
                signed(said("u-6", "nothing_like_it")),
                new byte[3000]);
        sends(broker, other, signed(said("u-7", "ebike")));
        sends(broker, UUID.randomUUID(), signed(said("u-8", "ebike")));
        sends(broker, device, signed(said("good", "ebike")));
        untilTold("good");
        assertThat(told()).extracting(Alert::event).containsExactlyInAnyOrder("hello", "good");
        World.as(here.clerk(), () -> {
            devices.revoke(device);
            return null;
        });
        assertThat(devices.signedBy(
                        device, Signed.read(signed(said("r", "ebike"))).orElseThrow()))
                .as("revoked")
                .isEmpty();
    }

    @Test
    void theBrokerGoesAndComesBackAndWhatWasSentMeanwhileIsTaken() throws IOException {
        Mosquitto broker = broker();
        Broker node = listens(plain(broker), "node-one", null);
        heardFrom(broker);
        broker.stop();
        broker.start();
        sends(broker, device, signed(said("b-1", "ebike")));
        untilTold("b-1");
        // While no node listens, the broker keeps it for the one that comes back under its name.
        node.stop();
        sends(broker, device, signed(said("b-2", "ebike")));
        assertThat(told()).extracting(Alert::event).doesNotContain("b-2");
        listens(plain(broker), "node-one", null);
        untilTold("b-2");
        assertThat(told()).filteredOn(alert -> alert.alert().equals("ebike")).hasSize(2);
    }

    @Test
    void aBrokerThatIsNotThereYetIsWaitedFor() throws IOException {
        Mosquitto broker = broker();
        broker.stop();
        Broker node = listens(plain(broker), "node-one", null);
        assertThat(node.isRunning()).isTrue();
        broker.start();
        heardFrom(broker);
        assertThat(told()).isNotEmpty();
    }

    @Test
    void overTlsOnlyWhoeverProvesItselfIsSpokenTo() throws Exception {
        Path certificate = temporary.resolve("broker.pem");
        Path key = temporary.resolve("broker.key");
        certificate(certificate, key, "broker");
        Mosquitto broker = broker("certfile " + certificate, "keyfile " + key);
        listens("mqtts://127.0.0.1:" + broker.port, "node-secure", certificate);
        Path strangers = temporary.resolve("stranger.pem");
        certificate(strangers, temporary.resolve("stranger.key"), "stranger");
        listens("mqtts://127.0.0.1:" + broker.port, "node-doubtful", strangers);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Mqtts.sends(broker.port, certificate, device, signed(said("tls", "ebike")));
            return !told().isEmpty();
        });
        assertThat(told()).extracting(Alert::event).containsExactly("tls");
        assertThat(nodes.getLast().connected())
                .as("it trusts another certificate")
                .isFalse();
        assertThat(nodes.getFirst().connected()).isTrue();
    }

    /** Our own fault is a trigger that fails on two events; the database is well. */
    @Test
    void whatFailsByAFaultOfOursIsPutAsideAndTakenWhenItIsMended() throws Exception {
        sql("""
                create function a_fault_of_ours() returns trigger language plpgsql as $$
                begin
                    if new.event like 'poison%' then
                        raise exception 'a fault of ours';
                    end if;
                    return new;
                end $$;
                create trigger a_fault_of_ours before insert on device_alert for each row execute function a_fault_of_ours();
                """);
        try {
            Mosquitto broker = broker();
            listens(plain(broker), "node-one", null);
            heardFrom(broker);
            sends(broker, device, signed(said("poison-1", "ebike")), signed(said("poison-2", "ebike")));
            sends(broker, device, signed(said("good", "ebike")));
            untilTold("good");
            await().atMost(Duration.ofSeconds(60)).until(() -> aside().size() == 2);
        } finally {
            sql("drop trigger a_fault_of_ours on device_alert; drop function a_fault_of_ours");
        }
        assertThat(aside()).allSatisfy(message -> {
            assertThat(message.state()).isEqualTo(Message.State.ASIDE);
            assertThat(message.tries()).isEqualTo(3);
            assertThat(message.topic()).isEqualTo("linli/devices/" + device + "/alerts");
            assertThat(message.error()).hasSize(8);
        });
        assertThat(World.as(here.clerk(), messages::waiting)).isGreaterThanOrEqualTo(2);
        UUID first = aside().getFirst().id();
        UUID second = aside().getLast().id();
        for (org.linli.platform.Actor other : List.of(here.worker(), here.gridWorker(), world.fangzhi.clerk())) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> World.as(other, () -> {
                        messages.again(first);
                        return null;
                    }))
                    .isInstanceOf(org.linli.kernel.Refusal.class);
        }
        World.as(here.administrator(), () -> {
            messages.again(first);
            messages.drop(second);
            return null;
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> state(first) == Message.State.TAKEN);
        assertThat(state(second)).isEqualTo(Message.State.DROPPED);
        assertThat(told())
                .filteredOn(alert -> alert.event().startsWith("poison"))
                .hasSize(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> World.as(here.clerk(), () -> {
                    messages.drop(first);
                    return null;
                }))
                .isInstanceOf(org.linli.kernel.Refusal.class);
    }

    @Test
    void whatIsTriedAgainMayFailOnceMoreOrBeRefused() throws Exception {
        byte[] payload = signed(said("poison-3", "ebike"));
        sql("alter table device_alert add constraint a_fault_of_ours check (event <> 'poison-3') not valid");
        try {
            assertThat(messages.putAside(device, "t", payload, now, 3, "first")).isTrue();
            assertThat(messages.putAside(device, "t", payload, now, 3, "other"))
                    .as("of another node")
                    .isTrue();
            assertThat(aside()).hasSize(1);
            again(aside().getFirst().id());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> aside().getFirst().tries() == 4);
            assertThat(aside().getFirst().state()).isEqualTo(Message.State.ASIDE);
            assertThat(aside().getFirst().error()).isNotEqualTo("first");
        } finally {
            sql("alter table device_alert drop constraint a_fault_of_ours");
        }
        World.as(here.clerk(), () -> {
            devices.revoke(device);
            return null;
        });
        again(aside().getFirst().id());
        await().atMost(Duration.ofSeconds(60)).until(() -> aside().getFirst().state() == Message.State.REFUSED);
        assertThat(aside().getFirst().refused()).isEqualTo("device.unsigned");
        assertThat(messages.putAside(UUID.randomUUID(), "t", payload, now, 3, "no-device"))
                .as("of no device")
                .isFalse();
    }

    private void again(UUID id) {
        World.as(here.clerk(), () -> {
            messages.again(id);
            return null;
        });
    }

    private List<Message> aside() {
        return World.as(here.clerk(), messages::mine).stream()
                .filter(message -> message.device().equals(device))
                .toList();
    }

    private Message.State state(UUID id) {
        return aside().stream()
                .filter(message -> message.id().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void sql(String statement) throws java.sql.SQLException {
        try (java.sql.Connection admin = org.linli.TestDatabase.admin(url);
                java.sql.Statement does = admin.createStatement()) {
            does.execute(statement);
        }
    }

    /** Made by the JDK's own tool, and written as the broker reads it. */
    private void certificate(Path certificate, Path key, String name) throws Exception {
        Path store = temporary.resolve(name + ".p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Key secret = keys.getKey(name, "changeit".toCharArray());
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }
}
