package org.linli.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A part of a base (比例), exact: votes of voters, area of area, handled of received. Never rounded before it is compared.
 *
 * <p>Both numbers are zero or more, in the same unit. A base of zero means that there is no base yet: such a ratio
 * reaches no threshold and is none. {@code 1/2} and {@code 2/4} compare as the same but are not {@code equals}, because
 * "2 of 4" is worth keeping.
 */
public record Ratio(long numerator, long denominator) implements Comparable<Ratio> {

    /** Refuses a number below zero as {@code ratio.negative}. */
    public Ratio {
        if (numerator < 0 || denominator < 0) {
            throw Refusal.invalid("ratio.negative", "numerator", numerator, "denominator", denominator);
        }
    }

    public boolean hasBase() {
        return denominator > 0;
    }

    /** "At least two thirds" (不低于); false when either has no base. */
    public boolean atLeast(Ratio threshold) {
        return hasBase() && threshold.hasBase() && cross(threshold) >= 0;
    }

    /** "More than one half" (过半数); false when either has no base. */
    public boolean exceeds(Ratio threshold) {
        return hasBase() && threshold.hasBase() && cross(threshold) > 0;
    }

    /** For people, rounded half up to two decimals: {@code 93.72%}; {@code —} when there is no base. */
    public String percent() {
        if (!hasBase()) {
            return "—";
        }
        return BigDecimal.valueOf(numerator)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(denominator), 2, RoundingMode.HALF_UP)
                        .toPlainString()
                + '%';
    }

    /** By size; those without a base come first and are all the same. */
    @Override
    public int compareTo(Ratio other) {
        return hasBase() && other.hasBase() ? cross(other) : Boolean.compare(hasBase(), other.hasBase());
    }

    /** Compares a·d with c·b in 126 bits, so that square centimetres of a whole city do not overflow. */
    private int cross(Ratio other) {
        int high = Long.compare(
                Math.multiplyHigh(numerator, other.denominator), Math.multiplyHigh(other.numerator, denominator));
        return high != 0 ? high : Long.compareUnsigned(numerator * other.denominator, other.numerator * denominator);
    }
}
