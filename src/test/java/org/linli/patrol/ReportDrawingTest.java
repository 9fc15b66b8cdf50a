package org.linli.patrol;

import org.junit.jupiter.api.Test;
import org.linli.Generated;

class ReportDrawingTest {

    @Test
    void theLifecycleIsDrawnFromItsTable() {
        Generated.isUpToDate(
                "report-lifecycle.md",
                "# Report lifecycle 六必报\n\n```mermaid\n"
                        + Step.LIFECYCLE.mermaid(State::name).strip() + "\n```\n\n"
                        + Step.LIFECYCLE.table(State::name, Part::name).strip() + "\n");
    }
}
