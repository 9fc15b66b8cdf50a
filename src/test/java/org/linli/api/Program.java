package org.linli.api;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's program 程序: it knows an address and a token, and nothing else. */
public final class Program {

    /** An answer. */
    public record Said(HttpResponse<String> answer) {

        public int status() {
            return answer.statusCode();
        }

        public String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(answer.body());
        }

        public String text(String field) {
            return json().path(field).asString("");
        }

        public UUID id() {
            return UUID.fromString(text("id"));
        }

        @Override
        public String toString() {
            return answer.statusCode() + " " + answer.body();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Map<String, String> always = new LinkedHashMap<>();

    public Program(int port, String token) {
        this.address = "http://127.0.0.1:" + port;
        if (!token.isEmpty()) {
            always.put("Authorization", "Bearer " + token);
        }
    }

    public Said get(String path, String... headers) {
        return send("GET", path, fields(headers), new byte[0]);
    }

    /** Posts JSON under a key of its own. */
    public Said post(String path, Map<String, ?> fields, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Idempotency-Key", UUID.randomUUID().toString());
        all.putAll(fields(headers));
        return post(path, JsonMapper.shared().writeValueAsString(fields), all);
    }

    public Said post(String path, String json, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
        all.putAll(headers);
        return send("POST", path, all, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a form with a photo. */
    public Said post(String path, Map<String, String> fields, byte[] photo, String key) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) -> body.writeBytes("--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(name, value)
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(
                "--xyz\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(photo);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                path,
                Map.of("Content-Type", "multipart/form-data; boundary=xyz", "Idempotency-Key", key),
                body.toByteArray());
    }

    public Said send(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        always.forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try {
            return new Said(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
