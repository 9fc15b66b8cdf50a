package org.linli.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;

/**
 * A list that begins with what is urgent 紧急的在前: two lists one after the other, each read by its own index. The place of an
 * urgent row is written a thousand years early, so that a page knows in which of the two it begins.
 */
final class UrgentFirst {

    /** Before this everything is a place among the urgent. */
    private static final Instant BORDER = Instant.parse("1500-01-01T00:00:00Z");

    /** 1,000 years of 365.2425 days. */
    private static final long AGE = 365_242_500L * 86_400 / 1_000;

    /** How the one or the other list is read on from a place. */
    interface Read<T> {
        Supplier<List<T>> rows(boolean urgent, Cursor from, int most);
    }

    private UrgentFirst() {}

    /** A page of so many, each of the two lists beginning at the first place; both are asked for before the answer of either is wanted. */
    static <T> Supplier<Page<T>> page(
            Optional<Cursor> after,
            int size,
            Cursor first,
            Read<T> read,
            Predicate<T> urgent,
            Function<T, Cursor> place) {
        boolean among = after.filter(cursor -> !cursor.at().isBefore(BORDER)).isEmpty();
        Supplier<List<T>> pressing =
                among ? read.rows(true, after.map(UrgentFirst::late).orElse(first), size + 1) : List::of;
        Supplier<List<T>> others = read.rows(false, among ? first : after.orElseThrow(), size + 1);
        return () -> Page.cut(
                Stream.concat(pressing.get().stream(), others.get().stream())
                        .limit(size + 1L)
                        .toList(),
                size,
                row -> urgent.test(row) ? early(place.apply(row)) : place.apply(row));
    }

    private static Cursor early(Cursor place) {
        return new Cursor(place.at().minusSeconds(AGE), place.id());
    }

    private static Cursor late(Cursor place) {
        return new Cursor(place.at().plusSeconds(AGE), place.id());
    }
}
