package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@LinliTest
class OnceTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @LocalServerPort
    int port;

    @Test
    void aFormSentTwiceIsDoneOnceAndAnsweredTheSame() {
        UUID order = script.as(world.ningbao.resident()).places("楼道灯坏了", world.ningbao.home());
        Client clerk = Client.of(port, sessions, world.ningbao.clerk());
        String key = UUID.randomUUID().toString();
        String path = "/desk/orders/" + order + "/reply";
        HttpResponse<String> first = clerk.post(path, Map.of("words", "马上来"), key);
        HttpResponse<String> again = clerk.post(path, Map.of("words", "马上来"), key);
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(script.as(world.ningbao.clerk()).sees(order).matter().version())
                .isEqualTo(2);
        assertThat(clerk.post(path, Map.of("words", "别的话"), key).statusCode())
                .as("the same key with another body")
                .isEqualTo(409);
        assertThat(clerk.post(path, Map.of("words", "马上来"), "short").statusCode())
                .as("no proper key")
                .isEqualTo(422);
    }

    @Test
    void aFormSentTenTimesAtOnceIsDoneOnce() throws Exception {
        UUID order = script.as(world.ningbao.resident()).places("电梯坏了", world.ningbao.home());
        Client clerk = Client.of(port, sessions, world.ningbao.clerk());
        String key = UUID.randomUUID().toString();
        clerk.post("/desk/orders/" + order + "/reply", Map.of("words", ""));
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            Callable<Integer> send = () -> clerk.post("/desk/orders/" + order + "/reply", Map.of("words", "马上来"), key)
                    .statusCode();
            List<Future<Integer>> answers =
                    threads.invokeAll(IntStream.range(0, 10).mapToObj(i -> send).toList());
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(303);
            }
        }
        assertThat(script.as(world.ningbao.clerk()).sees(order).matter().version())
                .isEqualTo(2);
    }

    @Test
    void aFormWithoutTheKeyAgainstForgeryIsRefused() throws Exception {
        UUID order = script.as(world.ningbao.resident()).places("单元门坏了", world.ningbao.home());
        var http = java.net.http.HttpClient.newHttpClient();
        String token = World.as(world.ningbao.clerk(), () -> sessions.begin("test"));
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + port + "/desk/orders/" + order + "/reply"))
                .header("Cookie", "linli_session=" + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("words=forged&_once=" + UUID.randomUUID()))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(script.as(world.ningbao.clerk()).sees(order).matter().version())
                .isEqualTo(1);
    }
}
