package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPatternParser;

/** The same address leads to the same place, however it is written. */
class RoutesByShapeTest {

    private final RoutesByShape routes = new RoutesByShape();

    @SuppressWarnings("unused")
    static final class Pages {

        public void one() {}

        public void step() {}

        public void dispatch() {}

        public void files() {}

        public void either() {}

        public void any() {}

        public void all() {}
    }

    @BeforeEach
    void fewRoutes() throws NoSuchMethodException {
        StaticWebApplicationContext context = new StaticWebApplicationContext();
        context.setServletContext(new MockServletContext());
        context.refresh();
        routes.setApplicationContext(context);
        routes.afterPropertiesSet();
        add("one", "GET", "/desk/orders/{id}");
        add("step", "POST", "/desk/orders/{id}/{step:accept|start}");
        add("dispatch", "POST", "/desk/orders/{id}/dispatch");
        add("files", "GET", "/shared/files/{*path}");
        add("either", "GET", "/a/{id}", "/b/{id}");
        add("any", "GET", "/{word}");
        add("all", "GET", "/desk/orders/all");
        routes.outline();
    }

    private void add(String name, String method, String... patterns) throws NoSuchMethodException {
        RequestMappingInfo.BuilderConfiguration options = new RequestMappingInfo.BuilderConfiguration();
        options.setPatternParser(new PathPatternParser());
        routes.registerMapping(
                RequestMappingInfo.paths(patterns)
                        .methods(org.springframework.web.bind.annotation.RequestMethod.valueOf(method))
                        .options(options)
                        .build(),
                new Pages(),
                Pages.class.getMethod(name));
    }

    private String found(String method, String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, address);
        ServletRequestPathUtils.parseAndCache(request);
        return Optional.ofNullable(routes.getHandler(request))
                .map(HandlerExecutionChain::getHandler)
                .map(handler -> ((HandlerMethod) handler).getMethod().getName())
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /desk/orders/7, one",
        "GET, /d%65sk/orders/7, one",
        "GET, /desk;x=y/orders/7, one",
        "POST, /desk/orders/7/accept, step",
        "POST, /desk/orders/7/close, ''",
        "POST, /desk/orders/7/dispatch, dispatch",
        "GET, /shared/files, files",
        "GET, /shared/files/a/b, files",
        "GET, /a/1, either",
        "GET, /b/1, either",
        "GET, /c/1, ''",
        "GET, /desk, any",
        "GET, /desk/orders/all, all",
        "GET, /desk/orders/all;x=y, all",
        "GET, /desk/orders/7;x=y, one",
        "GET, /Desk/orders/7, ''"
    })
    void anAddressFindsWhatItsPatternSays(String method, String address, String name) throws Exception {
        assertThat(found(method, address)).isEqualTo(name);
    }

    @Test
    void anotherMethodIsStillRefusedAsSuch() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> found("PUT", "/desk/orders/7")))
                .isInstanceOf(HttpRequestMethodNotSupportedException.class);
    }
}
