package org.linli.identity;

import org.linli.platform.Surroundings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an empty system begins with 首次启动: an invented world, or the link by which a person sets it up. */
@Component
public class FirstStart {

    private final JdbcClient jdbc;
    private final Surroundings surroundings;

    FirstStart(JdbcClient jdbc, Surroundings surroundings) {
        this.jdbc = jdbc;
        this.surroundings = surroundings;
    }

    /** Whether nobody can log in yet. */
    @Transactional(readOnly = true)
    public boolean noAccountYet() {
        return jdbc.sql("select no_account_yet()").query(Boolean.class).single();
    }

    /** Whether this start is to make the demo world. */
    public boolean demo() {
        return surroundings.demo() && noAccountYet();
    }
}
