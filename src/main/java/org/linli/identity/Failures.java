package org.linli.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What a login may ask before anybody is known: the account of a name, and one more failure of it. */
@Repository
@Transactional
class Failures {

    record Row(UUID account, UUID person, String password, Optional<Instant> lockedUntil) {}

    private final JdbcClient jdbc;
    private final LoginSettings settings;
    private final Clock clock;

    Failures(JdbcClient jdbc, LoginSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Row> find(String name, byte[] phoneHash) {
        return jdbc.sql("select account, person, password, locked_until from login_account(:name, :phone)")
                .param("name", name)
                .param("phone", phoneHash)
                .query((row, n) -> new Row(
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("password"),
                        Matters.instant(row, "locked_until")))
                .optional();
    }

    /** Whether an account was made for the invented world. */
    @Transactional(readOnly = true)
    public boolean invented(UUID account) {
        return jdbc.sql("select invented_account(:account)")
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    /** Counts a wrong password; the one too many locks the account. */
    public void count(UUID account) {
        jdbc.sql("select login_failed(:account, :after, :until, :event, :now)")
                .param("account", account)
                .param("event", Ids.at(clock.instant()))
                .param("now", Matters.time(clock.instant()))
                .param("after", settings.failures())
                .param("until", Matters.time(clock.instant().plus(settings.lock())))
                .query((row, n) -> 0)
                .list();
    }
}
