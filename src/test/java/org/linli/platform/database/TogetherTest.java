package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.SqlProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Questions that go to the database together are each answered as if asked alone. */
@LinliTest
class TogetherTest {

    private static final String NUMBERS = "select n from generate_series(:from, :to) n order by n";

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Trips trips;

    @Autowired
    TransactionOperations transactions;

    @Test
    void allGoAtOnceAndEachGetsItsOwnAnswer() {
        AtomicInteger ways = new AtomicInteger();
        Trips counted = new Together(new Statements(new JdbcTemplate(dataSource) {
            @Override
            public <T> T execute(PreparedStatementCreator creator, PreparedStatementCallback<T> action) {
                ways.incrementAndGet();
                return super.execute(creator, action);
            }
        }));
        transactions.executeWithoutResult(status -> {
            Trip trip = counted.begin();
            Supplier<List<Integer>> few = trip.ask(NUMBERS, Map.of("from", 1, "to", 3), (row, n) -> row.getInt(1));
            Supplier<List<Integer>> none = trip.ask(NUMBERS, Map.of("from", 3, "to", 1), (row, n) -> row.getInt(1));
            Supplier<List<Integer>> places = trip.ask(NUMBERS, Map.of("from", 7, "to", 9), (row, n) -> n);
            UUID id = new UUID(1, 2);
            Supplier<String> typed = trip.askOne(
                    "select concat_ws(' ', cast(:id as uuid), cast(:at as timestamptz) is null, :words, :words) as told",
                    Map.of("id", id, "at", Bound.time(Optional.<Instant>empty()), "words", "有; 'w' ?"),
                    (row, n) -> row.getString("told"));
            assertThat(ways).hasValue(0);
            assertThat(places.get()).containsExactly(0, 1, 2);
            assertThat(few.get()).containsExactly(1, 2, 3);
            assertThat(none.get()).isEmpty();
            assertThat(typed.get()).isEqualTo(id + " t 有; 'w' ? 有; 'w' ?");
            assertThat(few.get()).containsExactly(1, 2, 3);
            assertThat(ways).hasValue(1);
        });
    }

    @Test
    void theDatabaseKeepsWhatItPrepared() {
        transactions.executeWithoutResult(status -> {
            for (int i = 0; i < 20; i++) {
                Trip trip = trips.begin();
                trip.ask("select 'kept one' || cast(:n as int)", Map.of("n", i), (row, n) -> row.getString(1));
                assertThat(trip.askOne(
                                        "select 'kept two' || cast(:n as int)",
                                        Map.of("n", i),
                                        (row, n) -> row.getString(1))
                                .get())
                        .isEqualTo("kept two" + i);
            }
            assertThat(jdbc.sql("""
                                    select generic_plans + custom_plans
                                      from pg_prepared_statements
                                     where statement like '%select ''kept %'
                                       and statement not like '%pg_prepared%'
                                    """).query(Integer.class).list()).hasSize(2).allMatch(carriedOut -> carriedOut > 10);
        });
    }

    @Test
    void whoAsksIsToldOnTheWay() {
        String asked = "select current_setting('linli.person', true) as person";
        List<String> prepared = new ArrayList<>();
        Trips watched = new Together(new Statements(new JdbcTemplate(dataSource) {
            @Override
            public <T> T execute(PreparedStatementCreator creator, PreparedStatementCallback<T> action) {
                T done = super.execute(creator, action);
                prepared.add(((SqlProvider) creator).getSql());
                return done;
            }
        }));
        for (UUID person : List.of(new UUID(1, 1), new UUID(2, 2))) {
            Actor actor = Actor.resident(person, "试民", Optional.empty());
            String told = World.as(
                    actor,
                    () -> transactions.execute(status -> watched.begin()
                            .askOne(asked, Map.of(), (row, n) -> row.getString("person"))
                            .get()));
            assertThat(told).isEqualTo(person.toString());
        }
        assertThat(prepared)
                .hasSize(2)
                .allSatisfy(text -> assertThat(text)
                        .as("in the same statement")
                        .startsWith("select set_config('linli.person'")
                        .endsWith(asked));
    }

    @Test
    void whoeverCouldNotAskIsToldOfAllTheSame() {
        UUID person = new UUID(3, 3);
        World.as(Actor.resident(person, "试民", Optional.empty()), () -> {
            transactions.executeWithoutResult(status -> {
                Supplier<List<Integer>> unbound =
                        trips.begin().ask("select cast(:n as int)", Map.of(), (row, n) -> row.getInt(1));
                assertThatThrownBy(unbound::get).isInstanceOf(InvalidDataAccessApiUsageException.class);
                assertThat(jdbc.sql("select current_setting('linli.person', true)")
                                .query(String.class)
                                .single())
                        .isEqualTo(person.toString());
            });
            return true;
        });
    }

    @Test
    void nothingIsAskedOnATripThatIsOverOrOfNobody() {
        transactions.executeWithoutResult(status -> {
            Trip trip = trips.begin();
            assertThat(trip.askOne("select 1", Map.of(), (row, n) -> row.getInt(1))
                            .get())
                    .isOne();
            assertThatIllegalStateException()
                    .isThrownBy(() -> trip.ask("select 2", Map.of(), (row, n) -> row.getInt(1)));
        });
        Supplier<List<Integer>> unannounced = trips.begin().ask("select 1", Map.of(), (row, n) -> row.getInt(1));
        assertThatIllegalStateException().isThrownBy(unannounced::get);
    }

    @Test
    void oneRowOrNoneAndNeverOneOfTwo() {
        transactions.executeWithoutResult(status -> {
            Trip trip = trips.begin();
            Supplier<Optional<Integer>> none = numbers(trip, 0);
            Supplier<Optional<Integer>> one = numbers(trip, 1);
            Supplier<Optional<Integer>> two = numbers(trip, 2);
            assertThat(none.get()).isEmpty();
            assertThat(one.get()).contains(1);
            assertThatThrownBy(two::get).isInstanceOf(IncorrectResultSizeDataAccessException.class);
        });
    }

    private static Supplier<Optional<Integer>> numbers(Trip trip, int to) {
        return trip.askOptional(NUMBERS, Map.of("from", 1, "to", to), (row, n) -> row.getInt(1));
    }

    @Test
    void whatFailsIsNotTakenForAnEmptyAnswer() {
        transactions.executeWithoutResult(status -> {
            Trip trip = trips.begin();
            Supplier<List<Integer>> sound = trip.ask("select 1", Map.of(), (row, n) -> row.getInt(1));
            Supplier<List<Integer>> broken =
                    trip.ask("select 1 / cast(:by as int)", Map.of("by", 0), (row, n) -> row.getInt(1));
            assertThatThrownBy(broken::get).isInstanceOf(DataIntegrityViolationException.class);
            assertThatIllegalStateException().isThrownBy(sound::get);
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(status -> {
            Supplier<Integer> missing =
                    trips.begin().askOne("select 1 where false", Map.of(), (row, n) -> row.getInt(1));
            assertThatThrownBy(missing::get).isInstanceOf(EmptyResultDataAccessException.class);
            Supplier<List<Integer>> collection = trips.begin()
                    .ask("select 1 where 1 in (:numbers)", Map.of("numbers", List.of(1, 2)), (row, n) -> row.getInt(1));
            assertThatIllegalArgumentException().isThrownBy(collection::get);
        });
    }
}
