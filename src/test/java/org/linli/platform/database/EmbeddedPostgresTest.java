package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path folder;

    @Test
    void itIsInitialisedOnceAndKeepsWhatItHoldsThroughAKill() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, 0, List.of())) {
            assertThat(server.fresh()).isTrue();
            try (Connection admin = server.admin(EmbeddedPostgres.DATABASE);
                    Statement sql = admin.createStatement()) {
                assertThat(one(sql, "show data_checksums")).isEqualTo("on");
                assertThat(one(sql, "show server_encoding")).isEqualTo("UTF8");
                assertThat(one(sql, "show password_encryption")).isEqualTo("scram-sha-256");
                assertThat(one(sql, "show listen_addresses")).isEqualTo("127.0.0.1");
                sql.execute("create table kept as select 42 as answer");
            }
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                assertThat(Files.getPosixFilePermissions(
                                folder.resolve("secrets").resolve("admin")))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0, List.of()))
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("in use by another running Linli");
            long postmaster = postmaster();
            ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
                assertThat(postmaster()).isNotEqualTo(postmaster);
                try (Connection admin = server.admin(EmbeddedPostgres.DATABASE);
                        Statement sql = admin.createStatement()) {
                    assertThat(one(sql, "select answer from kept"))
                            .as("started again by itself, on the same port")
                            .isEqualTo("42");
                }
            });
        }
        try (EmbeddedPostgres again = EmbeddedPostgres.start(folder, 0, List.of());
                Connection admin = again.admin(EmbeddedPostgres.DATABASE);
                Statement sql = admin.createStatement()) {
            assertThat(again.fresh()).isFalse();
            assertThat(one(sql, "select answer from kept")).isEqualTo("42");
        }
        Files.writeString(folder.resolve("database/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0, List.of()))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("PostgreSQL 17");
    }

    @Test
    void itsBuffersGrowWithTheMachine() {
        assertThat(EmbeddedPostgres.buffers(512L << 20)).isEqualTo(128);
        assertThat(EmbeddedPostgres.buffers(2L << 30)).isEqualTo(256);
        assertThat(EmbeddedPostgres.buffers(16L << 30)).isEqualTo(2048);
        assertThat(EmbeddedPostgres.buffers(1L << 40)).isEqualTo(4096);
    }

    private long postmaster() throws java.io.IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("database/postmaster.pid")).getFirst());
    }

    private static String one(Statement sql, String query) throws java.sql.SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
