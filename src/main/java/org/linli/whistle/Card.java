package org.linli.whistle;

import java.time.YearMonth;
import java.util.Map;
import java.util.SequencedMap;
import org.linli.kernel.Ratio;

/**
 * How a department answers whistles 部门台账, of those that the reader may see.
 *
 * @param whistles how many it was called to
 * @param figures how many are behind each figure
 * @param scores the sum of its scores
 * @param months whistles by the month it was called in, the newest first; too many are bad routine
 */
public record Card(long whistles, Map<Tally, Long> figures, long scores, SequencedMap<YearMonth, Long> months) {

    public long of(Tally figure) {
        return figures.getOrDefault(figure, 0L);
    }

    public Ratio signed() {
        return part(Tally.SIGN_MET, Tally.SIGN_MISSED);
    }

    public Ratio contacted() {
        return part(Tally.CONTACT_MET, Tally.CONTACT_MISSED);
    }

    public Ratio attended() {
        return part(Tally.ATTEND_MET, Tally.ATTEND_MISSED);
    }

    public Ratio solved() {
        return part(Tally.SOLVED, Tally.UNSOLVED);
    }

    /** The mean score of the street, to one decimal, rounded half up: {@code 4.3}; {@code —} where nothing is rated. */
    public String meanScore() {
        return mean(of(Tally.RATED), scores);
    }

    static String mean(long rated, long scores) {
        if (rated == 0) {
            return "—";
        }
        long tenths = (scores * 20 + rated) / (rated * 2);
        return tenths / 10 + "." + tenths % 10;
    }

    private Ratio part(Tally met, Tally missed) {
        return new Ratio(of(met), of(met) + of(missed));
    }
}
