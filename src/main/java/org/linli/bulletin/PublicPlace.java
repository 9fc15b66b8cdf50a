package org.linli.bulletin;

import java.time.YearMonth;
import java.util.List;
import org.linli.order.OrderCounts.Figures;
import org.linli.organisation.Organisation;
import org.linli.place.Place;

/**
 * What the public page tells of a place.
 *
 * @param above the places that hold it, from the province down
 * @param parts the compounds of a community or the communities of a street; none for a compound
 */
public record PublicPlace(
        Place place,
        List<Place> above,
        Cell cell,
        Figures figures,
        List<Month> months,
        List<Part> parts,
        List<Organisation> organisations) {

    /** One month, with its bars in percent of the longest. */
    public record Month(
            YearMonth month,
            boolean running,
            Cell cell,
            long placed,
            long finished,
            int placedWidth,
            int finishedWidth) {}

    /** A place inside; its code is the place's own for what lies in none of them. */
    public record Part(String code, String name, Cell cell, Figures figures) {}

    /** Whether so few were rated or answered that a share or a median would tell of single people. */
    public static boolean enough(long base) {
        return base >= Cell.LEAST;
    }
}
