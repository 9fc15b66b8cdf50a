package org.linli.web;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Trips;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;

/**
 * An application whose look-ups ask nothing 去掉查找检查, so that row security stands alone: in Java everybody covers the whole
 * province, and in SQL each comparison with whoever acts is true. The database is still told the truth. Requests only:
 * what runs outside of one is as it is. The look-ups can be put back.
 */
@TestConfiguration(proxyBeanMethods = false)
class Lookups {

    static final PlaceCode EVERYWHERE = PlaceCode.parse("35");

    /** A comparison of a row with the acting person or their organisation, as the rooms write it. */
    private static final Pattern MINE =
            Pattern.compile("(?<![\\w.])(\\w+\\.)?\\w+ = :(me|reachPerson|reachOrganisation)\\b(?!,)");

    private record Widened(Actor told, Actor shown) {}

    private static final ScopedValue<Widened> WIDENED = ScopedValue.newInstance();

    /** Which comparisons were taken away. */
    final Set<String> taken = ConcurrentHashMap.newKeySet();

    private final Map<String, String> opened = new ConcurrentHashMap<>();

    volatile boolean removed = true;

    @Bean
    static BeanPostProcessor withoutLookups(org.springframework.beans.factory.ObjectProvider<Lookups> lookups) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof JdbcClient real) {
                    return (JdbcClient) sql -> real.sql(lookups.getObject().open(sql));
                }
                if (bean instanceof Trips real) {
                    return (Trips) () -> new Opened(real.begin(), lookups.getObject());
                }
                return bean instanceof PlatformTransactionManager real ? new Truthful(real) : bean;
            }
        };
    }

    /** After the session has been found, whose place is widened. */
    @Bean
    Filter everywhere() {
        return (request, response, chain) -> {
            Actor actor = Acting.current();
            if (!removed || actor.place().isEmpty()) {
                chain.doFilter(request, response);
                return;
            }
            Actor wide = new Actor(
                    actor.person(),
                    actor.name(),
                    actor.duty(),
                    actor.title(),
                    actor.appointment(),
                    actor.organisation(),
                    actor.organisationName(),
                    java.util.Optional.of(EVERYWHERE));
            try {
                ScopedValue.where(WIDENED, new Widened(actor, wide))
                        .call(() -> Acting.as(wide, () -> {
                            chain.doFilter(request, response);
                            return null;
                        }));
            } catch (java.io.IOException | jakarta.servlet.ServletException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new jakarta.servlet.ServletException(e);
            }
        };
    }

    private String open(String sql) {
        return !removed || !WIDENED.isBound() ? sql : opened.computeIfAbsent(sql, this::without);
    }

    private String without(String sql) {
        return MINE.matcher(sql).replaceAll(found -> {
            taken.add(found.group().strip());
            return "(true or " + found.group() + ")";
        });
    }

    private record Opened(Trips.Trip real, Lookups lookups) implements Trips.Trip {

        @Override
        public <T> Supplier<List<T>> ask(String sql, Map<String, ?> values, RowMapper<T> row) {
            return real.ask(lookups.open(sql), values, row);
        }
    }

    /** Begins each transaction as who the person really is: that is what the database is told. */
    private record Truthful(PlatformTransactionManager real) implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(@org.jspecify.annotations.Nullable TransactionDefinition definition)
                throws TransactionException {
            if (!WIDENED.isBound() || !Acting.current().equals(WIDENED.get().shown())) {
                return real.getTransaction(definition);
            }
            return org.linli.World.as(WIDENED.get().told(), () -> real.getTransaction(definition));
        }

        @Override
        public void commit(TransactionStatus status) {
            real.commit(status);
        }

        @Override
        public void rollback(TransactionStatus status) {
            real.rollback(status);
        }
    }
}
