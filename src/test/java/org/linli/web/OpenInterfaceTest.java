package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The administrator opens the door by forms: a key is shown once, works until it is revoked, and nobody else comes near. */
@LinliTest
class OpenInterfaceTest {

    private static final Pattern KEY = Pattern.compile("<dd class=\"hash fs-2\" translate=\"no\">([^<]+)</dd>");

    @Autowired
    World world;

    @Autowired
    Sessions sessions;

    @LocalServerPort
    int port;

    @Test
    void aKeyIsShownOnceAndWorksUntilItIsRevoked() {
        World.Quarter here = world.another("350211003018", "宁海花园", "o311w");
        Client administrator = Client.of(port, sessions, here.administrator());
        assertThat(administrator.get("/desk/open311").body()).contains("还没有开通");
        assertThat(administrator
                        .post(
                                "/desk/open311/jurisdictions",
                                Map.of(
                                        "id",
                                        "ninghai.example.cn",
                                        "place",
                                        here.community().value()))
                        .statusCode())
                .isEqualTo(303);
        Map<String, String> form = Map.of("jurisdiction", "ninghai.example.cn", "name", "随手拍", "perMinute", "60");
        String once = UUID.randomUUID().toString();
        String key = key(administrator.post("/desk/open311/keys", form, once));
        HttpResponse<String> again = administrator.post("/desk/open311/keys", form, once);
        assertThat(again.body()).contains("已经显示过").doesNotContain(key);
        String page = administrator.get("/desk/open311").body();
        assertThat(page).contains("随手拍", "还没用过").doesNotContain(key);

        assertThat(posts(key, here).statusCode()).isEqualTo(200);
        page = administrator.get("/desk/open311").body();
        assertThat(page).doesNotContain("还没用过");
        Matcher revoke =
                Pattern.compile("action=\"(/desk/open311/keys/[^\"]*/revoke)\"").matcher(page);
        assertThat(revoke.find()).isTrue();
        assertThat(administrator.post(revoke.group(1), Map.of()).statusCode()).isEqualTo(303);
        HttpResponse<String> refused = posts(key, here);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String key(HttpResponse<String> answer) {
        Matcher found = KEY.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> posts(String key, World.Quarter here) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("api_key", key);
        fields.put("jurisdiction_id", "ninghai.example.cn");
        fields.put("service_code", "02");
        fields.put("address_id", here.community().value());
        fields.put("description", UUID.randomUUID().toString());
        String body = fields.entrySet().stream()
                .map(field -> Hostile.encoded(field.getKey()) + "=" + Hostile.encoded(field.getValue()))
                .collect(java.util.stream.Collectors.joining("&"));
        return Client.stranger(port)
                .sends(
                        "POST",
                        "/open311/v2/requests.xml",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nobodyButTheAdministratorComesNear() {
        World.Quarter here = world.ningbao;
        for (Actor actor :
                java.util.List.of(here.clerk(), here.chief(), here.worker(), here.gridWorker(), here.resident())) {
            Client client = Client.of(port, sessions, actor);
            for (String path : java.util.List.of("/desk/open311", "/desk/open311/outbox")) {
                assertThat(client.get(path).statusCode())
                        .as("%s %s", actor.duty(), path)
                        .isEqualTo(403);
            }
            assertThat(client.post("/desk/open311/keys", Map.of("jurisdiction", "x", "name", "x", "perMinute", "1"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
