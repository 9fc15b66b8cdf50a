package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/orders/1", "/p/350211003012?q=%E5%AE%81", "/a//b"})
    void takesPathsOfThisSite(String path) {
        assertThat(LocalPath.or(path, "/home")).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "/a\r\nSet-Cookie: x=1",
                "javascript:alert(1)",
                "/宁宝"
            })
    void leadsNowhereElse(String path) {
        assertThat(LocalPath.or(path, "/home")).isEqualTo("/home");
    }

    @Test
    void takesNoEndlessPath() {
        assertThat(LocalPath.or("/" + "a".repeat(500), "/home")).isEqualTo("/home");
    }
}
