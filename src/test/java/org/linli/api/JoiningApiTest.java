package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.kernel.PlaceLevel;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Uploads;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** 我也遇到 by programs: found before it is asked for again, joined once, followed, rated and left; and nobody learns of whom. */
@LinliTest
class JoiningApiTest {

    private static final String ORDERS = "/api/v1/orders";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    private World.Quarter here;
    private Program chen;
    private Program next;
    private JsonNode document;

    @BeforeEach
    void programs() {
        here = world.ningbao;
        chen = program(here.resident());
        next = program(neighbour());
        document = new Program(port, "").get("/api/v1/openapi.json").json();
    }

    /** Somebody else at home there. */
    private Actor neighbour() {
        return Actor.resident(
                here.worker().self(), here.worker().name(), here.resident().place());
    }

    private Program program(Actor actor, Scope... scopes) {
        Set<Scope> all = scopes.length == 0 ? EnumSet.allOf(Scope.class) : Set.of(scopes);
        return new Program(port, World.as(actor, () -> tokens.make("邻居的程序", all, actor.appointment(), 30)));
    }

    private UUID lamp() {
        return chen.post(
                        ORDERS,
                        Map.of(
                                "category",
                                "02",
                                "words",
                                "老陈家门口的灯不亮",
                                "place",
                                here.home().at(PlaceLevel.UNIT).value()),
                        photo(),
                        UUID.randomUUID().toString())
                .id();
    }

    private String nearby(String category) {
        return ORDERS + "/nearby?category=" + category + "&place=" + here.home().value();
    }

    private static String joined(UUID id) {
        return ORDERS + "/joined/" + id;
    }

    private static byte[] photo() {
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(Uploads.quarters(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
            return jpeg.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(Said said, int status, String code) {
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        assertThat(said.header("Content-Type")).startsWith("application/problem+json");
        assertThat(said.text("detail")).isNotBlank();
        assertThat(said.text("code")).as(said.toString()).isEqualTo(code);
    }

    private void fits(String verb, String path, Said said) {
        assertThat(said.status()).as(said.toString()).isEqualTo(200);
        assertThat(Shape.faults(document, verb, path, said)).isEmpty();
    }

    @Test
    void aNeighbourFindsItJoinsItFollowsItAndRatesIt() {
        UUID id = lamp();
        Said found = next.get(nearby("02"));
        fits("get", ORDERS + "/nearby", found);
        JsonNode near = found.json()
                .path("orders")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(id.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(near.path("joined").booleanValue()).isFalse();
        assertThat(near.path("place").asString())
                .isEqualTo(here.home().at(PlaceLevel.BUILDING).value());
        assertThat(found.answer().body()).doesNotContain("老陈", "陈邻安", "1000000");
        Said picture = next.get(near.path("picture").asString());
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");

        Said joins = next.post(ORDERS + "/" + id + "/join", Map.of("words", "我家门口也是"));
        fits("post", ORDERS + "/{id}/join", joins);
        assertThat(joins.text("words")).isEqualTo("我家门口也是");
        assertThat(joins.json().path("joiners").asInt()).isEqualTo(1);
        assertThat(next.get(nearby("02")).answer().body()).contains("\"joined\":true");
        assertThat(script.as(here.clerk()).sees(id).joiners()).isEqualTo(1);

        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        Said list = next.get(ORDERS + "/joined");
        fits("get", ORDERS + "/joined", list);
        assertThat(list.answer().body()).contains(id.toString()).doesNotContain("老陈", "陈邻安");
        refused(next.post(joined(id) + "/rate", Map.of("stars", 5, "solved", true)), 409, "order.voiceLate");
        script.as(here.worker()).finishes(id, "换了灯泡");
        Said one = next.get(joined(id));
        fits("get", ORDERS + "/joined/{id}", one);
        assertThat(one.json()
                        .path("taken")
                        .valueStream()
                        .map(step -> step.path("step").asString()))
                .containsExactly("dispatch", "accept", "finish");
        assertThat(one.answer().body()).doesNotContain("老陈", "陈邻安", "刘里顺", "换了灯泡");
        Said rated = next.post(joined(id) + "/rate", Map.of("stars", 4, "solved", true, "words", "谢谢"));
        fits("post", ORDERS + "/joined/{id}/rate", rated);
        assertThat(rated.json().path("rating").asInt()).isEqualTo(4);

        fits("post", ORDERS + "/{id}/leave", next.post(ORDERS + "/" + id + "/leave", Map.of()));
        refused(next.get(joined(id)), 404, "notFound");
        refused(next.post(ORDERS + "/" + id + "/leave", Map.of()), 404, "notFound");
    }

    @Test
    void theSameKeyJoinsOnceAndIsAnsweredTheSame() {
        UUID id = lamp();
        String key = UUID.randomUUID().toString();
        byte[] body = "{\"words\":\"也是\"}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
        String join = ORDERS + "/" + id + "/join";
        Said first = next.send("POST", join, headers, body);
        assertThat(next.send("POST", join, headers, body).answer().body())
                .isEqualTo(first.answer().body());
        refused(
                next.send("POST", join, headers, "{\"words\":\"别的\"}".getBytes(StandardCharsets.UTF_8)),
                409,
                "once.otherBody");
        refused(next.send("POST", join, Map.of("Content-Type", "application/json"), body), 422, "api.keyMissing");
        assertThat(next.post(join, Map.of("words", "再说一遍")).text("words"))
                .as("joined once, however often they do")
                .isEqualTo("也是");
    }

    @Test
    void whoMayNotIsToldSo() {
        UUID id = lamp();
        UUID inside = script.as(here.resident()).places("家里的灯不亮", here.home());
        String join = ORDERS + "/" + id + "/join";
        refused(chen.post(join, Map.of()), 403, "order.joinOwn");
        refused(next.post(ORDERS + "/" + inside + "/join", Map.of()), 404, "notFound");
        refused(next.get(ORDERS + "/" + inside + "/picture"), 404, "notFound");
        refused(next.get(ORDERS + "/" + id), 404, "notFound");
        refused(next.post(join, Map.of("words", "长".repeat(501))), 422, "order.joinWords");
        refused(next.post(join, Map.of("word", "x")), 422, "api.fieldUnknown");
        refused(next.get(ORDERS + "/nearby?category=7777&place=" + here.home().value()), 422, "order.category");
        refused(next.get(ORDERS + "/nearby?category=02&place=x"), 422, "place.malformed");
        Program clerk = program(here.clerk());
        refused(clerk.post(join, Map.of()), 403, "order.residentOnly");
        refused(clerk.get(nearby("02")), 403, "order.residentOnly");
        for (Program stranger : List.of(program(world.fangzhi.resident()))) {
            refused(stranger.get(nearby("02")), 404, "notFound");
            refused(stranger.post(join, Map.of()), 404, "notFound");
            refused(stranger.get(ORDERS + "/" + id + "/picture"), 404, "notFound");
        }
        script.as(here.clerk()).takes(id, new Step.Decline("归供电公司管"));
        refused(next.post(join, Map.of()), 409, "order.joinOver");
    }

    @Test
    void aTokenMustBeMadeForIt() {
        UUID id = lamp();
        Program looks = program(neighbour(), Scope.READ);
        assertThat(looks.get(nearby("02")).status()).isEqualTo(200);
        refused(looks.post(ORDERS + "/" + id + "/join", Map.of()), 403, "api.scope");
        refused(looks.post(ORDERS + "/" + id + "/leave", Map.of()), 403, "api.scope");
        refused(looks.post(joined(id) + "/rate", Map.of("stars", 5, "solved", true)), 403, "api.scope");
        Program places = program(neighbour(), Scope.PLACE);
        refused(places.get(nearby("02")), 403, "api.scope");
        refused(places.get(ORDERS + "/joined"), 403, "api.scope");
        assertThat(places.post(ORDERS + "/" + id + "/join", Map.of()).status()).isEqualTo(200);
        assertThat(places.post(ORDERS + "/" + id + "/leave", Map.of()).status()).isEqualTo(200);
    }
}
