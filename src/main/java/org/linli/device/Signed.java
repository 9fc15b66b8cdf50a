package org.linli.device;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.linli.kernel.Sha256;

/**
 * A message over a broker 签名消息: a line with the signature in hexadecimal, and after it what was said. The signature is
 * HMAC-SHA-256 over the device's id, a line feed and what was said, with the SHA-256 of the token as its key: neither the broker nor
 * whoever listens there can put words into a device's mouth.
 */
public record Signed(String signature, String said) {

    static final int LARGEST = 4096;
    private static final int HEX = 64;

    /** Reads a message; empty for what is no such. */
    public static Optional<Signed> read(byte[] payload) {
        if (payload.length > LARGEST || payload.length <= HEX + 1 || payload[HEX] != '\n') {
            return Optional.empty();
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        String signature = text.substring(0, Math.min(HEX, text.length()));
        return signature.matches("[0-9a-f]{64}")
                ? Optional.of(new Signed(signature, text.substring(HEX + 1)))
                : Optional.empty();
    }

    /** Signs, as a device does. */
    public static byte[] write(UUID device, String token, String said) {
        return (mac(device, key(token), said) + "\n" + said).getBytes(StandardCharsets.UTF_8);
    }

    /** The key that a token signs with, in hexadecimal; the token cannot be found from it. */
    static String key(String token) {
        return Sha256.hex(token);
    }

    /** Whether the device with this key signed it. */
    boolean by(UUID device, String key) {
        return MessageDigest.isEqual(
                mac(device, key, said).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    private static String mac(UUID device, String key, String said) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((device + "\n" + said).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
