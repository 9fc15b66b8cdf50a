package org.linli.platform.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
    private boolean announced;
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
            if (arguments != null && arguments.length == 1 && arguments[0] == Preamble.Owing.class) {
                return name.equals("unwrap") ? proxy : name.equals("isWrapperFor");
            }
            if (ENDS.contains(name) && arguments == null) {
                owed = null;
                announced = false;
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
    public void owe(String sql, List<String> values) {
        owed = new Preamble(sql, values);
        announced = true;
    }

    @Override
    public @Nullable Preamble take() {
        Preamble taken = owed;
        owed = null;
        return taken;
    }

    @Override
    public void giveBack(Preamble preamble) {
        owed = preamble;
    }

    @Override
    public boolean announced() {
        return announced;
    }

    private void say() throws SQLException {
        Preamble preamble = take();
        if (preamble == null) {
            return;
        }
        try {
            preamble.say(connection);
        } catch (SQLException | RuntimeException e) {
            giveBack(preamble);
            throw e;
        }
    }
}
