package org.linli.api.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Meeting;
import org.linli.order.Step;

/** What concerns two orders, or several handlers, at once 并单和分办; taken by the name of its step. */
sealed interface Several {

    /** 合并 into another order of the same community. */
    record Merge(UUID into, String words) implements Several {}

    /** 拆回. */
    record Unmerge(String words) implements Several {}

    /** 拆分给几家办; once it came back three times, with what the joint meeting decided. */
    record Split(List<Share> shares, String words, String meetingOn, String attended, String decided)
            implements Several {

        Meeting meeting() {
            return Meeting.of(meetingOn, attended, decided);
        }

        List<Step.Piece> pieces(TimeLimit usual) {
            return shares.stream().map(share -> share.piece(usual)).toList();
        }
    }

    /**
     * One part.
     *
     * @param term how long it has, in {@code unit}; the category's own where both are left out
     */
    record Share(UUID organisation, String words, Optional<Integer> term, Optional<TimeLimit.Unit> unit) {

        private Step.Piece piece(TimeLimit usual) {
            if (term.isPresent() != unit.isPresent()) {
                throw Refusal.invalid("api.fieldMissing", "field", term.isPresent() ? "unit" : "term");
            }
            return new Step.Piece(
                    organisation,
                    words,
                    term.map(many -> TimeLimit.of(many, unit.orElseThrow())).orElse(usual));
        }
    }
}
