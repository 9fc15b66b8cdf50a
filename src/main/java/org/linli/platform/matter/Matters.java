package org.linli.platform.matter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All matters 事项: opens and moves them, each step with its timeline row in the same statement or transaction. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Matters {

    /** The columns that {@link #matter} reads; a query names the table {@code m}. */
    public static final String COLUMNS = """
            m.id, m.kind, m.place, m.title, m.state, m.version, m.requester, m.handler, m.handler_name, m.assignee,
            m.returned_by, m.opened_at, m.moved_at, m.due_at, m.ended_at
            """;

    /** Whether the acting person reaches the matter {@code m}; with the parameters of {@link #reach}. Row security is the net below. */
    public static final String REACHED = reached("m.place >= :reachFrom and m.place < :reachTo");

    /**
     * The same where a query asks for what is open in a community or of a handler: an index of places would be read for it besides,
     * with all that ever was there.
     */
    public static final String REACHED_OF_OPEN = reached("starts_with(m.place, :reachFrom)");

    /** The same, also for whom their organisation takes part 参与 in the matter: for the kinds that have parties. */
    public static final String REACHED_OR_PARTY = "(" + REACHED + """
              or m.kind = 'whistle' and exists (select 1
                                                  from matter_party x
                                                 where x.matter = m.id
                                                   and x.organisation = :reachOrganisation))
            """;

    private static final ScopedValue<AtomicReference<@Nullable Seen>> SEEN = ScopedValue.newInstance();

    private final JdbcClient jdbc;
    private final Trips trips;

    Matters(JdbcClient jdbc, Trips trips) {
        this.jdbc = jdbc;
        this.trips = trips;
    }

    private static String reached(String within) {
        return """
                ((:readsAll and %s)
                  or m.requester = :reachPerson
                  or m.handler = :reachOrganisation
                  or m.returned_by = :reachOrganisation)
                """.formatted(within);
    }

    /**
     * Does work for somebody who saw a matter as it stood. Refuses as moved on if it has moved since, before anything is done
     * and again when it is moved: a step that they meant for one round is not taken in a later one. What the machinery only
     * tells of it, such as that time runs out, makes no page old.
     */
    public <T> T asSeen(Seen seen, Supplier<T> work) {
        // A matter out of reach is not found by the work itself.
        Optional<Integer> stands = jdbc.sql("select version from matter where id = :id")
                .param("id", seen.matter())
                .query(Integer.class)
                .optional();
        if (stands.filter(version -> isOld(seen, version)).isPresent()) {
            throw Refusal.movedOn("matter.movedOn");
        }
        return ScopedValue.where(SEEN, new AtomicReference<@Nullable Seen>(seen))
                .call(work::get);
    }

    /** Only the first move is of what was seen; what follows from it stands on it. */
    private void onlyAsSeen(Matter before) {
        if (!SEEN.isBound()) {
            return;
        }
        AtomicReference<@Nullable Seen> held = SEEN.get();
        Seen seen = held.get();
        if (seen == null || !seen.matter().equals(before.id())) {
            return;
        }
        held.set(null);
        if (isOld(seen, before.version())) {
            throw Refusal.movedOn("matter.movedOn");
        }
    }

    private boolean isOld(Seen seen, int stands) {
        return seen.version() != stands && (seen.version() > stands || !onlyTold(seen.matter(), seen.version()));
    }

    /** Whether all that happened to a matter since is that the machinery told of it, such as that time runs out. */
    private boolean onlyTold(UUID matter, int since) {
        return jdbc.sql("""
                        select coalesce(bool_and(duty = 'SYSTEM' and from_state = to_state), false)
                          from timeline_entry
                         where matter = :matter
                           and seq > :since
                        """)
                .param("matter", matter)
                .param("since", since)
                .query(Boolean.class)
                .single();
    }

    /** Opens a matter with its first timeline row. Refuses a place outside the actor's reach (by row security). */
    public void open(Matter matter, Entry entry) {
        open(matter, matter.dueAt().map(due -> Light.soon(matter.movedAt(), due)), entry);
    }

    /** The same, of a clock that counts open time only, and from when on it is nearly used up. */
    public void open(Matter matter, Optional<Instant> soon, Entry entry) {
        jdbc.sql("""
                        insert into matter (id, kind, place, title, state, version, requester, handler, handler_name,
                                            assignee, returned_by, opened_at, moved_at, due_at, soon_at, ended_at)
                        values (:id, :kind, :place, :title, :state, 1, :requester, :handler, :handlerName,
                                :assignee, :returnedBy, :openedAt, :movedAt, :dueAt, :soonAt, :endedAt)
                        """)
                .param("id", matter.id())
                .param("kind", matter.kind())
                .param("place", matter.place().value())
                .param("requester", Bound.id(matter.requester()))
                .param("openedAt", time(matter.openedAt()))
                .params(standing(matter))
                .param("soonAt", Bound.time(soon))
                .update();
        jdbc.sql("""
                        insert into timeline_entry (id, matter, place, at, step, from_state, to_state, person, signature,
                                                    duty, words, detail)
                        values (:entry, :id, :place, :at, :step, :from, :to, :person, :signature,
                                :duty, :words, jsonb_object(:keys, :values))
                        """)
                .param("id", matter.id())
                .param("place", matter.place().value())
                .params(written(entry))
                .update();
    }

    /**
     * Moves a matter from where it stood to where it stands, and writes the timeline row, in one statement.
     * Refuses as moved on if somebody else moved it in between.
     */
    public void move(Matter before, Matter after, Entry entry) {
        // Another end of the clock is another clock: it began with the step that set it.
        move(before, after, after.dueAt().map(due -> Light.soon(after.movedAt(), due)), entry);
    }

    /**
     * The same, of a clock that counts open time only.
     *
     * @param soon from when on it is nearly used up, if the step set it
     */
    public void move(Matter before, Matter after, Optional<Instant> soon, Entry entry) {
        if (!moves(before, after, soon, entry)) {
            throw Refusal.movedOn("matter.movedOn");
        }
    }

    /**
     * The same, and gives back whether it moved: where it did not, the machinery told of it in between and nobody moved it, and
     * the same step may be taken from where it stands now.
     */
    public boolean moves(Matter before, Matter after, Optional<Instant> soon, Entry entry) {
        onlyAsSeen(before);
        int moved = jdbc.sql("""
                        with moved as (
                            update matter
                               set title = :title,
                                   state = :state,
                                   version = version + 1,
                                   handler = :handler,
                                   handler_name = :handlerName,
                                   assignee = :assignee,
                                   returned_by = :returnedBy,
                                   moved_at = :movedAt,
                                   due_at = :dueAt,
                                   soon_at = case
                                       when due_at is distinct from cast(:dueAt as timestamptz) then cast(:soonAt as timestamptz)
                                       else soon_at
                                   end,
                                   ended_at = :endedAt
                             where id = :id
                               and version = :version
                            returning id, place
                        )
                        insert into timeline_entry (id, matter, place, at, step, from_state, to_state, person, signature,
                                                    duty, words, detail)
                        select :entry, id, place, :at, :step, :from, :to, :person, :signature,
                               :duty, :words, jsonb_object(:keys, :values)
                          from moved
                        """)
                .param("id", before.id())
                .param("version", before.version())
                .params(standing(after))
                .param("soonAt", Bound.time(soon))
                .params(written(entry))
                .update();
        if (moved == 0 && !onlyTold(before.id(), before.version())) {
            throw Refusal.movedOn("matter.movedOn");
        }
        return moved == 1;
    }

    /** Calls an organisation to a matter of several; once however often it is called. Refuses one that may not handle anything there (by row security). */
    public void call(Matter matter, UUID organisation, Instant now) {
        jdbc.sql("""
                        insert into matter_party (matter, organisation, place, since)
                        values (:matter, :organisation, :place, :now)
                        on conflict do nothing
                        """)
                .param("matter", matter.id())
                .param("organisation", organisation)
                .param("place", matter.place().value())
                .param("now", time(now))
                .update();
    }

    /** The timeline of a matter, oldest first; empty for one out of reach. */
    public List<Trace> timeline(UUID matter) {
        return timeline(trips.begin(), matter).get();
    }

    /** The same, asked on a trip. */
    public Supplier<List<Trace>> timeline(Trip trip, UUID matter) {
        return trip.ask("""
                        select id, seq, at, step, from_state, to_state, person, signature, duty, words,
                               array(select x.key || '=' || x.value from jsonb_each_text(detail) x order by x.key) as detail
                          from timeline_entry
                         where matter = :matter
                         order by seq
                        """, Map.of("matter", matter), (row, n) -> trace(row));
    }

    /** The parameters of {@link #REACHED} for the acting person. */
    public static Map<String, Object> reach() {
        Actor actor = Acting.current();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("readsAll", actor.duty().readsMatters() && actor.place().isPresent());
        values.put("reachFrom", actor.place().map(PlaceCode::from).orElse(""));
        values.put("reachTo", actor.place().map(PlaceCode::to).orElse(""));
        values.put("reachPerson", Bound.id(actor.person()));
        values.put("reachOrganisation", Bound.id(actor.duty().handles() ? actor.organisation() : Optional.empty()));
        return values;
    }

    private static Map<String, Object> standing(Matter matter) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", matter.title());
        values.put("state", matter.state());
        values.put("handler", Bound.id(matter.handler()));
        values.put("handlerName", matter.handlerName());
        values.put("assignee", Bound.id(matter.assignee()));
        values.put("returnedBy", Bound.id(matter.returnedBy()));
        values.put("movedAt", time(matter.movedAt()));
        values.put("dueAt", Bound.time(matter.dueAt()));
        values.put("endedAt", Bound.time(matter.endedAt()));
        return values;
    }

    private static Map<String, Object> written(Entry entry) {
        Actor actor = Acting.current();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("entry", entry.id());
        values.put("at", time(entry.at()));
        values.put("step", entry.step());
        values.put("from", entry.from());
        values.put("to", entry.to());
        values.put("person", Bound.id(actor.person()));
        values.put("signature", actor.signature());
        values.put("duty", actor.duty().name());
        values.put("words", Bound.text(entry.words()));
        values.put("keys", entry.detail().keySet().toArray(String[]::new));
        values.put("values", entry.detail().values().toArray(String[]::new));
        return values;
    }

    /** How a time is bound: the driver takes no {@link Instant}. */
    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** How a time is read. */
    public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Reads the {@link #COLUMNS}. */
    public static Matter matter(ResultSet row) throws SQLException {
        return new Matter(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                PlaceCode.parse(row.getString("place")),
                row.getString("title"),
                row.getString("state"),
                row.getInt("version"),
                Optional.ofNullable(row.getObject("requester", UUID.class)),
                Optional.ofNullable(row.getObject("handler", UUID.class)),
                row.getString("handler_name"),
                Optional.ofNullable(row.getObject("assignee", UUID.class)),
                Optional.ofNullable(row.getObject("returned_by", UUID.class)),
                instant(row, "opened_at").orElseThrow(),
                instant(row, "moved_at").orElseThrow(),
                instant(row, "due_at"),
                instant(row, "ended_at"));
    }

    private static Trace trace(ResultSet row) throws SQLException {
        Map<String, String> detail = new LinkedHashMap<>();
        for (String pair : (String[]) row.getArray("detail").getArray()) {
            int equals = pair.indexOf('=');
            detail.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Trace(
                row.getObject("id", UUID.class),
                row.getInt("seq"),
                instant(row, "at").orElseThrow(),
                row.getString("step"),
                row.getString("from_state"),
                row.getString("to_state"),
                Optional.ofNullable(row.getObject("person", UUID.class)),
                row.getString("signature"),
                row.getString("duty"),
                Optional.ofNullable(row.getString("words")).orElse(""),
                detail);
    }
}
