package org.linli.device.web;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.device.Device;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.linli.kernel.Refusal;

/**
 * What was typed of a device 设备登记表; what was not sent is empty.
 *
 * @param q the place in words
 * @param where the code that was chosen of several
 * @param silent minutes
 */
public record DeviceForm(
        String kind,
        String name,
        String spot,
        String purpose,
        String law,
        String operator,
        String seenBy,
        String retention,
        String sign,
        String shielded,
        String silent,
        String q,
        String where) {

    /** The form before anybody typed. */
    static final DeviceForm FRESH =
            new DeviceForm("throw_camera", "", "", "", "", "", "COMMUNITY", "30", "", "", "1440", "", "");

    public DeviceForm {
        kind = text(kind);
        name = text(name);
        spot = text(spot);
        purpose = text(purpose);
        law = text(law);
        operator = text(operator);
        seenBy = text(seenBy);
        retention = text(retention);
        sign = text(sign);
        shielded = text(shielded);
        silent = text(silent);
        q = text(q);
        where = text(where);
    }

    /** The form of a device as it stands. */
    static DeviceForm of(Device device, String place) {
        Declared said = device.declared();
        return new DeviceForm(
                device.kind().code(),
                said.name(),
                said.spot(),
                said.purpose(),
                said.law(),
                said.operator().toString(),
                said.seenBy().name(),
                Integer.toString(said.retentionDays()),
                said.sign(),
                said.shielded() ? "yes" : "",
                Integer.toString(said.silentMinutes()),
                place,
                device.place().value());
    }

    /**
     * What it declares. Refuses what {@link Declared} refuses, and numbers that are none.
     *
     * @param usualLaw of its kind, for whoever leaves the field empty
     */
    Declared declared(String usualLaw) {
        return new Declared(
                name,
                spot,
                purpose,
                law.isBlank() ? usualLaw : law,
                organisation(),
                Arrays.stream(SeenBy.values())
                        .filter(known -> known.name().equals(seenBy))
                        .findFirst()
                        .orElse(SeenBy.COMMUNITY),
                number(retention),
                sign,
                shielded.equals("yes"),
                number(silent));
    }

    private UUID organisation() {
        try {
            if (operator.length() == 36) {
                return UUID.fromString(operator);
            }
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("device.operator");
        }
        throw Refusal.invalid("device.operator");
    }

    /** Not a number is as wrong as a negative one. */
    private static int number(String typed) {
        return typed.strip().matches("[0-9]{1,6}") ? Integer.parseInt(typed.strip()) : -1;
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
