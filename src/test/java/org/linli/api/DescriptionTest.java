package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description tells of every route, and of what is really answered. */
@LinliTest
class DescriptionTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Tokens tokens;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @LocalServerPort
    int port;

    private Program program(Actor actor) {
        return new Program(
                port, World.as(actor, () -> tokens.make("说明", EnumSet.allOf(Scope.class), actor.appointment(), 30)));
    }

    private JsonNode document(String language) {
        Said said = new Program(port, "").get("/api/v1/openapi.json", "Accept-Language", language);
        assertThat(said.status()).as(said.toString()).isEqualTo(200);
        return said.json();
    }

    @Test
    void everyRouteAndEveryStepIsDescribed() {
        Set<String> routes = new TreeSet<>();
        mapping.getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/api/"))
                        .forEach(pattern -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> {
                                    if (pattern.contains("{step}")) {
                                        offered()
                                                .forEach(step ->
                                                        routes.add(method.name().toLowerCase() + " "
                                                                + pattern.replace("{step}", step)));
                                    } else {
                                        routes.add(method.name().toLowerCase() + " " + pattern);
                                    }
                                })));
        Set<String> described = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        document("zh")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    described.add(operation.getKey() + " " + path.getKey());
                    assertThat(names.add(
                                    operation.getValue().path("operationId").asString()))
                            .isTrue();
                    assertThat(operation.getValue().path("summary").asString())
                            .as(path.getKey())
                            .containsPattern("\\p{IsHan}");
                }));
        assertThat(described).isEqualTo(routes).hasSizeGreaterThan(20);
    }

    /** The rows of the lifecycle that somebody takes by a form of their own. */
    private static List<String> offered() {
        return Step.LIFECYCLE.steps().stream()
                .filter(step -> !Set.of(
                                "place",
                                "fix",
                                "lapse",
                                "reopen",
                                "rework",
                                "urge",
                                "contest",
                                "absorb",
                                "release",
                                "exclude",
                                "include",
                                "share",
                                "deliver",
                                "gather",
                                "redo",
                                "hold",
                                "unanswered",
                                "soon",
                                "late",
                                "street",
                                "district",
                                "unchecked")
                        .contains(step))
                .toList();
    }

    @Test
    void itIsWrittenInEnglishForWhoeverAsks() {
        JsonNode english = document("en-GB");
        assertThat(english.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(english.path("info").path("title").asString()).isEqualTo("Linli programming interface");
        assertThat(document("zh-CN").path("info").path("title").asString()).isEqualTo("邻里程序接口");
        assertThat(document("zh-CN").toString()).contains("楼道灯坏了，晚上看不见，请来看看");
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryExampleFits() {
        JsonNode document = document("zh");
        List<String> broken = new ArrayList<>();
        references(document, document, broken);
        assertThat(broken).isEmpty();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    JsonNode json =
                            operation.path("requestBody").path("content").path("application/json");
                    if (!json.isMissingNode()) {
                        assertThat(Shape.faults(document, json.path("schema"), json.path("example"), "example"))
                                .as(operation.path("operationId").asString())
                                .isEmpty();
                    }
                }));
    }

    private static void references(JsonNode document, JsonNode node, List<String> broken) {
        JsonNode reference = node.path("$ref");
        if (reference.isString() && Shape.followed(document, node).isMissingNode()) {
            broken.add(reference.asString());
        }
        node.forEach(inner -> references(document, inner, broken));
    }

    @Test
    void whatIsAnsweredHasTheDescribedShape() {
        World.Quarter here = world.ningbao;
        Program chen = program(here.resident());
        Program clerk = program(here.clerk());
        JsonNode document = document("zh");
        Said placed = chen.post(
                "/api/v1/orders",
                Map.of("category", "02", "words", "样子", "place", here.home().value()));
        fits(document, "post", "/api/v1/orders", placed, 201);
        UUID id = placed.id();
        fits(document, "get", "/api/v1/orders/{id}", clerk.get("/api/v1/orders/" + id), 200);
        String dispatch = "/api/v1/orders/" + id + "/steps/dispatch";
        Said dispatched =
                clerk.post(dispatch, Map.of("organisation", here.firm().toString()));
        fits(document, "post", "/api/v1/orders/{id}/steps/dispatch", dispatched, 200);
        fits(document, "post", "/api/v1/orders/{id}/steps/dispatch", clerk.post(dispatch, Map.of()), 422);
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, "好了");
        script.as(here.resident()).rates(id, 5, true);
        script.as(here.clerk()).closes(id);
        fits(document, "get", "/api/v1/orders/{id}", chen.get("/api/v1/orders/" + id), 200);
        fits(document, "get", "/api/v1/orders/{id}", clerk.get("/api/v1/orders/" + UUID.randomUUID()), 404);
        for (Program program : List.of(chen, clerk, program(here.worker()))) {
            fits(document, "get", "/api/v1/orders", program.get("/api/v1/orders"), 200);
            fits(document, "get", "/api/v1/me", program.get("/api/v1/me"), 200);
            fits(document, "get", "/api/v1/categories", program.get("/api/v1/categories"), 200);
            fits(document, "get", "/api/v1/handlers", program.get("/api/v1/handlers?category=02"), 200);
        }
        fits(document, "get", "/api/v1/orders", new Program(port, "").get("/api/v1/orders"), 401);
    }

    private static void fits(JsonNode document, String verb, String path, Said said, int status) {
        assertThat(said.status()).as(path + " " + said).isEqualTo(status);
        assertThat(Shape.faults(document, verb, path, said)).isEmpty();
    }
}
