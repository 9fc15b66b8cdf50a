package org.linli.platform.database;

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

        /** To be said before the next statement; what was owed is not said any more. */
        void owe(Preamble preamble);

        /** What is not said yet: whoever takes it says it, in the same trip as what they ask and ahead of it. */
        @Nullable
        Preamble take();
    }
}
