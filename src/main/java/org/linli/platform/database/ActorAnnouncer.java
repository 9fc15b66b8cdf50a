package org.linli.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.transaction.TransactionDefinition;

/**
 * Has each transaction tell the database who acts 当前身份 before anything is asked in it; the row policies read it, and it ends with the
 * transaction. Whoever is not announced sees nothing.
 */
@Configuration(proxyBeanMethods = false)
class ActorAnnouncer {

    private static final String ANNOUNCE = """
            select set_config('linli.person', ?, true),
                   set_config('linli.organisation', ?, true),
                   set_config('linli.place', ?, true),
                   set_config('linli.rights', ?, true)
            """;
    private static final String ANNOUNCE_UNHURRIED = ANNOUNCE + ", set_config('synchronous_commit', 'off', true)";
    private static final ScopedValue<Boolean> FOLLOWS = ScopedValue.newInstance();

    private static final String REGISTER = EventPublicationRegistry.class.getPackageName() + ".";

    @Bean(ManagerByName.NAME)
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new Announcing(dataSource);
    }

    /**
     * What follows a step waits for no disk. Were it lost with the power, it would still be written down that it must follow: what takes
     * that away is written later, and so never kept without it.
     */
    @Bean
    TaskDecorator followsUnhurried() {
        return task -> () -> ScopedValue.where(FOLLOWS, true).run(task);
    }

    private static final class Announcing extends JdbcTransactionManager {

        Announcing(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
                throws SQLException {
            super.prepareTransactionalConnection(connection, definition);
            if (keepsTheRegister(definition)) {
                return;
            }
            Actor actor = Acting.current();
            List<String> who = List.of(
                    text(actor.person()),
                    // Whoever does not handle orders acts for an organisation without seeing what it handles.
                    actor.duty().handles() ? text(actor.organisation()) : "",
                    actor.place().map(PlaceCode::value).orElse(""),
                    rights(actor));
            connection.unwrap(Preamble.Owing.class).owe(FOLLOWS.isBound() ? ANNOUNCE_UNHURRIED : ANNOUNCE, who);
        }
    }

    /** What waits for those who hear it is nobody's and has no policy: whoever acts there is not asked for. */
    private static boolean keepsTheRegister(TransactionDefinition definition) {
        String name = definition.getName();
        return name != null && name.startsWith(REGISTER);
    }

    private static String text(Optional<UUID> id) {
        return id.map(UUID::toString).orElse("");
    }

    /** The flags that policies ask for by {@code linli_may('…')}. */
    private static String rights(Actor actor) {
        StringBuilder rights = new StringBuilder();
        if (actor.duty().readsMatters()) {
            rights.append(" matters ");
        }
        if (actor.duty().readsPeople()) {
            rights.append(" people ");
        }
        if (actor.duty().appoints()) {
            rights.append(" appoint ");
        }
        if (actor.duty().receivesHandovers()) {
            rights.append(" police ");
        }
        if (actor.duty() == Duty.CHIEF) {
            rights.append(" answers ");
        }
        if (actor.duty() == Duty.CHIEF || actor.duty().ofStreet()) {
            rights.append(" appraises ");
        }
        return rights.toString();
    }
}
