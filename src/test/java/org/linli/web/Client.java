package org.linli.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private String token = "";
    private String csrf = "";
    private String from = "";

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

    /** From another address of the world, whose attempts are counted apart. */
    Client from(String source) {
        from = source;
        return this;
    }

    /** With a token, for what programs ask; no page looks at it. */
    Client holds(String bearer) {
        token = bearer;
        return this;
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

    /** An open stream, read event by event. */
    Stream stream(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " → " + answer.statusCode());
            }
            return new Stream(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What an open page hears. */
    static final class Stream implements AutoCloseable {

        private final InputStream body;
        private final BufferedReader lines;

        private Stream(InputStream body) {
            this.body = body;
            this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The name of the next event; waits for it. */
        String next() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    return line.substring("event:".length()).strip();
                }
            }
            throw new AssertionError("The stream has ended");
        }

        @Override
        public void close() throws IOException {
            // The reader cannot be closed while somebody waits in it.
            body.close();
        }
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        return post(path, form, UUID.randomUUID().toString());
    }

    HttpResponse<String> post(String path, Map<String, String> form, String once) {
        if (path.startsWith("/api/")) {
            Map<String, String> fields = new LinkedHashMap<>(form);
            if (path.endsWith("/reply") || path.endsWith("/join")) {
                fields.keySet().retainAll(java.util.Set.of("words"));
            }
            if (path.endsWith("/rename")) {
                fields.keySet().retainAll(java.util.Set.of("name"));
            }
            if (path.endsWith("/share")) {
                fields.keySet().retainAll(java.util.Set.of("shared"));
                fields.put("shared", "true");
            }
            if (path.endsWith("/undo")) {
                fields.clear();
                fields.put("why", "看一看再说");
            }
            if (path.matches(".*/(leave|drop|cancel)")) {
                fields.clear();
            }
            if (path.endsWith("/rate")) {
                fields.keySet().retainAll(java.util.Set.of("words", "stars", "solved"));
                fields.put("solved", "true");
            }
            return send(HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", once)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(fields))));
        }
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", key());
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

    /** A file chosen in a form. */
    record Upload(String name, byte[] content) {}

    /** A form with a file, as a browser sends it. */
    HttpResponse<String> post(String path, Map<String, String> form, String file, byte[] content) {
        return post(
                path,
                form,
                file,
                List.of(new Upload("a.jpg", content)),
                UUID.randomUUID().toString());
    }

    HttpResponse<String> post(String path, Map<String, String> form, String field, List<Upload> files, String once) {
        String boundary = "linli" + UUID.randomUUID();
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", key());
        all.put("_once", once);
        String fields = all.entrySet().stream()
                .map(e -> "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, e.getKey(), e.getValue()))
                .collect(Collectors.joining());
        List<byte[]> body = new ArrayList<>(List.of(fields.getBytes(StandardCharsets.UTF_8)));
        for (Upload file : files) {
            body.add(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: image/jpeg\r\n\r\n"
                            .formatted(boundary, field, file.name().replace("\"", "%22"))
                            .getBytes(StandardCharsets.UTF_8));
            body.add(file.content());
            body.add("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.add(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(body)));
    }

    /** Anything, just as it is. */
    HttpResponse<String> sends(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return send(request);
    }

    /** The key against forgery that this browser's forms hold. */
    String key() {
        if (csrf.isEmpty()) {
            Matcher found = CSRF.matcher(get("/me").body() + get("/login").body());
            csrf = found.find() ? found.group(1) : "none";
        }
        return csrf;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!from.isEmpty()) {
            request.header("X-Forwarded-For", from);
        }
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
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
