package org.linli.organisation;

import java.time.LocalDate;
import java.util.UUID;

/** How one organisation is tied to another 组织关系, since a day. */
public record Link(UUID id, UUID source, String sourceName, Kind kind, UUID target, String targetName, LocalDate since) {

    /** 领导, 成员, 共建, 服务. */
    public enum Kind {
        LEADS,
        MEMBER,
        CO_BUILDS,
        SERVES
    }
}
