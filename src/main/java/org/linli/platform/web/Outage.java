package org.linli.platform.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** What ails the database itself 数据库故障, and not one statement; told from the causes of an exception. */
public enum Outage {
    /** It is gone, starts, stops or recovers: soon it answers again. */
    AWAY,
    /** It has no room left on its disk. */
    FULL;

    /** What the pool says, without a state, of a connection that broke before its transaction could be rolled back. */
    private static final String CLOSED = "Connection is closed";

    /** The outage behind an exception; none where the database is well. */
    public static Optional<Outage> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState() == null ? "" : sql.getSQLState();
                if (state.equals("53100")) {
                    return Optional.of(FULL);
                }
                // 08: no connection; 57P: shut down, crashed, not yet started; 53300: no connection to spare.
                if (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || sql instanceof SQLTransientConnectionException
                        || CLOSED.equals(sql.getMessage())) {
                    return Optional.of(AWAY);
                }
            }
        }
        return Optional.empty();
    }
}
