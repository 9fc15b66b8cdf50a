package org.linli.device;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.device.Devices.Proven;
import org.linli.kernel.Refusal;
import org.linli.platform.web.Attempts;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens what comes over the broker 收件: whose it is by its topic, that it is theirs by its signature, and what it says. */
@Component
class Mailbox {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<String> FIELDS = Set.of("event", "alert", "at", "count", "confidence", "battery");

    /** The database is busy with this device, or it sends too much: to be tried again. */
    static final class NotNow extends RuntimeException {
        NotNow(Refusal why) {
            super(why.code(), null, false, false);
        }
    }

    private final Devices devices;
    private final Alerts alerts;
    private final Attempts attempts;
    private final DeviceSettings settings;
    private final JsonMapper json;

    Mailbox(Devices devices, Alerts alerts, Attempts attempts, DeviceSettings settings, JsonMapper json) {
        this.devices = devices;
        this.alerts = alerts;
        this.attempts = attempts;
        this.settings = settings;
        this.json = json;
    }

    /**
     * Takes one message. Refuses what no device signed, and what {@link Alerts#take} refuses; too much in a minute is to be tried
     * again, and no refusal.
     *
     * @param topic the part of its topic that names the device
     * @param heardAt when we first had it
     */
    Heard take(String topic, byte[] payload, Instant heardAt) {
        UUID id = id(topic);
        Signed signed = Signed.read(payload).orElseThrow(() -> Refusal.forbidden("device.unsigned"));
        Proven device = devices.signedBy(id, signed).orElseThrow(() -> Refusal.forbidden("device.unsigned"));
        try {
            attempts.count("device", device.id().toString(), settings.alertsPerMinute(), MINUTE);
            return alerts.take(device, reading(device, signed.said()), true, heardAt);
        } catch (Refusal refusal) {
            boolean later = refusal.kind() == Refusal.Kind.TOO_OFTEN
                    || refusal.kind() == Refusal.Kind.LATER
                    || refusal.code().equals("matter.movedOn");
            if (later) {
                throw new NotNow(refusal);
            }
            throw refusal;
        }
    }

    /** An id under which the log tells of a fault of ours. */
    static String error() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The device that a topic names. Refuses a topic that names none. */
    static UUID id(String topic) {
        try {
            if (topic.length() == 36) {
                return UUID.fromString(topic);
            }
        } catch (IllegalArgumentException none) {
            throw Refusal.forbidden("device.unsigned");
        }
        throw Refusal.forbidden("device.unsigned");
    }

    private Reading reading(Proven device, String said) {
        try {
            return read(said);
        } catch (Refusal refusal) {
            alerts.refused(device, refusal);
            throw refusal;
        }
    }

    private Reading read(String said) {
        JsonNode root;
        try {
            root = json.readTree(said);
        } catch (JacksonException unreadable) {
            throw Refusal.invalid("device.body");
        }
        if (root == null || !root.isObject()) {
            throw Refusal.invalid("device.body");
        }
        root.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.invalid("device.field", "field", name);
                });
        return new Reading(
                text(root, "event"),
                text(root, "alert"),
                instant(text(root, "at")),
                number(root, "count"),
                number(root, "confidence"),
                number(root, "battery"));
    }

    private static String text(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (!value.isString()) {
            throw Refusal.invalid("device.field", "field", field);
        }
        return value.stringValue();
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            throw Refusal.invalid("device.field", "field", "at");
        }
    }

    private static Optional<Integer> number(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Refusal.invalid("device.field", "field", field);
        }
        return Optional.of(value.intValue());
    }
}
