package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FenTest {

    @Test
    void aThousandYuanInThreeEqualPartsLosesNoFen() {
        assertThat(new Fen(100_000).split(1, 1, 1)).containsExactly(new Fen(33_334), new Fen(33_333), new Fen(33_333));
    }

    @Test
    void theFenLeftOverGoToTheLargestRemainder() {
        assertThat(new Fen(10).split(1, 2, 3)).containsExactly(new Fen(2), new Fen(3), new Fen(5));
        assertThat(new Fen(-100).split(1, 1, 1)).containsExactly(new Fen(-34), new Fen(-33), new Fen(-33));
        assertThat(new Fen(7).split(0, 5)).containsExactly(Fen.ZERO, new Fen(7));
    }

    @Test
    void thereIsNoSharingWithoutShares() {
        for (long[] weights : new long[][] {{}, {0, 0}, {2, -1}}) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> Fen.ZERO.split(weights))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("money.weights"));
        }
    }

    @Test
    void peopleReadYuan() {
        assertThat(new Fen(100_000).yuan()).isEqualTo("¥1,000.00");
        assertThat(new Fen(-5).yuan()).isEqualTo("-¥0.05");
        assertThat(Fen.ZERO.yuan()).isEqualTo("¥0.00");
        assertThat(new Fen(Long.MIN_VALUE).yuan()).isEqualTo("-¥92,233,720,368,547,758.08");
    }

    @Test
    void moneyThatDoesNotFitIsRefusedAndNotWrapped() {
        var most = new Fen(Long.MAX_VALUE);
        var least = new Fen(Long.MIN_VALUE);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> most.plus(new Fen(1)))
                .withMessageContaining("money.tooLarge");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> least.minus(new Fen(1)));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> least.times(-1));
        assertThat(most.plus(least)).isEqualTo(new Fen(-1));
        assertThat(new Fen(250).times(3).minus(new Fen(50)))
                .isEqualTo(new Fen(700))
                .isGreaterThan(Fen.ZERO);
    }

    @Property
    void sharesSumToTheWholeAndStandLessThanAFenFromTheirPart(
            @ForAll long fen, @ForAll @Size(min = 1, max = 20) List<@LongRange(max = Long.MAX_VALUE) Long> some) {
        long[] weights = some.stream().mapToLong(Long::longValue).toArray();
        Assume.that(LongStream.of(weights).anyMatch(weight -> weight > 0));
        var shares = new Fen(fen).split(weights);
        assertThat(shares).hasSameSizeAs(weights);
        assertThat(shares.stream()
                        .map(share -> BigInteger.valueOf(share.fen()))
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(BigInteger.valueOf(fen));
        var total = LongStream.of(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        for (int i = 0; i < weights.length; i++) {
            var part = BigInteger.valueOf(fen).multiply(BigInteger.valueOf(weights[i]));
            var share = BigInteger.valueOf(shares.get(i).fen()).multiply(total);
            assertThat(share.subtract(part).abs()).isLessThan(total);
        }
    }
}
