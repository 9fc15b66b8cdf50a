package org.linli.kernel;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a list was left (翻页位置): the time and id of the last row shown. Opaque to people, safe in an address.
 *
 * <p>The time is in whole microseconds, as PostgreSQL keeps it, in the years 1 to 9999. The text is not signed: it is a
 * position and grants nothing; its check digits only tell an address that was cut or invented from a real one.
 */
public record Cursor(Instant at, UUID id) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int BYTES = Long.BYTES * 3 + 3;
    private static final int LETTERS = BYTES / 3 * 4;

    /** Throws {@link IllegalArgumentException} for a time finer than a microsecond or outside the years 1 to 9999. */
    public Cursor {
        if (at.getNano() % 1_000 != 0 || at.isBefore(FIRST) || !at.isBefore(END)) {
            throw new IllegalArgumentException("not a time that the database keeps: " + at);
        }
    }

    /** Reads what {@link #text()} wrote; refuses everything else as {@code cursor.malformed}, also when missing. */
    public static Cursor parse(@Nullable String text) {
        if (text == null || text.length() != LETTERS) {
            throw malformed();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            var cursor = new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
            if (!cursor.text().equals(text)) {
                throw malformed();
            }
            return cursor;
        } catch (IllegalArgumentException notOurs) {
            throw malformed();
        }
    }

    /** 36 letters, digits, {@code -} and {@code _}; the same position always gives the same text. */
    public String text() {
        byte[] position = ByteBuffer.allocate(Long.BYTES * 3)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        var check = new CRC32();
        check.update(position);
        byte[] digits =
                ByteBuffer.allocate(Long.BYTES).putLong(check.getValue()).array();
        byte[] all = ByteBuffer.allocate(BYTES)
                .put(position)
                .put(digits, Long.BYTES - 3, 3)
                .array();
        return Base64.getUrlEncoder().encodeToString(all);
    }

    @Override
    public String toString() {
        return text();
    }

    private static Refusal malformed() {
        return Refusal.invalid("cursor.malformed");
    }
}
