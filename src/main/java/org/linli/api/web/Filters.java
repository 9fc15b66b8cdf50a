package org.linli.api.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.order.Channel;
import org.linli.order.Figure;
import org.linli.order.Sought;
import org.linli.order.State;

/**
 * What a list is asked by 筛选条件: the fields that {@link Sought} reads, and where to go on.
 *
 * @param many whether it may be given several times
 */
record Filters(String name, Class<?> type, boolean many) {

    /** All of them, in the order in which people would say them. */
    static final List<Filters> ALL = List.of(
            new Filters("words", String.class, false),
            new Filters("stand", Sought.Stand.class, false),
            new Filters("state", State.class, true),
            new Filters("mark", Sought.Mark.class, true),
            new Filters("category", String.class, false),
            new Filters("place", PlaceCode.class, false),
            new Filters("exactly", String.class, false),
            new Filters("handler", UUID.class, false),
            new Filters("channel", Channel.class, false),
            new Filters("from", LocalDate.class, false),
            new Filters("until", LocalDate.class, false),
            new Filters("figure", Figure.class, false),
            new Filters("sort", Sought.Sort.class, false),
            new Filters("after", String.class, false));
}
