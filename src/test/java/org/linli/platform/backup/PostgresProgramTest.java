package org.linli.platform.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresProgramTest {

    @Test
    void aProgramThatIsMissingIsNamedWithWhatToInstall() {
        assertThatThrownBy(() -> PostgresProgram.find("pg_no_such_program", 15))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContainingAll("has no pg_no_such_program", "15 or newer", "postgresql-client");
    }

    @Test
    void aProgramOlderThanTheServerIsRefused() {
        assertThatThrownBy(() -> PostgresProgram.find("pg_dump", 999))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("999 or newer");
    }
}
