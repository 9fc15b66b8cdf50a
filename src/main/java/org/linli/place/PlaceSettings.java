package org.linli.place;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tests and trials may set, under {@code linli.places.}.
 *
 * @param only code prefixes to which the national list is limited at its import, with what lies above them; empty for
 *     the whole country
 */
@ConfigurationProperties("linli.places")
record PlaceSettings(@DefaultValue List<String> only) {

    boolean wanted(String code) {
        return only.isEmpty() || only.stream().anyMatch(prefix -> code.startsWith(prefix) || prefix.startsWith(code));
    }
}
