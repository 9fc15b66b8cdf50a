package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WordedTest {

    @Test
    void blanksAroundAreLeftOutAndLinesEndOneWay() {
        assertThat(Worded.said("t", " 楼道\r\n\t灯 坏了 \r\n", 1, 20)).isEqualTo("楼道\n\t灯 坏了");
        assertThat(Worded.saidInLine("t", " 全天 ", 0, 20)).isEqualTo("全天");
        assertThat(Worded.named("t", " 三号楼 ", 20)).isEqualTo("三号楼");
    }

    @Test
    void boundsAreTold() {
        assertThat(Worded.said("t", "12345", 1, 5)).isEqualTo("12345");
        assertThat(Worded.said("t", "  ", 0, 5)).isEmpty();
        assertThat(facts(() -> Worded.said("t", "123456", 1, 5))).isEqualTo(Map.of("least", "1", "most", "5"));
        assertThat(facts(() -> Worded.said("t", " 1 ", 2, 5))).isEqualTo(Map.of("least", "2", "most", "5"));
        assertThat(facts(() -> Worded.saidInLine("t", "", 1, 5))).isEqualTo(Map.of("least", "1", "most", "5"));
        assertThat(facts(() -> Worded.named("t", " ", 5))).isEqualTo(Map.of("most", "5"));
        assertThat(facts(() -> Worded.named("t", "123456", 5))).isEqualTo(Map.of("most", "5"));
    }

    @Test
    void noControlCharacterIsKept() {
        assertThat(facts(() -> Worded.said("t", "a\u0000b", 0, 5))).isNotEmpty();
        assertThat(facts(() -> Worded.said("t", "a\rb", 0, 5))).isNotEmpty();
        assertThat(facts(() -> Worded.saidInLine("t", "a\nb", 0, 5))).isNotEmpty();
        assertThat(facts(() -> Worded.named("t", "a\tb", 5))).isNotEmpty();
    }

    private static Map<String, String> facts(Supplier<String> spoken) {
        Refusal refusal = catchThrowableOfType(Refusal.class, spoken::get);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(refusal.code()).isEqualTo("t");
        return refusal.facts();
    }
}
