package org.linli.platform;

import org.linli.platform.database.EmbeddedPostgres;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The room left 剩余空间 on the disk of the embedded database. Too little of it is said in words and in the health of the
 * system, long before the database itself would have to give up; the disk of an external database is watched where it is.
 */
@Component("diskSpaceHealthIndicator")
public class FreeSpace implements HealthIndicator {

    private final Settings settings;
    private final boolean embedded;

    FreeSpace(Settings settings, ObjectProvider<EmbeddedPostgres> database) {
        this.settings = settings;
        this.embedded = database.getIfAvailable() != null;
    }

    /** Whether what people send must wait: fewer bytes are free than {@code linli.least-free}. */
    public boolean low() {
        return embedded && bytes() < settings.leastFree().toBytes();
    }

    private long bytes() {
        return settings.data().toFile().getUsableSpace();
    }

    @Override
    public Health health() {
        if (!embedded) {
            return Health.up().build();
        }
        return (low() ? Health.down() : Health.up())
                .withDetail("free", bytes())
                .withDetail("least", settings.leastFree().toBytes())
                .build();
    }
}
