package org.linli.platform.database;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linli.platform.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The embedded database, where {@code spring.datasource.url} names no other. Asked at each start and by no condition on a bean:
 * those of a start that was worked out beforehand are decided when the jar is built.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedDatabase {

    /** None where another database is named. */
    @Bean
    @Nullable
    EmbeddedPostgres embeddedPostgres(Environment environment, ObjectProvider<HeadStart> headStart, Settings settings) {
        if (!wanted(environment)) {
            return null;
        }
        HeadStart begun = headStart.getIfAvailable();
        return begun == null ? start(settings) : begun.server();
    }

    static boolean wanted(Environment environment) {
        return !environment.containsProperty("spring.datasource.url");
    }

    static EmbeddedPostgres start(Settings settings) {
        return EmbeddedPostgres.start(settings.data(), settings.databasePort(), List.of());
    }

    @Bean
    JdbcConnectionDetails appConnection(ObjectProvider<EmbeddedPostgres> embedded, DataSourceProperties given) {
        EmbeddedPostgres server = embedded.getIfAvailable();
        return server == null ? new GivenToServe(given) : new OwnToServe(server);
    }

    @Bean
    FlywayConnectionDetails ownerConnection(ObjectProvider<EmbeddedPostgres> embedded, FlywayProperties given) {
        EmbeddedPostgres server = embedded.getIfAvailable();
        return server == null ? new GivenToMigrate(given) : new OwnToMigrate(server);
    }

    private record OwnToServe(EmbeddedPostgres server) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return EmbeddedPostgres.APP;
        }

        @Override
        public String getPassword() {
            return server.appPassword();
        }

        @Override
        public String getJdbcUrl() {
            return server.url(EmbeddedPostgres.DATABASE);
        }
    }

    private record OwnToMigrate(EmbeddedPostgres server) implements FlywayConnectionDetails {

        @Override
        public String getUsername() {
            return EmbeddedPostgres.OWNER;
        }

        @Override
        public String getPassword() {
            return server.ownerPassword();
        }

        @Override
        public String getJdbcUrl() {
            return server.url(EmbeddedPostgres.DATABASE);
        }
    }

    private record GivenToServe(DataSourceProperties given) implements JdbcConnectionDetails {

        @Override
        public @Nullable String getUsername() {
            return given.determineUsername();
        }

        @Override
        public @Nullable String getPassword() {
            return given.determinePassword();
        }

        @Override
        public String getJdbcUrl() {
            return given.determineUrl();
        }

        @Override
        public String getDriverClassName() {
            return given.determineDriverClassName();
        }
    }

    private record GivenToMigrate(FlywayProperties given) implements FlywayConnectionDetails {

        @Override
        public @Nullable String getUsername() {
            return given.getUser();
        }

        @Override
        public @Nullable String getPassword() {
            return given.getPassword();
        }

        @Override
        public @Nullable String getJdbcUrl() {
            return given.getUrl();
        }

        @Override
        public @Nullable String getDriverClassName() {
            return given.getDriverClassName();
        }
    }
}
