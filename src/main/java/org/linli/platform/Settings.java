package org.linli.platform;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What whoever installs Linli may set, under {@code linli.}.
 *
 * @param data the folder that holds the embedded database, its passwords and the keys
 * @param keys the file of the encryption keys; by default {@code keys.json} in the data folder; the same on every node
 * @param demo fills an empty system with an invented world; by default where the database is embedded and only this machine can reach the server
 * @param zone the time zone of the people served
 * @param publicUrl the address people type, for links printed in the log and codes on notices
 * @param databasePort the port of the embedded database, 0 for any free one
 * @param leastFree so much must be free on the disk of the embedded database, or what people send is refused
 */
@ConfigurationProperties("linli")
public record Settings(
        @DefaultValue("./data") Path data,
        @Nullable Path keys,
        @Nullable Boolean demo,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @Nullable String publicUrl,
        @DefaultValue("0") int databasePort,
        @DefaultValue("200MB") DataSize leastFree) {

    /** The file of the encryption keys. */
    public Path keyFile() {
        return keys == null ? data.resolve("keys.json") : keys;
    }
}
