package org.linli.platform;

/** What an appointment 任职 is for; rights follow from it and from nothing else. The title people see is data. */
public enum Duty {
    /** 居民: no appointment; acts for themselves only. */
    RESIDENT(false, false, false, false, false),
    /** 社区工作人员. */
    CLERK(true, true, false, true, false),
    /** 社区书记: dispatches, and answers for what comes back. */
    CHIEF(true, true, false, true, false),
    /** 物业服务人员. */
    PROPERTY(false, false, true, false, false),
    /** 网格员: sees and reports the whole grid, and handles what is dispatched to the grid team. */
    GRID_WORKER(true, false, true, true, false),
    /** 志愿服务队. */
    VOLUNTEER(false, false, true, false, false),
    /** 爱心商家. */
    MERCHANT(false, false, true, false, false),
    /** 街道: reads what its communities do, and carries its whistles. */
    STREET(true, false, false, false, false),
    /** 街道领导: the same, and alone lets a whistle sound. */
    STREET_LEADER(true, false, false, false, false),
    /** 部门联络员: handles the whistles sent to their department, and sees nothing else. */
    DEPARTMENT(false, false, true, false, false),
    /** 警务联络: receives what was reported of a person, and sees nothing else. */
    POLICE_LIAISON(false, false, false, false, false),
    /** 系统管理员: appoints, and reads no matter. */
    ADMINISTRATOR(false, false, false, true, true),
    /** The clock and the machinery, always bound to one place. */
    SYSTEM(true, false, false, true, false);

    private final boolean readsMatters;
    private final boolean dispatches;
    private final boolean handles;
    private final boolean readsPeople;
    private final boolean appoints;

    Duty(boolean readsMatters, boolean dispatches, boolean handles, boolean readsPeople, boolean appoints) {
        this.readsMatters = readsMatters;
        this.dispatches = dispatches;
        this.handles = handles;
        this.readsPeople = readsPeople;
        this.appoints = appoints;
    }

    /** Sees every matter of its place. */
    public boolean readsMatters() {
        return readsMatters;
    }

    /** Decides who handles a matter. */
    public boolean dispatches() {
        return dispatches;
    }

    /** Works on what is dispatched to its organisation. */
    public boolean handles() {
        return handles;
    }

    /** Sees the people of its place. */
    public boolean readsPeople() {
        return readsPeople;
    }

    /** Creates organisations and accounts, and gives and ends appointments. */
    public boolean appoints() {
        return appoints;
    }

    /** Works for a street, whose communities lie below it. */
    public boolean ofStreet() {
        return this == STREET || this == STREET_LEADER;
    }

    /** Receives the reports that tell of a person, which nobody else sees. */
    public boolean receivesHandovers() {
        return this == POLICE_LIAISON;
    }

    /** Belongs to somebody who works here, in whatever capacity. */
    public boolean staff() {
        return this != RESIDENT && this != SYSTEM;
    }
}
