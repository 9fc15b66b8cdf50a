package org.linli.organisation;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Duty;

/** An organisation 组织 of a neighbourhood: its kind, its place, its public phone. */
public record Organisation(
        UUID id, Kind kind, String name, PlaceCode place, String phone, LocalDate since, Optional<LocalDate> until) {

    /** 社区居委会, 党组织, 物业, 业主委员会, 网格队, 志愿队, 爱心商家, 街道, 职能部门, 议事组织, 共建单位. */
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
        UNIT;

        /** The duty that most of its people have, offered first to whoever appoints. */
        public Duty usualDuty() {
            return switch (this) {
                case COMMUNITY, PARTY, DELIBERATION -> Duty.CLERK;
                case PROPERTY -> Duty.PROPERTY;
                case GRID_TEAM -> Duty.GRID_WORKER;
                case MERCHANT -> Duty.MERCHANT;
                case STREET -> Duty.STREET;
                case DEPARTMENT -> Duty.DEPARTMENT;
                case OWNERS_COMMITTEE, VOLUNTEERS, UNIT -> Duty.VOLUNTEER;
            };
        }
    }
}
