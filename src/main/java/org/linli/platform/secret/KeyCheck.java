package org.linli.platform.secret;

import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.linli.platform.Settings;
import org.linli.platform.database.DatabaseUnusable;
import org.linli.platform.matter.Matters;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses to run with other keys 密钥 than those the database was filled with: phones would neither open nor be found. */
@Component
class KeyCheck implements InitializingBean {

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Settings settings;
    private final Clock clock;

    KeyCheck(JdbcClient jdbc, Secrets secrets, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        String mark = HexFormat.of().formatHex(secrets.fingerprint("linli", "keys"));
        jdbc.sql("insert into system_fact (name, value, at) values ('keys', :mark, :now) on conflict do nothing")
                .param("mark", mark)
                .param("now", Matters.time(clock.instant()))
                .update();
        Optional<String> known = jdbc.sql("select value from system_fact where name = 'keys'")
                .query(String.class)
                .optional();
        if (known.filter(mark::equals).isEmpty()) {
            throw new DatabaseUnusable(
                    "The keys in " + settings.keyFile().toAbsolutePath()
                            + " are not those this database was filled with: put the right keys.json there, or name it with linli.keys.");
        }
    }
}
