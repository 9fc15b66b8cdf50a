package org.linli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Whether JSON has the shape that a description promises: as much of JSON Schema as our descriptions use. */
final class Shape {

    private Shape() {}

    /** What is wrong with an answer, by the description of its operation. */
    static List<String> faults(JsonNode document, String verb, String path, Program.Said said) {
        JsonNode answer =
                document.path("paths").path(path).path(verb).path("responses").path(Integer.toString(said.status()));
        if (answer.isMissingNode()) {
            return List.of(verb + " " + path + " may not answer " + said);
        }
        String type = said.header("Content-Type").replaceAll(";.*", "");
        JsonNode content = answer.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of(verb + " " + path + " may not answer with " + type);
        }
        return type.endsWith("json") ? faults(document, content.path("schema"), said.json(), path) : List.of();
    }

    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value, String where) {
        JsonNode shape = followed(document, schema);
        if (shape.has("anyOf")) {
            boolean any = StreamSupport.stream(shape.path("anyOf").spliterator(), false)
                    .anyMatch(one -> faults(document, one, value, where).isEmpty());
            return any ? List.of() : List.of(where + " is none of " + shape);
        }
        List<String> faults = new ArrayList<>();
        if (!types(shape).contains(typeOf(value))) {
            return List.of(where + " is " + value + " and not " + shape);
        }
        if (shape.has("enum")
                && StreamSupport.stream(shape.path("enum").spliterator(), false).noneMatch(value::equals)) {
            faults.add(where + " is " + value + " and none of " + shape.path("enum"));
        }
        if (value.isString()) {
            text(shape, value.stringValue(), where, faults);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                faults.addAll(faults(document, shape.path("items"), value.get(i), where + "[" + i + "]"));
            }
        }
        if (value.isObject()) {
            object(document, shape, value, where, faults);
        }
        return faults;
    }

    private static void text(JsonNode shape, String value, String where, List<String> faults) {
        try {
            switch (shape.path("format").asString("")) {
                case "uuid" -> UUID.fromString(value);
                case "date-time" -> java.time.Instant.parse(value);
                case "date" -> java.time.LocalDate.parse(value);
                default -> {}
            }
        } catch (RuntimeException other) {
            faults.add(where + " is no " + shape.path("format").asString() + ": " + value);
        }
        if (shape.has("pattern") && !value.matches(shape.path("pattern").asString())) {
            faults.add(where + " is no " + shape.path("pattern").asString() + ": " + value);
        }
    }

    private static void object(JsonNode document, JsonNode shape, JsonNode value, String where, List<String> faults) {
        for (JsonNode required : shape.path("required")) {
            if (!value.has(required.asString())) {
                faults.add(where + " lacks " + required.asString());
            }
        }
        JsonNode more = shape.path("additionalProperties");
        value.properties().forEach(field -> {
            JsonNode known = shape.path("properties").path(field.getKey());
            String at = where + "." + field.getKey();
            if (!known.isMissingNode()) {
                faults.addAll(faults(document, known, field.getValue(), at));
            } else if (more.isObject()) {
                faults.addAll(faults(document, more, field.getValue(), at));
            } else if (more.isBoolean() && !more.booleanValue()) {
                faults.add(at + " is not described");
            }
        });
    }

    private static List<String> types(JsonNode shape) {
        JsonNode type = shape.path("type");
        return type.isString()
                ? List.of(type.stringValue())
                : StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList();
    }

    private static String typeOf(JsonNode value) {
        return value.isString()
                ? "string"
                : value.isIntegralNumber()
                        ? "integer"
                        : value.isBoolean()
                                ? "boolean"
                                : value.isArray() ? "array" : value.isObject() ? "object" : "null";
    }

    /** The schema itself, where another refers to it. */
    static JsonNode followed(JsonNode document, JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isString()
                ? document.path("components")
                        .path("schemas")
                        .path(reference.stringValue().substring("#/components/schemas/".length()))
                : schema;
    }
}
