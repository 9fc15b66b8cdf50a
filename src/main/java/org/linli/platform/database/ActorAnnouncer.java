package org.linli.platform.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Tells the database at each transaction's begin who acts; the row policies read it, and it ends with the transaction. */
@Component
class ActorAnnouncer implements TransactionExecutionListener {

    private static final String ANNOUNCE = """
            select set_config('linli.person', ?, true),
                   set_config('linli.organisation', ?, true),
                   set_config('linli.place', ?, true),
                   set_config('linli.rights', ?, true)
            """;

    private final DataSource dataSource;

    ActorAnnouncer(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure != null) {
            return;
        }
        Actor actor = Acting.current();
        try (PreparedStatement statement =
                DataSourceUtils.getConnection(dataSource).prepareStatement(ANNOUNCE)) {
            statement.setString(1, text(actor.person()));
            statement.setString(2, text(actor.organisation()));
            statement.setString(3, actor.place().map(PlaceCode::value).orElse(""));
            statement.setString(4, rights(actor));
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("The acting person cannot be announced to the database", e);
        }
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
        return rights.toString();
    }
}
