package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The database that starts before the application has asked for it ends with the application, asked for or not. */
class HeadStartTest {

    @TempDir
    Path folder;

    private GenericApplicationContext begun(Map<String, Object> settings) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        new HeadStart().initialize(context);
        return context;
    }

    private Map<String, Object> settings() {
        return Map.of("linli.data", folder.toString());
    }

    @Test
    void whatIsAskedForIsThereAndGoesWithTheApplication() throws SQLException {
        try (GenericApplicationContext context = begun(settings())) {
            context.refresh();
            EmbeddedPostgres server = context.getBean(HeadStart.class).server();
            try (Connection admin = server.admin("postgres")) {
                assertThat(admin.isValid(10)).isTrue();
            }
        }
        assertThat(DataFolder.inUse(folder)).isFalse();
    }

    @Test
    void anApplicationThatFailsBeforeItAsksLeavesNoneBehind() {
        try (GenericApplicationContext context = begun(settings())) {
            context.registerBean("broken", String.class, () -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(context::refresh).hasRootCauseMessage("broken");
        }
        assertThat(DataFolder.inUse(folder)).isFalse();
    }

    @Test
    void aFolderInUseIsRefusedToWhoeverAsks() {
        try (DataFolder taken = DataFolder.take(folder);
                GenericApplicationContext context = begun(settings())) {
            assertThat(taken.path("")).isDirectory();
            context.refresh();
            assertThatThrownBy(() -> context.getBean(HeadStart.class).server())
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void noneStartsWhereAnotherDatabaseIsNamed() {
        try (GenericApplicationContext context =
                begun(Map.of("linli.data", folder.toString(), "spring.datasource.url", "jdbc:postgresql://db/linli"))) {
            context.refresh();
            assertThat(context.getBeanNamesForType(HeadStart.class)).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
