package org.linli.api.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.linli.kernel.PlaceCode;
import org.linli.platform.secret.Phone;

/** The shapes of what is sent and answered 数据结构, as JSON Schema 2020-12, read from the records themselves. */
final class Schemas {

    private static final String PLACE =
            "^(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}|[0-9]{18}|[0-9]{20}|[0-9]{24})$";

    private final Map<String, Object> named = new TreeMap<>();
    private final Function<String, Optional<String>> words;

    /** @param words gives the text of a key, where there is one */
    Schemas(Function<String, Optional<String>> words) {
        this.words = words;
    }

    /** Those that were referred to, by their names. */
    Map<String, Object> named() {
        return named;
    }

    /** The schema of a type; of a record a reference. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == Optional.class) {
                return nullable(of(arguments[0]));
            }
            return raw == List.class
                    ? object("type", "array", "items", of(arguments[0]))
                    : object("type", "object", "additionalProperties", of(arguments[1]));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() && plain != PlaceCode.class && plain != Phone.class) {
            String name = plain.getSimpleName();
            if (!named.containsKey(name)) {
                named.put(name, Map.of());
                named.put(name, properties(plain));
            }
            return object("$ref", "#/components/schemas/" + name);
        }
        return value(plain);
    }

    private Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), told(of(component.getGenericType()), component.getName(), ""));
            required.add(component.getName());
        }
        return object("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }

    /** A schema with what a field of this name means, and an example of it. */
    Map<String, Object> told(Map<String, Object> schema, String field, String step) {
        Map<String, Object> told = new LinkedHashMap<>(schema);
        words.apply("api.field." + field).ifPresent(text -> told.put("description", text));
        if ("string".equals(schema.get("type")) && !schema.containsKey("enum")) {
            words.apply("api.example." + step + "." + field)
                    .or(() -> words.apply("api.example." + field))
                    .ifPresent(text -> told.put("examples", List.of(text)));
        }
        return told;
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
            Map<String, Object> nullable = new LinkedHashMap<>(schema);
            nullable.put("type", List.of(type, "null"));
            return nullable;
        }
        return object("anyOf", List.of(schema, object("type", "null")));
    }

    private static Map<String, Object> value(Class<?> type) {
        if (type.isEnum()) {
            return object(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(one -> ((Enum<?>) one).name())
                            .toList());
        }
        if (type == UUID.class) {
            return object("type", "string", "format", "uuid");
        }
        if (type == Instant.class) {
            return object("type", "string", "format", "date-time");
        }
        if (type == LocalDate.class) {
            return object("type", "string", "format", "date");
        }
        if (type == PlaceCode.class) {
            return object("type", "string", "pattern", PLACE);
        }
        if (type == int.class || type == Integer.class) {
            return object("type", "integer", "format", "int32");
        }
        if (type == boolean.class || type == Boolean.class) {
            return object("type", "boolean");
        }
        if (type == String.class || type == Phone.class) {
            return object("type", "string");
        }
        throw new IllegalStateException("Say how " + type + " is written");
    }

    /** Names and values, in the order given. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return object;
    }
}
