package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linli.kernel.Refusal;
import org.linli.platform.web.Once;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields that a program sent 提交的字段: of a JSON object, or of a form with photos; each a text, a whole number, a yes or no, or a list of objects of such. */
record Sent(Map<String, Object> fields) {

    /** What is no field of the step, and yet of its form. */
    private static final Set<String> BESIDE = Set.of("photos");

    /** Refuses what is no JSON object, text that is none, and a field that is anything else. */
    static Sent of(HttpServletRequest request, JsonMapper json) {
        if (!(request.getAttribute(Once.BODY) instanceof byte[] body)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            request.getParameterMap().forEach((name, values) -> fields.put(name, text(values[0])));
            fields.keySet().removeAll(BESIDE);
            return new Sent(fields);
        }
        try {
            return object(json.readTree(body), true);
        } catch (JacksonException unreadable) {
            throw Unmet.malformed();
        }
    }

    /** The objects of a list of 1 to {@code most} that is the only field. Refuses as {@link #of} does, and another number of them. */
    static List<Sent> many(HttpServletRequest request, JsonMapper json, String field, int most) {
        if (!(request.getAttribute(Once.BODY) instanceof byte[] body)) {
            throw Unmet.malformed();
        }
        try {
            JsonNode root = json.readTree(body);
            if (root == null
                    || !root.isObject()
                    || root.size() != 1
                    || !root.path(field).isArray()) {
                throw Unmet.malformed();
            }
            JsonNode all = root.path(field);
            if (all.isEmpty() || all.size() > most) {
                throw Refusal.invalid("api.many", "field", field, "most", most);
            }
            return all.valueStream().map(one -> object(one, false)).toList();
        } catch (JacksonException unreadable) {
            throw Unmet.malformed();
        }
    }

    private static Sent object(JsonNode root, boolean lists) {
        if (root == null || !root.isObject()) {
            throw Unmet.malformed();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), plain(field.getKey(), field.getValue(), lists));
            }
        });
        return new Sent(fields);
    }

    private static Object plain(String name, JsonNode value, boolean lists) {
        if (lists && value.isArray()) {
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(item.isObject() ? object(item, false) : plain(name, item, false)));
            return items;
        }
        if (value.isString()) {
            return text(value.stringValue());
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        throw Refusal.invalid("api.field", "field", name);
    }

    /** No column holds a NUL, nor half a character. */
    private static String text(String said) {
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < said.length()
                    && Character.isLowSurrogate(said.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                throw Unmet.malformed();
            }
            if (pair) {
                i++;
            }
        }
        return said;
    }
}
