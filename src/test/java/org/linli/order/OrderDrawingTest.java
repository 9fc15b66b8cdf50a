package org.linli.order;

import org.junit.jupiter.api.Test;
import org.linli.Generated;

class OrderDrawingTest {

    @Test
    void theLifecycleIsDrawnFromItsTable() {
        Generated.isUpToDate(
                "order-lifecycle.md",
                "# Order lifecycle 服务单\n\n```mermaid\n"
                        + Step.LIFECYCLE.mermaid(State::name).strip() + "\n```\n\n"
                        + Step.LIFECYCLE.table(State::name, Part::name).strip() + "\n");
    }
}
