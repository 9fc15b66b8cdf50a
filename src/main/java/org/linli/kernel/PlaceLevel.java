package org.linli.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How deep a place lies (层级), from the province down to the home, and how many digits its code has there.
 *
 * <p>The upper five are the levels of the 统计用区划代码; the lower four continue it inside a community.
 */
public enum PlaceLevel {
    /** 省 */
    PROVINCE(2),
    /** 市 */
    CITY(4),
    /** 区县 */
    COUNTY(6),
    /** 街道、乡镇 */
    STREET(9),
    /** 社区、村 */
    COMMUNITY(12),
    /** 小区 */
    COMPOUND(15),
    /** 楼栋 */
    BUILDING(18),
    /** 单元 */
    UNIT(20),
    /** 户 */
    HOME(24);

    private static final @Nullable PlaceLevel[] BY_DIGITS = byDigits();

    private final int digits;

    PlaceLevel(int digits) {
        this.digits = digits;
    }

    /** The length of a code at this level, 2 to 24 digits. */
    public int digits() {
        return digits;
    }

    /** The level whose codes have exactly so many digits; refuses any other number as {@code place.malformed}. */
    public static PlaceLevel of(int digits) {
        return find(digits).orElseThrow(() -> Refusal.invalid("place.malformed", "digits", digits));
    }

    /** The next larger level; empty above the province. */
    public Optional<PlaceLevel> above() {
        return this == PROVINCE ? Optional.empty() : Optional.of(values()[ordinal() - 1]);
    }

    /** The next smaller level; empty below the home. */
    public Optional<PlaceLevel> below() {
        return this == HOME ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
    }

    private static @Nullable PlaceLevel[] byDigits() {
        @Nullable PlaceLevel[] levels = new PlaceLevel[HOME.digits + 1];
        for (PlaceLevel level : values()) {
            levels[level.digits] = level;
        }
        return levels;
    }

    static Optional<PlaceLevel> find(int digits) {
        return Optional.ofNullable(digits >= 0 && digits < BY_DIGITS.length ? BY_DIGITS[digits] : null);
    }
}
