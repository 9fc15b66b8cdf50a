package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked of a connection first, what it owes is said before. */
class LetInTest {

    private static final Preamble WHO = new Preamble("who", List.of("张三"));

    private final List<String> heard = new ArrayList<>();
    private String broken = "";
    private final Connection connection = LetIn.of(stub(Connection.class, "connection"), () -> heard.add("left"));

    /** Tells what is called; gives back statements that do the same. */
    private <T> T stub(Class<T> type, String called) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    heard.add(called + "." + name + (arguments == null ? "" : Arrays.asList(arguments)));
                    if (name.equals("prepareStatement")) {
                        return stub(PreparedStatement.class, arguments[0].toString());
                    }
                    if (name.equals(broken)) {
                        throw new SQLException("broken");
                    }
                    return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
                }));
    }

    private void owes() {
        ((Preamble.Owing) connection).owe(WHO.sql(), WHO.values());
    }

    @Test
    void itIsSaidOnceAndBeforeTheFirstStatement() throws SQLException {
        owes();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        assertThat(heard).containsExactly("connection.setReadOnly[true]", "connection.setAutoCommit[false]");
        heard.clear();
        connection.prepareStatement("what");
        connection.prepareStatement("more");
        assertThat(heard)
                .containsExactly(
                        "connection.prepareStatement[who]",
                        "who.setString[1, 张三]",
                        "who.execute",
                        "who.close",
                        "connection.prepareStatement[what]",
                        "connection.prepareStatement[more]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"createStatement", "setSavepoint", "getMetaData", "createBlob", "getSchema"})
    void whateverMayAskTheDatabaseSaysIt(String method) throws Exception {
        owes();
        Connection.class.getMethod(method).invoke(connection);
        assertThat(heard).startsWith("connection.prepareStatement[who]").endsWith("connection." + method);
    }

    @Test
    void whoeverTakesItSaysIt() throws SQLException {
        owes();
        assertThat(((Preamble.Owing) connection).take()).isEqualTo(WHO);
        assertThat(((Preamble.Owing) connection).take()).isNull();
        connection.prepareStatement("what");
        assertThat(heard).containsExactly("connection.prepareStatement[what]");
    }

    @Test
    void itEndsWithItsTransaction() throws SQLException {
        owes();
        connection.commit();
        connection.prepareStatement("after commit");
        owes();
        connection.rollback();
        connection.prepareStatement("after rollback");
        assertThat(heard)
                .containsExactly(
                        "connection.commit",
                        "connection.prepareStatement[after commit]",
                        "connection.rollback",
                        "connection.prepareStatement[after rollback]");
    }

    @Test
    void itIsLeftOnce() throws SQLException {
        connection.close();
        connection.close();
        assertThat(heard).containsExactly("connection.close", "left", "connection.close");
    }

    @Test
    void itIsLeftEvenWhereClosingFails() {
        broken = "close";
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(connection::close)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("broken");
        }
        assertThat(heard).containsExactly("connection.close", "left", "connection.close");
    }

    @Test
    void whatCouldNotBeSaidIsStillOwed() throws SQLException {
        owes();
        broken = "execute";
        assertThatThrownBy(() -> connection.prepareStatement("what")).hasMessage("broken");
        broken = "";
        heard.clear();
        connection.prepareStatement("what");
        assertThat(heard).startsWith("connection.prepareStatement[who]").endsWith("connection.prepareStatement[what]");
    }

    @Test
    void itTellsWhetherItWasAnnounced() throws SQLException {
        Preamble.Owing owing = connection.unwrap(Preamble.Owing.class);
        assertThat(connection.isWrapperFor(Preamble.Owing.class)).isTrue();
        assertThat(owing.announced()).isFalse();
        owes();
        assertThat(owing.announced()).isTrue();
        connection.prepareStatement("what");
        assertThat(owing.announced()).isTrue();
        connection.commit();
        assertThat(owing.announced()).isFalse();
    }
}
