package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;

@LinliTest
class StatementsTest {

    private static final String ONE = "select cast(:number as int) + cast(:other as int) + cast(:number as int)";
    private static final String SEVERAL = "select count(*) from generate_series(1, 9) n where n in (:numbers)";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Statements statements;

    @Test
    void aTextForTheDriverIsMadeOnce() {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(ONE);
        String text = text(parsed, Map.of("number", 1, "other", 2));
        assertThat(text).isEqualTo("select cast(? as int) + cast(? as int) + cast(? as int)");
        assertThat(text(parsed, Map.of("number", 3, "other", 4))).isSameAs(text);
        assertThat(sum(1, 20)).isEqualTo(22);
        assertThat(sum(5, 3)).isEqualTo(13);
    }

    @Test
    void aCollectionHasATextOfItsLength() {
        assertThat(counted(List.of(1, 2))).isEqualTo(2);
        assertThat(counted(List.of(1, 2, 3, 10))).isEqualTo(3);
        assertThat(text(NamedParameterUtils.parseSqlStatement(SEVERAL), Map.of("numbers", List.of(1, 2))))
                .endsWith("in (?, ?)");
    }

    private int sum(int number, int other) {
        return jdbc.sql(ONE)
                .param("number", number)
                .param("other", other)
                .query(Integer.class)
                .single();
    }

    private long counted(List<Integer> numbers) {
        return jdbc.sql(SEVERAL).param("numbers", numbers).query(Long.class).single();
    }

    private String text(ParsedSql parsed, Map<String, ?> values) {
        return statements
                .getPreparedStatementCreatorFactory(parsed, new MapSqlParameterSource(values))
                .getSql();
    }
}
