package org.linli.order;

/** By which channel 受理渠道 an order came in: several doors, one queue (学院路社区 0-08). */
public enum Channel {
    /** 网上. */
    ONLINE,
    /** 电话. */
    PHONE,
    /** 窗口. */
    COUNTER,
    /** 意见箱. */
    BOX,
    /** 网格员上门. */
    GRID,
    /** 开放接口: from another system by Open311; only the machinery registers it, and nobody vouches for whom it names. */
    OPEN311,
    /** 市民热线: a ticket of 12345; the machinery registers it, or whoever says where it belongs. */
    HOTLINE,
    /** 设备告警: a device tells of something; the machinery registers it, or whoever makes an order of an alert that was only kept. */
    DEVICE,
    /** 数字城管: a case of digital city management, the same way. */
    CITY;

    /** The longest that may be said, in characters: GeoReport v2 promises every client 4,000. */
    int longestWords() {
        return this == OPEN311 ? 4000 : 2000;
    }

    /** Whether it comes with a number of its own 工单号, by which it is known again. */
    boolean ticketed() {
        return this == HOTLINE || this == CITY;
    }

    /** Whether another system passes it on, which proves nobody. */
    boolean passedOn() {
        return this == OPEN311 || ticketed();
    }

    /** Whether nobody asked for it, so that nobody is there to rate it. */
    boolean found() {
        return this == GRID || this == DEVICE;
    }

    /** Whether a human spoke with the person the moment it came in. */
    boolean spoken() {
        return this == PHONE || this == COUNTER || this == GRID;
    }
}
