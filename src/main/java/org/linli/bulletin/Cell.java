package org.linli.bulletin;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether the numbers of a small group may be told 最小单元: a few orders of one compound would point at people. */
public enum Cell {
    SHOWN,
    /** 少于 5 件. */
    FEW,
    /** 不单列: large enough, but telling it would tell what is left for the few. */
    WITHHELD;

    /** So many orders make a group that hides its people. */
    static final long LEAST = 5;

    /** One group for itself. */
    static Cell of(long orders) {
        return orders > 0 && orders < LEAST ? FEW : SHOWN;
    }

    /**
     * The parts of a whole whose sum is told. Where parts are hidden there are at least two of them with at least
     * {@link #LEAST} orders together, if the whole has as many, so that no subtraction brings one back.
     */
    static <K extends Comparable<K>> SortedMap<K, Cell> of(SortedMap<K, Long> orders) {
        SortedMap<K, Cell> cells = new TreeMap<>();
        orders.forEach((key, count) -> cells.put(key, of(count)));
        long parts = cells.values().stream().filter(cell -> cell == FEW).count();
        long hidden = orders.values().stream()
                .filter(count -> of(count) == FEW)
                .mapToLong(Long::longValue)
                .sum();
        List<Map.Entry<K, Long>> next = orders.entrySet().stream()
                .filter(part -> part.getValue() >= LEAST)
                .sorted(Map.Entry.comparingByValue())
                .toList();
        for (Map.Entry<K, Long> part : next) {
            if (parts == 0 || (parts >= 2 && hidden >= LEAST)) {
                break;
            }
            cells.put(part.getKey(), WITHHELD);
            parts++;
            hidden += part.getValue();
        }
        return cells;
    }
}
