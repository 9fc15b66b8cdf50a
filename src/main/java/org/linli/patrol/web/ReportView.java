package org.linli.patrol.web;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.Refusal;
import org.linli.patrol.Report;
import org.linli.platform.matter.Trace;

/**
 * All that the desk tells of one report.
 *
 * @param steps those open to whoever looks
 * @param typed what was typed, where it was refused
 */
public record ReportView(
        Report report,
        String placeName,
        List<Trace> timeline,
        List<String> steps,
        BarView bar,
        String typed,
        Optional<Refusal> refusal) {}
