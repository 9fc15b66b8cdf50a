package org.linli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * PostgreSQL's driver, which writes each different statement that a test run has executed to a file in {@code target/statements},
 * one for each JVM that the tests are shared among.
 * The driver manager finds it before the real one; {@link TestDatabase} names it to the pool and to the migrations.
 */
public final class RecordingDriver implements Driver {

    private static final Path FOLDER = Path.of("target", "statements");
    private static final Path FILE = FOLDER.resolve("of-" + System.getProperty("linli.fork", ""));

    static {
        try {
            DriverManager.registerDriver(new RecordingDriver());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Made when it is first asked, after this one stands: whoever stands first is asked first. */
    private static final class Real {
        static final Driver DRIVER = new org.postgresql.Driver();
    }

    /** Begun anew by the first statement of a run. */
    private static final class Book {

        /** As they were sent, so that each is looked through once. */
        static final Set<String> SENT = ConcurrentHashMap.newKeySet();

        static final Set<String> RECORDED = ConcurrentHashMap.newKeySet();
        static final BufferedWriter WRITER = writer();

        private static BufferedWriter writer() {
            try {
                Files.createDirectories(FILE.getParent());
                return Files.newBufferedWriter(FILE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the last run of all tests has executed, whichever JVM did. */
    static Set<String> executed() throws IOException {
        Set<String> executed = new HashSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                executed.addAll(Files.readAllLines(file));
            }
        }
        return executed;
    }

    /** Blanks and line ends count once, so that a statement is one line. */
    static void record(String statement) {
        if (!Book.SENT.add(statement)) {
            return;
        }
        String line = statement.strip().replaceAll("\\s+", " ");
        if (Book.RECORDED.add(line)) {
            try {
                synchronized (Book.WRITER) {
                    Book.WRITER.write(line);
                    Book.WRITER.newLine();
                    Book.WRITER.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection connection = Real.DRIVER.connect(url, info);
        return connection == null ? null : recording(connection);
    }

    private static Connection recording(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            if (result instanceof PreparedStatement prepared) {
                return executing(PreparedStatement.class, prepared, (String) arguments[0]);
            }
            if (result instanceof Statement plain) {
                return executing(Statement.class, plain, "");
            }
            return method.getName().equals("unwrap") && result instanceof PGConnection postgres
                    ? copying(postgres)
                    : result;
        });
    }

    /** A statement counts as executed when the database has not refused it. */
    private static <T extends Statement> T executing(Class<T> type, T real, String prepared) {
        return proxy(type, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            if (method.getName().startsWith("execute")) {
                String statement = arguments != null && arguments.length > 0 ? (String) arguments[0] : prepared;
                // Questions that went together are each one.
                if (statement.stripLeading().startsWith("select")) {
                    Stream.of(statement.split(";\n")).forEach(RecordingDriver::record);
                } else {
                    record(statement);
                }
            }
            return result;
        });
    }

    private static PGConnection copying(PGConnection real) {
        return proxy(
                PGConnection.class,
                (method, arguments) -> method.getName().equals("getCopyAPI")
                        ? new CopyManager((BaseConnection) real) {
                            @Override
                            public CopyIn copyIn(String sql) throws SQLException {
                                CopyIn copy = super.copyIn(sql);
                                record(sql);
                                return copy;
                            }
                        }
                        : method.invoke(real, arguments));
    }

    private interface Call {
        @Nullable
        Object on(java.lang.reflect.Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                RecordingDriver.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return Real.DRIVER.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return Real.DRIVER.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return Real.DRIVER.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return Real.DRIVER.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return Real.DRIVER.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
        return Real.DRIVER.getParentLogger();
    }
}
