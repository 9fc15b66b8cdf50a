package org.linli.place;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The grids 网格 of each community, drawn by its administrator. No two hold the same prefix; of two, the longer one counts. */
@Repository
@Transactional
public class Grids {

    private static final int LONGEST_NAME = 50;
    private static final String SELECT = """
            select g.id, g.community, g.name, g.kind,
                   array(select p.prefix from grid_prefix p where p.grid = g.id order by p.prefix) as prefixes
              from grid g
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Grids(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Draws a grid. Refuses an empty one, a prefix outside the community or of another grid, and a name it has already. */
    public UUID draw(PlaceCode community, String name, Grid.Kind kind, Collection<PlaceCode> prefixes) {
        mine(community);
        String shown = Worded.named("grid.name", name, LONGEST_NAME);
        if (prefixes.isEmpty()) {
            throw Refusal.invalid("grid.empty");
        }
        UUID id = Ids.at(clock.instant());
        try {
            jdbc.sql("insert into grid (id, community, name, kind) values (:id, :community, :name, :kind)")
                    .param("id", id)
                    .param("community", community.value())
                    .param("name", shown)
                    .param("kind", kind.name())
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("grid.exists", "name", shown);
        }
        prefixes.stream().distinct().forEach(prefix -> hold(id, community, prefix));
        return id;
    }

    /** Adds a prefix to a grid. Refuses one outside its community or of another grid. */
    public void add(UUID id, PlaceCode prefix) {
        Grid grid = mine(id);
        hold(id, grid.community(), prefix);
    }

    /** Takes a prefix from a grid. Refuses its last one: the grid is dropped instead. */
    public void take(UUID id, PlaceCode prefix) {
        Grid grid = mine(id);
        if (grid.prefixes().equals(List.of(prefix))) {
            throw Refusal.invalid("grid.empty");
        }
        dropped(jdbc.sql("delete from grid_prefix where grid = :id and prefix = :prefix")
                .param("id", id)
                .param("prefix", prefix.value())
                .update());
    }

    /** Drops a grid. */
    public void drop(UUID id) {
        mine(id);
        dropped(jdbc.sql("delete from grid where id = :id").param("id", id).update());
    }

    /** One grid. Refuses an unknown id as not found. */
    @Transactional(readOnly = true)
    public Grid grid(UUID id) {
        return jdbc.sql(SELECT + " where g.id = :id")
                .param("id", id)
                .query((row, n) -> grid(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The grids of a community by name. */
    @Transactional(readOnly = true)
    public List<Grid> of(PlaceCode community) {
        return jdbc.sql(SELECT + " where g.community = :community order by g.kind, length(g.name), g.name")
                .param("community", community.value())
                .query((row, n) -> grid(row))
                .list();
    }

    /** The grid that a place lies in: the one with the longest prefix of it. */
    @Transactional(readOnly = true)
    public Optional<Grid> covering(PlaceCode place) {
        List<String> prefixes = Arrays.stream(PlaceLevel.values())
                .filter(level -> level.digits() <= place.value().length())
                .map(level -> place.at(level).value())
                .toList();
        return jdbc.sql(SELECT + """
                         join grid_prefix held on held.grid = g.id
                         where held.prefix in (:prefixes)
                         order by length(held.prefix) desc
                         limit 1
                        """)
                .param("prefixes", prefixes)
                .query((row, n) -> grid(row))
                .optional();
    }

    private void hold(UUID id, PlaceCode community, PlaceCode prefix) {
        if (!community.contains(prefix)) {
            throw Refusal.invalid("grid.outside", "place", prefix.value());
        }
        Place held = jdbc.sql("select code, name, phone from place where code = :code")
                .param("code", prefix.value())
                .query((row, n) -> new Place(prefix, row.getString("name"), ""))
                .optional()
                .orElseThrow(Refusal::notFound);
        try {
            jdbc.sql("insert into grid_prefix (grid, prefix) values (:id, :prefix)")
                    .param("id", id)
                    .param("prefix", prefix.value())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.invalid("grid.taken", "place", held.name());
        }
    }

    private Grid mine(UUID id) {
        Grid grid = grid(id);
        mine(grid.community());
        return grid;
    }

    private static void mine(PlaceCode community) {
        if (!Acting.current().duty().appoints() || !Acting.current().covers(community)) {
            throw Refusal.forbidden("place.notYours");
        }
        if (community.level() != PlaceLevel.COMMUNITY) {
            throw Refusal.invalid("place.level");
        }
    }

    private static void dropped(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    private static Grid grid(ResultSet row) throws SQLException {
        return new Grid(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("community")),
                row.getString("name"),
                Grid.Kind.valueOf(row.getString("kind")),
                Arrays.stream((String[]) row.getArray("prefixes").getArray())
                        .map(PlaceCode::new)
                        .toList());
    }
}
