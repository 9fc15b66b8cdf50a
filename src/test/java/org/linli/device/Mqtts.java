package org.linli.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Path;
import java.util.UUID;

/** A device that speaks over TLS. */
final class Mqtts {

    private Mqtts() {}

    static void sends(int port, Path certificate, UUID device, byte[] payload) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("device-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .sslConfig(Broker.proved(certificate))
                .simpleAuth()
                .username(Mosquitto.USER)
                .password(Mosquitto.PASSWORD.getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        client.publishWith()
                .topic("linli/devices/" + device + "/alerts")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
        client.disconnect();
    }
}
