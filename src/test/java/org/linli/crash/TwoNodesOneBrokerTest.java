package org.linli.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.linli.TestDatabase;
import org.linli.device.Mosquitto;
import org.linli.device.Signed;

/** Two processes listen to one broker: what a device says is taken once, also while one of them is killed and when it comes back. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesOneBrokerTest {

    private static final int MANY = 150;
    private static final Pattern TOKEN = Pattern.compile("linlid_[A-Za-z0-9_-]+");

    private final List<String> shared = new ArrayList<>();
    private final Instant now = Instant.now();
    private Path folder;
    private Database database;
    private Mosquitto broker;
    private Node one;
    private Node other;
    private UUID device;
    private String token;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        this.folder = folder;
        broker = new Mosquitto(List.of());
        Map<String, String> settings = TestDatabase.fresh();
        database = Database.at(settings.get("spring.datasource.url"));
        settings.forEach((name, value) -> {
            if (!name.equals("linli.demo") && !name.endsWith("driver-class-name")) {
                shared.add("--" + name + "=" + value);
            }
        });
        shared.add("--linli.mqtt.url=mqtt://127.0.0.1:" + broker.port);
        shared.add("--linli.mqtt.user=" + Mosquitto.USER);
        shared.add("--linli.mqtt.password=" + Mosquitto.PASSWORD);
        shared.add("--linli.mqtt.longest-pause=1s");
        shared.add("--linli.devices.alerts-per-minute=100000");
        one = node("node-one");
        other = node("node-other");
        registers();
    }

    @AfterAll
    void stop() throws Exception {
        one.close();
        other.close();
        broker.close();
    }

    /** Under a name of its own on the broker, the same after a restart; it listens before anything is sent. */
    private Node node(String name) {
        Path log = folder.resolve(name + "-" + UUID.randomUUID() + ".log");
        List<String> settings = new ArrayList<>(shared);
        settings.add("--linli.mqtt.client=" + name);
        Node started = Node.start(Node.freePort(), log, settings);
        await().atMost(Duration.ofSeconds(60)).until(() -> started.said().contains("Listening to devices"));
        return started;
    }

    private void registers() throws Exception {
        DemoAccount account = database.accounts("-shequ").getFirst();
        Desk clerk = Desk.login(one.address(), account);
        String path = clerk.post(
                        one.address(),
                        "/desk/devices",
                        Map.of(
                                "kind", "other",
                                "name", "电梯阻车器",
                                "spot", "2 单元电梯轿厢",
                                "purpose", "不让电动车进电梯",
                                "law", "消防法",
                                "operator",
                                        database.one("select id from organisation where place = '" + account.community()
                                                + "' limit 1"),
                                "retention", "0",
                                "silent", "0"),
                        UUID.randomUUID().toString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        device = UUID.fromString(path.substring(path.length() - 36));
        Matcher made = TOKEN.matcher(clerk.post(
                        one.address(),
                        path + "/token",
                        Map.of(),
                        UUID.randomUUID().toString())
                .body());
        assertThat(made.find()).isTrue();
        token = made.group();
    }

    @Test
    void whatADeviceSaysIsTakenOnceAlsoWhileOneNodeIsKilledAndWhenItComesBack() {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sends("flow", MANY));
        await().atMost(Duration.ofSeconds(60)).until(() -> taken() > MANY / 5);
        one.kill();
        long before = taken();
        sending.join();
        untilTaken(MANY);
        assertThat(before).as("killed in the middle").isLessThan(MANY);
        isOneOrder(MANY);

        // The broker has kept for it what it missed and what it had not acknowledged.
        one = node("node-one");
        sends("again", 10);
        untilTaken(MANY + 10);
        other.kill();
        sends("alone", 10);
        untilTaken(MANY + 20);
        isOneOrder(MANY + 20);
        assertThat(database.fault()).isEmpty();
    }

    private long taken() {
        return database.number("select count(*) from device_alert where device = '" + device + "'");
    }

    private void untilTaken(int many) {
        await().atMost(Duration.ofSeconds(60)).until(() -> taken() == many);
    }

    /** One order was made, and its line grew with each doubling, as if one node had taken all. */
    private void isOneOrder(int many) {
        assertThat(database.all("select distinct outcome || ' ' || count(*) from device_alert where device = '" + device
                        + "' group by outcome"))
                .containsExactlyInAnyOrder("ORDERED 1", "JOINED " + (many - 1));
        String line =
                "select count(*) from timeline_entry t where exists (select 1 from device_alert a where a.matter = t.matter"
                        + " and a.device = '" + device + "') and step = ";
        assertThat(database.number(line + "'place'")).isEqualTo(1);
        assertThat(database.number(line + "'reply'")).isEqualTo(31 - Integer.numberOfLeadingZeros(many));
        assertThat(database.number("select count(*) from device_message")).isZero();
    }

    private void sends(String events, int many) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("device-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(broker.port)
                .simpleAuth()
                .username(Mosquitto.USER)
                .password(Mosquitto.PASSWORD.getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        for (int n = 0; n < many; n++) {
            String said = "{\"event\":\"" + events + "-" + n + "\",\"alert\":\"ebike\",\"at\":\"" + now + "\"}";
            client.publishWith()
                    .topic("linli/devices/" + device + "/alerts")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Signed.write(device, token, said))
                    .send();
        }
        client.disconnect();
    }
}
