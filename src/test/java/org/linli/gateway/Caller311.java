package org.linli.gateway;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client written from the specification 客户端, that knows nothing of this server but its address. */
final class Caller311 {

    /** An answer: its status, and its rows in either format. */
    record Said(HttpResponse<String> answer) {

        int status() {
            return answer.statusCode();
        }

        String body() {
            return answer.body();
        }

        String type() {
            return answer.headers().firstValue("Content-Type").orElse("");
        }

        /** The items below the root, each field by its name; in JSON the same. */
        List<Map<String, String>> rows() {
            return type().startsWith("text/xml") ? xmlRows() : jsonRows();
        }

        Map<String, String> row() {
            List<Map<String, String>> rows = rows();
            if (rows.size() != 1) {
                throw new AssertionError(rows.size() + " rows: " + body());
            }
            return rows.getFirst();
        }

        Element xml() {
            try {
                return DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(body().getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement();
            } catch (Exception e) {
                throw new AssertionError("No XML: " + body(), e);
            }
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body());
        }

        private List<Map<String, String>> xmlRows() {
            List<Map<String, String>> rows = new ArrayList<>();
            for (Element row : children(xml())) {
                Map<String, String> fields = new LinkedHashMap<>();
                children(row).forEach(field -> fields.put(field.getTagName(), field.getTextContent()));
                rows.add(fields);
            }
            return rows;
        }

        private List<Map<String, String>> jsonRows() {
            if (!json().isArray()) {
                throw new AssertionError("No array: " + body());
            }
            List<Map<String, String>> rows = new ArrayList<>();
            json().forEach(row -> {
                Map<String, String> fields = new LinkedHashMap<>();
                row.properties()
                        .forEach(field -> fields.put(
                                field.getKey(),
                                field.getValue().isNull()
                                        ? ""
                                        : field.getValue().asString()));
                rows.add(fields);
            });
            return rows;
        }

        static List<Element> children(Element of) {
            List<Element> found = new ArrayList<>();
            for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    found.add(element);
                }
            }
            return found;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /** Everything that was ever answered, to be searched for what may not be there. */
    final StringBuilder heard = new StringBuilder();

    Caller311(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    Said get(String path) {
        return said(HttpRequest.newBuilder(URI.create(address + path)).GET());
    }

    Said get(String path, String... asked) {
        return get(path + "?" + form(fields(asked)));
    }

    Said post(String path, String... fields) {
        return post(path, fields(fields), Map.of());
    }

    Said post(String path, Map<String, String> fields, Map<String, String> headers) {
        return send(path, "application/x-www-form-urlencoded; charset=utf-8", form(fields), headers);
    }

    Said send(String path, String type, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return said(request);
    }

    private Said said(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            heard.append(answer.headers().map()).append(answer.body()).append('\n');
            return new Said(answer);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
