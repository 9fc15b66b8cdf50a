package org.linli.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.Surroundings;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The accounts 账号 by which people log in, by their name or their phone. */
@Repository
public class Accounts {

    /** What the administrator sees of an account. */
    public record Account(UUID id, String name, boolean locked, boolean ended) {}

    /** An account of the invented world, shown on the login page under its community. */
    public record DemoAccount(String name, String password, String person, String role, String community) {}

    private final JdbcClient jdbc;
    private final Residents residents;
    private final Passwords passwords;
    private final LoginSettings settings;
    private final Clock clock;
    private final Failures failures;
    private final Surroundings surroundings;

    Accounts(
            JdbcClient jdbc,
            Residents residents,
            Passwords passwords,
            LoginSettings settings,
            Clock clock,
            Failures failures,
            Surroundings surroundings) {
        this.jdbc = jdbc;
        this.residents = residents;
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
        this.failures = failures;
        this.surroundings = surroundings;
    }

    /** Opens an account. Refuses a malformed or taken name, a person who has one, and a poor password. */
    @Transactional
    public void open(UUID person, String name, String password, boolean mustChange) {
        open(person, name, mustChange, account -> passwords.hash(password, account));
    }

    private void open(UUID person, String name, boolean mustChange, UnaryOperator<String> hash) {
        String account = name.strip().toLowerCase(Locale.ROOT);
        if (!account.matches("[a-z0-9][a-z0-9._-]{2,30}")
                || account.replaceAll("[._-]", "").matches("[0-9]{7,15}")) {
            throw Refusal.invalid("account.name");
        }
        try {
            jdbc.sql("""
                            insert into account (id, person, name, password, changed_at, must_change)
                            values (:id, :person, :name, :password, :now, :mustChange)
                            """)
                    .param("id", Ids.at(clock.instant()))
                    .param("person", person)
                    .param("name", account)
                    .param("password", hash.apply(account))
                    .param("now", Matters.time(clock.instant()))
                    .param("mustChange", mustChange)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.invalid("account.taken");
        }
    }

    /** Opens an account with an invented password, which is given back this once. Refuses whoever may not set the person's password. */
    @Transactional
    public String openWithInventedPassword(UUID person, String name) {
        residents.person(person);
        keeper(person);
        String password = passwords.invent();
        open(person, name, password, true);
        return password;
    }

    /**
     * Gives an account a new invented password, ends its lock and its sessions; the password is given back this
     * once. Refuses whoever may not set the person's password, and a person without an account.
     */
    @Transactional
    public String reset(UUID person) {
        residents.person(person);
        keeper(person);
        String password = passwords.invent();
        int changed = jdbc.sql("""
                        update account
                           set password = :password, must_change = true, failures = 0, locked_until = null, changed_at = :now
                         where person = :person
                           and ended_at is null
                        """)
                .param("password", passwords.hash(password, "-"))
                .param("now", Matters.time(clock.instant()))
                .param("person", person)
                .update();
        if (changed == 0) {
            throw Refusal.notFound();
        }
        jdbc.sql("delete from login_source where account = (select id from account where person = :person)")
                .param("person", person)
                .update();
        jdbc.sql("select end_sessions(:person)")
                .param("person", person)
                .query((row, n) -> 0)
                .list();
        return password;
    }

    /**
     * Whether the actor may set this person's password: an administrator, unless the person is appointed beyond the
     * administrator's own place.
     */
    @Transactional(readOnly = true)
    public boolean keeps(UUID person) {
        return Acting.current().duty().appoints()
                && !jdbc.sql("select appointed_beyond(:person, :today)")
                        .param("person", person)
                        .param("today", LocalDate.now(clock))
                        .query(Boolean.class)
                        .single();
    }

    private void keeper(UUID person) {
        if (!keeps(person)) {
            throw Refusal.forbidden("account.notYours");
        }
    }

    /** The account of a person the actor may see. */
    @Transactional(readOnly = true)
    public Optional<Account> of(UUID person) {
        return jdbc.sql("""
                        select id, name, ended_at,
                               greatest(locked_until, (select max(s.locked_until)
                                                         from login_source s
                                                        where s.account = account.id)) as locked_until
                          from account
                         where person = :person
                        """)
                .param("person", person)
                .query((row, n) -> new Account(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        locked(Matters.instant(row, "locked_until")),
                        Matters.instant(row, "ended_at").isPresent()))
                .optional();
    }

    /**
     * The person whose name or phone and password these are. Refuses a wrong pair, and an account locked after too many
     * wrong passwords from this source; or, where its person is not known, after far too many from wherever.
     *
     * @param source the address that the attempt comes from
     */
    public UUID authenticate(String nameOrPhone, String password, String source) {
        Optional<Failures.Row> found = find(nameOrPhone, source);
        if (found.isEmpty()) {
            passwords.matchesNothing(password);
            throw Refusal.invalid("login.wrong");
        }
        Failures.Row account = found.get();
        if (locked(account.lockedHere())) {
            passwords.matchesNothing(password);
            throw Refusal.tooOften("login.locked", "minutes", settings.lock().toMinutes());
        }
        if (locked(account.lockedEverywhere())) {
            passwords.matchesNothing(password);
            throw Refusal.tooOften(
                    "login.lockedEverywhere", "minutes", settings.lock().toMinutes());
        }
        if (!passwords.matches(password, account.password())) {
            failures.count(account.account(), source);
            throw Refusal.invalid("login.wrong");
        }
        // The password of an invented account was shown to anybody, so it opens nothing in a real system.
        if (!surroundings.demo() && failures.invented(account.account())) {
            throw Refusal.forbidden("login.demo");
        }
        failures.entered(account.account(), source);
        return account.person();
    }

    /** A lock that would last longer than any is of a clock that was set back since. */
    private boolean locked(Optional<Instant> until) {
        Instant now = clock.instant();
        Instant longest = now.plus(settings.lock().multipliedBy(2));
        return until.filter(end -> now.isBefore(end) && end.isBefore(longest)).isPresent();
    }

    private Optional<Failures.Row> find(String nameOrPhone, String source) {
        String name = nameOrPhone.strip().toLowerCase(Locale.ROOT);
        return failures.find(name, phoneHash(name), source);
    }

    private byte[] phoneHash(String text) {
        try {
            return residents.fingerprint(Phone.parse(text));
        } catch (Refusal notAPhone) {
            return new byte[0];
        }
    }

    /** Changes the acting person's password. Refuses a wrong old one, and a poor or unchanged new one. */
    @Transactional
    public void change(String old, String fresh) {
        UUID me = Acting.current().self();
        record Mine(String name, String password) {}
        Mine mine = jdbc.sql("select name, password from account where person = :me")
                .param("me", me)
                .query((row, n) -> new Mine(row.getString("name"), row.getString("password")))
                .single();
        if (!passwords.matches(old, mine.password())) {
            throw Refusal.invalid("password.old");
        }
        if (old.equals(fresh)) {
            throw Refusal.invalid("password.same");
        }
        jdbc.sql("""
                        update account
                           set password = :password, must_change = false, failures = 0, changed_at = :now
                         where person = :me
                        """)
                .param("password", passwords.hash(fresh, mine.name()))
                .param("now", Matters.time(clock.instant()))
                .param("me", me)
                .update();
    }

    /** The accounts of the invented world; none in a real one, and none where others than this machine reach the server. */
    @Transactional(readOnly = true)
    public List<DemoAccount> demo() {
        if (!surroundings.demo()) {
            return List.of();
        }
        return jdbc.sql("select name, password, person, role, community from demo_accounts()")
                .query((row, n) -> new DemoAccount(
                        row.getString("name"),
                        row.getString("password"),
                        row.getString("person"),
                        row.getString("role"),
                        row.getString("community")))
                .list();
    }

    /** Opens an account of the invented world. */
    @Transactional
    public void openForDemo(UUID person, String name, String shown, String role, int sort) {
        String password = passwords.invent();
        open(person, name, false, account -> passwords.hashShown(password));
        jdbc.sql("""
                        insert into demo_account (name, password, person, role, sort)
                        values (:name, :password, :person, :role, :sort)
                        """)
                .param("name", name)
                .param("password", password)
                .param("person", shown)
                .param("role", role)
                .param("sort", sort)
                .update();
    }
}
