package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.linli.platform.Actor;

/** Times as pages write them. */
class PageTimesTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-03T06:20:00Z");
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);
    private static final Words WORDS = words();
    private static final Page PAGE = new Page(
            WORDS,
            Locale.SIMPLIFIED_CHINESE,
            Actor.nobody(),
            new Visit(0, "", "", "", "", false),
            () -> "",
            false,
            "/",
            NOW,
            ZONE);

    private static Words words() {
        try {
            return new Words();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From 1901 to 9999, as the library writes them; 1940 to 1991 had summers of their own. */
    @Property
    void toTheSecondTheyAreTheLibrarys(@ForAll @LongRange(min = -2_177_452_800L, max = 253_402_000_000L) long second) {
        Instant at = Instant.ofEpochSecond(second, 999_999_999);
        assertThat(PAGE.exactly(at)).isEqualTo(EXACT.format(at));
        assertThat(PAGE.iso(at)).isEqualTo(at.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Example
    void peopleSayTodayAndYesterday() {
        assertThat(PAGE.when(NOW)).isEqualTo("今天 14:20");
        assertThat(PAGE.when(Instant.parse("2026-11-02T16:00:00Z"))).isEqualTo("今天 00:00");
        assertThat(PAGE.when(Instant.parse("2026-11-02T15:59:59Z"))).isEqualTo("昨天 23:59");
        assertThat(PAGE.when(Instant.parse("2026-11-01T16:05:00Z"))).isEqualTo("昨天 00:05");
        assertThat(PAGE.when(Instant.parse("2026-11-01T15:59:00Z"))).isEqualTo("11月1日 23:59");
        assertThat(PAGE.when(Instant.parse("2026-11-04T01:05:00Z"))).isEqualTo("11月4日 09:05");
        assertThat(PAGE.when(Instant.parse("2025-12-31T15:59:00Z"))).isEqualTo("2025年12月31日");
    }
}
