package org.linli.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who answers an address 路由, found among those alone whose pattern is as deep as the address and fits it part by part. The framework
 * tries each of some hundreds of patterns with its method and its segments, which took an eighth of what a page took; it still
 * decides wherever not exactly one of them may answer.
 */
final class RoutesByShape extends RequestMappingHandlerMapping {

    private static final Pattern NARROWED = Pattern.compile("\\{\\w+:(.+)}");

    /**
     * A route with a variable in its pattern.
     *
     * @param segments what may stand between the slashes; none for what takes all that follows
     */
    private record Route(List<Predicate<String>> segments, RequestMappingInfo info, HandlerMethod handler) {

        boolean fits(List<String> address) {
            for (int i = 0; i < segments.size(); i++) {
                if (!segments.get(i).test(address.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** By how many segments an address has. */
    private final Map<Integer, List<Route>> routes = new HashMap<>();

    /** What takes all that follows: tried whatever the depth. */
    private final List<Route> deep = new ArrayList<>();

    private final Set<String> literal = new HashSet<>();

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        outline();
    }

    /** Looks at all routes once; none are added later. */
    void outline() {
        getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                if (plain(pattern)) {
                    literal.add(pattern);
                } else if (pattern.contains("{*") || pattern.contains("**")) {
                    deep.add(new Route(List.of(), info, handler));
                } else {
                    List<Predicate<String>> segments = segments(pattern).stream()
                            .map(RoutesByShape::fitting)
                            .toList();
                    routes.computeIfAbsent(segments.size(), none -> new ArrayList<>())
                            .add(new Route(segments, info, handler));
                }
            }
        });
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        Route route = only(path, request);
        RequestMappingInfo match = route == null ? null : getMatchingMapping(route.info, request);
        if (route == null || match == null) {
            return super.lookupHandlerMethod(path, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, route.handler);
        handleMatch(match, path, request);
        return route.handler;
    }

    /** The one route that may answer, if it is only one. */
    private @Nullable Route only(String path, HttpServletRequest request) {
        // An address may write a letter as its number, or a parameter in its midst; patterns see through that, and
        // this does not.
        if (path.indexOf('%') >= 0
                || path.indexOf(';') >= 0
                || literal.contains(path)
                || HttpMethod.OPTIONS.matches(request.getMethod())) {
            return null;
        }
        List<String> segments = segments(path);
        Route found = null;
        for (List<Route> some : List.of(routes.getOrDefault(segments.size(), List.of()), deep)) {
            for (Route route : some) {
                if (route.fits(segments) && route.info.getMethodsCondition().getMatchingCondition(request) != null) {
                    if (found != null) {
                        return null;
                    }
                    found = route;
                }
            }
        }
        return found;
    }

    /** A fixed segment is itself, a variable with an expression of its own what that allows, any other whatever stands there. */
    private static Predicate<String> fitting(String segment) {
        Matcher narrowed = NARROWED.matcher(segment);
        return plain(segment)
                ? segment::equals
                : narrowed.matches() ? Pattern.compile(narrowed.group(1)).asMatchPredicate() : any -> true;
    }

    private static boolean plain(String pattern) {
        return pattern.indexOf('{') < 0 && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int begin = 0;
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', begin)) {
            segments.add(path.substring(begin, end));
            begin = end + 1;
        }
        segments.add(path.substring(begin));
        return segments;
    }
}
