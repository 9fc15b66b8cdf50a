package org.linli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.linli.kernel.Sha256;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Migrates room by room 逐模块迁移, each with a folder and a history of its own, in the order in which rooms stand on each
 * other. Written out rather than found by scanning: that would cost every start seconds. So would looking through twelve histories
 * where nothing is new: the database keeps the digest of all that was brought to it, and where that is the same nothing is looked at.
 */
@Component
class Migrations implements FlywayMigrationStrategy {

    static final List<String> ROOMS = List.of(
            "platform",
            "place",
            "resident",
            "organisation",
            "identity",
            "order",
            "whistle",
            "patrol",
            "device",
            "gateway",
            "api");

    private static final String FOLDER = "db/migration/";

    @Override
    public void migrate(Flyway flyway) {
        Configuration configuration = flyway.getConfiguration();
        try {
            String all = digest(configuration);
            if (!all.equals(brought(configuration))) {
                migrate(flyway, "__root", "flyway_schema_history");
                ROOMS.forEach(room -> migrate(flyway, room, "flyway_schema_history_" + room));
                note(configuration, all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not say which migrations it has", e);
        }
    }

    private static void migrate(Flyway flyway, String folder, String history) {
        Flyway.configure(flyway.getConfiguration().getClassLoader())
                .configuration(flyway.getConfiguration())
                .locations("classpath:" + FOLDER + folder)
                // A start worked out beforehand brings one that finds the scripts of all rooms at once.
                .resourceProvider(null)
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Of every migration's name and text, and of what is put into them. */
    private static String digest(Configuration configuration) throws IOException {
        Map<String, Resource> scripts = new TreeMap<>();
        for (Resource script : new PathMatchingResourcePatternResolver(configuration.getClassLoader())
                .getResources("classpath:" + FOLDER + "*/*.sql")) {
            String address = script.getURL().toString();
            scripts.put(address.substring(address.lastIndexOf(FOLDER)), script);
        }
        MessageDigest digest = Sha256.begun();
        digest.update(new TreeMap<>(configuration.getPlaceholders()).toString().getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, Resource> script : scripts.entrySet()) {
            digest.update(script.getKey().getBytes(StandardCharsets.UTF_8));
            try (InputStream text = script.getValue().getInputStream()) {
                digest.update(text.readAllBytes());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of what the database has; empty for a new one. */
    private static String brought(Configuration configuration) throws SQLException {
        try (Connection owner = configuration.getDataSource().getConnection();
                Statement statement = owner.createStatement()) {
            try (ResultSet known = statement.executeQuery("select to_regclass('system_fact') is not null")) {
                known.next();
                if (!known.getBoolean(1)) {
                    return "";
                }
            }
            try (ResultSet row = statement.executeQuery("select value from system_fact where name = 'migrations'")) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static void note(Configuration configuration, String all) throws SQLException {
        try (Connection owner = configuration.getDataSource().getConnection();
                PreparedStatement statement = owner.prepareStatement("""
                        insert into system_fact (name, value, at) values ('migrations', ?, now())
                        on conflict (name) do update set value = excluded.value, at = excluded.at
                        """)) {
            statement.setString(1, all);
            statement.executeUpdate();
        }
    }
}
