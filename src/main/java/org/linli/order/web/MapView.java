package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.OrderMap.Spot;
import org.linli.order.Sought;
import org.linli.order.web.ListView.Chip;
import org.linli.order.web.ListView.Choices;
import org.linli.place.Position;

/**
 * One map of open orders.
 *
 * @param whole the name of what is drawn
 * @param blocks what is drawn, a compound each; above a community one block of the places directly inside
 * @param grouped whether a compound stands for its buildings, of which there are too many for one map
 * @param elsewhere how many orders are at places that are not drawn
 */
public record MapView(
        Sought sought,
        String whole,
        List<Block> blocks,
        boolean grouped,
        long elsewhere,
        Choices choices,
        List<Chip> chips,
        RoutesView.Where where,
        Under under,
        Optional<Refusal> refused) {

    /** The address of the map. */
    public static final String PATH = "/desk/map";

    /** A compound 小区 with its buildings, by the grids that they lie in. */
    public record Block(String name, List<Group> groups) {}

    /** Buildings of one grid 网格; the name is empty for those of none. */
    public record Group(String grid, List<Drawn> drawn) {}

    /**
     * A building, or what holds it.
     *
     * @param around whether it is what holds buildings, with what is at none of them
     * @param href the list of its orders, or the map of what is inside; empty where nothing is open
     */
    public record Drawn(String name, boolean around, Spot spot, String href, Optional<Position> position) {}

    /** What lies under the map 底图; all empty for none. */
    public record Under(String tiles, String labels, String subdomains, String attribution) {}

    /** Whether it is known where anything stands. */
    public boolean placed() {
        return blocks.stream()
                .flatMap(block -> block.groups().stream())
                .flatMap(group -> group.drawn().stream())
                .anyMatch(drawn -> drawn.position().isPresent());
    }

    /** How many are open in all. */
    public long orders() {
        return elsewhere
                + blocks.stream()
                        .flatMap(block -> block.groups().stream())
                        .flatMap(group -> group.drawn().stream())
                        .mapToLong(drawn -> drawn.spot().orders())
                        .sum();
    }

    /** The same as a list. */
    public String list() {
        return ListView.address(open(sought).query());
    }

    /** The list of what is open at a place: what was looked for there already stays as it is. */
    static String list(Sought sought, PlaceCode place, boolean exactly) {
        Sought there = sought.place().filter(place::contains).isPresent()
                ? sought
                : exactly ? sought.exactlyAt(place) : sought.at(Optional.of(place));
        return ListView.address(open(there).query());
    }

    private static Sought open(Sought sought) {
        return sought.standing(Optional.of(Sought.Stand.OPEN));
    }
}
