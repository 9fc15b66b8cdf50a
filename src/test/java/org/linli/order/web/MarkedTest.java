package org.linli.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkedTest {

    private static List<Pattern> words(String... words) {
        return Marked.loosely(List.of(words));
    }

    private static String shown(Marked marked) {
        return marked.pieces().stream()
                .map(piece -> piece.found() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    @Test
    void eachWordWhereverItStands() {
        assertThat(shown(Marked.of("楼道灯坏了，灯不亮", words("灯", "坏了")))).isEqualTo("楼道[灯坏了]，[灯]不亮");
        assertThat(shown(Marked.of("1121-7F3A2C", words("7f3a")))).isEqualTo("1121-[7F3A]2C");
        assertThat(shown(Marked.of("宁宝世家 3号楼 2单元", words("世家3号楼")))).isEqualTo("宁宝[世家 3号楼] 2单元");
        assertThat(shown(Marked.of("İstanbul (a+b)", words("(a+b)")))).isEqualTo("İstanbul [(a+b)]");
        assertThat(Marked.of("没有", words()).any()).isFalse();
        assertThat(Marked.of("", words("灯")).pieces()).isEmpty();
    }

    @Test
    void whatStandsAroundTheFirst() {
        String long_ = "前".repeat(60) + "钥匙" + "后".repeat(60);
        assertThat(shown(Marked.around(long_, words("钥匙"))))
                .isEqualTo("…" + "前".repeat(24) + "[钥匙]" + "后".repeat(24) + "…");
        assertThat(shown(Marked.around("一\n二", words("二")))).isEqualTo("一 [二]");
        assertThat(Marked.around("没有", words("灯")).any()).isFalse();
        String faces = "😀".repeat(40) + "灯" + "😀".repeat(40);
        assertThat(shown(Marked.around(faces, words("灯")))).matches("…(😀)+\\[灯](😀)+…");
    }
}
