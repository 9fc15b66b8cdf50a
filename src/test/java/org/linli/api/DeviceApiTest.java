package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.linli.device.DeviceSettings;
import org.linli.device.Devices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device tells by its own token, one alert or some at once; whatever else it sends is refused as the description says. */
@LinliTest
class DeviceApiTest {

    private static final String ALERTS = "/api/v1/devices/alerts";
    private static final String BATCH = ALERTS + "/batch";
    private static final long SEED = Long.getLong("linli.seed", 20261122);

    @Autowired
    World world;

    @Autowired
    Devices devices;

    @Autowired
    DeviceSettings settings;

    @Autowired
    Tokens tokens;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private World.Quarter here;
    private UUID id;
    private Program device;
    private Instant now;

    @BeforeEach
    void aCamera() {
        here = world.ningbao;
        now = clock.instant();
        id = World.as(
                here.clerk(),
                () -> devices.register(
                        here.compound(),
                        "throw_camera",
                        new Declared(
                                "接口摄像头",
                                "立杆",
                                "防高空抛物",
                                "民法典第 1254 条",
                                here.firm(),
                                SeenBy.COMMUNITY,
                                30,
                                "门旁",
                                true,
                                0)));
        device = new Program(port, World.as(here.clerk(), () -> devices.token(id)));
    }

    private Map<String, Object> alert(String event) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("event", event);
        alert.put("alert", "throw");
        alert.put("at", now.toString());
        alert.put("count", 1);
        alert.put("confidence", 90);
        return alert;
    }

    @Test
    void oneAlertIsTakenOnceAndAnsweredAlike() {
        Said first = device.post(ALERTS, alert("a-1"));
        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.text("outcome")).isEqualTo("ORDERED");
        assertThat(first.json().path("fresh").booleanValue()).isTrue();
        assertThat(first.text("order")).matches("[0-9]{4}-[0-9A-F]{6}");
        Said again = device.post(ALERTS, alert("a-1"));
        assertThat(again.json().path("fresh").booleanValue()).isFalse();
        assertThat(again.text("order")).isEqualTo(first.text("order"));
        Map<String, Object> other = alert("a-1");
        other.put("alert", "fault");
        assertThat(device.post(ALERTS, other).status()).isEqualTo(409);
    }

    @Test
    void ofSomeEachCountsForItself() {
        Map<String, Object> wrong = alert("b-2");
        wrong.put("count", 0);
        Map<String, Object> beat =
                new LinkedHashMap<>(Map.of("event", "b-3", "alert", "heartbeat", "at", now.toString()));
        Said said = device.post(BATCH, Map.of("alerts", List.of(alert("b-1"), wrong, beat, alert("b-4"))));
        assertThat(said.status()).as(said.toString()).isEqualTo(200);
        JsonNode all = said.json().path("alerts");
        assertThat(all.size()).isEqualTo(4);
        assertThat(all.get(0).path("outcome").asString()).isEqualTo("ORDERED");
        assertThat(all.get(1).path("refused").asString()).isEqualTo("device.number");
        assertThat(all.get(2).path("outcome").isNull()).isTrue();
        assertThat(all.get(2).path("refused").isNull()).isTrue();
        assertThat(all.get(3).path("outcome").asString()).isEqualTo("JOINED");
        assertThat(World.as(here.clerk(), () -> devices.one(id)).refused()).isEqualTo("device.number");
    }

    @Test
    void aListHasBounds() {
        List<Map<String, Object>> many = new ArrayList<>();
        for (int n = 0; n < 51; n++) {
            many.add(alert("m-" + n));
        }
        assertThat(device.post(BATCH, Map.of("alerts", many)).text("code")).isEqualTo("api.many");
        assertThat(device.post(BATCH, Map.of("alerts", List.of())).text("code")).isEqualTo("api.many");
        assertThat(device.post(BATCH, alert("m-1")).status()).isEqualTo(400);
        assertThat(device.post(BATCH, "[]", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void onlyADevicesOwnTokenOpensIt() {
        assertThat(new Program(port, "").post(ALERTS, alert("c-1")).status()).isEqualTo(401);
        assertThat(new Program(port, "").post(ALERTS, alert("c-1")).text("code"))
                .isEqualTo("api.deviceToken");
        String persons = World.as(
                here.clerk(),
                () -> tokens.make("人", Set.of(Scope.values()), here.clerk().appointment(), 1));
        assertThat(new Program(port, persons).post(ALERTS, alert("c-1")).status())
                .isEqualTo(401);
        assertThat(device.get("/api/v1/orders").status())
                .as("and opens nothing else")
                .isEqualTo(401);
        assertThat(device.get("/api/v1/me").text("code")).isEqualTo("api.token");
        World.as(here.clerk(), () -> {
            devices.revoke(id);
            return null;
        });
        assertThat(device.post(ALERTS, alert("c-2")).status()).isEqualTo(401);
    }

    @Test
    void tooMuchInAMinuteIsRefusedWithAWordWhenToComeAgain() {
        Said last = device.post(ALERTS, alert("d-0"));
        for (int n = 1; n <= settings.alertsPerMinute(); n++) {
            last = device.post(ALERTS, alert("d-0"));
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isEqualTo("60");
    }

    /** Hostile payloads: never our fault, and only answers that the description tells of. */
    @Test
    void whateverIsSentIsAnsweredAsDescribed() {
        JsonNode document = new Program(port, "").get("/api/v1/openapi.json").json();
        Random dice = new Random(SEED);
        List<String> bodies = new ArrayList<>(List.of(
                "",
                "null",
                "7",
                "[]",
                "{",
                "{\"alerts\":7}",
                "{\"alerts\":[7]}",
                "{\"alerts\":[{\"event\":{}}]}",
                "{\"alerts\":[{\"event\":\"\\u0000\"}]}",
                "\"" + "x".repeat(70_000) + "\""));
        List<Object> hostile = List.of(
                -1,
                4.5,
                true,
                List.of(1),
                Map.of("x", 1),
                9_999_999_999L,
                "",
                "字",
                "'; drop table device; --",
                "${jndi:x}",
                "x".repeat(3000),
                "2026-11-03",
                "9999-12-31T23:59:59.999999999Z",
                "-999999999-01-01T00:00:00Z");
        List<String> fields = List.of("event", "alert", "at", "count", "confidence", "battery", "name");
        for (int n = 0; n < 80; n++) {
            Map<String, Object> alert = alert("z-" + n);
            for (int times = dice.nextInt(1, 3); times > 0; times--) {
                alert.put(fields.get(dice.nextInt(fields.size())), hostile.get(dice.nextInt(hostile.size())));
            }
            bodies.add(JsonMapper.shared().writeValueAsString(alert));
            bodies.add(JsonMapper.shared().writeValueAsString(Map.of("alerts", List.of(alert))));
        }
        List<String> faults = new ArrayList<>();
        Map<Integer, Integer> met = new LinkedHashMap<>();
        int sent = 0;
        Program program = device;
        for (String body : bodies) {
            for (String path : List.of(ALERTS, BATCH)) {
                if (sent++ % 100 == 0) {
                    UUID another = World.as(
                            here.clerk(),
                            () -> devices.register(
                                    here.compound(),
                                    "smoke",
                                    new Declared(
                                            "烟感", "楼道", "防火", "消防法", here.firm(), SeenBy.COMMUNITY, 0, "", false, 0)));
                    program = new Program(port, World.as(here.clerk(), () -> devices.token(another)));
                }
                Said said = program.post(path, body, Map.of());
                met.merge(said.status(), 1, Integer::sum);
                if (said.status() >= 500
                        || said.answer().body().matches("(?s).*(\\bat org\\.|Exception|SQLState|duplicate key).*")) {
                    faults.add(said + " for " + body);
                } else {
                    Shape.faults(document, "post", path, said).forEach(fault -> faults.add(fault + " for " + body));
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(met.keySet()).as("%s", met).contains(200, 400, 413, 422);
        assertThat(World.as(here.clerk(), () -> devices.one(id)).retiredAt()).isEqualTo(Optional.empty());
    }
}
