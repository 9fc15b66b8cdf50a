package org.linli.patrol;

import java.util.Optional;
import org.linli.kernel.Refusal;

/**
 * A report as it is sent 报告: with the answer to the one question that decides who sees it.
 *
 * @param person whether somebody in it can be recognised; empty where that was not answered
 * @param sure said again after a number of a person was noticed in the words
 */
public record Filing(Step.File report, Optional<Boolean> person, boolean sure) {

    /**
     * Whether it goes to the police liaison and to nobody else. Refuses one whose question is not answered, and one that holds a
     * number of a person although nobody is said to be in it, until that is said again.
     */
    public boolean handsOver() {
        boolean named = person.orElseThrow(() -> Refusal.invalid("patrol.person"));
        if (!named && !sure && Recognisable.in(report.words())) {
            throw Refusal.invalid("patrol.recognisable");
        }
        return named;
    }
}
