package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HtmlTest {

    /** Letters of all lengths, pairs and halves of pairs, in pieces: as Java encodes them. */
    @Property
    void isUtf8(
            @ForAll
                    List<
                                    @CharRange(from = 'a', to = 'z') @CharRange(from = '\u0000', to = '\uffff')
                                    @CharRange(from = '\ud800', to = '\udfff') @StringLength(max = 40) String>
                            pieces)
            throws IOException {
        Html html = new Html();
        StringBuilder expected = new StringBuilder();
        for (String piece : pieces) {
            html.writeContent("|" + piece + "|", 0, piece.length() + 1);
            html.writeBinaryContent("字;".getBytes(StandardCharsets.UTF_8));
            expected.append('|').append(piece).append("字;");
        }
        assertThat(written(html)).isEqualTo(expected.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 20)
    void growsAsItMust(@ForAll @IntRange(max = 200_000) int long_, @ForAll @IntRange(max = 200_000) int longer)
            throws IOException {
        Html html = new Html();
        html.writeContent("里".repeat(long_));
        html.writeBinaryContent("a".repeat(longer).getBytes(StandardCharsets.UTF_8));
        assertThat(html.length()).isEqualTo(3 * long_ + longer);
        assertThat(written(html)).isEqualTo(("里".repeat(long_) + "a".repeat(longer)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPageMadeWithinAnotherHasItsOwnMemory() throws IOException {
        Html first = new Html();
        first.writeContent("外");
        Html second = new Html();
        second.writeContent("内");
        assertThat(written(second)).asString(StandardCharsets.UTF_8).isEqualTo("内");
        Html third = new Html();
        third.writeContent("后");
        first.writeContent("面");
        assertThat(written(first)).asString(StandardCharsets.UTF_8).isEqualTo("外面");
        assertThat(written(third)).asString(StandardCharsets.UTF_8).isEqualTo("后");
        assertThat(first.length()).as("what is sent is gone").isZero();
    }

    private static byte[] written(Html html) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        html.writeTo(out);
        return out.toByteArray();
    }
}
