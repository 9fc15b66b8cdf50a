package org.linli.place;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Where places stand 位置: what maps are drawn of, and how an administrator enters it. */
@Repository
@Transactional
public class Positions {

    /** So many places a map shows at most; where there are more, it shows what holds them. */
    public static final int MOST = 2000;

    /** So long what is entered at once may be: a line for each of {@value #MOST_LINES} places. */
    public static final int LONGEST = 40_000;

    private static final int MOST_LINES = 500;
    /** Of latitude, everywhere nearly the same. */
    private static final double METRES_A_DEGREE = 111_195;

    /** A name may hold blanks; the last two words are numbers. */
    private static final Pattern LINE = Pattern.compile(
            "(.+?)[\\s,，;；]+(-?[0-9]{1,3}(?:\\.[0-9]{1,12})?)[\\s,，;；]+(-?[0-9]{1,3}(?:\\.[0-9]{1,12})?)");

    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a map of a place shows 底图上的地方.
     *
     * @param places by code
     * @param grouped whether there are so many buildings that what holds them stands for them
     */
    public record Ground(List<Standing> places, boolean grouped) {}

    /**
     * What a map of a place shows: from a community downwards its compounds and buildings, or its compounds alone where both are
     * more than {@value #MOST}; above a community the places directly inside. A code has three digits a level, so that the places of
     * one level are never more.
     */
    @Transactional(readOnly = true)
    public Ground ground(PlaceCode place) {
        return ground(place, MOST);
    }

    Ground ground(PlaceCode place, int most) {
        if (place.level().compareTo(PlaceLevel.COMMUNITY) < 0) {
            return new Ground(directly(place), false);
        }
        List<Standing> all = at(place, most, PlaceLevel.COMPOUND.digits(), PlaceLevel.BUILDING.digits());
        boolean grouped = all.size() > most && place.level() == PlaceLevel.COMMUNITY;
        return grouped ? new Ground(directly(place), true) : new Ground(all, false);
    }

    /** One more than so many, at the most. */
    private List<Standing> at(PlaceCode place, int most, Integer... levels) {
        return jdbc.sql("""
                        select p.code, p.name, g.latitude, g.longitude
                          from place p
                          left join place_position g on g.place = p.code
                         where p.code >= :from
                           and p.code < :to
                           and p.level = any(:levels)
                         order by p.code
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("levels", levels)
                .param("most", most + 1)
                .query((row, n) -> standing(row))
                .list();
    }

    /** Where a place stands, or the closest that holds it, from its building upwards to its community: never a home. */
    @Transactional(readOnly = true)
    public Optional<Position> of(PlaceCode place) {
        return jdbc.sql("""
                        select latitude, longitude
                          from place_position
                         where place in (left(:place, 12), left(:place, 15), left(:place, 18))
                         order by length(place) desc
                         limit 1
                        """)
                .param("place", place.value())
                .query((row, n) -> new Position(row.getDouble("latitude"), row.getDouble("longitude")))
                .optional();
    }

    /**
     * The building inside a place that stands closest to a position, else the closest compound, else the closest community; none
     * that stands further away than so many metres.
     */
    @Transactional(readOnly = true)
    public Optional<PlaceCode> nearest(Position at, PlaceCode within, int metres) {
        double east = Math.cos(Math.toRadians(at.latitude()));
        double degrees = metres / METRES_A_DEGREE;
        return jdbc.sql("""
                        select n.place
                          from (select g.place, power(g.latitude - :latitude, 2) + power((g.longitude - :longitude) * :east, 2) as far
                                  from place_position g
                                 where g.place >= :from
                                   and g.place < :to
                                   and length(g.place) in (12, 15, 18)
                                   and g.latitude between :latitude - :degrees and :latitude + :degrees
                                   and g.longitude between :longitude - :degrees / :east and :longitude + :degrees / :east) n
                         where n.far <= power(:degrees, 2)
                         order by length(n.place) desc, n.far, n.place
                         limit 1
                        """)
                .param("latitude", at.latitude())
                .param("longitude", at.longitude())
                .param("east", east)
                .param("degrees", degrees)
                .param("from", within.from())
                .param("to", within.to())
                .query(String.class)
                .optional()
                .map(PlaceCode::parse);
    }

    /** Where the places directly inside stand, as {@link #set} reads it; places that stand nowhere yet are left out. */
    @Transactional(readOnly = true)
    public String lines(PlaceCode place) {
        return directly(place).stream()
                .flatMap(one -> one.position().map(at -> one.name() + " " + at).stream())
                .collect(Collectors.joining("\n"));
    }

    /**
     * Sets where the places directly inside a community or compound stand, a line for each: its name, its latitude and its
     * longitude ({@code 3号楼 24.60112 118.05823}), with blanks or commas between. What no line names stands nowhere
     * afterwards. Refuses a line that is none, a name that is not inside or stands twice, and too many lines.
     */
    public void set(PlaceCode place, String text) {
        if (!Acting.current().duty().appoints() || !Acting.current().covers(place)) {
            throw Refusal.forbidden("place.notYours");
        }
        if (place.level() != PlaceLevel.COMMUNITY && place.level() != PlaceLevel.COMPOUND) {
            throw Refusal.invalid("place.level");
        }
        // One after the other, and only whoever may change the place itself.
        if (jdbc.sql("select code from place where code = :code for update")
                .param("code", place.value())
                .query(String.class)
                .optional()
                .isEmpty()) {
            throw Refusal.notFound();
        }
        Map<String, PlaceCode> inside =
                directly(place).stream().collect(Collectors.toMap(Standing::name, Standing::code, (one, same) -> one));
        Map<PlaceCode, Position> wanted = read(text, inside);
        jdbc.sql("""
                        delete from place_position g
                         using place p
                         where p.code = g.place
                           and p.code >= :from
                           and p.code < :to
                           and p.level = :level
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("level", below(place))
                .update();
        wanted.forEach((code, at) -> jdbc.sql(
                        "insert into place_position (place, latitude, longitude) values (:place, :latitude, :longitude)")
                .param("place", code.value())
                .param("latitude", at.latitude())
                .param("longitude", at.longitude())
                .update());
    }

    private static Map<PlaceCode, Position> read(String text, Map<String, PlaceCode> inside) {
        List<String> lines = text.lines().map(String::strip).toList();
        if (text.length() > LONGEST || lines.size() > MOST_LINES) {
            throw Refusal.invalid("place.positionsMany", "most", MOST_LINES);
        }
        Map<PlaceCode, Position> wanted = new LinkedHashMap<>();
        for (int n = 1; n <= lines.size(); n++) {
            String line = lines.get(n - 1);
            if (line.isEmpty()) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw Refusal.invalid("place.positionLine", "line", n);
            }
            PlaceCode code = inside.get(parts.group(1).strip());
            if (code == null) {
                throw Refusal.invalid("place.positionName", "line", n);
            }
            if (wanted.put(code, at(parts, n)) != null) {
                throw Refusal.invalid("place.positionTwice", "line", n);
            }
        }
        return wanted;
    }

    private static Position at(Matcher parts, int line) {
        try {
            return new Position(Double.parseDouble(parts.group(2)), Double.parseDouble(parts.group(3)));
        } catch (Refusal outside) {
            throw Refusal.invalid("place.positionOutside", "line", line);
        }
    }

    private List<Standing> directly(PlaceCode place) {
        return at(place, MOST, below(place));
    }

    private static int below(PlaceCode place) {
        return place.level().below().orElseThrow(Refusal::notFound).digits();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        double latitude = row.getDouble("latitude");
        boolean nowhere = row.wasNull();
        return new Standing(
                PlaceCode.parse(row.getString("code")),
                row.getString("name"),
                nowhere ? Optional.empty() : Optional.of(new Position(latitude, row.getDouble("longitude"))));
    }
}
