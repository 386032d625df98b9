package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the endpoint of a call. Every path answers with and without {@code /v1} before it, with and without slashes after it,
 * for client libraries are given base URLs of every kind. Immutable once made.
 */
public final class Router {
    private static final int LONGEST_PATH_TOLD = 200;

    private final List<Route> routes;
    private final Guard guard;

    private Router(List<Route> routes, Guard guard) {
        this.guard = guard;
        this.routes = List.copyOf(routes);
    }

    private record Route(String method, String path, List<String> segments, Guard guard, Endpoint endpoint) {
        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            var variables = new LinkedHashMap<String, String>();
            for (int i = 0; i < path.size(); i++) {
                var segment = segments.get(i);
                if (segment.startsWith("{")) {
                    variables.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    /** Collects routes. */
    public static final class Builder {
        private final List<Route> routes = new ArrayList<>();
        private final Guard guard;

        /** Of routes behind a guard. */
        public Builder(Guard guard) {
            this.guard = guard;
        }

        /** Adds a route that anybody may call. */
        public Builder open(String method, String path, Endpoint endpoint) {
            return on(method, path, anybody -> {}, endpoint);
        }

        /** Adds a route behind the guard; a segment {@code {name}} of the path matches any one segment. GET also answers HEAD. */
        public Builder on(String method, String path, Endpoint endpoint) {
            return on(method, path, guard, endpoint);
        }

        /** Adds a route behind a guard of its own. */
        public Builder on(String method, String path, Guard its, Endpoint endpoint) {
            routes.add(new Route(method, path, segments(path), its, endpoint));
            return this;
        }

        /** The router. */
        public Router build() {
            return new Router(routes, guard);
        }
    }

    /**
     * The endpoint of a call, to whose path variables the call is bound. The guard looks at every call but those of open
     * routes, and at those of unknown paths before they are told so: what there is is told to nobody without a key.
     *
     * @throws io.lutra.api.error.ApiException if there is no such path, or not for this method
     */
    Endpoint find(Call call) {
        var path = segments(call.rawPath());
        var method = call.method().equals("HEAD") ? "GET" : call.method();
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            var variables = route.match(path);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    call.bind(route.path(), variables.get());
                    route.guard().check(call);
                    return route.endpoint();
                }
                allowed.add(route.method());
            }
        }
        if (!method.equals("OPTIONS")) {
            guard.check(call);
        }
        if (allowed.isEmpty()) {
            throw ApiError.unknownUrl(told(call.method()), told(call.rawPath())).asException();
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        if (method.equals("OPTIONS")) {
            return any -> Reply.empty(204).with("allow", String.join(", ", allowed));
        }
        throw new WrongMethod(ApiError.wrongMethod(told(call.method()), told(call.rawPath())), allowed);
    }

    private static String told(String text) {
        var plain = text.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() <= LONGEST_PATH_TOLD ? plain : plain.substring(0, LONGEST_PATH_TOLD) + "...";
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment));
            }
        }
        if (!segments.isEmpty() && segments.getFirst().equals("v1")) {
            segments.removeFirst();
        }
        return segments;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
