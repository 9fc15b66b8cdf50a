package org.linli.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.platform.Actor;

/** Somebody's browser without a screen 客户端: a session, a key against forgery, and forms sent by hand. */
final class Client {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String address;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private String csrf = "";

    private Client(String address) {
        this.address = address;
    }

    static Client stranger(int port) {
        return new Client("http://127.0.0.1:" + port);
    }

    static Client of(int port, Sessions sessions, Actor actor) {
        Client client = stranger(port);
        HttpCookie cookie = new HttpCookie("linli_session", World.as(actor, () -> sessions.begin("test")));
        cookie.setPath("/");
        cookie.setVersion(0);
        client.cookies.getCookieStore().add(URI.create(client.address), cookie);
        return client;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html")
                .GET());
    }

    HttpResponse<String> follow(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/event-stream")
                .GET());
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        return post(path, form, UUID.randomUUID().toString());
    }

    HttpResponse<String> post(String path, Map<String, String> form, String once) {
        if (csrf.isEmpty()) {
            Matcher found = CSRF.matcher(get("/me").body() + get("/login").body());
            csrf = found.find() ? found.group(1) : "none";
        }
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", csrf);
        all.put("_once", once);
        String body = all.entrySet().stream()
                .map(e -> URLEncoder.encode(e.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
