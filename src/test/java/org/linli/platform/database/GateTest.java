package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

@LinliTest
class GateTest {

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcConnectionDetails details;

    @Test
    void theApplicationGoesThroughIt() {
        assertThat(dataSource).isInstanceOf(Gate.Gated.class);
    }

    @Test
    void nobodyWaitsWithinThePool() throws Exception {
        try (HikariDataSource pool = pool(details.getJdbcUrl(), 8_000);
                ExecutorService threads = Executors.newFixedThreadPool(12)) {
            DataSource gated = new Gate.Gated(pool);
            try (Connection one = gated.getConnection();
                    Connection other = gated.getConnection()) {
                assertThat(one).as("both are open from now on").isNotEqualTo(other);
            }
            List<Future<Integer>> seen = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                seen.add(threads.submit(() -> {
                    try (Connection connection = gated.getConnection();
                            var statement = connection.createStatement()) {
                        statement.execute("select pg_sleep(0.002)");
                        return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
                    }
                }));
            }
            for (Future<Integer> waiting : seen) {
                assertThat(waiting.get()).isZero();
            }
        }
    }

    @Test
    void asManyAsThereAreAndEachPlaceGivenBackOnce() throws SQLException {
        try (HikariDataSource pool = pool(details.getJdbcUrl(), 250)) {
            DataSource gated = new Gate.Gated(pool);
            Connection one = gated.getConnection();
            Connection other = gated.getConnection();
            assertThatThrownBy(gated::getConnection).isInstanceOf(SQLTransientConnectionException.class);
            one.close();
            one.close();
            assertThat(one.isClosed()).isTrue();
            assertThat(one).isNotEqualTo(other);
            assertThat(List.of(other, one)).contains(one);
            try (Connection next = gated.getConnection()) {
                assertThat(next.isValid(1)).isTrue();
                assertThatThrownBy(gated::getConnection).isInstanceOf(SQLTransientConnectionException.class);
            }
            other.close();
        }
    }

    @Test
    void whoeverFindsNoDatabaseLeavesNoPlaceTaken() {
        try (HikariDataSource pool = pool("jdbc:postgresql://127.0.0.1:1/nowhere", 250)) {
            DataSource gated = new Gate.Gated(pool);
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(gated::getConnection)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasMessageNotContaining("No connection became free");
            }
        }
    }

    private HikariDataSource pool(String url, long patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(details.getUsername());
        config.setPassword(details.getPassword());
        config.setMaximumPoolSize(2);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience);
        return new HikariDataSource(config);
    }
}
