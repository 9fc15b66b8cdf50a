package org.linli.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Sha256;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Settings;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The first administrator 首位管理员, made by whoever can read the log: a link printed there once works once. Before that
 * nobody can log in. Each start prints a new link, and only the last one printed works.
 */
@Component
@ConditionalOnWebApplication
public class Setup {

    private static final Logger log = LoggerFactory.getLogger(Setup.class);
    private static final String FACT = "setup";
    private static final String TITLE = "系统管理员";

    /** Who the first administrator is, and of what; the organisation is named after its place if the name is empty. */
    public record First(
            PlaceCode place, String organisation, String name, Phone phone, String account, String password) {}

    private final JdbcClient jdbc;
    private final FirstStart start;
    private final Settings settings;
    private final Environment environment;
    private final TransactionOperations transactions;
    private final Places places;
    private final Residents residents;
    private final Organisations organisations;
    private final Appointments appointments;
    private final Accounts accounts;
    private final Clock clock;

    Setup(
            JdbcClient jdbc,
            FirstStart start,
            Settings settings,
            Environment environment,
            TransactionOperations transactions,
            Places places,
            Residents residents,
            Organisations organisations,
            Appointments appointments,
            Accounts accounts,
            Clock clock) {
        this.jdbc = jdbc;
        this.start = start;
        this.settings = settings;
        this.environment = environment;
        this.transactions = transactions;
        this.places = places;
        this.residents = residents;
        this.organisations = organisations;
        this.appointments = appointments;
        this.accounts = accounts;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void invite() {
        if (start.noAccountYet() && !start.demo()) {
            log.info("Open this link once to set Linli up: {}/setup/{}", address(), fresh());
        }
    }

    private String address() {
        return settings.publicUrl() == null
                ? "http://localhost:" + environment.getProperty("local.server.port", "8080")
                : settings.publicUrl().replaceAll("/+$", "");
    }

    private String fresh() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        jdbc.sql("""
                        insert into system_fact (name, value, at)
                        values (:name, :value, :now)
                        on conflict (name) do update
                           set value = excluded.value,
                               at = excluded.at
                        """)
                .param("name", FACT)
                .param("value", Sha256.hex(token))
                .param("now", Matters.time(clock.instant()))
                .update();
        return token;
    }

    /** Refuses a token that is unknown or used as not found. */
    public void check(String token) {
        boolean known = jdbc.sql("select 1 from system_fact where name = :name and value = :value")
                .param("name", FACT)
                .param("value", Sha256.hex(token))
                .query((row, n) -> true)
                .optional()
                .orElse(false);
        if (!known) {
            throw Refusal.notFound();
        }
    }

    /**
     * Makes the first administrator with their organisation, and burns the token, all or nothing; gives back the person.
     * Refuses a used token as not found, a place below a community, and whatever the rooms refuse of the rest.
     */
    public UUID begin(String token, First first) {
        if (first.place().level().compareTo(PlaceLevel.COMMUNITY) > 0) {
            throw Refusal.invalid("setup.place");
        }
        Actor installer = new Actor(
                Optional.empty(),
                first.name(),
                Duty.ADMINISTRATOR,
                TITLE,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(first.place()));
        try {
            // The actor is bound before the transaction begins: the database is told at its begin who acts.
            return Acting.as(
                    installer,
                    () -> transactions.execute(status -> {
                        burn(token);
                        return make(first);
                    }));
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of two at once the second waits here for the first, and then finds another value. */
    private void burn(String token) {
        int burned = jdbc.sql("update system_fact set value = '', at = :now where name = :name and value = :value")
                .param("now", Matters.time(clock.instant()))
                .param("name", FACT)
                .param("value", Sha256.hex(token))
                .update();
        if (burned == 0) {
            throw Refusal.notFound();
        }
    }

    private UUID make(First first) {
        boolean community = first.place().level() == PlaceLevel.COMMUNITY;
        String organisation = first.organisation().isBlank() ? places.name(first.place()) : first.organisation();
        UUID person = residents.register(first.name(), first.place(), Optional.of(first.phone()));
        UUID office = organisations.found(
                community ? Organisation.Kind.COMMUNITY : Organisation.Kind.STREET, organisation, first.place(), "");
        accounts.open(person, first.account(), first.password(), false);
        appointments.appoint(person, office, Duty.ADMINISTRATOR, TITLE, first.place(), LocalDate.now(clock));
        return person;
    }
}
