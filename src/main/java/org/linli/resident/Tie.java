package org.linli.resident;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/** What ties a person to a home 住户关系, from a day on and perhaps until one. */
public record Tie(
        UUID id,
        UUID person,
        String personName,
        PlaceCode home,
        Kind kind,
        LocalDate since,
        Optional<LocalDate> until) {

    /** 产权人, 租户, 家庭成员. */
    public enum Kind {
        OWNER,
        TENANT,
        FAMILY
    }
}
