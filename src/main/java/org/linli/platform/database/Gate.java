package org.linli.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Before the pool of connections 连接池前的闸门 as many are let in as it has connections. Where threads wait within the pool, each
 * that comes wakes the pool's own thread to see whether it may grow, and each that leaves yields until another has taken over.
 */
@Component
final class Gate implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof HikariDataSource pool ? new Gated(pool) : bean;
    }

    static final class Gated extends DelegatingDataSource {

        private final Semaphore free;
        private final long patience;

        Gated(HikariDataSource pool) {
            super(pool);
            this.free = new Semaphore(pool.getMaximumPoolSize(), true);
            this.patience = pool.getConnectionTimeout();
        }

        @Override
        public Connection getConnection() throws SQLException {
            enter();
            boolean taken = false;
            try {
                Connection connection = LetIn.of(super.getConnection(), free::release);
                taken = true;
                return connection;
            } finally {
                if (!taken) {
                    free.release();
                }
            }
        }

        private void enter() throws SQLException {
            try {
                if (!free.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                    throw new SQLTransientConnectionException("No connection became free within " + patience + " ms");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("Interrupted while waiting for a connection", e);
            }
        }
    }
}
