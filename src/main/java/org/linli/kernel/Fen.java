package org.linli.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Money (分): whole fen, also below zero, never rounded. What does not fit a {@code long} is refused as
 * {@code money.tooLarge}.
 */
public record Fen(long fen) implements Comparable<Fen> {

    public static final Fen ZERO = new Fen(0);

    public Fen plus(Fen other) {
        return exactly(BigInteger.valueOf(fen).add(BigInteger.valueOf(other.fen)));
    }

    public Fen minus(Fen other) {
        return exactly(BigInteger.valueOf(fen).subtract(BigInteger.valueOf(other.fen)));
    }

    public Fen times(long factor) {
        return exactly(BigInteger.valueOf(fen).multiply(BigInteger.valueOf(factor)));
    }

    /**
     * Shares this amount by weight (筹资配比), one share for each weight in its order. The shares sum to this amount: each
     * is its exact part cut to whole fen, and the fen left over go to the largest remainders, the earlier first.
     * Refuses negative weights and a sum of zero as {@code money.weights}.
     */
    public List<Fen> split(long... weights) {
        if (Arrays.stream(weights).anyMatch(w -> w < 0)
                || Arrays.stream(weights).allMatch(w -> w == 0)) {
            throw Refusal.invalid("money.weights", "weights", Arrays.toString(weights));
        }
        BigInteger amount = BigInteger.valueOf(fen).abs();
        BigInteger total =
                Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger[][] parts = Arrays.stream(weights)
                .mapToObj(weight -> amount.multiply(BigInteger.valueOf(weight)).divideAndRemainder(total))
                .toArray(BigInteger[][]::new);
        BigInteger given = Arrays.stream(parts).map(part -> part[0]).reduce(BigInteger.ZERO, BigInteger::add);
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> parts[i][1]).reversed())
                .limit(amount.subtract(given).longValueExact())
                .forEach(i -> parts[i][0] = parts[i][0].add(BigInteger.ONE));
        return Arrays.stream(parts)
                .map(part -> exactly(fen < 0 ? part[0].negate() : part[0]))
                .toList();
    }

    /** For people, in yuan with two decimals: {@code ¥1,000.00}, {@code -¥0.05}. */
    public String yuan() {
        return (fen < 0 ? "-¥" : "¥")
                + String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(fen, 2).abs());
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(fen, other.fen);
    }

    private static Fen exactly(BigInteger fen) {
        if (fen.bitLength() >= Long.SIZE) {
            throw Refusal.invalid("money.tooLarge", "fen", fen);
        }
        return new Fen(fen.longValue());
    }
}
