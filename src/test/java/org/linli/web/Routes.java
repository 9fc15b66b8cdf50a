package org.linli.web;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.linli.platform.Actor;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the application, as the framework knows them, with the fields that each takes. */
record Routes(RequestMethod method, String pattern, HandlerMethod handler) {

    static List<Routes> of(RequestMappingHandlerMapping mapping) {
        List<Routes> found = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    alternatives(pattern).forEach(one -> found.add(new Routes(method, one, handler)));
                }
            }
        });
        found.sort(Comparator.comparing(Routes::toString));
        return found;
    }

    /** {@code {step:accept|start}} is two routes. */
    private static List<String> alternatives(String pattern) {
        int from = pattern.indexOf("{step:");
        if (from < 0) {
            return List.of(pattern);
        }
        int to = pattern.indexOf('}', from);
        return java.util.Arrays.stream(
                        pattern.substring(from + "{step:".length(), to).split("\\|"))
                .map(step -> pattern.substring(0, from) + step + pattern.substring(to + 1))
                .toList();
    }

    /** The names of all that a form may send. */
    List<String> fields() {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            RequestParam wanted = parameter.getAnnotation(RequestParam.class);
            if (wanted != null && parameter.getType() == Map.class) {
                names.addAll(
                        List.of("name", "phone", "kind", "first", "buildings", "units", "floors", "homes", "sure"));
            } else if (wanted != null) {
                names.add(Optional.of(wanted.name().isEmpty() ? wanted.value() : wanted.name())
                        .filter(name -> !name.isEmpty())
                        .orElse(parameter.getName()));
            } else if (parameter.getType().isRecord()
                    && !parameter.isAnnotationPresent(PathVariable.class)
                    && parameter.getType() != Actor.class) {
                for (RecordComponent component : parameter.getType().getRecordComponents()) {
                    BindParam bound = bound(parameter.getType(), component);
                    names.add(bound == null ? component.getName() : bound.value());
                }
            }
        }
        return List.copyOf(names);
    }

    private static @org.jspecify.annotations.Nullable BindParam bound(Class<?> type, RecordComponent component) {
        for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
            if (parameter.getName().equals(component.getName())) {
                return parameter.getAnnotation(BindParam.class);
            }
        }
        return null;
    }

    /** Whether it takes words, that must be shown again if it refuses them. */
    boolean takesWords() {
        return java.util.Arrays.stream(handler.getMethod().getParameters())
                .anyMatch(parameter ->
                        parameter.isAnnotationPresent(RequestParam.class) && parameter.getType() == String.class
                                || parameter.getType() == Map.class
                                || parameter.getType().isRecord()
                                        && parameter.getType() != Actor.class
                                        && !parameter.isAnnotationPresent(PathVariable.class));
    }

    /** Whether it hears a query: one of its names is a field of it, or it looks at all that comes. */
    boolean hears(String query) {
        return query.isEmpty()
                || java.util.Arrays.stream(handler.getMethod().getParameterTypes())
                        .anyMatch(type -> Map.class.isAssignableFrom(type)
                                || jakarta.servlet.ServletRequest.class.isAssignableFrom(type))
                || java.util.Arrays.stream(query.substring(1).split("&"))
                        .map(pair -> pair.substring(0, pair.indexOf('=')))
                        .anyMatch(fields()::contains);
    }

    boolean takesFiles() {
        return fields().contains("photos");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
