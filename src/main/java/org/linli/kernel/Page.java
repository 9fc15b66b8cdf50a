package org.linli.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One screen of a list (一页), and where the next one begins; no next means that this is the last. */
public record Page<T>(List<T> items, Optional<Cursor> next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The first {@code size} rows of a query that asked for {@code size + 1}: the row too many proves that there is a
     * next page. Throws {@link IllegalArgumentException} for a size below 1 or more rows than asked for.
     */
    public static <T> Page<T> cut(List<T> rows, int size, Function<? super T, Cursor> position) {
        if (size < 1 || rows.size() - 1 > size) {
            throw new IllegalArgumentException(rows.size() + " rows for a page of " + size);
        }
        return rows.size() <= size
                ? new Page<>(rows, Optional.empty())
                : new Page<>(rows.subList(0, size), Optional.of(position.apply(rows.get(size - 1))));
    }

    /** The same page, shown differently. */
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), next);
    }
}
