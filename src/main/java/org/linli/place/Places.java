package org.linli.place;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All places 地点, to read and to find: from the province to the home. Their names are public. */
@Repository
@Transactional(readOnly = true)
public class Places {

    /** The longest text that is searched for, in characters. */
    public static final int LONGEST_SEARCH = 40;

    /** The longest address that is read, in characters. */
    public static final int LONGEST_ADDRESS = 200;

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Finder finder;
    private final Locator locator;

    Places(JdbcClient jdbc, Trips trips, Finder finder, Locator locator) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.finder = finder;
        this.locator = locator;
    }

    /** One place. Refuses an unknown code as not found. */
    public Place place(PlaceCode code) {
        return jdbc.sql("select code, name, phone from place where code = :code")
                .param("code", code.value())
                .query((row, n) -> place(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The place's own name: {@code 3号楼}. Refuses an unknown code as not found. */
    public String name(PlaceCode code) {
        return place(code).name();
    }

    /** The places from the province down to this one. Refuses an unknown code as not found. */
    public List<Place> path(PlaceCode code) {
        List<Place> path = jdbc.sql("select code, name, phone from place where code in (:codes) order by code")
                .param("codes", ancestry(code))
                .query((row, n) -> place(row))
                .list();
        if (path.isEmpty() || !path.getLast().code().equals(code)) {
            throw Refusal.notFound();
        }
        return path;
    }

    /**
     * The name as people write it: {@code 宁宝世家 3号楼 2单元 1203} below a community, its own name above.
     * Refuses an unknown code as not found.
     */
    public String fullName(PlaceCode code) {
        return fullName(trips.begin(), code).get();
    }

    /** The same, asked on a trip; it refuses when the answer is wanted. */
    public Supplier<String> fullName(Trip trip, PlaceCode code) {
        Supplier<Map<String, String>> names = names(trip, Set.of(code));
        return () -> Optional.ofNullable(fullNames(Set.of(code), names.get()).get(code))
                .orElseThrow(Refusal::notFound);
    }

    /** The {@link #fullName} of each, in one query; unknown codes are left out. */
    public Map<PlaceCode, String> fullNames(Collection<PlaceCode> codes) {
        return fullNames(codes, names(codes));
    }

    private static Map<PlaceCode, String> fullNames(Collection<PlaceCode> codes, Map<String, String> names) {
        return codes.stream()
                .distinct()
                .filter(code -> names.containsKey(code.value()))
                .collect(Collectors.toMap(
                        code -> code, code -> fullName(code, names), (one, same) -> one, LinkedHashMap::new));
    }

    /**
     * The places directly inside, by code, from the one after the given code on.
     *
     * @param most 1 to 500; ask for one more than shown to know whether there are more
     */
    public List<Inside> children(PlaceCode code, String after, int most) {
        return children(trips.begin(), code, after, most).get();
    }

    /** The same, asked on a trip. */
    public Supplier<List<Inside>> children(Trip trip, PlaceCode code, String after, int most) {
        Optional<PlaceLevel> below = code.level().below();
        if (below.isEmpty()) {
            return List::of;
        }
        String deeper = below.get()
                .below()
                .map(level -> Integer.toString(level.digits()))
                .orElse("0");
        boolean countsHomes = code.level().compareTo(PlaceLevel.COMMUNITY) >= 0 && below.get() != PlaceLevel.HOME;
        return trip.ask(
                """
                        select p.code, p.name,
                               (select count(*)
                                  from place c
                                 where c.code > p.code
                                   and c.code < p.code || ':'
                                   and c.level = %s) as places,
                               %s as homes
                          from place p
                         where p.code > greatest(:from, :after)
                           and p.code < :to
                           and p.level = %d
                         order by p.code
                         limit %d
                        """.formatted(
                        deeper, countsHomes ? homes("p") : "0", below.get().digits(), Math.clamp(most, 1, 500)),
                Map.of("from", code.from(), "after", after, "to", code.to()),
                (row, n) -> new Inside(
                        PlaceCode.parse(row.getString("code")),
                        row.getString("name"),
                        row.getInt("places"),
                        row.getInt("homes")));
    }

    private static String homes(String place) {
        return "(select count(*) from place h where h.code > %1$s.code and h.code < %1$s.code || ':' and h.level = 24)"
                .formatted(place);
    }

    /**
     * What somebody may mean by a text, the best first: words of names or their pinyin initials, the earlier ones of
     * places that hold it ({@code 集美 nbsq}), a code, or an address within a community ({@code 宁宝世家 3-2-1203}).
     *
     * @param near where they are; what is nearer comes first
     * @param within where to look at all
     * @param most 1 to 50
     */
    public List<Found> find(String text, Optional<PlaceCode> near, Optional<PlaceCode> within, int most) {
        if (text.length() > LONGEST_SEARCH) {
            throw Refusal.invalid("place.findTooLong", "most", LONGEST_SEARCH);
        }
        List<PlaceCode> codes = finder.find(text, near, within).stream()
                .limit(Math.clamp(most, 1, Finder.MOST))
                .map(PlaceCode::new)
                .toList();
        Map<String, String> names = names(codes);
        return codes.stream()
                .map(code -> new Found(code, fullName(code, names), holders(code, names)))
                .toList();
    }

    /** The place that a whole address means, as people write it, or what it may have meant. Refuses one of over 200 characters. */
    public Located locate(String address, PlaceCode within) {
        if (address.length() > LONGEST_ADDRESS) {
            throw Refusal.invalid("place.findTooLong", "most", LONGEST_ADDRESS);
        }
        return locator.locate(address, within);
    }

    private Map<String, String> names(Collection<PlaceCode> codes) {
        return codes.isEmpty() ? Map.of() : names(trips.begin(), codes).get();
    }

    private static Supplier<Map<String, String>> names(Trip trip, Collection<PlaceCode> codes) {
        String[] all = codes.stream()
                .flatMap(code -> ancestry(code).stream())
                .distinct()
                .sorted()
                .toArray(String[]::new);
        Supplier<List<Map.Entry<String, String>>> names = trip.ask(
                "select code, name from place where code = any(:codes)",
                Map.of("codes", all),
                (row, n) -> Map.entry(row.getString("code"), row.getString("name")));
        return () -> names.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String fullName(PlaceCode code, Map<String, String> names) {
        if (code.level().compareTo(PlaceLevel.COMPOUND) < 0) {
            return names.getOrDefault(code.value(), "");
        }
        return joined(
                ancestry(code).stream()
                        .filter(part -> part.length() > PlaceLevel.COMMUNITY.digits())
                        .toList(),
                names);
    }

    private static String holders(PlaceCode code, Map<String, String> names) {
        return joined(
                ancestry(code).stream()
                        .filter(part -> part.length() <= PlaceLevel.COMMUNITY.digits()
                                && part.length() < code.value().length())
                        .toList(),
                names);
    }

    private static String joined(List<String> codes, Map<String, String> names) {
        return codes.stream()
                .map(part -> names.getOrDefault(part, ""))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static List<String> ancestry(PlaceCode code) {
        List<String> codes = new ArrayList<>();
        for (PlaceLevel level : PlaceLevel.values()) {
            if (level.digits() <= code.value().length()) {
                codes.add(code.at(level).value());
            }
        }
        return codes;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                PlaceCode.parse(row.getString("code")),
                row.getString("name"),
                Optional.ofNullable(row.getString("phone")).orElse(""));
    }
}
