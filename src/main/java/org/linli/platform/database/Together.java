package org.linli.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.linli.platform.Trips;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlProvider;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Trips as the driver makes them 一趟: it sends the parts of one statement one after the other, and the database answers them without being
 * waited for in between. Each part is prepared by itself, as if asked alone.
 */
@Component
class Together implements Trips {

    private final Statements statements;
    private final ConcurrentLruCache<List<String>, String> together =
            new ConcurrentLruCache<>(Statements.KEPT, texts -> String.join(";\n", texts));

    Together(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Trip begin() {
        return new OneTrip();
    }

    private final class OneTrip implements Trip {

        private final List<Question<?>> questions = new ArrayList<>();
        private boolean gone;

        @Override
        public <T> Supplier<List<T>> ask(String sql, Map<String, ?> values, RowMapper<T> row) {
            if (gone) {
                throw new IllegalStateException("This trip is over");
            }
            Question<T> question = new Question<>(statements.parsed(sql), new MapSqlParameterSource(values), row);
            questions.add(question);
            return () -> {
                go();
                return question.answer();
            };
        }

        private void go() {
            if (gone) {
                return;
            }
            gone = true;
            Going going = new Going(questions);
            try {
                statements.getJdbcOperations().execute((PreparedStatementCreator) going, going);
            } catch (RuntimeException e) {
                // It may not have been said; said twice, it is the same.
                going.unsaid();
                throw e;
            }
        }
    }

    /** The statement of all questions, and of what is to be said before them where nothing was asked yet. */
    private final class Going implements PreparedStatementCreator, SqlProvider, PreparedStatementCallback<Integer> {

        private final List<Question<?>> questions;
        private Preamble.@Nullable Owing owing;
        private @Nullable Preamble preamble;
        private @Nullable String sql;

        Going(List<Question<?>> questions) {
            this.questions = questions;
        }

        @Override
        public PreparedStatement createPreparedStatement(Connection connection) throws SQLException {
            Preamble.Owing from = connection.unwrap(Preamble.Owing.class);
            if (!from.announced()) {
                throw new IllegalStateException("No transaction tells the database who asks");
            }
            owing = from;
            preamble = from.take();
            List<String> texts = new ArrayList<>();
            if (preamble != null) {
                texts.add(preamble.sql());
            }
            questions.forEach(question -> texts.add(statements.text(question.parsed)));
            String all = together.get(texts);
            sql = all;
            return connection.prepareStatement(all);
        }

        @Override
        public Integer doInPreparedStatement(PreparedStatement statement) throws SQLException {
            int next = preamble == null ? 1 : preamble.bind(statement);
            for (Question<?> question : questions) {
                next = question.bind(statement, next);
            }
            statement.execute();
            if (preamble != null) {
                statement.getMoreResults();
            }
            for (Question<?> question : questions) {
                try (ResultSet rows = statement.getResultSet()) {
                    question.read(rows);
                }
                statement.getMoreResults();
            }
            return questions.size();
        }

        private void unsaid() {
            if (owing != null && preamble != null) {
                owing.giveBack(preamble);
            }
        }

        @Override
        public @Nullable String getSql() {
            return sql;
        }
    }

    private static final class Question<T> {

        private final ParsedSql parsed;
        private final MapSqlParameterSource values;
        private final RowMapper<T> row;
        private @Nullable List<T> answer;

        Question(ParsedSql parsed, MapSqlParameterSource values, RowMapper<T> row) {
            this.parsed = parsed;
            this.values = values;
            this.row = row;
        }

        int bind(PreparedStatement statement, int first) throws SQLException {
            int next = first;
            for (Object value : NamedParameterUtils.buildValueArray(parsed, values, null)) {
                if (value instanceof Iterable) {
                    throw new IllegalArgumentException("A collection, " + Arrays.toString(values.getParameterNames()));
                }
                StatementCreatorUtils.setParameterValue(statement, next++, SqlTypeValue.TYPE_UNKNOWN, value);
            }
            return next;
        }

        void read(@Nullable ResultSet rows) throws SQLException {
            if (rows == null) {
                throw new IllegalArgumentException("No question: " + parsed);
            }
            List<T> read = new ArrayList<>();
            for (int n = 0; rows.next(); n++) {
                read.add(row.mapRow(rows, n));
            }
            answer = Collections.unmodifiableList(read);
        }

        List<T> answer() {
            if (answer == null) {
                throw new IllegalStateException("The trip failed");
            }
            return answer;
        }
    }
}
