package org.linli.order;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The seven stages of the national closed loop 七步闭环 (GB/T 30428, CJJ/T 106), and the four steps that 新城区 makes of them
 * (1-27: 发现、立案、派遣、结案). Where an order stands says which stage it is in: {@link State#stage}.
 */
public enum Stage {
    /** 信息收集: over as soon as it is an order; 发现. */
    COLLECTION("发现"),
    /** 案卷建立: taken up or declined; 立案. */
    FILING("立案"),
    /** 任务派遣; 派遣. */
    DISPATCH("派遣"),
    /** 任务处理. */
    HANDLING("派遣"),
    /** 处理反馈: the handler's words and photos, given with the completion itself. */
    FEEDBACK("派遣"),
    /** 核查结案: by somebody other than the handler; 结案. */
    VERIFICATION("结案"),
    /** 综合评价: the resident's rating, or a call-back. */
    EVALUATION("结案"),
    /** After the loop, or out of it. */
    OVER("结案");

    private final String step;

    Stage(String step) {
        this.step = step;
    }

    /** Which of the four steps it belongs to. */
    public String step() {
        return step;
    }

    /** Where an order stands that is in it; nowhere for what happens at a moment. */
    public List<State> states() {
        return Standing.IN.getOrDefault(this, List.of());
    }

    /** Worked out when it is first asked, after the states know their stages. */
    private static final class Standing {
        static final Map<Stage, List<State>> IN =
                Arrays.stream(State.values()).collect(Collectors.groupingBy(State::stage));
    }

    /** The seven, in their order. */
    public static List<Stage> loop() {
        return Arrays.stream(values()).filter(stage -> stage != OVER).toList();
    }

    /** Its number, 1 to 7; 8 when all are behind. */
    public int number() {
        return ordinal() + 1;
    }
}
