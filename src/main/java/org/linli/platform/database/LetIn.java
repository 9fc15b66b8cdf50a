package org.linli.platform.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection in use 在用连接. It says what it owes before whatever may ask the database something, and its closing lets the next
 * one in, once.
 */
final class LetIn implements InvocationHandler, Preamble.Owing {

    /** What asks nothing by itself; all else, known here or not, is preceded by what is owed. */
    private static final Set<String> SILENT = Set.of(
            "getAutoCommit",
            "setAutoCommit",
            "isReadOnly",
            "setReadOnly",
            "getTransactionIsolation",
            "setTransactionIsolation",
            "getHoldability",
            "isClosed",
            "getWarnings",
            "clearWarnings",
            "abort",
            "hashCode",
            "toString");

    /** What ends a transaction, and with it whatever was to be said in it. */
    private static final Set<String> ENDS = Set.of("commit", "rollback", "close");

    private final Connection connection;
    private final Runnable leaves;
    private @Nullable Preamble owed;
    private boolean left;

    private LetIn(Connection connection, Runnable leaves) {
        this.connection = connection;
        this.leaves = leaves;
    }

    static Connection of(Connection connection, Runnable leaves) {
        return (Connection) Proxy.newProxyInstance(
                LetIn.class.getClassLoader(),
                new Class<?>[] {Connection.class, Preamble.Owing.class},
                new LetIn(connection, leaves));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            if (method.getDeclaringClass() == Preamble.Owing.class) {
                return method.invoke(this, arguments);
            }
            String name = method.getName();
            if (name.equals("equals") && arguments != null) {
                return proxy == arguments[0];
            }
            if (ENDS.contains(name) && arguments == null) {
                owed = null;
            } else if (!SILENT.contains(name)) {
                say();
            }
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        } finally {
            if (method.getName().equals("close") && !left) {
                left = true;
                leaves.run();
            }
        }
    }

    @Override
    public void owe(Preamble preamble) {
        owed = preamble;
    }

    @Override
    public @Nullable Preamble take() {
        Preamble taken = owed;
        owed = null;
        return taken;
    }

    private void say() throws SQLException {
        Preamble preamble = take();
        if (preamble == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(preamble.sql())) {
            for (int i = 0; i < preamble.values().size(); i++) {
                statement.setString(i + 1, preamble.values().get(i));
            }
            statement.execute();
        }
    }
}
