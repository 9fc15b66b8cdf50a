package org.linli.organisation;

import java.time.LocalDate;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/** How one organisation is tied to another 组织关系, since a day. */
public record Link(
        UUID id,
        UUID source,
        String sourceName,
        PlaceCode sourcePlace,
        Kind kind,
        UUID target,
        String targetName,
        PlaceCode targetPlace,
        LocalDate since) {

    /** 领导, 成员, 共建, 服务. */
    public enum Kind {
        LEADS,
        MEMBER,
        CO_BUILDS,
        SERVES;

        /** Whether two organisations may each be tied to the other so: they may serve each other, not lead each other. */
        boolean mayBeMutual() {
            return this == SERVES;
        }
    }
}
