package org.linli.whistle;

import java.time.YearMonth;
import java.util.Map;
import java.util.SequencedMap;
import org.linli.kernel.Ratio;

/**
 * How a street whistles 街道台账, as the departments see it, of those that the reader may see.
 *
 * @param figures how many whistles are behind each figure
 * @param judgements how many departments have judged one
 * @param scores the sum of their scores
 * @param months whistles by the month departments were first called in, the newest first; too many are bad routine
 */
public record StreetCard(
        Map<Verdict, Long> figures, long judgements, long scores, SequencedMap<YearMonth, Long> months) {

    public long of(Verdict figure) {
        return figures.getOrDefault(figure, 0L);
    }

    public Ratio justified() {
        return new Ratio(of(Verdict.JUSTIFIED), of(Verdict.JUDGED));
    }

    public Ratio clear() {
        return new Ratio(of(Verdict.CLEAR), of(Verdict.JUDGED));
    }

    /** The mean score of the departments, to one decimal; {@code —} where nothing is judged. */
    public String meanScore() {
        return Card.mean(judgements, scores);
    }
}
