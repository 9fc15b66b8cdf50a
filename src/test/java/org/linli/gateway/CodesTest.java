package org.linli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linli.kernel.Refusal;

/** Which category is which of their services: the longest that is written down. */
class CodesTest {

    @Test
    void aPartGoesByTheWholeUnlessItHasALineOfItsOwn() {
        Codes codes = Codes.parse("02=LAMP\n\n 0201 = street lamp \n03=TRASH");
        assertThat(codes.theirs("02")).hasValue("LAMP");
        assertThat(codes.theirs("0205")).hasValue("LAMP");
        assertThat(codes.theirs("020101")).hasValue("street lamp");
        assertThat(codes.theirs("04")).isEmpty();
        assertThat(codes.ours("TRASH")).hasValue("03");
        assertThat(codes.ours("02")).isEmpty();
        assertThat(Codes.parse(codes.text())).isEqualTo(codes);
        assertThat(Codes.parse("").theirs("02")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "02=", "=LAMP", "2=LAMP", "02=A=B", "02=A\n02=B", "路灯=LAMP"})
    void aLineOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> Codes.parse(text)).isInstanceOf(Refusal.class);
    }

    @Test
    void anAnswerForOneServiceGoesBeforeTheOneForAll() {
        Defaults defaults = Defaults.parse("colour=白色\nLAMP.colour = 黄色\n");
        assertThat(defaults.answer("LAMP", "colour")).contains("黄色");
        assertThat(defaults.answer("BENCH", "colour")).contains("白色");
        assertThat(defaults.answer("BENCH", "size")).isEmpty();
        assertThat(Defaults.parse(defaults.text())).isEqualTo(defaults);
        for (String wrong : java.util.List.of("colour", "=白色", "colour=", "a=1\na=2")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Defaults.parse(wrong))
                    .isInstanceOf(org.linli.kernel.Refusal.class);
        }
    }
}
