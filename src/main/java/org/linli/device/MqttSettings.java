package org.linli.device;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The broker that devices speak over 设备消息代理, under {@code linli.mqtt.}.
 *
 * @param url {@code mqtt://host:1883} or {@code mqtts://host:8883}; none is asked where there is no url
 * @param caFile certificates (PEM) that the broker's is proved by; by default those that Java trusts
 * @param topic where devices speak; the one {@code +} stands for the id of a device
 * @param client under which name this node asks; each node needs its own, the same again after a restart
 * @param keep so long the broker keeps for this node what it missed
 * @param tries so often a message is tried that fails by a fault of ours, before it is put aside; an unreachable database does not count
 * @param longestPause the longest pause between two tries to reach the broker, or to take a message in while the database is away
 */
@ConfigurationProperties("linli.mqtt")
public record MqttSettings(
        @Nullable URI url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @Nullable Path caFile,
        @DefaultValue("linli/devices/+/alerts") String topic,
        @Nullable String client,
        @DefaultValue("24h") Duration keep,
        @DefaultValue("5") int tries,
        @DefaultValue("30s") Duration longestPause) {

    private static final String DEVICE = "+";

    /** Refuses, at the start, an address of another kind, a topic without exactly one {@code +}, and no try at all. */
    public MqttSettings {
        if (tries < 1) {
            throw new IllegalArgumentException("linli.mqtt.tries is 1 or more, not " + tries);
        }
        if (url != null
                && (!"mqtt".equals(url.getScheme()) && !"mqtts".equals(url.getScheme()) || url.getHost() == null)) {
            throw new IllegalArgumentException("linli.mqtt.url is mqtt://host:port or mqtts://host:port, not " + url);
        }
        if (topic.chars().filter(c -> c == '+').count() != 1
                || topic.contains("#")
                || !java.util.List.of(topic.split("/")).contains(DEVICE)) {
            throw new IllegalArgumentException(
                    "linli.mqtt.topic has one level that is +, for the device, not " + topic);
        }
    }

    /** Whether the way to the broker is encrypted. */
    boolean secure() {
        return url != null && "mqtts".equals(url.getScheme());
    }

    /** The part of a topic that names the device; empty for another topic. */
    String device(String of) {
        String plain = topic.startsWith("$share/") ? topic.replaceFirst("^\\$share/[^/]+/", "") : topic;
        int at = plain.indexOf(DEVICE);
        String before = plain.substring(0, at);
        String after = plain.substring(at + 1);
        boolean ours = of.length() > before.length() + after.length() && of.startsWith(before) && of.endsWith(after);
        return ours ? of.substring(before.length(), of.length() - after.length()) : "";
    }
}
