package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;

class UrgentFirstTest {

    private record Row(boolean urgent, Cursor place) {}

    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));

    private static List<Row> rows(boolean urgent, int many) {
        return IntStream.range(0, many)
                .mapToObj(n -> new Row(
                        urgent,
                        new Cursor(Instant.parse("2026-11-03T02:00:00.000001Z").plusSeconds(n), new UUID(0, n))))
                .toList();
    }

    /** However many there are of each and whatever fits on a page: every row once, and the urgent before all others. */
    @Property(tries = 200)
    void everyRowOnceAndTheUrgentBeforeAllOthers(
            @ForAll @IntRange(max = 9) int urgent,
            @ForAll @IntRange(max = 9) int others,
            @ForAll @IntRange(min = 1, max = 6) int size) {
        List<Row> seen = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            Page<Row> page = UrgentFirst.page(
                            after.map(Cursor::text).map(Cursor::parse),
                            size,
                            FIRST,
                            (which, from, most) -> () -> rows(which, which ? urgent : others).stream()
                                    .filter(row -> Comparator.comparing(Cursor::at)
                                                    .thenComparing(Cursor::id)
                                                    .compare(row.place(), from)
                                            > 0)
                                    .limit(most)
                                    .toList(),
                            Row::urgent,
                            Row::place)
                    .get();
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            seen.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        List<Row> all = new ArrayList<>(rows(true, urgent));
        all.addAll(rows(false, others));
        assertThat(seen).isEqualTo(all);
    }
}
