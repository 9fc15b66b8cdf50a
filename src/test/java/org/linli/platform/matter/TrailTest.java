package org.linli.platform.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@LinliTest
class TrailTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Trail trail;

    @Autowired
    Clock clock;

    @Value("${spring.datasource.url}")
    String url;

    private UUID order;

    @BeforeEach
    void anOrderOfThreeSteps() {
        World.Quarter here = world.ningbao;
        order = script.as(here.resident()).places("路灯不亮", here.home());
        script.as(here.clerk()).replies(order, "收到");
        script.as(here.clerk()).dispatches(order, here.firm());
        assertThat(trail.verify().whole()).isTrue();
    }

    @AfterEach
    void wholeAgain() throws SQLException {
        assertThat(trail.verify().fault()).isEmpty();
    }

    @Test
    void notEvenTheOwnerOfTheTableChangesOrDeletesARow() throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            assertThatThrownBy(() -> sql.execute("update timeline_entry set words = 'x'"))
                    .hasMessageContaining("append-only");
            assertThatThrownBy(() -> sql.execute("delete from timeline_entry")).hasMessageContaining("append-only");
            assertThatThrownBy(() -> sql.execute("truncate timeline_entry cascade"))
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void whoeverChangesARowBehindTheDatabasesBackIsFound() throws SQLException {
        tampered("update timeline_entry set signature = '别人' where seq = 2 and matter = '" + order + "'", "entry", 2);
        tampered("update timeline_entry set words = '改过的话' where seq = 2 and matter = '" + order + "'", "words", 2);
    }

    @Test
    void aMissingLastRowIsFound() throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            admin.setAutoCommit(false);
            sql.execute("set session_replication_role = replica");
            sql.execute("delete from timeline_entry where seq = 3 and matter = '" + order + "'");
            var row = sql.executeQuery("select fault, broken_matter from verify_trail('Asia/Shanghai')");
            row.next();
            assertThat(row.getString("fault")).isEqualTo("missing");
            assertThat(row.getObject("broken_matter", UUID.class)).isEqualTo(order);
            admin.rollback();
        }
    }

    @Test
    void aDayIsSealedOnceAndItsSealHoldsItsEntries() throws SQLException {
        WallClock.at(clock.instant().plus(Duration.ofDays(1)), () -> {
            assertThat(trail.seal()).isGreaterThanOrEqualTo(0);
            assertThat(trail.seal()).as("sealed already").isZero();
        });
        assertThat(trail.seals(10))
                .isNotEmpty()
                .allSatisfy(seal -> assertThat(seal.root()).hasSize(64));
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            admin.setAutoCommit(false);
            sql.execute("set session_replication_role = replica");
            sql.execute("update seal set entries = entries + 1");
            var row = sql.executeQuery("select fault from verify_trail('Asia/Shanghai')");
            row.next();
            assertThat(row.getString("fault")).isEqualTo("seal");
            admin.rollback();
        }
    }

    @Test
    void whatIsWrittenWhenTheClockWasSetBackAfterASealingCountsToTheNextDay() {
        WallClock.at(clock.instant().plus(Duration.ofDays(30)), trail::seal);
        int seals = trail.seals(10).size();
        script.as(world.ningbao.worker()).accepts(order);
        assertThat(trail.verify().whole()).isTrue();
        trail.seal();
        WallClock.at(clock.instant().plus(Duration.ofDays(30)), trail::seal);
        assertThat(trail.seals(10))
                .as("the day is sealed once, and the next after it")
                .hasSize(seals + 1);
        script.as(world.ningbao.worker()).starts(order);
    }

    private void tampered(String statement, String fault, int seq) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement()) {
            admin.setAutoCommit(false);
            sql.execute("set session_replication_role = replica");
            sql.execute(statement);
            var row = sql.executeQuery("select fault, broken_matter, broken_seq from verify_trail('Asia/Shanghai')");
            row.next();
            assertThat(row.getString("fault")).isEqualTo(fault);
            assertThat(row.getObject("broken_matter", UUID.class)).isEqualTo(order);
            assertThat(row.getInt("broken_seq")).isEqualTo(seq);
            admin.rollback();
        }
    }
}
