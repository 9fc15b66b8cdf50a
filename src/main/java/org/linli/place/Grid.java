package org.linli.place;

import java.util.List;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/** A grid 网格: a named set of prefixes inside one community (DB6101/T 3185-2024). */
public record Grid(UUID id, PlaceCode community, String name, Kind kind, List<PlaceCode> prefixes) {

    public enum Kind {
        /** 基础网格: homes. */
        BASE,
        /** 专属网格: one employer, market or campus. */
        DEDICATED
    }
}
