package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor SOMEWHERE = new Cursor(
            Instant.parse("2026-03-08T09:30:00.123456Z"), UUID.fromString("019cd0a4-7c00-7000-8000-000000000001"));

    @Property
    void theNextPageBeginsExactlyWhereThisOneEnded(
            @ForAll @LongRange(min = -60_000_000_000_000_000L, max = 250_000_000_000_000_000L) long micros,
            @ForAll long high,
            @ForAll long low) {
        var cursor = new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(high, low));
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]{36}");
        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "1", "null", "' or 1=1 --", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "第二页"})
    void anInventedAddressIsRefused(@Nullable String text) {
        refuses(text);
    }

    @Property
    void garbageIsRefused(@ForAll String text) {
        refuses(text);
    }

    @Property
    void garbageOfTheRightLengthIsRefused(@ForAll @AlphaChars @StringLength(36) String text) {
        refuses(text);
    }

    @Property
    void oneWrongLetterIsRefused(@ForAll @IntRange(max = 35) int where, @ForAll char letter) {
        var text = new StringBuilder(SOMEWHERE.text());
        Assume.that(text.charAt(where) != letter);
        text.setCharAt(where, letter);
        refuses(text.toString());
    }

    @Test
    void aTimeThatTheDatabaseCannotHoldIsRefusedThoughItsCheckIsRight() {
        refuses(withCheck(new byte[24], Long.MAX_VALUE));
        refuses(withCheck(new byte[24], Long.MIN_VALUE));
    }

    @Test
    void aTimeFinerThanTheDatabaseKeepsIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cursor(SOMEWHERE.at().plusNanos(1), SOMEWHERE.id()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(Instant.MAX, SOMEWHERE.id()));
    }

    @Test
    void itsTextSpeaksNoWordOfWhatItHolds() {
        assertThat(SOMEWHERE.toString()).isEqualTo(SOMEWHERE.text()).doesNotContain("2026");
    }

    private static void refuses(@Nullable String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Cursor.parse(text))
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
                    assertThat(refusal.code()).isEqualTo("cursor.malformed");
                });
    }

    private static String withCheck(byte[] position, long micros) {
        ByteBuffer.wrap(position).putLong(micros);
        var check = new CRC32();
        check.update(position);
        var all = ByteBuffer.allocate(27).put(position);
        all.put((byte) (check.getValue() >> 16))
                .put((byte) (check.getValue() >> 8))
                .put((byte) check.getValue());
        return new String(Base64.getUrlEncoder().encode(all.array()), StandardCharsets.US_ASCII);
    }
}
