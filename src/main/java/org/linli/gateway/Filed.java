package org.linli.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.linli.kernel.Refusal;
import org.linli.kernel.Sha256;

/**
 * What was posted 来件: the fields of a form as they came, each at most once but for lists.
 *
 * @param idempotencyKey the header of that name; empty where none was sent
 */
public record Filed(Map<String, List<String>> fields, String idempotencyKey) {

    public Filed {
        if (idempotencyKey.length() > 100) {
            throw Fault.wrong(Refusal.invalid("gateway.idempotency", "most", 100));
        }
    }

    /** One field, without the white space at its ends; empty where it is missing, which is the same (GeoReport v2). */
    public String field(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .findFirst()
                .map(String::strip)
                .orElse("");
    }

    /** The answers to a question: {@code attribute[code]}, or {@code attribute[code][]} for several. */
    public List<String> answers(String code) {
        List<String> one = fields.getOrDefault("attribute[" + code + "]", List.of());
        return one.isEmpty() ? fields.getOrDefault("attribute[" + code + "][]", List.of()) : one;
    }

    /** What tells this post from another: its header where it has one, else all that it says. */
    String idem() {
        return idempotencyKey.isEmpty()
                ? "body:" + java.util.HexFormat.of().formatHex(digest())
                : "key:" + idempotencyKey;
    }

    byte[] digest() {
        MessageDigest sha = Sha256.begun();
        new TreeMap<>(fields).forEach((name, values) -> {
            sha.update((byte) 0);
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            values.forEach(value -> {
                sha.update((byte) 1);
                sha.update(value.getBytes(StandardCharsets.UTF_8));
            });
        });
        return sha.digest();
    }
}
