package org.linli.platform;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.RowMapper;

/** Ways to the database 往返; going there and back takes longer than many a question takes to be answered. */
public interface Trips {

    /** A trip on which nothing is asked yet. */
    Trip begin();

    /**
     * Questions that go to the database together 一趟查询, as one statement of several parts. They go when the first answer is wanted, within
     * the transaction that is then; whoever asks one that depends on an answer begins another trip.
     */
    interface Trip {

        /**
         * Asks with named parameters, bound as {@link Bound} has it; the answer is there when it is first wanted. Throws
         * {@link IllegalStateException} on a trip that is over.
         *
         * @param sql one query, which ends neither in a semicolon nor in a comment
         * @param values no collections: several values of one parameter are an array; of some kilobytes in all, since the database answers the
         *     first question while the last is still being sent
         */
        <T> Supplier<List<T>> ask(String sql, Map<String, ?> values, RowMapper<T> row);

        /** The same of a question that one row answers. */
        default <T> Supplier<T> askOne(String sql, Map<String, ?> values, RowMapper<T> row) {
            Supplier<List<T>> rows = ask(sql, values, row);
            return () -> Objects.requireNonNull(DataAccessUtils.requiredSingleResult(rows.get()));
        }

        /** The same of a question that one row answers, or none. */
        default <T> Supplier<Optional<T>> askOptional(String sql, Map<String, ?> values, RowMapper<T> row) {
            Supplier<List<T>> rows = ask(sql, values, row);
            return () -> DataAccessUtils.optionalResult(rows.get());
        }
    }
}
