package org.linli.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/**
 * A free service card 上门免费服务卡 (0-13): whoever holds it is helped on one call.
 *
 * @param number as it stands on the card; once in a community
 * @param covers what is free with it, in words
 * @param yearly how often in a calendar year; without bound where empty
 * @param used how often in the calendar year of today
 * @param endReason empty while it is not ended
 */
public record ServiceCard(
        UUID id,
        PlaceCode community,
        String number,
        UUID holder,
        String holderName,
        String covers,
        Optional<Integer> yearly,
        LocalDate from,
        LocalDate until,
        int used,
        Optional<Instant> endedAt,
        String endReason) {

    /** Whether it can be used, and why not. */
    public enum Standing {
        /** 有效. */
        VALID,
        /** 还没到日子. */
        NOT_YET,
        /** 已过期. */
        EXPIRED,
        /** 今年用完了. */
        USED_UP,
        /** 已停用. */
        ENDED
    }

    /** How it stands on a day, both its first and its last being good. */
    public Standing on(LocalDate day) {
        if (endedAt.isPresent()) {
            return Standing.ENDED;
        }
        if (day.isBefore(from)) {
            return Standing.NOT_YET;
        }
        if (day.isAfter(until)) {
            return Standing.EXPIRED;
        }
        return left().filter(some -> some <= 0).isPresent() ? Standing.USED_UP : Standing.VALID;
    }

    /** How often it can still be used this year; without bound where empty. */
    public Optional<Integer> left() {
        return yearly.map(most -> Math.max(0, most - used));
    }
}
