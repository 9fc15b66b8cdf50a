package org.linli.api;

import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.order.Step;
import org.linli.platform.Abroad;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The webhooks 消息推送 of a place, which its administrator registers: named, signed with a secret that is shown once. */
@Repository
@Transactional
public class Webhooks {

    /** After so long without success nothing more is sent until somebody says so. */
    static final Duration PATIENCE = Duration.ofDays(3);

    /** For so long after a new secret a message is signed with the one before it, too. */
    static final Duration GRACE = Duration.ofDays(1);

    private static final int MOST = 20;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_URL = 300;
    private static final String BEGIN = "whsec_";
    private static final String PURPOSE = "api.webhook";
    private static final String SELECT =
            "select id, place, name, url, steps, feedback, made_by, made_at, rotated_at, failing_since, disabled_at from webhook";

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final ApiSettings settings;
    private final Clock clock;

    Webhooks(JdbcClient jdbc, Secrets secrets, ApiSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Registers an address for the administrator's place, and gives back its secret this once. Refuses a name of 0 or over 40
     * characters, what is no address of the web or leads inside, an unknown step, a place above a street, and more than 20.
     *
     * @param steps empty for everything
     * @param feedback whether it is told what became of tickets of 12345, in words
     */
    public String register(String name, String url, Set<String> steps, boolean feedback) {
        Actor actor = administrator();
        String shown = Worded.named("api.hookName", name, LONGEST_NAME);
        if (actor.home().level().compareTo(PlaceLevel.STREET) < 0) {
            throw Refusal.invalid("api.hookPlace");
        }
        URI address = address(url.strip());
        if (!Step.LIFECYCLE.steps().containsAll(steps)) {
            throw Refusal.invalid("api.hookSteps");
        }
        if (mine().size() >= MOST) {
            throw Refusal.invalid("api.hooksMost", "most", MOST);
        }
        Abroad.reachable(address, settings.privateHosts());
        String secret = invented();
        jdbc.sql("""
                        insert into webhook (id, place, name, url, secret, steps, feedback, made_at)
                        values (:id, :place, :name, :url, :secret, :steps, :feedback, :now)
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("place", actor.home().value())
                .param("name", shown)
                .param("url", address.toString())
                .param("secret", secrets.seal(secret, PURPOSE))
                .param("feedback", feedback)
                .param("steps", steps.stream().sorted().toArray(String[]::new))
                .param("now", Matters.time(clock.instant()))
                .update();
        return secret;
    }

    private String invented() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return BEGIN + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Gives one a new secret, and gives it back this once; for a day messages are signed with both. Refuses one elsewhere, and one
     * that has ended, as not found.
     */
    public String rotate(UUID id) {
        String secret = invented();
        found(jdbc.sql("""
                        update webhook
                           set secret_before = secret, secret = :secret, rotated_at = :now
                         where id = :id
                           and place = :place
                           and ended_at is null
                        """)
                .param("secret", secrets.seal(secret, PURPOSE))
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("place", administrator().home().value())
                .update());
        return secret;
    }

    private static URI address(String url) {
        if (url.length() > LONGEST_URL || !url.matches("https?://[A-Za-z0-9.:\\[\\]-]+(?:[/?][!-~]*)?")) {
            throw Refusal.invalid("api.hookUrl", "most", LONGEST_URL);
        }
        try {
            URI address = URI.create(url);
            if (address.getHost() == null || address.getFragment() != null) {
                throw Refusal.invalid("api.hookUrl", "most", LONGEST_URL);
            }
            return address;
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("api.hookUrl", "most", LONGEST_URL);
        }
    }

    /** Those of the administrator's place that have not ended, the newest first. */
    @Transactional(readOnly = true)
    public List<Webhook> mine() {
        return jdbc.sql(SELECT + """
                         where place = :place
                           and ended_at is null
                         order by made_at desc, id desc
                        """)
                .param("place", administrator().home().value())
                .query((row, n) -> webhook(row))
                .list();
    }

    /** Ends one for good. Refuses one elsewhere, and one that has ended, as not found. */
    public void end(UUID id) {
        found(jdbc.sql("""
                        update webhook
                           set ended_at = :now
                         where id = :id
                           and place = :place
                           and ended_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("place", administrator().home().value())
                .update());
    }

    /** Sends again to one to which we stopped sending. Refuses one elsewhere, and one that was not stopped, as not found. */
    public void resume(UUID id) {
        found(jdbc.sql("""
                        update webhook
                           set disabled_at = null, failing_since = null
                         where id = :id
                           and place = :place
                           and ended_at is null
                           and disabled_at is not null
                        """)
                .param("id", id)
                .param("place", administrator().home().value())
                .update());
    }

    /** Whether anybody wants to hear of a step; asked by whoever takes it, and tells nobody who. */
    @Transactional(readOnly = true)
    boolean heard(String place, String step) {
        return jdbc.sql("select webhook_hears(:place, :step)")
                .param("place", place)
                .param("step", step)
                .query(Boolean.class)
                .single();
    }

    /** Those that are told of what happens at a place, of the places that hold it. Asked by the machinery. */
    @Transactional(readOnly = true)
    List<Webhook> hearing(PlaceCode place) {
        return jdbc.sql(SELECT + """
                         where starts_with(:place, place)
                           and ended_at is null
                        """)
                .param("place", place.value())
                .query((row, n) -> webhook(row))
                .list();
    }

    @Transactional(readOnly = true)
    Optional<Webhook> webhook(UUID id) {
        return jdbc.sql(SELECT + " where id = :id and ended_at is null")
                .param("id", id)
                .query((row, n) -> webhook(row))
                .optional();
    }

    /** By which a message is signed: the secret, and for a while the one before it. */
    @Transactional(readOnly = true)
    List<String> secrets(Webhook webhook) {
        return jdbc.sql("""
                        select secret from webhook where id = :id
                        union all
                        select secret_before from webhook where id = :id and secret_before is not null and rotated_at > :since
                        """)
                .param("id", webhook.id())
                .param("since", Matters.time(clock.instant().minus(GRACE)))
                .query((row, n) -> secrets.open(row.getBytes("secret"), PURPOSE))
                .list();
    }

    void succeeded(Webhook webhook) {
        jdbc.sql("update webhook set failing_since = null where id = :id and failing_since is not null")
                .param("id", webhook.id())
                .update();
    }

    /** Stops sending to one where nobody has taken anything for three days, and says whether that was now. */
    boolean failed(Webhook webhook) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update webhook
                           set failing_since = coalesce(failing_since, :now),
                               disabled_at = case when failing_since <= :long then :now else disabled_at end
                         where id = :id
                           and disabled_at is null
                        returning disabled_at is not null as stopped
                        """)
                .param("now", Matters.time(now))
                .param("long", Matters.time(now.minus(PATIENCE)))
                .param("id", webhook.id())
                .query((row, n) -> row.getBoolean("stopped"))
                .optional()
                .orElse(false);
    }

    static Actor administrator() {
        Actor actor = Acting.current();
        if (actor.duty() != Duty.ADMINISTRATOR) {
            throw Refusal.forbidden("api.hookNotYours");
        }
        return actor;
    }

    static void found(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("place")),
                row.getString("name"),
                row.getString("url"),
                Set.copyOf(Arrays.asList((String[]) row.getArray("steps").getArray())),
                row.getBoolean("feedback"),
                Optional.ofNullable(row.getObject("made_by", UUID.class)),
                Matters.instant(row, "made_at").orElseThrow(),
                Matters.instant(row, "rotated_at"),
                Matters.instant(row, "failing_since"),
                Matters.instant(row, "disabled_at"));
    }
}
