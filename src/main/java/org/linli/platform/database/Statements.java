package org.linli.platform.database;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Statements with named parameters 具名参数语句, whose text for the driver is made once. The driver finds a statement it has prepared
 * by its text: a new string of some thousand signs would be put together, hashed and compared at each call.
 */
@Component
class Statements extends NamedParameterJdbcTemplate {

    /** More than the application has, as far as their texts are constants. */
    static final int KEPT = 2048;

    private final ConcurrentLruCache<ParsedSql, String> texts =
            new ConcurrentLruCache<>(KEPT, parsed -> NamedParameterUtils.substituteNamedParameters(parsed, null));

    Statements(JdbcOperations jdbc) {
        super(jdbc);
        setCacheLimit(KEPT);
    }

    @Override
    protected PreparedStatementCreatorFactory getPreparedStatementCreatorFactory(
            ParsedSql parsed, SqlParameterSource values) {
        return severalForOne(values)
                ? super.getPreparedStatementCreatorFactory(parsed, values)
                : new PreparedStatementCreatorFactory(
                        text(parsed), NamedParameterUtils.buildSqlParameterList(parsed, values));
    }

    /** A statement's named parameters. */
    ParsedSql parsed(String sql) {
        return getParsedSql(sql);
    }

    /** Its text for the driver, where no parameter is a collection. */
    String text(ParsedSql parsed) {
        return texts.get(parsed);
    }

    /** Whether the text depends on what a parameter holds: each part of a collection is a parameter of its own. */
    private static boolean severalForOne(SqlParameterSource values) {
        String[] names = values.getParameterNames();
        if (names == null) {
            return true;
        }
        for (String name : names) {
            if (values.getValue(name) instanceof Iterable) {
                return true;
            }
        }
        return false;
    }
}
