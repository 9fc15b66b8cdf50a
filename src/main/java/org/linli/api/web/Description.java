package org.linli.api.web;

import static org.linli.api.web.Schemas.object;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.linli.api.Scope;
import org.linli.device.Reading;
import org.linli.kernel.PlaceCode;
import org.linli.order.Step;
import org.linli.order.Ticket;
import org.linli.platform.web.Words;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Writes the description 接口说明 (OpenAPI 3.1) from the code: the routes as the framework knows them, the records that they
 * answer with, and the steps as the lifecycle offers them.
 */
@Component
class Description {

    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data";
    private static final String PROBLEM = "application/problem+json";
    private static final List<Integer> ALWAYS = List.of(400, 403, 404, 429, 503);
    private static final List<Integer> WRITES = List.of(409, 413, 415, 422, 507);

    /** What everybody says who places an order; the example says no more. */
    private static final Set<String> ASKED = Set.of("category", "words", "place", "convenient");

    /** Parameters that are the code of a place. */
    private static final Set<String> PLACES = Set.of("place", "near", "within");

    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final Words words;

    Description(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes,
            Words words) {
        this.routes = routes;
        this.words = words;
    }

    /** The whole description, its words in one language. */
    Map<String, Object> in(Locale locale) {
        Schemas schemas = new Schemas(key -> text(locale, key));
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        routes.getObject().getHandlerMethods().forEach((info, handler) -> {
            Described described = handler.getMethodAnnotation(Described.class);
            if (described == null) {
                return;
            }
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    String verb = method.name().toLowerCase(Locale.ROOT);
                    for (Form form : forms(described)) {
                        String step = form == null ? "" : form.step();
                        paths.computeIfAbsent(pattern.replace("{step}", step), path -> new TreeMap<>())
                                .put(verb, operation(handler, described, Optional.ofNullable(form), schemas, locale));
                    }
                }
            }
        });
        schemas.named().put("Problem", problem(schemas));
        return object(
                "openapi",
                "3.1.0",
                "info",
                object(
                        "title",
                        say(locale, "api.doc.title"),
                        "version",
                        "1",
                        "description",
                        say(locale, "api.doc.intro")),
                "servers",
                List.of(object("url", "/")),
                "security",
                List.of(object("token", List.of())),
                "paths",
                paths,
                "components",
                object(
                        "schemas",
                        schemas.named(),
                        "securitySchemes",
                        object(
                                "token",
                                object(
                                        "type",
                                        "http",
                                        "scheme",
                                        "bearer",
                                        "description",
                                        say(locale, "api.doc.token")))));
    }

    /** Of the one that names its step in the path, each; otherwise the one that it takes, or none. */
    private static List<Form> forms(Described described) {
        if (described.takes() == Step.class) {
            return Form.all();
        }
        if (described.takes() == Ticket.Incoming.class) {
            return List.of(Form.ticketed());
        }
        if (described.takes() == Reading.class) {
            return List.of(Form.alerted());
        }
        if (Form.beside(described.takes())) {
            return List.of(Form.taking(described.takes()));
        }
        return described.takes() == Placing.class ? List.of(Form.placing()) : java.util.Collections.singletonList(null);
    }

    private Map<String, Object> operation(
            HandlerMethod handler, Described described, Optional<Form> form, Schemas schemas, Locale locale) {
        String name = handler.getMethod().getName();
        boolean oneOfMany = described.takes() == Step.class;
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", oneOfMany ? name + "_" + form.orElseThrow().step() : name);
        operation.put(
                "summary",
                oneOfMany ? say(locale, "order.step." + form.orElseThrow().step()) : say(locale, "api.doc." + name));
        List<String> needed = Arrays.stream(described.scope()).map(Scope::code).toList();
        if (described.device()) {
            operation.put("description", say(locale, "api.doc.device"));
        }
        if (!needed.isEmpty()) {
            operation.put("description", words.text(locale, "api.doc.scope", String.join("、", needed)));
        }
        if (DescriptionApi.PATH.endsWith(name + ".json")) {
            operation.put("security", List.of());
        }
        // The number of a ticket, and of what a device tells, is its key.
        boolean keyed = form.filter(one -> one.type() != Ticket.Incoming.class && one.type() != Reading.class)
                .isPresent();
        operation.put("parameters", parameters(handler, keyed, oneOfMany, schemas, locale));
        form.ifPresent(one -> operation.put(
                "requestBody",
                described.many() == 0 ? body(one, schemas) : bodyOfMany(one, described.many(), schemas)));
        operation.put("responses", responses(described, form.isPresent(), oneOfMany, schemas, locale));
        return operation;
    }

    private List<Map<String, Object>> parameters(
            HandlerMethod handler, boolean writes, boolean moves, Schemas schemas, Locale locale) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            String name = parameter.getName();
            boolean step = name.equals("step");
            if (parameter.isAnnotationPresent(PathVariable.class) && !step) {
                parameters.add(parameter(name, "path", true, schemas.of(parameter.getType()), locale));
            } else if (parameter.isAnnotationPresent(RequestParam.class)) {
                if (parameter.getType() == MultiValueMap.class) {
                    Filters.ALL.forEach(filter -> parameters.add(parameter(
                            filter.name(),
                            "query",
                            false,
                            filter.many()
                                    ? object("type", "array", "items", schemas.of(filter.type()))
                                    : schemas.of(filter.type()),
                            locale)));
                } else if (!name.equals("photos")) {
                    boolean optional = parameter.getType() == Optional.class;
                    Type asked = optional
                            ? ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0]
                            : parameter.getType();
                    Map<String, Object> schema = schemas.of(PLACES.contains(name) ? PlaceCode.class : asked);
                    parameters.add(parameter(name, "query", !optional, schema, locale));
                }
            }
        }
        if (writes) {
            parameters.add(parameter(
                    "Idempotency-Key",
                    "header",
                    true,
                    object("type", "string", "minLength", 8, "maxLength", 64),
                    locale));
        }
        if (moves) {
            parameters.add(parameter("If-Match", "header", false, object("type", "string"), locale));
        }
        return parameters;
    }

    private Map<String, Object> parameter(
            String name, String in, boolean required, Map<String, Object> schema, Locale locale) {
        Map<String, Object> parameter = object("name", name, "in", in, "required", required);
        text(locale, "api.field." + name).ifPresent(told -> parameter.put("description", told));
        parameter.put("schema", schema);
        return parameter;
    }

    private static Map<String, Object> body(Form form, Schemas schemas) {
        boolean places = form.step().equals("place");
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        Map<String, Object> example = new LinkedHashMap<>();
        fields(form, places, properties, required, example, schemas);
        String name = Character.toUpperCase(form.step().charAt(0)) + form.step().substring(1) + "Form";
        schemas.named().put(name, shape(properties, required));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(JSON, object("schema", object("$ref", "#/components/schemas/" + name), "example", example));
        if (places || form.step().equals("finish")) {
            Map<String, Object> withPhotos = new LinkedHashMap<>(properties);
            withPhotos.put(
                    "photos",
                    object(
                            "type",
                            "array",
                            "maxItems",
                            org.linli.platform.attachment.Attachments.MOST,
                            "items",
                            object("type", "string", "contentMediaType", "image/jpeg")));
            Map<String, Object> parts = object("type", "object", "properties", withPhotos);
            if (!required.isEmpty()) {
                parts.put("required", required);
            }
            content.put(MULTIPART, object("schema", parts));
        }
        return object("required", true, "content", content);
    }

    /** What the form asks for, which of it must be said, and an example. */
    private static void fields(
            Form form,
            boolean places,
            Map<String, Object> properties,
            List<String> required,
            Map<String, Object> example,
            Schemas schemas) {
        for (Form.Field field : form.fields()) {
            if (field.many()) {
                many(field, properties, example, schemas);
                required.add(field.name());
                continue;
            }
            Map<String, Object> schema = schemas.told(schemas.of(field.type()), field.name(), form.step());
            properties.put(field.name(), schema);
            // A resident says neither of these: they ask for themselves, and online.
            boolean onBehalf = places && field.name().equals("channel");
            if (!field.optional() && !onBehalf) {
                required.add(field.name());
            }
            if (!places || ASKED.contains(field.name())) {
                example.put(field.name(), example(field, schema));
            }
        }
    }

    private static void many(
            Form.Field field, Map<String, Object> properties, Map<String, Object> example, Schemas schemas) {
        if (!field.type().isRecord()) {
            Map<String, Object> item = schemas.told(schemas.of(field.type()), field.name(), "");
            properties.put(field.name(), schemas.told(object("type", "array", "items", item), field.name(), ""));
            example.put(field.name(), List.of(example(field, item)));
            return;
        }
        Map<String, Object> each = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        Map<String, Object> one = new LinkedHashMap<>();
        fields(field.each(), false, each, required, one, schemas);
        Map<String, Object> list = object("type", "array", "items", shape(each, required));
        properties.put(field.name(), schemas.told(list, field.name(), ""));
        example.put(field.name(), List.of(one, one));
    }

    private static Map<String, Object> shape(Map<String, Object> properties, List<String> required) {
        Map<String, Object> shape = object("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            shape.put("required", required);
        }
        shape.put("additionalProperties", false);
        return shape;
    }

    /** A list of what otherwise is sent alone. */
    private static Map<String, Object> bodyOfMany(Form form, int most, Schemas schemas) {
        body(form, schemas);
        String name = Character.toUpperCase(form.step().charAt(0)) + form.step().substring(1) + "Form";
        Map<String, Object> example = new LinkedHashMap<>();
        for (Form.Field field : form.fields()) {
            example.put(
                    field.name(), example(field, schemas.told(schemas.of(field.type()), field.name(), form.step())));
        }
        Map<String, Object> list = object(
                "type",
                "array",
                "minItems",
                1,
                "maxItems",
                most,
                "items",
                object("$ref", "#/components/schemas/" + name));
        Map<String, Object> shape = object(
                "type",
                "object",
                "properties",
                object(form.step() + "s", list),
                "required",
                List.of(form.step() + "s"),
                "additionalProperties",
                false);
        return object(
                "required",
                true,
                "content",
                object(JSON, object("schema", shape, "example", object(form.step() + "s", List.of(example)))));
    }

    private static Object example(Form.Field field, Map<String, Object> schema) {
        if (schema.get("examples") instanceof List<?> examples) {
            return examples.getFirst();
        }
        if (schema.get("enum") instanceof List<?> values) {
            return values.getFirst();
        }
        if (field.type() == int.class || field.type() == Integer.class) {
            return 5;
        }
        return field.type() == boolean.class || field.type() == Boolean.class ? Boolean.TRUE : "";
    }

    private Map<String, Object> responses(
            Described described, boolean writes, boolean moves, Schemas schemas, Locale locale) {
        Map<String, Object> responses = new TreeMap<>();
        Map<String, Object> success = object("description", say(locale, "api.doc.success"));
        if (described.answer() == byte[].class) {
            Map<String, Object> content = new LinkedHashMap<>();
            Arrays.stream(described.types())
                    .forEach(type -> content.put(type, object("schema", object("type", "string"))));
            success.put("content", content);
        } else {
            Map<String, Object> schema =
                    described.answer() == Map.class ? object("type", "object") : schemas.of(described.answer());
            success.put("content", object(JSON, object("schema", schema)));
        }
        responses.put(Integer.toString(described.status()), success);
        if (described.answer() == Map.class) {
            return responses;
        }
        TreeSet<Integer> refused = new TreeSet<>(ALWAYS);
        refused.add(401);
        Arrays.stream(described.refuses()).forEach(refused::add);
        if (writes) {
            refused.addAll(WRITES);
        }
        if (moves) {
            refused.add(412);
        }
        refused.forEach(status -> responses.put(
                Integer.toString(status),
                object(
                        "description",
                        text(locale, "web.title" + status).orElse(say(locale, "web.titleOther")),
                        "content",
                        object(PROBLEM, object("schema", object("$ref", "#/components/schemas/Problem"))))));
        return responses;
    }

    private static Map<String, Object> problem(Schemas schemas) {
        Map<String, Object> text = object("type", "string");
        return object(
                "type",
                "object",
                "properties",
                object(
                        "type",
                        text,
                        "title",
                        text,
                        "status",
                        schemas.of(int.class),
                        "detail",
                        text,
                        "code",
                        schemas.told(text, "code", "problem"),
                        "id",
                        text),
                "required",
                List.of("type", "title", "status", "detail", "code"));
    }

    private String say(Locale locale, String key) {
        return words.text(locale, key);
    }

    private Optional<String> text(Locale locale, String key) {
        return Optional.of(words.text(locale, key)).filter(text -> !text.equals(key));
    }
}
