package org.linli.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linli.platform.Surroundings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an empty system begins with 首次启动: an invented world, or the link by which a person sets it up. */
@Component
public class FirstStart {

    private final JdbcClient jdbc;
    private final Surroundings surroundings;
    private volatile @Nullable Telling telling;

    /**
     * How far the invented world has come 演示数据进度.
     *
     * @param done orders that are told
     * @param of about so many in all
     */
    public record Telling(int done, int of) {}

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

    /** While the invented world is made: its people can log in, and what happened to them is still being told. */
    public Optional<Telling> telling() {
        return Optional.ofNullable(telling);
    }

    /** Says how far it has come; nothing once it is whole. */
    public void tells(@Nullable Telling now) {
        telling = now;
    }
}
