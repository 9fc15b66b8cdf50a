package org.linli.order.web;

import java.util.List;
import java.util.Map;
import org.linli.kernel.Page;
import org.linli.order.Category;
import org.linli.order.Ticket;
import org.linli.place.Found;

/** What the desk shows of tickets that nobody could place 待认领的热线工单. */
public final class HotlineView {

    static final String PATH = "/desk/hotline";

    private HotlineView() {}

    /** @param further whether this is not the first page */
    public record Waiting(Page<Ticket> page, boolean further) {}

    /**
     * One of them, to be claimed.
     *
     * @param near what its address may mean, the likeliest first, by code
     * @param categories what may be chosen
     */
    public record One(Ticket ticket, Map<String, String> near, List<Category> categories, Typed typed) {}

    /**
     * What was typed into its form.
     *
     * @param place the code that was ticked
     * @param find what was looked for
     * @param found what was found by it
     * @param chosenName of what was ticked
     */
    public record Typed(String place, String category, String find, List<Found> found, String chosenName) {

        public Typed {
            found = List.copyOf(found);
        }
    }
}
