package org.linli.order;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Filters that somebody comes back to 常用筛选: named, kept, and shared with their organisation. What a view shows is what whoever opens it may see. */
@Repository
@Transactional
public class SavedViews {

    /** The most that one person keeps. */
    public static final int MOST = 20;

    /**
     * A saved filter.
     *
     * @param query of the list's address
     * @param mine whether the acting person saved it
     */
    public record View(UUID id, String name, String query, boolean shared, boolean mine) {}

    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_QUERY = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    SavedViews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The acting person's own, as they were saved, then those shared with the organisation they act for. */
    @Transactional(readOnly = true)
    public List<View> all() {
        Actor actor = Acting.current();
        return jdbc.sql("""
                        select id, name, filter, organisation is not null as shared, person is not distinct from :self as mine
                          from order_view
                         where person = :me
                            or organisation = :office
                         order by mine desc, slot, name, id
                         limit 60
                        """)
                .param("me", actor.self())
                .param("self", actor.self())
                .param("office", Bound.id(actor.organisation()))
                .query((row, n) -> new View(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("filter"),
                        row.getBoolean("shared"),
                        row.getBoolean("mine")))
                .list();
    }

    /** Keeps a filter under a name. Refuses a name of 0 or over 20 characters, one in use, and a twenty-first. */
    public UUID save(String name, Sought sought) {
        String query = sought.query();
        if (query.length() > LONGEST_QUERY) {
            throw Refusal.invalid("order.filter", "most", Sought.LONGEST_WORDS);
        }
        String shown = named(name);
        UUID id = Ids.at(clock.instant());
        int saved;
        try {
            saved = jdbc.sql("""
                            insert into order_view (id, person, slot, name, filter, saved_at)
                            select :id, :self, min(free), :name, :filter, :now
                              from generate_series(1, 20) as free
                             where not exists (select 1 from order_view v where v.person = :me and v.slot = free)
                            having min(free) is not null
                            """)
                    .param("id", id)
                    .param("self", Acting.current().self())
                    .param("me", Acting.current().self())
                    .param("name", shown)
                    .param("filter", query)
                    .param("now", Matters.time(clock.instant()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.invalid("order.viewExists");
        }
        if (saved == 0) {
            throw Refusal.invalid("order.viewTooMany", "most", MOST);
        }
        return id;
    }

    /** Renames one of the acting person's own. Refuses as {@link #save}, and one of somebody else as not found. */
    public void rename(UUID id, String name) {
        String shown = named(name);
        try {
            gone(jdbc.sql("update order_view set name = :name where id = :id and person = :me")
                    .param("name", shown)
                    .param("id", id)
                    .param("me", Acting.current().self())
                    .update());
        } catch (DuplicateKeyException taken) {
            throw Refusal.invalid("order.viewExists");
        }
    }

    /** Shares one's own with the organisation one acts for, or no more. Refuses one of somebody else as not found. */
    public void share(UUID id, boolean shared) {
        Optional<UUID> office = shared ? Acting.current().organisation() : Optional.empty();
        if (shared && office.isEmpty()) {
            throw Refusal.forbidden("list.notYours");
        }
        gone(jdbc.sql("update order_view set organisation = :office where id = :id and person = :me")
                .param("office", Bound.id(office))
                .param("id", id)
                .param("me", Acting.current().self())
                .update());
    }

    /** Deletes one's own. Refuses one of somebody else as not found. */
    public void delete(UUID id) {
        gone(jdbc.sql("delete from order_view where id = :id and person = :me")
                .param("id", id)
                .param("me", Acting.current().self())
                .update());
    }

    private static String named(String name) {
        return Worded.named("order.viewName", name.replaceAll("\\s+", " "), LONGEST_NAME);
    }

    private static void gone(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }
}
