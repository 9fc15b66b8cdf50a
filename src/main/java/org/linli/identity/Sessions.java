package org.linli.identity;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.kernel.Sha256;
import org.linli.organisation.Appointment;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.ActorRow;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.web.Visit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sessions 会话, kept in the database so that any node serves any of them; a cookie's secret is stored only as its hash. */
@Repository
@Transactional
public class Sessions {

    private static final Duration TOUCH = Duration.ofMinutes(5);

    /**
     * Who a cookie stands for, and what their pages show.
     *
     * @param fading whether the session was last touched five minutes ago or earlier, or by a clock that was set back since
     */
    public record Presence(Actor actor, Visit visit, boolean fading) {}

    /** One login 登录, or one that did not succeed. */
    public record Login(Instant at, boolean succeeded, String device) {

        /** Whether a phone was used, as far as its browser says. */
        public boolean byPhone() {
            return device.contains("Mobile");
        }
    }

    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final LoginSettings settings;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Appointments appointments, LoginSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins a session of the acting person, in their first staff capacity if they have one; gives back the cookie's secret. */
    public String begin(String device) {
        UUID me = Acting.current().self();
        List<Appointment> held = appointments.heldBy(me);
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.instant();
        String shortened = device.length() > 200 ? device.substring(0, 200) : device;
        jdbc.sql("""
                        insert into session (token_hash, person, appointment, began_at, seen_at, expires_at, device)
                        values (:hash, :me, :appointment, :now, :now, :expires, :device)
                        """)
                .param("hash", Sha256.of(token))
                .param("me", me)
                .param("appointment", Bound.id(held.stream().findFirst().map(Appointment::id)))
                .param("now", Matters.time(now))
                .param("expires", Matters.time(now.plus(idle(!held.isEmpty()))))
                .param("device", shortened)
                .update();
        jdbc.sql("update account set failures = 0 where person = :me and failures > 0")
                .param("me", me)
                .update();
        jdbc.sql("""
                        insert into login_event (id, person, at, succeeded, device)
                        values (:id, :me, :now, true, :device)
                        """)
                .param("id", Ids.at(now))
                .param("me", me)
                .param("now", Matters.time(now))
                .param("device", shortened)
                .update();
        return token;
    }

    /** The acting person's newest logins and failed attempts, newest first. */
    @Transactional(readOnly = true)
    public List<Login> logins(int most) {
        return jdbc.sql("""
                        select at, succeeded, device
                          from login_event
                         where person = :me
                         order by at desc
                         limit :most
                        """)
                .param("me", Acting.current().self())
                .param("most", most)
                .query((row, n) -> new Login(
                        Matters.instant(row, "at").orElseThrow(), row.getBoolean("succeeded"), row.getString("device")))
                .list();
    }

    private Duration idle(boolean staff) {
        return staff ? settings.staffIdle() : settings.residentIdle();
    }

    /**
     * Who a cookie stands for now; empty for one that is unknown or has expired. One statement without a transaction: nobody
     * is to be announced yet, and the function alone decides what it tells.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Presence> presence(String token) {
        return jdbc.sql("select * from session_actor(:hash, :now, :today)")
                .param("hash", Sha256.of(token))
                .param("now", Matters.time(clock.instant()))
                .param("today", LocalDate.now(clock))
                .query((row, n) -> presence(row))
                .optional();
    }

    /** Lets the fading session of a person who is here live on. */
    public void touch(String token, Presence presence) {
        Instant now = clock.instant();
        jdbc.sql("update session set seen_at = :now, expires_at = :expires where token_hash = :hash")
                .param("now", Matters.time(now))
                .param(
                        "expires",
                        Matters.time(now.plus(idle(presence.actor().duty().staff()))))
                .param("hash", Sha256.of(token))
                .update();
    }

    /** Acts on in another capacity: one of the person's own appointments, or none for a resident. Refuses others'. */
    public void act(String token, Optional<UUID> appointment) {
        UUID me = Acting.current().self();
        if (appointment.isPresent()
                && appointments.heldBy(me).stream().noneMatch(held -> held.id().equals(appointment.get()))) {
            throw Refusal.notFound();
        }
        jdbc.sql("update session set appointment = :appointment, expires_at = :expires where token_hash = :hash")
                .param("appointment", Bound.id(appointment))
                .param("expires", Matters.time(clock.instant().plus(idle(appointment.isPresent()))))
                .param("hash", Sha256.of(token))
                .update();
    }

    /** Ends one session. */
    public void end(String token) {
        jdbc.sql("delete from session where token_hash = :hash")
                .param("hash", Sha256.of(token))
                .update();
    }

    /** Ends all sessions of the acting person but this one, after a change of password. */
    public void endOthers(String token) {
        jdbc.sql("delete from session where person = :me and token_hash <> :hash")
                .param("me", Acting.current().self())
                .param("hash", Sha256.of(token))
                .update();
    }

    private Presence presence(ResultSet row) throws SQLException {
        Visit visit = new Visit(
                row.getInt("unread"),
                row.getString("community"),
                row.getString("community_name"),
                Optional.ofNullable(row.getString("community_phone")).orElse(""),
                row.getString("language"),
                row.getBoolean("must_change"));
        Instant seen = Matters.instant(row, "seen_at").orElseThrow();
        return new Presence(
                ActorRow.actor(row),
                visit,
                Duration.between(seen, clock.instant()).abs().compareTo(TOUCH) >= 0);
    }

    @Configuration(proxyBeanMethods = false)
    static class Forgetting {

        @Bean
        RecurringTask<Void> forgetSessions(JdbcClient jdbc, Clock clock) {
            return Tasks.recurring("forget-sessions", Schedules.daily(clock.getZone(), LocalTime.of(3, 40)))
                    .execute((instance, context) -> jdbc.sql("select forget_sessions(:now)")
                            .param("now", Matters.time(clock.instant()))
                            .query((row, n) -> 0)
                            .list());
        }
    }
}
