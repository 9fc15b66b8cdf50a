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

    /** An account as a source finds it: until when it is locked for that source, or for every source that is not known. */
    record Row(
            UUID account,
            UUID person,
            String password,
            Optional<Instant> lockedHere,
            Optional<Instant> lockedEverywhere) {}

    private final JdbcClient jdbc;
    private final LoginSettings settings;
    private final Clock clock;

    Failures(JdbcClient jdbc, LoginSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Row> find(String name, byte[] phoneHash, String source) {
        return jdbc.sql("""
                        select account, person, password, locked_here, locked_everywhere
                          from login_account(:name, :phone, :source)
                        """)
                .param("name", name)
                .param("phone", phoneHash)
                .param("source", source)
                .query((row, n) -> new Row(
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("password"),
                        Matters.instant(row, "locked_here"),
                        Matters.instant(row, "locked_everywhere")))
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

    /** Remembers a source from which the account's person came in, and forgets its wrong passwords. */
    public void entered(UUID account, String source) {
        jdbc.sql("select login_entered(:account, :source, :now)")
                .param("account", account)
                .param("source", source)
                .param("now", Matters.time(clock.instant()))
                .query((row, n) -> 0)
                .list();
    }

    /** Counts a wrong password; the one too many locks the account for its source, and far too many for all. */
    public void count(UUID account, String source) {
        jdbc.sql("select login_failed(:account, :source, :here, :everywhere, :until, :event, :now)")
                .param("account", account)
                .param("source", source)
                .param("event", Ids.at(clock.instant()))
                .param("now", Matters.time(clock.instant()))
                .param("here", settings.failures())
                .param("everywhere", settings.failuresEverywhere())
                .param("until", Matters.time(clock.instant().plus(settings.lock())))
                .query((row, n) -> 0)
                .list();
    }
}
