package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page makes of what it is given. */
class PageTest {

    @ParameterizedTest
    @CsvSource({
        "0592-603 1000, 05926031000",
        "(0971) 123-4567, 09711234567",
        "+86 592 6031000, +865926031000",
        "12345, 12345",
        "'', ''",
        "无, ''"
    })
    void aNumberIsDialledWithoutWhatStandsBetween(String written, String dialled) {
        assertThat(Page.dial(written)).isEqualTo(dialled);
    }
}
