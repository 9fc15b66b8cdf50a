package org.linli.organisation;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/** An organisation 组织 of a neighbourhood: its kind, its place, its public phone. */
public record Organisation(
        UUID id, Kind kind, String name, PlaceCode place, String phone, LocalDate since, Optional<LocalDate> until) {

    /** 社区居委会, 党组织, 物业企业, 业委会, 网格队伍, 志愿队, 爱心商家, 街道, 部门, 议事组织, 共建单位. */
    public enum Kind {
        COMMUNITY,
        PARTY,
        PROPERTY,
        OWNERS_COMMITTEE,
        GRID_TEAM,
        VOLUNTEERS,
        MERCHANT,
        STREET,
        DEPARTMENT,
        DELIBERATION,
        UNIT
    }
}
