package org.linli.gateway;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The API keys 接口密钥 by which other systems post: named, shown once, kept as a keyed hash, revocable. */
@Repository
@Transactional
public class ApiKeys {

    /** A key as its administrator sees it; the key itself is nowhere. */
    public record ApiKey(
            UUID id,
            String jurisdiction,
            String name,
            int perMinute,
            Instant madeAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> revokedAt) {}

    /** Whoever holds a valid key 调用方: which system it is, and for which jurisdiction. */
    public record Caller(UUID key, String name, String jurisdiction, PlaceCode place, int perMinute) {

        /** The machinery of the jurisdiction, under the name of the system that it acts for. */
        public Actor actor() {
            return Actor.system(name, "Open311", place);
        }
    }

    private static final int MOST_PER_MINUTE = 6000;
    private static final String PURPOSE = "open311.key";

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Clock clock;

    ApiKeys(JdbcClient jdbc, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Makes a key for a jurisdiction of the administrator's place, and gives it back this once. Refuses a name of 0 or over 40
     * characters, and other rates than 1 to 6,000 posts a minute.
     */
    public String make(String jurisdiction, String name, int perMinute) {
        Actor actor = Jurisdictions.administrator();
        String shown = Worded.named("gateway.keyName", name, 40);
        if (perMinute < 1 || perMinute > MOST_PER_MINUTE) {
            throw Refusal.invalid("gateway.keyRate", "most", MOST_PER_MINUTE);
        }
        PlaceCode place = jdbc.sql("select place from open311_jurisdiction where id = :id and closed_at is null")
                .param("id", jurisdiction)
                .query(String.class)
                .optional()
                .map(PlaceCode::parse)
                .filter(actor::covers)
                .orElseThrow(Refusal::notFound);
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().encodeToString(bytes);
        jdbc.sql("""
                        insert into open311_key (id, jurisdiction, place, name, hash, per_minute, made_at)
                        values (:id, :jurisdiction, :place, :name, :hash, :perMinute, :now)
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("jurisdiction", jurisdiction)
                .param("place", place.value())
                .param("name", shown)
                .param("hash", secrets.fingerprint(key, PURPOSE))
                .param("perMinute", perMinute)
                .param("now", Matters.time(clock.instant()))
                .update();
        return key;
    }

    /** Those of the administrator's place, the valid first. */
    @Transactional(readOnly = true)
    public List<ApiKey> mine() {
        Actor actor = Jurisdictions.administrator();
        return jdbc.sql("""
                        select id, jurisdiction, name, per_minute, made_at, last_used_at, revoked_at
                          from open311_key
                         where place >= :from
                           and place < :to
                         order by revoked_at nulls first, made_at desc
                         limit 200
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query((row, n) -> new ApiKey(
                        row.getObject("id", UUID.class),
                        row.getString("jurisdiction"),
                        row.getString("name"),
                        row.getInt("per_minute"),
                        Matters.instant(row, "made_at").orElseThrow(),
                        Matters.instant(row, "last_used_at"),
                        Matters.instant(row, "revoked_at")))
                .list();
    }

    /** Revokes a key at once. Refuses one elsewhere, and one revoked already, as not found. */
    public void revoke(UUID id) {
        Actor actor = Jurisdictions.administrator();
        int revoked = jdbc.sql("""
                        update open311_key
                           set revoked_at = :now
                         where id = :id
                           and place >= :from
                           and place < :to
                           and revoked_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update();
        if (revoked == 0) {
            throw Refusal.notFound();
        }
    }

    /**
     * Who calls with a key. Refuses a missing, unknown or revoked one, and one of another jurisdiction than is named (403).
     */
    public Caller enter(String key, String jurisdiction) {
        if (key.isBlank()) {
            throw Fault.forbidden(Refusal.forbidden("gateway.keyMissing"));
        }
        Caller caller = jdbc.sql("select id, name, jurisdiction, place, per_minute from open311_enter(:hash, :now)")
                .param("hash", secrets.fingerprint(key.length() > 200 ? "" : key.strip(), PURPOSE))
                .param("now", Matters.time(clock.instant()))
                .query((row, n) -> new Caller(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("jurisdiction"),
                        PlaceCode.parse(row.getString("place")),
                        row.getInt("per_minute")))
                .optional()
                .orElseThrow(() -> Fault.forbidden(Refusal.forbidden("gateway.key")));
        if (!jurisdiction.isBlank() && !caller.jurisdiction().equals(jurisdiction.strip())) {
            throw Fault.forbidden(Refusal.forbidden("gateway.keyElsewhere"));
        }
        return caller;
    }
}
