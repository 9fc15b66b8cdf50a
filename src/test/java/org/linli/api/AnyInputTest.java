package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Uploads;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestContextManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is sent to any operation of the description, right or wrong: the answer is one that the description tells of, in the
 * shape that it tells, never our fault, and says nothing of what is inside us. {@code -Dlinli.seed=…} throws other dice.
 */
@LinliTest
class AnyInputTest {

    private static final long SEED = Long.getLong("linli.seed", 20261121);
    private static final int TRIES = Integer.getInteger("linli.tries", 6);

    /** Stands in each word of another community, so that one glance tells whether any of them left it. */
    private static final String THEIRS = "别处";

    private static final List<String> OF_STAFF =
            List.of("channel", "contactName", "contactPhone", "language", "onTheSpot", "result");

    private static World.@Nullable Quarter ruins;
    private static final List<String> THEIR_IDS = new ArrayList<>();

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Tokens tokens;

    @Autowired
    org.linli.order.Hotline hotline;

    @LocalServerPort
    int port;

    private final Random dice = new Random(SEED);
    private final List<String> faults = new ArrayList<>();

    /** Generators are thrown by another engine than the one that Spring's extension serves. */
    @BeforeProperty
    void spring() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        if (ruins == null) {
            ruins = world.another("350211003014", "杏花园", "xh");
            World.Quarter there = world.founding("350211003016", THEIRS + "花园", "bc", THEIRS);
            THEIR_IDS.addAll(List.of(
                    script.as(there.resident())
                            .places(THEIRS + "的水管漏了", there.home())
                            .toString(),
                    there.firm().toString(),
                    there.clerk().self().toString(),
                    there.clerk().appointment().orElseThrow().toString(),
                    there.community().value(),
                    there.home().value()));
            World.as(
                    there.clerk(),
                    () -> hotline.take(new org.linli.order.Ticket.Incoming(
                            "BC-1001",
                            THEIRS + "的井盖",
                            THEIRS + "桥头",
                            Optional.empty(),
                            "",
                            Optional.empty(),
                            Optional.empty())));
            THEIR_IDS.add("BC-1001");
        }
    }

    private static World.Quarter here() {
        return java.util.Objects.requireNonNull(ruins);
    }

    @Example
    void everyOperationOfTheDescription() {
        JsonNode document = new Program(port, "").get("/api/v1/openapi.json").json();
        List<Actor> everybody = List.of(
                here().resident(),
                // Whoever works there lives there too, and may have met the same.
                Actor.resident(
                        here().worker().self(),
                        here().worker().name(),
                        here().resident().place()),
                here().clerk(),
                here().chief(),
                here().worker(),
                here().gridWorker(),
                here().administrator());
        Map<Integer, Integer> met = new LinkedHashMap<>();
        for (Actor actor : everybody) {
            Program program = new Program(
                    port, World.as(actor, () -> tokens.make("乱试", EnumSet.allOf(Scope.class), actor.appointment(), 1)));
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        for (int n = 0; n < TRIES; n++) {
                            Said said = sends(program, document, path.getKey(), operation, n % 2 == 0);
                            met.merge(said.status(), 1, Integer::sum);
                        }
                    }));
        }
        assertThat(faults).isEmpty();
        assertThat(met.keySet()).as("right and wrong were both met: %s", met).contains(200, 201, 404, 422);
    }

    /** Wherever the description offers files: photos that are none or too much, and forms that are broken around them. */
    @Example
    void everyFileWhereTheDescriptionOffersOne() throws java.io.IOException {
        JsonNode document = new Program(port, "").get("/api/v1/openapi.json").json();
        List<String> offered = new ArrayList<>();
        Program asking = uploading(here().resident());
        Program working = uploading(here().worker());
        byte[] script = "<script>window.xssLinli=1</script>".getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> refused = Uploads.refused(script);
        Map<String, byte[]> polyglots = Uploads.polyglots(script);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode schema = operation
                            .getValue()
                            .path("requestBody")
                            .path("content")
                            .path("multipart/form-data")
                            .path("schema");
                    if (!schema.isMissingNode()) {
                        offered.add(path.getKey());
                        refused.forEach((name, file) -> {
                            Said said = uploads(document, path.getKey(), asking, working, parts(schema, name, file));
                            if (said.status() != 422 && said.status() != 413) {
                                faults.add(path.getKey() + " takes " + name + ": " + said);
                            }
                        });
                        polyglots.forEach((name, file) -> {
                            Said said = uploads(document, path.getKey(), asking, working, parts(schema, name, file));
                            if (said.status() == 200 || said.status() == 201) {
                                nothingButThePicture(asking, said.id(), name);
                            }
                        });
                        broken(schema).forEach((what, body) -> uploads(document, path.getKey(), asking, working, body));
                    }
                }));
        assertThat(offered).contains("/api/v1/orders", "/api/v1/orders/{id}/steps/finish");
        assertThat(faults).isEmpty();
    }

    private Program uploading(Actor actor) {
        return new Program(
                port, World.as(actor, () -> tokens.make("乱传", EnumSet.allOf(Scope.class), actor.appointment(), 1)));
    }

    private Said uploads(JsonNode document, String path, Program asking, Program working, byte[] body) {
        boolean places = !path.contains("{id}");
        Program program = places ? asking : working;
        Said said = program.send(
                "POST",
                path.replace("{id}", places ? "" : underWay().toString()),
                Map.of(
                        "Content-Type",
                        "multipart/form-data; boundary=xyz",
                        "Idempotency-Key",
                        UUID.randomUUID().toString()),
                body);
        check(document, "post", path, said, path + " " + new String(body, StandardCharsets.ISO_8859_1));
        return said;
    }

    private UUID underWay() {
        UUID id = script.as(here().resident()).places("乱传的单", here().home());
        script.as(here().clerk()).dispatches(id, here().firm());
        script.as(here().worker()).accepts(id);
        script.as(here().worker()).starts(id);
        return id;
    }

    /** The fields that must be said, and one file. */
    private static byte[] parts(JsonNode schema, String name, byte[] file) {
        return Uploads.concat(
                fields(schema),
                ("--xyz\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"" + name
                                + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8),
                file,
                "\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] fields(JsonNode schema) {
        StringBuilder fields = new StringBuilder();
        for (JsonNode required : schema.path("required")) {
            String value = switch (required.asString()) {
                case "category" -> "02";
                case "place" -> here().home().value();
                default -> "看一看";
            };
            fields.append(field(required.asString(), value));
        }
        if (schema.path("properties").has("words")) {
            fields.append(field("words", "灯不亮了"));
        }
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    /** Forms that no library writes, or that are too much. */
    private static Map<String, byte[]> broken(JsonNode schema) throws IllegalStateException {
        String said = new String(fields(schema), StandardCharsets.UTF_8);
        String file = "--xyz\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"../../etc/passwd\"\r\n\r\n";
        Map<String, byte[]> broken = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("nothing", "");
        texts.put("cut off in a part", said + file.substring(0, 50));
        texts.put("without an end", said + file + "x");
        texts.put("another boundary", said.replace("--xyz", "--abc"));
        texts.put("no boundary at all", "x".repeat(5000));
        texts.put("thousands of parts", said + (file + "x\r\n").repeat(3000) + "--xyz--\r\n");
        texts.put("thousands of fields", said + field("words", "x").repeat(3000) + "--xyz--\r\n");
        texts.put("a header too long", said + field("n".repeat(100_000), "x") + "--xyz--\r\n");
        texts.put("the same field twice", said + said + "--xyz--\r\n");
        texts.put("a field that is none", said + field("nonsense", "<i>") + "--xyz--\r\n");
        texts.put("a file as a field", said + field("photos", "x") + "--xyz--\r\n");
        texts.put("a field as a file", said + file.replace("photos", "words") + "x\r\n--xyz--\r\n");
        texts.put("a text of 10 MB", said + field("words", "字".repeat(3_400_000)) + "--xyz--\r\n");
        THEIR_IDS.forEach(
                id -> texts.put("theirs " + id, said + field("place", id) + field("category", id) + "--xyz--\r\n"));
        texts.forEach((what, text) -> broken.put(what, text.getBytes(StandardCharsets.UTF_8)));
        broken.put(
                "no UTF-8",
                Uploads.concat(
                        said.getBytes(StandardCharsets.UTF_8),
                        "--xyz\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8),
                        new byte[] {(byte) 0xFF, (byte) 0xC0, (byte) 0x80, (byte) 0xED, (byte) 0xA0, 0},
                        "\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8)));
        return broken;
    }

    private void nothingButThePicture(Program program, UUID order, String name) {
        JsonNode photos = program.get("/api/v1/orders/" + order).json().path("photos");
        if (photos.isEmpty()) {
            faults.add("nothing at all is kept of " + name);
        }
        photos.forEach(photo -> {
            Said seen = program.get("/api/v1/photos/" + photo.path("id").asString());
            if (!seen.header("Content-Type").equals("image/jpeg")
                    || seen.answer().body().contains("script")
                    || seen.answer().body().contains("photo.jpg")) {
                faults.add("more than the picture of " + name + " is kept: " + seen.header("Content-Type"));
            }
        });
    }

    /** Bodies that are no JSON, or too much of it. */
    @Example
    void bodiesThatAreHugeOrBroken() {
        JsonNode document = new Program(port, "").get("/api/v1/openapi.json").json();
        Program program = new Program(
                port,
                World.as(
                        here().clerk(),
                        () -> tokens.make(
                                "乱发", EnumSet.allOf(Scope.class), here().clerk().appointment(), 1)));
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("10 MB", ("{\"words\":\"" + "a".repeat(10_000_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        bodies.put("deep", ("{\"words\":" + "[".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
        bodies.put("many", ("{\"words\":\"x\"" + ",\"a\":1".repeat(50_000) + "}").getBytes(StandardCharsets.UTF_8));
        bodies.put("number", ("{\"words\":" + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8));
        bodies.put(
                "no UTF-8",
                Uploads.concat(
                        "{\"words\":\"".getBytes(StandardCharsets.UTF_8),
                        new byte[] {(byte) 0xFF, (byte) 0xC0, (byte) 0x80, (byte) 0xED, (byte) 0xA0},
                        "\"}".getBytes(StandardCharsets.UTF_8)));
        bodies.put("two", "{\"words\":\"x\"}{\"words\":\"y\"}".getBytes(StandardCharsets.UTF_8));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().path("requestBody").isMissingNode()) {
                        return;
                    }
                    bodies.forEach((what, body) -> {
                        Map<String, String> headers = Map.of(
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                UUID.randomUUID().toString());
                        String address = path.getKey()
                                .replace("{id}", order().toString())
                                .replace("{caller}", UUID.randomUUID().toString());
                        Said said = program.send("POST", address, headers, body);
                        check(document, "post", path.getKey(), said, what + " " + address);
                        if (said.status() < 400) {
                            faults.add(address + " takes " + what + ": " + said);
                        }
                    });
                }));
        assertThat(faults).isEmpty();
    }

    private Said sends(
            Program program, JsonNode document, String path, Map.Entry<String, JsonNode> operation, boolean right) {
        JsonNode told = operation.getValue();
        String address = path;
        List<String> asked = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode parameter : told.path("parameters")) {
            String name = parameter.path("name").asString();
            boolean required = parameter.path("required").booleanValue();
            if (!required && dice.nextInt(3) > 0) {
                continue;
            }
            String value = text(document, name, parameter.path("schema"), right);
            switch (parameter.path("in").asString()) {
                case "path" -> address = address.replace("{" + name + "}", encoded(value.isEmpty() ? "x" : value));
                case "query" -> asked.add(name + "=" + encoded(value));
                default -> headers.put(name, value.replaceAll("[^!-~]", "x"));
            }
        }
        if (!asked.isEmpty()) {
            address += "?" + String.join("&", asked);
        }
        JsonNode body = told.path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        byte[] sent = {};
        if (!body.isMissingNode()) {
            headers.put("Content-Type", "application/json");
            sent = body(document, body, right).getBytes(StandardCharsets.UTF_8);
        }
        Said said = program.send(operation.getKey().toUpperCase(java.util.Locale.ROOT), address, headers, sent);
        check(document, operation.getKey(), path, said, address + " " + new String(sent, StandardCharsets.UTF_8));
        return said;
    }

    private void check(JsonNode document, String verb, String path, Said said, String sent) {
        String shown = sent.length() > 300 ? sent.substring(0, 300) : sent;
        boolean refusedByContainer =
                said.status() == 400 && !said.header("Content-Type").contains("json");
        if (said.status() >= 500) {
            faults.add(said.status() + " for " + verb + " " + shown);
        } else if (said.answer().body().matches("(?s).*(\\bat org\\.|Exception|select |SQLState).*")) {
            faults.add("says what is inside: " + said + " for " + shown);
            // The names of places are public, and hold nobody.
        } else if (said.answer().body().contains(THEIRS) && !path.equals("/api/v1/places")) {
            faults.add("tells of another community: " + said + " for " + shown);
        } else if (!refusedByContainer) {
            Shape.faults(document, verb, path, said).forEach(fault -> faults.add(fault + " for " + shown));
        }
    }

    /** An object of the shape, or one with something wrong in it, or no object at all. */
    private String body(JsonNode document, JsonNode schema, boolean right) {
        if (!right && dice.nextInt(6) == 0) {
            return one(
                    List.of("", "{", "[]", "7", "null", "\"x\"", "{\"words\":{}}", "{\"words\":[\"x\"]}", "{\"a\":1}"));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        JsonNode shape = Shape.followed(document, schema);
        int wrong =
                right ? -1 : dice.nextInt(Math.max(1, shape.path("properties").size()));
        int n = 0;
        // Staff ask on behalf of somebody, and residents for themselves.
        boolean onBehalf = dice.nextBoolean();
        List<String> left = onBehalf ? List.of() : OF_STAFF;
        for (Map.Entry<String, JsonNode> field : shape.path("properties").properties()) {
            boolean hostile = n++ == wrong;
            if (!hostile && (left.contains(field.getKey()) || dice.nextInt(8) == 0)) {
                continue;
            }
            fields.put(field.getKey(), value(document, field.getKey(), field.getValue(), !hostile));
        }
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private Object value(JsonNode document, String name, JsonNode schema, boolean right) {
        if (!right && dice.nextBoolean()) {
            return one(List.<Object>of(-1, Integer.MAX_VALUE, 4.5, true, List.of(), Map.of("x", 1), 9_999_999_999L));
        }
        return switch (Shape.followed(document, schema).path("type").asString("string")) {
            case "boolean" -> dice.nextBoolean();
            case "array" ->
                List.of(
                        value(document, name, items(document, schema), right),
                        value(document, name, items(document, schema), right));
            case "object" -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                Shape.followed(document, schema)
                        .path("properties")
                        .properties()
                        .forEach(field -> fields.put(
                                field.getKey(),
                                value(document, field.getKey(), field.getValue(), right || dice.nextBoolean())));
                yield fields;
            }
            case "integer" -> right ? dice.nextInt(0, 6) : dice.nextInt();
            default -> text(document, name, schema, right);
        };
    }

    private static JsonNode items(JsonNode document, JsonNode schema) {
        return Shape.followed(document, schema).path("items");
    }

    private String text(JsonNode document, String name, JsonNode schema, boolean right) {
        JsonNode shape = Shape.followed(document, schema);
        if (!right) {
            return hostile();
        }
        if (shape.has("items")) {
            return text(document, name, shape.path("items"), true);
        }
        if (shape.has("enum")) {
            JsonNode values = shape.path("enum");
            return values.get(dice.nextInt(values.size())).asString();
        }
        return switch (name) {
            case "id" -> dice.nextInt(5) == 0 ? UUID.randomUUID().toString() : order().toString();
            case "into", "orders" -> order().toString();
            case "near", "within" -> here().community().value();
            case "q" -> one(List.of("杏花园", "3-2-1203", "xhy"));
            case "layout" -> org.linli.order.Layout.PLAIN.toString();
            case "filter" -> one(List.of("", "stand=OPEN", "words=%E7%81%AF"));
            case "card", "result" -> "";
            case "organisation" ->
                one(List.of(here().firm(), here().gridWorker().organisation().orElseThrow()))
                        .toString();
            case "handler" -> here().firm().toString();
            case "place" ->
                one(List.of(here().home(), here().compound(), here().community()))
                        .value();
            case "category" -> one(List.of("02", "01", "0201"));
            case "from" -> "2026-01-01";
            case "until" -> "2030-12-31";
            case "number" -> "XM-" + dice.nextInt(1000, 1006);
            case "deadline" -> "2027-01-01T12:00:00+08:00";
            case "address" -> one(List.of("杏花园3号楼2单元1203", "杏花园", "桥头"));
            case "contactPhone" -> "10000008888";
            case "If-Match" -> one(List.of("*", "\"1\"", "\"9\"", "x"));
            case "Idempotency-Key" -> UUID.randomUUID().toString();
            case "after" -> "";
            case "exactly" -> "yes";
            default -> one(List.of("看一看再说", "楼道灯坏了", "师傅来过了"));
        };
    }

    /** One that stands anywhere on its way. */
    private UUID order() {
        World.Quarter here = here();
        UUID id = script.as(here.resident()).places("乱试的单", dice.nextBoolean() ? here.home() : here.compound());
        int far = dice.nextInt(5);
        if (far > 0) {
            script.as(here.clerk()).dispatches(id, here.firm());
        }
        if (far > 1) {
            script.as(here.worker()).accepts(id);
        }
        if (far > 2) {
            script.as(here.worker()).starts(id);
        }
        if (far > 3) {
            script.as(here.worker()).finishes(id, "办好了");
        }
        return id;
    }

    private String hostile() {
        if (dice.nextInt(4) == 0) {
            return one(THEIR_IDS);
        }
        Arbitrary<String> any = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(60),
                Arbitraries.strings()
                        .withCharRange('\u4e00', '\u9fa5')
                        .ofMinLength(2001)
                        .ofMaxLength(2100),
                Arbitraries.of(
                        "",
                        " ",
                        "\u0000",
                        "'; drop table matter; --",
                        "<script>alert(1)</script>",
                        "%00",
                        "\ud83d",
                        "../../etc/passwd",
                        "{0}",
                        "${jndi:x}",
                        "99999999999999999999",
                        "-1",
                        "00000000-0000-0000-0000-000000000000",
                        "35021100301200100302120399"));
        return any.generator(1000).next(dice).value();
    }

    private <T> T one(List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** So that the test can fail: an answer that nobody described is one. */
    @Example
    void whatIsLookedForWouldBeFound() {
        JsonNode document = new Program(port, "").get("/api/v1/openapi.json").json();
        Said me = new Program(
                        port,
                        World.as(
                                here().resident(),
                                () -> tokens.make("乱试", EnumSet.of(Scope.READ), Optional.empty(), 1)))
                .get("/api/v1/me");
        assertThat(Shape.faults(document, "get", "/api/v1/me", me)).isEmpty();
        assertThat(Shape.faults(document, "get", "/api/v1/orders", me)).isNotEmpty();
    }
}
