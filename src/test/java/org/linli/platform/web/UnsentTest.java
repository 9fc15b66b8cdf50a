package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** A form that could not be taken is offered again, with its key; one with a password never is. */
class UnsentTest {

    @Test
    void itKeepsWhatWasSentAndShowsWhatAPersonWrote() {
        MockHttpServletRequest request = form();
        Unsent unsent = Unsent.of(request).orElseThrow();
        assertThat(unsent.path()).isEqualTo("/desk/orders/new");
        assertThat(unsent.fields())
                .extracting(Unsent.Field::name)
                .containsExactlyInAnyOrder("_once", "_csrf", "words", "place");
        assertThat(unsent.fields())
                .filteredOn(Unsent.Field::said)
                .extracting(Unsent.Field::value)
                .containsExactly("楼道灯坏了，晚上看不见");
        assertThat(unsent.files()).isFalse();
        request.setContentType("multipart/form-data; boundary=x");
        assertThat(Unsent.of(request).orElseThrow().files()).isTrue();
    }

    @Test
    void itIsTheSameWhereAFilterFailedBeforeAnyPage() {
        MockHttpServletRequest request = form();
        request.setMethod("GET");
        request.setRequestURI("/error");
        request.setAttribute(RequestDispatcher.ERROR_METHOD, "POST");
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/desk/orders/new");
        assertThat(Unsent.of(request).orElseThrow().path()).isEqualTo("/desk/orders/new");
    }

    @Test
    void nothingIsOfferedOfAPageOrAFormWithAPassword() {
        MockHttpServletRequest page = form();
        page.setMethod("GET");
        assertThat(Unsent.of(page)).isEmpty();
        MockHttpServletRequest secret = form();
        secret.setParameter("fresh", "Geheim-2026");
        assertThat(Unsent.of(secret)).isEmpty();
        MockHttpServletRequest keyless = form();
        keyless.removeParameter("_once");
        assertThat(Unsent.of(keyless)).isEmpty();
    }

    @Test
    void everyPasswordFieldOfThePagesIsKnown() throws IOException {
        Pattern password = Pattern.compile("<input[^>]*type=\"password\"[^>]*>");
        Pattern name = Pattern.compile("name=\"([^\"]+)\"");
        Set<String> names = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(Path.of("src/main/jte"))) {
            for (Path page : pages.filter(Files::isRegularFile).toList()) {
                password.matcher(Files.readString(page)).results().forEach(field -> {
                    Matcher named = name.matcher(field.group());
                    assertThat(named.find()).isTrue();
                    names.add(named.group(1));
                });
            }
        }
        assertThat(names).isNotEmpty().isSubsetOf(Unsent.SECRET);
    }

    private static MockHttpServletRequest form() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/desk/orders/new");
        request.setParameter("_once", "0123456789");
        request.setParameter("_csrf", "key");
        request.setParameter("words", "楼道灯坏了，晚上看不见");
        request.setParameter("place", "350211003012");
        return request;
    }
}
