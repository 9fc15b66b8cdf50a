package org.linli.bulletin;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.linli.device.PublicDevices;
import org.linli.order.OrderCounts.Figures;
import org.linli.organisation.Organisation;
import org.linli.patrol.Kind;
import org.linli.place.Place;

/**
 * What the public page tells of a place.
 *
 * @param above the places that hold it, from the province down
 * @param reports how many reports a community settled, the newest month first; none for other places
 * @param devices those that hang in a community or a compound; none for a street
 * @param parts the compounds of a community or the communities of a street; none for a compound
 */
public record PublicPlace(
        Place place,
        List<Place> above,
        Cell cell,
        Figures figures,
        List<Month> months,
        List<Part> parts,
        List<Reported> reports,
        List<Organisation> organisations,
        List<PublicDevices.Shown> devices) {

    /** One month, with its bars in percent of the longest. */
    public record Month(
            YearMonth month,
            boolean running,
            Cell cell,
            long placed,
            long finished,
            int placedWidth,
            int finishedWidth) {}

    /** The reports settled in a month, by kind. */
    public record Reported(YearMonth month, Map<Kind, Long> settled) {

        /** How many of a kind. */
        public long of(Kind kind) {
            return settled.getOrDefault(kind, 0L);
        }

        /** Whether so few were settled that the number would point at people. */
        public boolean few(Kind kind) {
            return Cell.of(of(kind)) != Cell.SHOWN;
        }
    }

    /** A place inside; its code is the place's own for what lies in none of them. */
    public record Part(String code, String name, Cell cell, Figures figures) {}

    /** Whether so few were rated or answered that a share or a median would tell of single people. */
    public static boolean enough(long base) {
        return base >= Cell.LEAST;
    }
}
