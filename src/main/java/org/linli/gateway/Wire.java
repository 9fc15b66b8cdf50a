package org.linli.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.linli.kernel.Refusal;
import org.linli.platform.Abroad;
import org.linli.platform.web.Words;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Speaks with other servers 对外通信: only to the hosts that an administrator named, without following them elsewhere, with an end
 * to patience and to the size of answers, and reads their XML without whatever it would load from outside.
 */
@Component
class Wire {

    private static final Pattern NEXT = Pattern.compile("<[^>?]*\\?([^>#]*)[^>]*>\\s*;[^,]*\\brel=\"?next\\b");
    private static final int LARGEST = 2 * 1024 * 1024;
    private static final int LONGEST_FIELD = 4000;
    private static final int MOST_ROWS = 1000;

    /** Why nothing came of speaking with another server, in a sentence. */
    static final class Failure extends Exception {

        private final int status;

        Failure(int status, String why) {
            super(why.length() > 300 ? why.substring(0, 299) + "…" : why, null, false, false);
            this.status = status;
        }

        String why() {
            return String.valueOf(getMessage());
        }

        /** Whether the server answered at all. */
        boolean answered() {
            return status != 0;
        }

        /** Whether asking the same again would be answered the same. */
        boolean unasked() {
            return Set.of(400, 404, 405, 410, 501).contains(status);
        }

        /** Whether the server does not know what was asked for at all. */
        boolean notThere() {
            return status == 404;
        }
    }

    private final GatewaySettings settings;
    private final Words words;
    private final HttpClient http;

    Wire(GatewaySettings settings, Words words) {
        this.settings = settings;
        this.words = words;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Refuses a host that nobody knows, and one in a private network or on this machine unless that is allowed. */
    void reachable(URI uri) {
        Abroad.reachable(uri, settings.privateHosts());
    }

    /** Not of the public internet (RFC 6890). */
    static boolean inside(InetAddress address) {
        return Abroad.inside(address);
    }

    /**
     * One page of a list.
     *
     * @param next what is to be asked for the page after it, where the server says so
     */
    record Sheet(List<Map<String, String>> rows, Optional<Map<String, String>> next) {}

    /** Asks for a list, row by row, each field by its name. */
    List<Map<String, String>> get(Server server, String path, Map<String, String> asked) throws Failure {
        return sheet(server, path, asked).rows();
    }

    /** Asks what a service asks for 附加项 beyond its description. */
    List<Map<String, String>> attributes(Server server, String service) throws Failure {
        String named = URLEncoder.encode(service, StandardCharsets.UTF_8).replace("+", "%20");
        byte[] body = ask(server, "/services/" + named + ".xml", Map.of()).body();
        return rows(body, "attributes");
    }

    /** More pages than anybody reads at once. */
    Failure tooLong() {
        return new Failure(200, text("gateway.why.tooLong"));
    }

    /** Asks for one page of a list. Of the link to the next only what it asks is taken, for it may lead elsewhere. */
    Sheet sheet(Server server, String path, Map<String, String> asked) throws Failure {
        HttpResponse<byte[]> answer = ask(server, path, asked);
        Optional<Map<String, String>> next = answer.headers().allValues("Link").stream()
                .flatMap(link -> NEXT.matcher(link).results())
                .map(found -> asked(found.group(1)))
                .findFirst();
        return new Sheet(rows(answer.body(), ""), next);
    }

    private static Map<String, String> asked(String query) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                asked.put(decoded(sides[0]), decoded(sides[1]));
            }
        }
        return asked;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException none) {
            return text;
        }
    }

    private HttpResponse<byte[]> ask(Server server, String path, Map<String, String> asked) throws Failure {
        Map<String, String> all = new LinkedHashMap<>(asked);
        if (!server.jurisdiction().isEmpty()) {
            all.put("jurisdiction_id", server.jurisdiction());
        }
        String query = form(all);
        return send(
                server,
                HttpRequest.newBuilder(URI.create(server.url() + path + (query.isEmpty() ? "" : "?" + query)))
                        .GET());
    }

    /** Posts a form, and gives back the rows of the answer. */
    List<Map<String, String>> post(Server server, String path, Map<String, String> fields, String idempotencyKey)
            throws Failure {
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (!server.jurisdiction().isEmpty()) {
            all.put("jurisdiction_id", server.jurisdiction());
        }
        return rows(
                send(
                                server,
                                HttpRequest.newBuilder(URI.create(server.url() + path))
                                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                                        .header("Idempotency-Key", idempotencyKey)
                                        .POST(HttpRequest.BodyPublishers.ofString(form(all))))
                        .body(),
                "");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<byte[]> send(Server server, HttpRequest.Builder request) throws Failure {
        try {
            reachable(URI.create(server.url()));
        } catch (Refusal refused) {
            throw new Failure(
                    0,
                    text("refusal." + refused.code(), refused.facts().values().toArray()));
        }
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(
                request.timeout(settings.timeout()).header("Accept", "text/xml").build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            HttpResponse<byte[]> answer = asked.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() / 100 != 2) {
                throw new Failure(
                        answer.statusCode(),
                        text("gateway.why.status", Integer.toString(answer.statusCode())) + reason(answer.body()));
            }
            return answer;
        } catch (TimeoutException tooLong) {
            throw new Failure(0, text("gateway.why.timeout"));
        } catch (ExecutionException broken) {
            boolean slow = broken.getCause() instanceof java.net.http.HttpTimeoutException;
            throw new Failure(0, text(slow ? "gateway.why.timeout" : "gateway.why.unreachable"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure(0, text("gateway.why.unreachable"));
        } finally {
            asked.cancel(true);
        }
    }

    /** What the server itself said was wrong, where it said it as the specification has it. */
    private String reason(byte[] body) {
        try {
            return rows(body, "").stream()
                    .map(row -> row.getOrDefault("description", ""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .map("："::concat)
                    .orElse("");
        } catch (Failure unreadable) {
            return "";
        }
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }

    /** The rows below the root, or below the first element of a name in it. */
    private List<Map<String, String>> rows(byte[] body, String below) throws Failure {
        try {
            Element root = parser().parse(new ByteArrayInputStream(body)).getDocumentElement();
            if (!below.isEmpty()) {
                Optional<Element> found = children(root).stream()
                        .filter(child -> child.getTagName().equals(below))
                        .findFirst();
                if (found.isEmpty()) {
                    return List.of();
                }
                root = found.get();
            }
            List<Map<String, String>> rows = new ArrayList<>();
            for (Element row : children(root)) {
                Map<String, String> fields = new LinkedHashMap<>();
                for (Element field : children(row)) {
                    String text = field.getTextContent().strip().replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
                    fields.put(
                            field.getTagName(),
                            text.length() > LONGEST_FIELD ? text.substring(0, LONGEST_FIELD) : text);
                }
                rows.add(fields);
                if (rows.size() >= MOST_ROWS) {
                    break;
                }
            }
            return rows;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new Failure(200, text("gateway.why.unreadable"));
        }
    }

    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        return builder;
    }

    private static List<Element> children(Element of) {
        NodeList nodes = of.getChildNodes();
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
