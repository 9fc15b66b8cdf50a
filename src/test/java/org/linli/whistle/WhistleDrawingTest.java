package org.linli.whistle;

import org.junit.jupiter.api.Test;
import org.linli.Generated;

class WhistleDrawingTest {

    @Test
    void theLifecycleIsDrawnFromItsTable() {
        Generated.isUpToDate(
                "whistle-lifecycle.md",
                "# Whistle lifecycle 吹哨报到\n\n```mermaid\n"
                        + Step.LIFECYCLE.mermaid(State::name).strip() + "\n```\n\n"
                        + Step.LIFECYCLE.table(State::name, Part::name).strip() + "\n");
    }
}
