package org.linli.gateway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.gateway.PublicRequest.Status;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.order.Category;
import org.linli.order.State;
import org.linli.place.Position;
import org.linli.platform.Bound;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The requests and their updates as the world reads them 公开查询: by functions that give the public columns and nothing else. */
@Repository
@Transactional(readOnly = true)
public class PublicRequests {

    /** As many as any list reaches into by page numbers (GeoReport v2: the first 1,000); a cursor leads further. */
    public static final int REACH = 1000;

    /** As many as one answer may hold. */
    public static final int MOST = 100;

    /** As many updates as one answer may hold, and does where nobody says how many: clients take the window that they ask for to be whole. */
    public static final int MOST_UPDATES = 1000;

    private static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
    private static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));
    private static final Set<State> WORKING = Set.of(State.ACCEPTED, State.IN_PROGRESS);

    /**
     * What to list.
     *
     * @param codes categories; empty for all
     * @param leave how many to leave out at the beginning, at most {@link #REACH}
     * @param most 1 to {@link #MOST}
     */
    public record Asked(
            Set<String> codes, Window window, Optional<Status> status, Optional<Cursor> after, int leave, int most) {}

    private final JdbcClient jdbc;
    private final Services services;

    PublicRequests(JdbcClient jdbc, Services services) {
        this.jdbc = jdbc;
        this.services = services;
    }

    /** The requests of a jurisdiction, the newest first; nothing for one that is not open. */
    public Page<PublicRequest> list(String jurisdiction, Asked asked) {
        Cursor from = asked.after().orElse(LAST);
        Map<String, String> names = names();
        List<PublicRequest> rows = jdbc.sql("""
                        select id, category, state, agency, place, address, opened_at, moved_at, due_at, ended_at,
                               merged_into, latitude, longitude
                          from open311_requests(:jurisdiction, cast(:codes as text[]), :since, :before,
                                                cast(:open as boolean), :at, :id, :leave, :most)
                        """)
                .param("jurisdiction", jurisdiction)
                .param("codes", Bound.texts(Optional.of(asked.codes()).filter(some -> !some.isEmpty())))
                .param("since", Matters.time(asked.window().since()))
                .param("before", Matters.time(asked.window().before()))
                .param("open", Bound.flag(asked.status().map(status -> status == Status.OPEN)))
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("leave", asked.leave())
                .param("most", asked.most() + 1)
                .query((row, n) -> request(row, names))
                .list();
        return Page.cut(rows, asked.most(), last -> new Cursor(last.requestedAt(), last.id()));
    }

    /** The named requests of a jurisdiction; those of others are left out. */
    public List<PublicRequest> named(String jurisdiction, Collection<UUID> ids) {
        Map<String, String> names = names();
        return jdbc.sql("""
                        select id, category, state, agency, place, address, opened_at, moved_at, due_at, ended_at,
                               merged_into, latitude, longitude
                          from open311_requests_of(:jurisdiction, :ids)
                        """)
                .param("jurisdiction", jurisdiction)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> request(row, names))
                .list();
    }

    /**
     * The updates of a jurisdiction's requests, the oldest first.
     *
     * @param requests whose; empty for all
     */
    public Page<PublicRequest.Update> updates(
            String jurisdiction, Set<UUID> requests, Window window, Optional<Cursor> after, int most) {
        Cursor from = after.orElse(FIRST);
        List<PublicRequest.Update> rows = jdbc.sql("""
                        select id, matter, step, state, moved_at
                          from open311_updates(:jurisdiction, cast(:requests as uuid[]), :since, :before, :at, :id, :most)
                        """)
                .param("jurisdiction", jurisdiction)
                .param("requests", Bound.ids(Optional.of(requests).filter(some -> !some.isEmpty())))
                .param("since", Matters.time(window.since()))
                .param("before", Matters.time(window.before()))
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", most + 1)
                .query((row, n) -> new PublicRequest.Update(
                        row.getObject("id", UUID.class),
                        row.getObject("matter", UUID.class),
                        row.getString("step"),
                        State.valueOf(row.getString("state")),
                        Matters.instant(row, "moved_at").orElseThrow()))
                .list();
        return Page.cut(rows, most, last -> new Cursor(last.at(), last.id()));
    }

    private Map<String, String> names() {
        return services.known().stream().collect(Collectors.toMap(Category::code, Category::name));
    }

    private static PublicRequest request(ResultSet row, Map<String, String> names) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        Optional<Instant> endedAt = Matters.instant(row, "ended_at");
        return new PublicRequest(
                row.getObject("id", UUID.class),
                row.getString("category"),
                names.getOrDefault(row.getString("category"), row.getString("category")),
                state,
                row.getString("agency"),
                row.getString("address"),
                row.getString("place"),
                Matters.instant(row, "opened_at").orElseThrow(),
                endedAt.orElse(Matters.instant(row, "moved_at").orElseThrow()),
                // What the handler has promised; any other clock is the community's own.
                Matters.instant(row, "due_at").filter(due -> WORKING.contains(state)),
                position(row),
                Optional.ofNullable(row.getObject("merged_into", UUID.class)));
    }

    private static Optional<Position> position(ResultSet row) throws SQLException {
        double latitude = row.getDouble("latitude");
        return row.wasNull() ? Optional.empty() : Optional.of(new Position(latitude, row.getDouble("longitude")));
    }
}
