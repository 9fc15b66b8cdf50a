package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void aDatabaseThatIsAwayOrFullIsToldFromTheCauses() {
        for (String away : new String[] {"08001", "08003", "08006", "57P01", "57P02", "57P03", "53300"}) {
            assertThat(behind(new SQLException("gone", away))).as(away).contains(Outage.AWAY);
        }
        assertThat(behind(new SQLTransientConnectionException("none in time"))).contains(Outage.AWAY);
        assertThat(behind(new SQLException("Connection is closed"))).contains(Outage.AWAY);
        assertThat(behind(new SQLException("could not extend file", "53100"))).contains(Outage.FULL);
    }

    @Test
    void oneStatementThatFailsIsNoOutage() {
        for (String ours : new String[] {"42601", "23505", "42501", "22001", "57014", "40P01"}) {
            assertThat(behind(new SQLException("ours", ours))).as(ours).isEmpty();
        }
        assertThat(behind(new SQLException("without a state"))).isEmpty();
        assertThat(Outage.behind(new IllegalStateException("no database"))).isEmpty();
    }

    private static Optional<Outage> behind(SQLException cause) {
        return Outage.behind(new IllegalStateException("in a transaction", cause));
    }
}
