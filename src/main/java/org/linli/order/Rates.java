package org.linli.order;

import java.util.List;
import java.util.Map;
import org.linli.kernel.Ratio;

/**
 * The rates 考核指标 of some orders: each a part of a base, both counted, neither rounded. Of orders placed in a period; what is
 * late and still open is in the base of what should be closed, so that leaving a case open never helps.
 *
 * @param counts how many orders each figure counts
 */
public record Rates(Map<Figure, Long> counts) {

    /** A rate and what it is made of (GB/T 30428.4, CJ/T 292 [memory]; 结案率 and 按期结案率 as in the figures of 天门). */
    public enum Rate {
        /** 立案率 = 立案数 / 有效上报数. */
        FILING(Figure.FILED, Figure.REPORTED),
        /** 结案率 = 结案数 / 应结案数. */
        CLOSING(Figure.CLOSED, Figure.SHOULD_CLOSE),
        /** 按期结案率 = 按期结案数 / 应结案数. */
        CLOSING_ON_TIME(Figure.CLOSED_ON_TIME, Figure.SHOULD_CLOSE),
        /** 按期处置率 = 按期处置数 / 应处置数. */
        DISPOSING_ON_TIME(Figure.DISPOSED_ON_TIME, Figure.SHOULD_DISPOSE),
        /** 返工率 = 返工数 / 处置数. */
        REWORK(Figure.REWORKED, Figure.DISPOSED),
        /** 超期率 = 超期数 / 应处置数. */
        OVERDUE(Figure.OVERDUE, Figure.SHOULD_DISPOSE),
        /** 响应率 = 按时响应数 / 应响应数 (北京接诉即办条例 32; formula [memory]). */
        RESPONSE(Figure.ANSWERED, Figure.TO_ANSWER),
        /** 解决率 = 诉求人认可解决数 / 有效回访数. */
        SOLVING(Figure.SOLVED, Figure.CALLED_BACK),
        /** 满意率 = (满意 + 基本满意) / 有效回访数. */
        SATISFACTION(Figure.SATISFIED, Figure.CALLED_BACK),
        /** 漏报率 = 公众上报的 / 巡查范围内有效上报数. */
        MISSING(Figure.MISSED, Figure.PATROLLED);

        private final Figure part;
        private final Figure base;

        Rate(Figure part, Figure base) {
            this.part = part;
            this.base = base;
        }

        public Figure part() {
            return part;
        }

        public Figure base() {
            return base;
        }
    }

    /** What stands apart from the rates, each with its list 单列. */
    public static final List<Figure> APART = List.of(
            Figure.UNSOLVED,
            Figure.UNRATED,
            Figure.ON_THE_SPOT,
            Figure.MERGED,
            Figure.PARTS,
            Figure.VOIDED,
            Figure.EXCLUDED,
            Figure.MISSED);

    public Rates {
        counts = Map.copyOf(counts);
    }

    /** How many a figure counts. */
    public long count(Figure figure) {
        return counts.getOrDefault(figure, 0L);
    }

    /** The rate, exactly; without a base where nothing is counted in it. */
    public Ratio of(Rate rate) {
        return new Ratio(count(rate.part()), count(rate.base()));
    }
}
