package org.linli.order.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.order.FoundOrders;
import org.linli.order.FoundOrders.Listed;
import org.linli.order.Order;
import org.linli.order.Sought;
import org.linli.order.Sought.Sort;
import org.linli.organisation.Organisation;
import org.linli.place.Inside;

/**
 * One page of the list of all orders: what is looked for, what was found, and what one can do with it.
 *
 * @param next where the next page begins; empty for the last
 * @param further whether it is not the first page
 * @param found how many there are, counted to one more than is told
 */
public record ListView(
        Sought sought,
        List<Row> rows,
        String next,
        boolean further,
        int found,
        Choices choices,
        List<Chip> chips,
        RoutesView.Where where,
        boolean allTicked,
        Optional<Refusal> refused) {

    /** The address of the list. */
    public static final String PATH = "/desk/orders";

    /** What the form offers to choose from. */
    public record Choices(
            List<Category> categories,
            List<Organisation> handlers,
            List<Inside> near,
            PlaceCode within,
            String whole) {}

    /** A condition that holds, and the address of the list without it. */
    public record Chip(String words, String without) {}

    /** One order of the list, with the words found marked in it. */
    public record Row(
            Order order,
            Optional<Light> light,
            Marked title,
            Marked said,
            Marked number,
            Marked place,
            Marked handler) {

        static Row of(Listed found, List<Pattern> words, java.time.Instant now) {
            Order order = found.order();
            Marked title = Marked.of(order.matter().title(), words);
            return new Row(
                    order,
                    order.light(now),
                    title,
                    title.any() ? new Marked(List.of()) : Marked.around(order.words(), words),
                    Marked.of(order.number(), words),
                    Marked.of(found.placeName(), words),
                    Marked.of(order.matter().handlerName(), words));
        }
    }

    /** The address of the first page. */
    public String address() {
        return address(sought.query());
    }

    static String address(String query) {
        return at(PATH, query);
    }

    static String at(String path, String query) {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** What is open of the same, on the map. */
    public String map() {
        return at(
                MapView.PATH,
                sought.standing(Optional.empty()).sorted(Sort.NEWEST).query());
    }

    /** The address with one more field. */
    public String with(String field) {
        return address() + (sought.query().isEmpty() ? "?" : "&") + field;
    }

    /** The address in another order. */
    public String sorted(Sort sort) {
        return address(sought.sorted(sort).query());
    }

    /** Whether there are more than are counted. */
    public boolean many() {
        return found > FoundOrders.COUNTED;
    }

    /** Whether the fold of further conditions stands open: where one of them must be mended; what holds is told by the chips. */
    public boolean open() {
        return refused.isPresent();
    }

    /** The query without one of its pairs. */
    static String without(String query, String pair) {
        return Arrays.stream(query.split("&"))
                .filter(each -> !each.equals(pair))
                .collect(Collectors.joining("&"));
    }
}
