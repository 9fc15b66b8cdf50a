package org.linli.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A message is the device's own, word for word; and a topic names its device. */
class SignedTest {

    private static final UUID CAMERA = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final String KEY = Signed.key("linlid_secret");

    @Test
    void what_a_device_signed_is_its_own() {
        Signed signed = Signed.read(Signed.write(CAMERA, "linlid_secret", "{\"event\":\"一\"}"))
                .orElseThrow();
        assertThat(signed.said()).isEqualTo("{\"event\":\"一\"}");
        assertThat(signed.by(CAMERA, KEY)).isTrue();
        assertThat(signed.by(OTHER, KEY)).as("of another device").isFalse();
        assertThat(signed.by(CAMERA, Signed.key("linlid_older")))
                .as("with another token")
                .isFalse();
        assertThat(new Signed(signed.signature(), signed.said() + " ").by(CAMERA, KEY))
                .as("changed on its way")
                .isFalse();
    }

    /** So that whoever programs a device can try it against ours. */
    @Test
    void the_signature_is_the_one_that_the_documents_give() {
        assertThat(new String(Signed.write(CAMERA, "linlid_example", "{}"), UTF_8))
                .isEqualTo("60c176a01b09856c332d983aba2c0e2f29d2efd67488646c1516034ccc5c44b4\n{}");
    }

    @Test
    void what_is_no_signed_message_is_none() {
        assertThat(Signed.read(new byte[0])).isEmpty();
        assertThat(Signed.read("{}".getBytes(UTF_8))).isEmpty();
        assertThat(Signed.read(("z".repeat(64) + "\n{}").getBytes(UTF_8))).isEmpty();
        assertThat(Signed.read(("a".repeat(64) + " {}").getBytes(UTF_8))).isEmpty();
        assertThat(Signed.read(("a".repeat(64) + "\n" + "x".repeat(5000)).getBytes(UTF_8)))
                .isEmpty();
        assertThat(Signed.read(("字".repeat(22) + "\n{}").getBytes(UTF_8))).isEmpty();
        assertThat(Signed.read(("a".repeat(64) + "\n{}").getBytes(UTF_8))).isPresent();
    }

    @Test
    void a_topic_names_its_device() {
        MqttSettings plain = settings("linli/devices/+/alerts");
        assertThat(plain.device("linli/devices/abc/alerts")).isEqualTo("abc");
        assertThat(plain.device("linli/devices//alerts")).isEmpty();
        assertThat(plain.device("linli/other/abc/alerts")).isEmpty();
        assertThat(settings("$share/two/estate/+").device("estate/abc")).isEqualTo("abc");
        for (String wrong : new String[] {"linli/devices", "linli/+/+", "linli/#", "linli/a+/x"}) {
            assertThatThrownBy(() -> settings(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new MqttSettings(
                        URI.create("http://x"),
                        "",
                        "",
                        null,
                        "linli/+",
                        null,
                        Duration.ofDays(1),
                        5,
                        Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MqttSettings settings(String topic) {
        return new MqttSettings(
                URI.create("mqtt://localhost"),
                "",
                "",
                null,
                topic,
                null,
                Duration.ofDays(1),
                5,
                Duration.ofSeconds(1));
    }
}
