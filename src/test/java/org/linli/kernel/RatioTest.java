package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {

    private static final Ratio TWO_THIRDS = new Ratio(2, 3);
    private static final Ratio HALF = new Ratio(1, 2);

    @ParameterizedTest
    @CsvSource({
        "911, 972, 93.72%",
        "737, 972, 75.82%",
        "5, 7, 71.43%",
        "0, 9, 0.00%",
        "1, 1, 100.00%",
        "3, 2, 150.00%",
        "1, 20000, 0.01%",
        "1, 20001, 0.00%",
        "0, 0, —",
        "4, 0, —"
    })
    void peopleReadPercentRoundedHalfUp(long numerator, long denominator, String percent) {
        assertThat(new Ratio(numerator, denominator).percent()).isEqualTo(percent);
    }

    @Test
    void fiveOfSevenOwnersAreTwoThirds() {
        assertThat(new Ratio(5, 7).atLeast(TWO_THIRDS)).isTrue();
        assertThat(new Ratio(4, 6).atLeast(TWO_THIRDS))
                .as("exactly two thirds are enough")
                .isTrue();
        assertThat(new Ratio(4, 7).atLeast(TWO_THIRDS)).isFalse();
    }

    @Test
    void anAreaReachesTwoThirdsWhenThreeTimesItReachesTwiceTheWhole() {
        assertThat(new Ratio(6_667, 10_000).atLeast(TWO_THIRDS)).isTrue();
        assertThat(new Ratio(6_666, 10_000).atLeast(TWO_THIRDS)).isFalse();
    }

    @Test
    void exactlyHalfIsNoMajority() {
        assertThat(new Ratio(486, 972).exceeds(HALF)).isFalse();
        assertThat(new Ratio(487, 972).exceeds(HALF)).isTrue();
    }

    @Test
    void withoutABaseNothingIsReached() {
        var nobodyAsked = new Ratio(0, 0);
        assertThat(nobodyAsked.hasBase()).isFalse();
        assertThat(nobodyAsked.atLeast(new Ratio(0, 1))).isFalse();
        assertThat(new Ratio(1, 1).atLeast(nobodyAsked)).isFalse();
        assertThat(new Ratio(1, 1).exceeds(nobodyAsked)).isFalse();
        assertThat(nobodyAsked).isLessThan(new Ratio(0, 1)).isEqualByComparingTo(new Ratio(9, 0));
    }

    @Test
    void nobodyVotesBelowZero() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Ratio(-1, 3))
                .withMessageContaining("ratio.negative");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new Ratio(1, -3));
    }

    @Property
    void comparingIsExactForNumbersOfAnySize(
            @ForAll @LongRange(max = Long.MAX_VALUE) long a,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long b,
            @ForAll @LongRange(max = Long.MAX_VALUE) long c,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long d) {
        var one = new Ratio(a, b);
        var other = new Ratio(c, d);
        int exact = BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(d))
                .compareTo(BigInteger.valueOf(c).multiply(BigInteger.valueOf(b)));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(exact);
        assertThat(one.atLeast(other)).isEqualTo(exact >= 0);
        assertThat(one.exceeds(other)).isEqualTo(exact > 0);
        assertThat(one.percent())
                .isEqualTo(new BigDecimal(a)
                                .multiply(new BigDecimal(100))
                                .divide(new BigDecimal(b), 2, RoundingMode.HALF_UP)
                                .toPlainString()
                        + "%");
    }

    @Property
    void allRatiosStandInOneOrder(
            @ForAll @LongRange(max = 5) long a,
            @ForAll @LongRange(max = 5) long b,
            @ForAll @LongRange(max = 5) long c,
            @ForAll @LongRange(max = 5) long d,
            @ForAll @LongRange(max = 5) long e,
            @ForAll @LongRange(max = 5) long f) {
        Ratio x = new Ratio(a, b), y = new Ratio(c, d), z = new Ratio(e, f);
        assertThat(Integer.signum(x.compareTo(y))).isEqualTo(-Integer.signum(y.compareTo(x)));
        if (x.compareTo(y) <= 0 && y.compareTo(z) <= 0) {
            assertThat(x).isLessThanOrEqualTo(z);
        }
        if (x.hasBase() && y.hasBase()) {
            assertThat(x.atLeast(y)).isNotEqualTo(y.exceeds(x));
        }
    }
}
