package org.linli.order;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.linli.Generated;

class OrderDrawingTest {

    @Test
    void theStagesAreDrawnFromTheStates() {
        StringBuilder text = new StringBuilder(
                        "# The seven stages 七步闭环, the four steps 四步, and the states of an order\n\n")
                .append("| | stage | step of four | states |\n| --- | --- | --- | --- |\n");
        Stage.loop()
                .forEach(stage -> text.append("| %d | %s | %s | %s |\n"
                        .formatted(
                                stage.number(),
                                stage.name(),
                                stage.step(),
                                stage.states().isEmpty()
                                        ? "at the moment of its step"
                                        : stage.states().stream()
                                                .map(State::name)
                                                .collect(Collectors.joining(", ")))));
        text.append("\nOut of the loop, or behind it: ")
                .append(Stage.OVER.states().stream().map(State::name).collect(Collectors.joining(", ")))
                .append(".\n");
        Generated.isUpToDate("order-stages.md", text.toString());
    }

    @Test
    void theLifecycleIsDrawnFromItsTable() {
        Generated.isUpToDate(
                "order-lifecycle.md",
                "# Order lifecycle 服务单\n\n```mermaid\n"
                        + Step.LIFECYCLE.mermaid(State::name).strip() + "\n```\n\n"
                        + Step.LIFECYCLE.table(State::name, Part::name).strip() + "\n");
    }
}
