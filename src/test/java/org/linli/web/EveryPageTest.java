package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every page at 390 px and 1366 px: no accessibility violation, nothing wider than the screen, no complaint of the console. */
@LinliTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @LocalServerPort
    int port;

    private Browsers browsers;
    private UUID order;

    @BeforeAll
    void browser() {
        browsers = Browsers.at("http://127.0.0.1:" + port);
        order = script.as(world.ningbao.resident()).places("楼道灯坏了，晚上看不见台阶", world.ningbao.home());
    }

    @AfterAll
    void noBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void strangers() {
        looksAtAll(
                null,
                Map.of(
                        "welcome",
                        "/",
                        "login",
                        "/login",
                        "find",
                        "/p?q=宁宝",
                        "public",
                        "/p/350211003012",
                        "missing",
                        "/p/999999999999"));
    }

    @Test
    void residents() {
        looksAtAll(
                "nb-chen",
                Map.of(
                        "home",
                        "/",
                        "new-what",
                        "/orders/new",
                        "orders",
                        "/orders",
                        "order",
                        "/orders/" + order,
                        "inbox",
                        "/inbox",
                        "me",
                        "/me",
                        "password",
                        "/password",
                        "refused",
                        "/desk"));
    }

    @Test
    void clerks() {
        looksAtAll(
                "nb-fang",
                Map.of(
                        "desk",
                        "/desk",
                        "desk-order",
                        "/desk/orders/" + order,
                        "register",
                        "/desk/orders/new",
                        "desk-inbox",
                        "/inbox",
                        "places",
                        "/desk/places",
                        "people",
                        "/desk/people",
                        "organisations",
                        "/desk/organisations",
                        "desk-late",
                        "/desk?tab=LATE"));
        looksAtAll("nb-shu", Map.of("routes", "/desk/routes?category=02&q=宁宝世家"));
    }

    @Test
    void administrators() {
        looksAtAll("nb-guan", Map.of("admin-routes", "/desk/routes?category=09&q=3号楼"));
        looksAtAll(
                "nb-guan",
                Map.of(
                        "admin-compound",
                        "/desk/places/" + world.ningbao.compound(),
                        "admin-person",
                        "/desk/people/" + world.ningbao.clerk().self(),
                        "admin-organisation",
                        "/desk/organisations/" + world.ningbao.firm(),
                        "admin-appointing",
                        "/desk/appointments/new",
                        "admin-people",
                        "/desk/people",
                        "admin-registration",
                        "/desk/people/new",
                        "admin-founding",
                        "/desk/organisations/new",
                        "trail",
                        "/desk/trail?run=1"));
    }

    private void looksAtAll(@org.jspecify.annotations.Nullable String account, Map<String, String> pages) {
        List<String> complaints = new ArrayList<>();
        for (Browsers.Visitor visitor : List.of(browsers.phone(), browsers.desktop())) {
            if (account != null) {
                visitor.logsIn(account, World.PASSWORD);
            }
            pages.forEach((name, path) -> visitor.opens(path).looks("page-" + name));
            if ("nb-chen".equals(account)) {
                visitor.opens("/").page.locator("button[name=elder]").click();
                pages.forEach((name, path) -> visitor.opens(path).looks("elder-" + name));
            }
            complaints.addAll(visitor.complaints);
            visitor.page.context().close();
        }
        assertThat(complaints).isEmpty();
    }
}
