package org.linli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linli.TestDatabase;

/** Looks behind the application into its database 数据库, which no row policy keeps from a test. */
interface Database {

    Connection connect() throws SQLException;

    /** The embedded one that a node runs on a data folder. */
    static Database in(Path data) {
        return () -> {
            try {
                String port = Files.readAllLines(data.resolve("database/postmaster.pid"))
                        .get(3)
                        .strip();
                String password =
                        Files.readString(data.resolve("secrets/admin")).strip();
                return DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/linli", "linli_admin", password);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** One of the server of the tests. */
    static Database at(String url) {
        return () -> TestDatabase.admin(url);
    }

    static long postmaster(Path data) {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("database/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    default List<String> all(String query) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    default String one(String query) {
        return all(query).getFirst();
    }

    default long number(String query) {
        return Long.parseLong(one(query));
    }

    default void change(String statement) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** What is wrong with the trail; empty if it is whole. */
    default String fault() {
        return one("select coalesce(fault, '') from verify_trail('Asia/Shanghai')");
    }

    /** The orders with words that begin so, and how many of each. */
    default Map<String, List<UUID>> orders(String begin) {
        Map<String, List<UUID>> found = new LinkedHashMap<>();
        all("select matter || ' ' || words from service_order where words like '" + begin + "%'")
                .forEach(row -> found.computeIfAbsent(row.substring(37), words -> new ArrayList<>())
                        .add(UUID.fromString(row.substring(0, 36))));
        return found;
    }

    /** The accounts whose names end so, such as {@code -shequ} for the clerks. */
    default List<DemoAccount> accounts(String end) {
        return all("""
                        select d.name || ' ' || d.password || ' ' || p.community
                          from demo_account d
                               join account a on a.name = d.name
                               join person p on p.id = a.person
                         where d.name like '%""" + end + "' order by d.sort").stream()
                .map(row -> row.split(" "))
                .map(row -> new DemoAccount(row[0], row[1], row[2]))
                .toList();
    }
}
