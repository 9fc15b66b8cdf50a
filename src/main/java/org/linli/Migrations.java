package org.linli;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Migrates room by room 逐模块迁移, each with a folder and a history of its own, in the order in which rooms stand on each
 * other. Written out rather than found by scanning: that would cost every start seconds.
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

    @Override
    public void migrate(Flyway flyway) {
        migrate(flyway, "__root", "flyway_schema_history");
        ROOMS.forEach(room -> migrate(flyway, room, "flyway_schema_history_" + room));
    }

    private static void migrate(Flyway flyway, String folder, String history) {
        Flyway.configure(flyway.getConfiguration().getClassLoader())
                .configuration(flyway.getConfiguration())
                .locations("classpath:db/migration/" + folder)
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
