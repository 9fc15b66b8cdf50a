package org.linli.api;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.ActorRow;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tokens 访问令牌 by which programs act for a person: named, shown once, kept as a keyed hash, revocable. */
@Repository
@Transactional
public class Tokens {

    /**
     * A token as its person sees it; the token itself is nowhere.
     *
     * @param capacity title and organisation of the appointment it is bound to; empty for a resident
     * @param appointed whether that appointment still holds; yes for a resident
     */
    public record Token(
            UUID id,
            String name,
            String capacity,
            boolean appointed,
            Set<Scope> scopes,
            Instant madeAt,
            Instant expiresAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> revokedAt) {

        /** Whether it opens anything at this time. */
        public boolean works(Instant now) {
            return revokedAt.isEmpty() && appointed && expiresAt.isAfter(now);
        }
    }

    /** The longest that a token lives, in days. */
    public static final int MOST_DAYS = 366;

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TOKEN = 100;
    private static final String BEGIN = "linli_";
    private static final String PURPOSE = "api.token";

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final Secrets secrets;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Appointments appointments, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Makes a token of the acting person for one of their capacities, and gives it back this once. Refuses a name of 0 or over
     * 40 characters, no scope, other than 1 to 366 days, an appointment that is not theirs, and more than 50 that work.
     *
     * @param appointment empty for acting as a resident
     */
    public String make(String name, Set<Scope> scopes, Optional<UUID> appointment, int days) {
        UUID me = Acting.current().self();
        String shown = Worded.named("api.tokenName", name, LONGEST_NAME);
        if (scopes.isEmpty()) {
            throw Refusal.invalid("api.scopeMissing");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.invalid("api.tokenDays", "most", MOST_DAYS);
        }
        if (appointment.isPresent()
                && appointments.heldBy(me).stream().noneMatch(held -> held.id().equals(appointment.get()))) {
            throw Refusal.invalid("api.capacity");
        }
        Instant now = clock.instant();
        if (mine().stream().filter(token -> token.works(now)).count() >= MOST) {
            throw Refusal.invalid("api.tokensMost", "most", MOST);
        }
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        String token = BEGIN + Base64.getUrlEncoder().encodeToString(bytes);
        jdbc.sql("""
                        insert into api_token (id, person, appointment, name, hash, scopes, made_at, expires_at)
                        values (:id, :me, :appointment, :name, :hash, :scopes, :now, :expires)
                        """)
                .param("id", Ids.at(now))
                .param("me", me)
                .param("appointment", Bound.id(appointment))
                .param("name", shown)
                .param("hash", secrets.fingerprint(token, PURPOSE))
                .param("scopes", scopes.stream().map(Scope::name).sorted().toArray(String[]::new))
                .param("now", Matters.time(now))
                .param("expires", Matters.time(now.plus(Duration.ofDays(days))))
                .update();
        return token;
    }

    /** The acting person's, the valid first, then the newest; 100 at most. */
    @Transactional(readOnly = true)
    public List<Token> mine() {
        UUID me = Acting.current().self();
        return jdbc.sql("""
                        select t.id, t.name, d.title, o.name as organisation,
                               t.appointment is null or d.since <= :today and (d.until is null or d.until >= :today) as appointed,
                               t.scopes, t.made_at, t.expires_at, t.last_used_at, t.revoked_at
                          from api_token t
                          left join appointment d on d.id = t.appointment
                          left join organisation o on o.id = d.organisation
                         where t.person = :me
                         order by t.revoked_at nulls first, t.made_at desc
                         limit 100
                        """)
                .param("today", LocalDate.now(clock))
                .param("me", me)
                .query((row, n) -> token(row))
                .list();
    }

    /** Revokes a token at once. Refuses one of somebody else, and one revoked already, as not found. */
    public void revoke(UUID id) {
        int revoked = jdbc.sql("""
                        update api_token
                           set revoked_at = :now
                         where id = :id
                           and person = :me
                           and revoked_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("me", Acting.current().self())
                .update();
        if (revoked == 0) {
            throw Refusal.notFound();
        }
    }

    /**
     * Who calls with a token now; empty for one that is unknown, revoked or expired, whose appointment has ended, or whose
     * account is locked, ended, or must change its password first. One statement without a transaction: nobody is to be
     * announced yet, and the function alone decides what it tells.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Caller> enter(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        return jdbc.sql("select * from api_token_actor(:hash, :now, :today)")
                .param("hash", secrets.fingerprint(token, PURPOSE))
                .param("now", Matters.time(clock.instant()))
                .param("today", LocalDate.now(clock))
                .query((row, n) -> caller(row))
                .optional();
    }

    private static Caller caller(ResultSet row) throws SQLException {
        return new Caller(row.getObject("token", UUID.class), ActorRow.actor(row), scopes(row));
    }

    private static Token token(ResultSet row) throws SQLException {
        String title = row.getString("title");
        String organisation = row.getString("organisation");
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("name"),
                title == null ? "" : title + " · " + (organisation == null ? "" : organisation),
                row.getBoolean("appointed"),
                scopes(row),
                Matters.instant(row, "made_at").orElseThrow(),
                Matters.instant(row, "expires_at").orElseThrow(),
                Matters.instant(row, "last_used_at"),
                Matters.instant(row, "revoked_at"));
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("scopes").getArray())
                .map(Scope::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
