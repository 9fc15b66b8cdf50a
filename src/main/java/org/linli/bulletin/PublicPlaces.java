package org.linli.bulletin;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.linli.device.PublicDevices;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.OrderCounts;
import org.linli.order.OrderCounts.Counts;
import org.linli.order.OrderCounts.Figures;
import org.linli.organisation.Organisations;
import org.linli.patrol.SettledCounts;
import org.linli.place.Place;
import org.linli.place.Places;
import org.springframework.stereotype.Component;

/** Puts together what anybody may read of a street, a community or a compound 公开页: twelve months, and nobody in person. */
@Component
class PublicPlaces {

    private static final int MONTHS = 12;
    private static final int MOST_CONTACTS = 40;

    private final Places places;
    private final OrderCounts counts;
    private final Organisations organisations;
    private final SettledCounts settled;
    private final PublicDevices devices;
    private final Clock clock;

    PublicPlaces(
            Places places,
            OrderCounts counts,
            Organisations organisations,
            SettledCounts settled,
            PublicDevices devices,
            Clock clock) {
        this.places = places;
        this.counts = counts;
        this.organisations = organisations;
        this.settled = settled;
        this.devices = devices;
        this.clock = clock;
    }

    /** Whether places of this level have a public page. */
    static boolean shown(PlaceLevel level) {
        return level == PlaceLevel.STREET || level == PlaceLevel.COMMUNITY || level == PlaceLevel.COMPOUND;
    }

    /** Refuses an unknown place, and one without a public page, as not found. */
    PublicPlace of(PlaceCode code) {
        if (!shown(code.level())) {
            throw Refusal.notFound();
        }
        List<Place> path = places.path(code);
        YearMonth now = YearMonth.now(clock);
        YearMonth since = now.minusMonths(MONTHS - 1);
        Counts counted = counts.of(code, since);
        return new PublicPlace(
                path.getLast(),
                path.subList(0, path.size() - 1),
                cell(code, counted, since),
                counted.total(),
                months(code, counted, now),
                parts(code, counted),
                settled.of(code, since).entrySet().stream()
                        .map(month -> new PublicPlace.Reported(month.getKey(), month.getValue()))
                        .toList()
                        .reversed(),
                organisations.at(code).stream()
                        .filter(one -> !one.phone().isEmpty())
                        .limit(MOST_CONTACTS)
                        .toList(),
                code.level() == PlaceLevel.STREET ? List.of() : devices.at(code));
    }

    /** A compound that its community's page hides stays hidden on its own. */
    private Cell cell(PlaceCode code, Counts counted, YearMonth since) {
        Cell alone = Cell.of(counted.total().placed());
        if (code.level() != PlaceLevel.COMPOUND || alone == Cell.FEW) {
            return alone;
        }
        return Cell.of(placed(counts.of(code.at(PlaceLevel.COMMUNITY), since).byPlace()))
                .getOrDefault(code, Cell.SHOWN);
    }

    private List<PublicPlace.Month> months(PlaceCode code, Counts counted, YearMonth now) {
        if (counted.byMonth().isEmpty()) {
            return List.of();
        }
        SortedMap<YearMonth, Cell> cells =
                code.level() == PlaceLevel.COMPOUND ? Cell.of(placed(counted.byMonth())) : new TreeMap<>();
        long most = counted.byMonth().values().stream()
                .mapToLong(Figures::placed)
                .max()
                .orElse(1);
        List<PublicPlace.Month> months = new ArrayList<>();
        for (YearMonth month = counted.byMonth().firstKey(); !month.isAfter(now); month = month.plusMonths(1)) {
            Figures figures = counted.byMonth().get(month);
            long placed = figures == null ? 0 : figures.placed();
            long finished = figures == null ? 0 : figures.finished();
            months.add(new PublicPlace.Month(
                    month,
                    month.equals(now),
                    cells.getOrDefault(month, Cell.SHOWN),
                    placed,
                    finished,
                    width(placed, most),
                    width(finished, most)));
        }
        return months;
    }

    /** In whole percent, and never nothing for something. */
    static int width(long part, long most) {
        return part == 0 ? 0 : (int) Math.max(1, Math.min(100, Math.round(100.0 * part / most)));
    }

    private List<PublicPlace.Part> parts(PlaceCode code, Counts counted) {
        if (code.level() == PlaceLevel.COMPOUND) {
            return List.of();
        }
        boolean street = code.level() == PlaceLevel.STREET;
        SortedMap<PlaceCode, Figures> figures = street ? counted.by(PlaceLevel.COMMUNITY) : counted.byPlace();
        SortedMap<PlaceCode, Cell> cells = street ? new TreeMap<>() : Cell.of(placed(figures));
        Map<PlaceCode, String> names = places.fullNames(figures.keySet());
        return figures.entrySet().stream()
                .map(part -> new PublicPlace.Part(
                        part.getKey().value(),
                        names.getOrDefault(part.getKey(), part.getKey().value()),
                        cells.getOrDefault(part.getKey(), Cell.SHOWN),
                        part.getValue()))
                .toList();
    }

    private static <K extends Comparable<K>> SortedMap<K, Long> placed(SortedMap<K, Figures> figures) {
        SortedMap<K, Long> placed = new TreeMap<>();
        figures.forEach((key, value) -> placed.put(key, value.placed()));
        return placed;
    }
}
