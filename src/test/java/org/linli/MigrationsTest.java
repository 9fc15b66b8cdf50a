package org.linli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.order.State;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Started again on what an earlier start has left: nothing is lost, nothing is made or imported twice. */
class MigrationsTest {

    private static final List<String> TABLES =
            List.of("place", "person", "organisation", "appointment", "account", "matter", "timeline_entry");

    @Test
    void aSecondStartFindsEverythingAsItWas() throws SQLException {
        Map<String, String> database = TestDatabase.fresh();
        String url = database.get("spring.datasource.url");
        UUID order;
        World world;
        try (ConfigurableApplicationContext first = start(database)) {
            world = first.getBean(World.class);
            order = first.getBean(Script.class).as(world.ningbao.resident()).places("楼道灯坏了", world.ningbao.home());
        }
        Map<String, Long> before = rows(url);
        String imported = one(url, "select value || at from system_fact where name = 'national-list'");
        try (ConfigurableApplicationContext second = start(database)) {
            assertThat(rows(url)).isEqualTo(before);
            assertThat(one(url, "select value || at from system_fact where name = 'national-list'"))
                    .as("imported once")
                    .isEqualTo(imported);
            Script script = second.getBean(Script.class);
            assertThat(script.as(world.ningbao.resident()).sees(order).matter().title())
                    .contains("楼道灯坏了");
            assertThat(script.as(world.ningbao.clerk()).dispatches(order, world.ningbao.firm()))
                    .isEqualTo(State.DISPATCHED);
        }
    }

    @Test
    void whatIsNewIsLookedForOnlyWhereSomethingIs() throws SQLException {
        Map<String, String> database = TestDatabase.fresh();
        String url = database.get("spring.datasource.url");
        start(database).close();
        String brought = one(url, "select value from system_fact where name = 'migrations'");
        // Looked into, a history that is not there would be begun anew, and its tables made again.
        does(url, "alter table flyway_schema_history_api rename to history_of_api");
        start(database).close();
        does(url, "alter table history_of_api rename to flyway_schema_history_api");
        does(url, "update system_fact set value = 'of another version' where name = 'migrations'");
        does(url, "delete from flyway_schema_history_place");
        assertThatThrownBy(() -> start(database)).hasStackTraceContaining("db/migration/place");
        assertThat(one(url, "select value from system_fact where name = 'migrations'"))
                .as("noted when all of them are in")
                .isEqualTo("of another version")
                .isNotEqualTo(brought);
    }

    private static void does(String url, String statement) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            sql.execute(statement);
        }
    }

    private static ConfigurableApplicationContext start(Map<String, String> database) {
        return new SpringApplicationBuilder(Linli.class, World.Making.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("linli.places.only", LinliTest.PLACES))
                .run(database.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static Map<String, Long> rows(String url) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(table, Long.valueOf(one(url, "select count(*) from " + table)));
        }
        rows.put("migrations", Long.valueOf(one(url, "select count(*) from flyway_schema_history_order")));
        assertThat(rows.values()).allMatch(count -> count > 0);
        return rows;
    }

    private static String one(String url, String query) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
