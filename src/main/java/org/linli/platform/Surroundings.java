package org.linli.platform;

import java.net.InetAddress;
import org.linli.platform.database.EmbeddedPostgres;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Where this Linli runs 运行环境: somebody's own trial, or for others too. */
@Component
public class Surroundings {

    private final Settings settings;
    private final boolean trial;

    Surroundings(
            Settings settings, ObjectProvider<ServerProperties> server, ObjectProvider<EmbeddedPostgres> embedded) {
        ServerProperties listening = server.getIfAvailable();
        InetAddress address = listening == null ? null : listening.getAddress();
        this.settings = settings;
        this.trial = embedded.getIfAvailable() != null
                && address != null
                && address.isLoopbackAddress()
                && settings.publicUrl() == null;
    }

    /** Whether an empty system is to be filled with an invented world: as set, else where nobody but this machine reaches it. */
    public boolean demo() {
        return settings.demo() == null ? trial : settings.demo();
    }
}
