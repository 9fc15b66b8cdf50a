package org.linli.platform.database;

import java.util.List;
import org.linli.platform.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The embedded database, where {@code spring.datasource.url} names no other. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabase.NoneGiven.class)
class EmbeddedDatabase {

    @Bean
    EmbeddedPostgres embeddedPostgres(ObjectProvider<HeadStart> headStart, Settings settings) {
        HeadStart begun = headStart.getIfAvailable();
        return begun == null ? start(settings) : begun.server();
    }

    static EmbeddedPostgres start(Settings settings) {
        return EmbeddedPostgres.start(settings.data(), settings.databasePort(), List.of());
    }

    @Bean
    JdbcConnectionDetails appConnection(EmbeddedPostgres server) {
        return new JdbcConnectionDetails() {
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
        };
    }

    @Bean
    FlywayConnectionDetails ownerConnection(EmbeddedPostgres server) {
        return new FlywayConnectionDetails() {
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
        };
    }

    static final class NoneGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return in(context.getEnvironment());
        }

        static boolean in(Environment environment) {
            return !environment.containsProperty("spring.datasource.url");
        }
    }
}
