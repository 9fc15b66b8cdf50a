package org.linli.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.order.Order;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Secrets;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The other servers 对接系统 of a place: connected and ended by its administrator. */
@Repository
@Transactional
public class Servers {

    /**
     * A connection as its form has it.
     *
     * @param key their API key; empty where they want none
     * @param organisation empty where nothing is pushed
     */
    public record Connection(
            String name,
            String url,
            String jurisdiction,
            String key,
            Server.Direction direction,
            Optional<UUID> organisation,
            PlaceCode place,
            Codes codes) {}

    static final String PURPOSE = "open311.server";

    private static final String SELECT = """
            select id, place, name, url, jurisdiction, key, direction, organisation, codes, attributes,
                   fetched_until, updates_until, failing_since, failure
              from open311_server
             where ended_at is null
            """;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Secrets secrets;
    private final Wire wire;
    private final Pulls pulls;
    private final Clock clock;

    Servers(JdbcClient jdbc, Organisations organisations, Secrets secrets, Wire wire, Pulls pulls, Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.secrets = secrets;
        this.wire = wire;
        this.pulls = pulls;
        this.clock = clock;
    }

    /**
     * Connects another server. Refuses a name of 0 or over 40 characters, an address that is none or leads into a private
     * network, an organisation that handles no orders there or stands for another server already, and a place of another level
     * than community or street.
     */
    public UUID connect(Connection asked) {
        Actor actor = Jurisdictions.administrator();
        String name = Worded.named("gateway.serverName", asked.name(), 40);
        if (!actor.covers(asked.place())) {
            throw Refusal.notFound();
        }
        if (asked.place().level() != PlaceLevel.COMMUNITY && asked.place().level() != PlaceLevel.STREET) {
            throw Refusal.invalid("gateway.serverPlace");
        }
        if (asked.jurisdiction().length() > 100 || asked.key().length() > 200) {
            throw Refusal.invalid("gateway.serverKey");
        }
        if (asked.direction().pushes()) {
            Organisation organisation = organisations.mine(
                    asked.organisation().orElseThrow(() -> Refusal.invalid("gateway.serverOrganisation")));
            if (!Order.handles(organisation.kind()) || organisation.until().isPresent()) {
                throw Refusal.invalid("gateway.serverOrganisation");
            }
        }
        String url = address(asked.url());
        UUID id = Ids.at(clock.instant());
        try {
            jdbc.sql("""
                            insert into open311_server (id, place, name, url, jurisdiction, key, direction, organisation, codes,
                                                        made_at, fetched_until, updates_until)
                            values (:id, :place, :name, :url, :jurisdiction, cast(:key as bytea), :direction, :organisation,
                                    :codes, :now, :now, :now)
                            """)
                    .param("id", id)
                    .param("place", asked.place().value())
                    .param("name", name)
                    .param("url", url)
                    .param("jurisdiction", asked.jurisdiction().strip())
                    .param(
                            "key",
                            Bound.bytes(Optional.of(asked.key().strip())
                                    .filter(key -> !key.isEmpty())
                                    .map(key -> secrets.seal(key, PURPOSE))))
                    .param("direction", asked.direction().name())
                    .param(
                            "organisation",
                            Bound.id(asked.organisation()
                                    .filter(own -> asked.direction().pushes())))
                    .param("codes", asked.codes().text())
                    .param("now", Matters.time(clock.instant()))
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("gateway.serverTaken");
        }
        return id;
    }

    /** The address without what may not stand in it, and without a slash at its end. */
    private String address(String typed) {
        try {
            URI uri = new URI(typed.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web
                    || uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getQuery() != null
                    || uri.getFragment() != null
                    || typed.strip().length() > 300) {
                throw Refusal.invalid("gateway.serverUrl");
            }
            wire.reachable(uri);
            return uri.toString().replaceAll("/+$", "");
        } catch (URISyntaxException none) {
            throw Refusal.invalid("gateway.serverUrl");
        }
    }

    /**
     * Says anew which category is which service, and what we answer to what they ask; what could not be taken over is tried again.
     * Refuses a server elsewhere as not found.
     */
    public void match(UUID id, Codes codes, Defaults defaults) {
        Actor actor = Jurisdictions.administrator();
        gone(jdbc.sql("""
                        update open311_server
                           set codes = :codes, attributes = :attributes
                         where id = :id
                           and place >= :from
                           and place < :to
                           and ended_at is null
                        """)
                .param("codes", codes.text())
                .param("attributes", defaults.text())
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update());
        pulls.matched(id);
    }

    /** Ends a connection: nothing more is pushed or fetched. Refuses a server elsewhere as not found. */
    public void end(UUID id) {
        Actor actor = Jurisdictions.administrator();
        gone(jdbc.sql("""
                        update open311_server
                           set ended_at = :now
                         where id = :id
                           and place >= :from
                           and place < :to
                           and ended_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update());
    }

    private static void gone(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    /** Those of the administrator's place. */
    @Transactional(readOnly = true)
    public List<Server> mine() {
        Actor actor = Jurisdictions.administrator();
        return jdbc.sql(SELECT + " and place >= :from and place < :to order by name, id limit 200")
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> server(row))
                .list();
    }

    /** One that stands, for the machinery of its place. */
    @Transactional(readOnly = true)
    Optional<Server> standing(UUID id) {
        return jdbc.sql(SELECT + " and id = :id")
                .param("id", id)
                .query((row, n) -> server(row))
                .optional();
    }

    /** Whether an organisation stands for a server that is sent what happens at a place; asked by whoever dispatches. */
    boolean standsFor(UUID organisation, PlaceCode at) {
        return jdbc.sql("select open311_stands(:organisation, :place)")
                .param("organisation", organisation)
                .param("place", at.value())
                .query(Boolean.class)
                .single();
    }

    /** The one that an organisation stands for, where it pushes what lies at the place. */
    @Transactional(readOnly = true)
    Optional<Server> behind(UUID organisation, PlaceCode at) {
        return jdbc.sql(SELECT + " and organisation = :organisation and direction <> 'FETCH'")
                .param("organisation", organisation)
                .query((row, n) -> server(row))
                .optional()
                .filter(server -> server.place().contains(at));
    }

    /** Its API key in clear, empty where it wants none. */
    String key(Server server) {
        return server.key().map(bytes -> secrets.open(bytes, PURPOSE)).orElse("");
    }

    /** Remembers that it answered all that was asked. */
    void answered(Server server) {
        jdbc.sql("update open311_server set failing_since = null, failure = '' where id = :id")
                .param("id", server.id())
                .update();
    }

    /** Remembers up to when its requests are known. */
    void fetched(Server server, Instant until) {
        jdbc.sql("update open311_server set fetched_until = :until where id = :id")
                .param("until", Matters.time(until))
                .param("id", server.id())
                .update();
    }

    /** Remembers up to when its updates are known. */
    void updated(Server server, Instant until) {
        jdbc.sql("update open311_server set updates_until = :until where id = :id")
                .param("until", Matters.time(until))
                .param("id", server.id())
                .update();
    }

    /** Remembers that it did not, and why. */
    void failed(Server server, String why) {
        jdbc.sql("""
                        update open311_server
                           set failing_since = coalesce(failing_since, :now), failure = :why
                         where id = :id
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("why", why)
                .param("id", server.id())
                .update();
    }

    private static Server server(ResultSet row) throws SQLException {
        return new Server(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("place")),
                row.getString("name"),
                row.getString("url"),
                row.getString("jurisdiction"),
                Optional.ofNullable(row.getBytes("key")),
                Server.Direction.valueOf(row.getString("direction")),
                Optional.ofNullable(row.getObject("organisation", UUID.class)),
                Codes.parse(row.getString("codes")),
                Defaults.parse(row.getString("attributes")),
                Matters.instant(row, "fetched_until").orElseThrow(),
                Matters.instant(row, "updates_until").orElseThrow(),
                Matters.instant(row, "failing_since"),
                row.getString("failure"));
    }
}
