package org.linli.patrol.web;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.Refusal;
import org.linli.patrol.Handover;

/**
 * One hand-over as its liaison sees it.
 *
 * @param purpose what was chosen, where it was refused
 * @param typed what was typed, where it was refused
 * @param content in the answer to a look, and nowhere else
 */
public record HandoverView(
        Handover handover,
        List<Handover.Look> looks,
        BarView bar,
        String purpose,
        String typed,
        Optional<Handover.Content> content,
        Optional<Refusal> refusal) {}
