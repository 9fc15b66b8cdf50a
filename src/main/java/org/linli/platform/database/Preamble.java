package org.linli.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database is told in a transaction before anything is asked 开场白: who acts.
 *
 * @param sql a query of one row, which nobody reads
 * @param values what fills its question marks
 */
record Preamble(String sql, List<String> values) {

    /** A connection that says its preamble by itself, before its first statement of a transaction. */
    interface Owing {

        /** To be said before the next statement. */
        void owe(String sql, List<String> values);

        /** What is not said yet: whoever takes it says it, in the same trip as what they ask and ahead of it. */
        @Nullable
        Preamble take();

        /** What was taken and could not be said is owed again. */
        void giveBack(Preamble preamble);

        /** Whether something was said in this transaction, or is owed. */
        boolean announced();
    }

    /** Fills its part of a statement; gives back the number of the next question mark. */
    int bind(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (String value : values) {
            statement.setString(next++, value);
        }
        return next;
    }

    /** Says it alone. */
    void say(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            statement.execute();
        }
    }
}
