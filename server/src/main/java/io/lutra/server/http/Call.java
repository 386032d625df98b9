package io.lutra.server.http;

import io.lutra.jobs.CancelSignal;
import io.lutra.server.access.Caller;
import io.lutra.server.proxy.Origin;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request, and what is noted about it for the log. Used by the thread that handles it.
 */
public final class Call {
    private final Head head;
    private final Body body;
    private final CancelSignal cancel;
    private final Map<String, String> pathVariables = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final Map<String, String> told = new LinkedHashMap<>();
    private @Nullable Caller caller;
    private String route = "";
    private String model = "";
    private String failure = "";
    private final List<Lap> laps = new ArrayList<>();

    /** Of a request whose body has perhaps not arrived yet. */
    public Call(Head head, Body body, CancelSignal cancel) {
        this.head = head;
        this.body = body;
        this.cancel = cancel;
    }

    /**
     * Everything of a request but its body.
     *
     * @param id names the request in the log and in {@code x-request-id}
     * @param method in upper case
     * @param target path and query as they came
     * @param origin where it comes from
     */
    public record Head(String id, String method, String target, Headers headers, Origin origin, Instant received) {}

    /** Names the request in the log and in {@code x-request-id}. */
    public String id() {
        return head.id();
    }

    /** In upper case. */
    public String method() {
        return head.method();
    }

    /** The path as it came, without the query. */
    public String rawPath() {
        int query = head.target().indexOf('?');
        return query < 0 ? head.target() : head.target().substring(0, query);
    }

    /** A decoded segment of the path, by its name in the route. */
    public String pathVariable(String name) {
        var value = pathVariables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable " + name);
        }
        return value;
    }

    /** The first value of a parameter of the query. */
    public Optional<String> query(String name) {
        return query().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The parameters of the query, decoded, each with its values. */
    public Map<String, List<String>> query() {
        var parameters = new LinkedHashMap<String, List<String>>();
        int at = head.target().indexOf('?');
        if (at >= 0) {
            for (var pair : head.target().substring(at + 1).split("&", -1)) {
                int end = pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=');
                var value = pair.substring(Math.min(end + 1, pair.length()));
                parameters
                        .computeIfAbsent(decoded(pair.substring(0, end)), name -> new ArrayList<>())
                        .add(decoded(value));
            }
        }
        parameters.remove("");
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The header fields. */
    public Headers headers() {
        return head.headers();
    }

    /** The body, to be read once. */
    public Body body() {
        return body;
    }

    /** Cancelled when the client leaves. */
    public CancelSignal cancel() {
        return cancel;
    }

    /** Address of the client, without its port: the other end of the connection, or whom trusted proxies had it from. */
    public String client() {
        return head.origin().client();
    }

    /** Scheme, host, port and path prefix that the client sees this server under, without a slash at the end. */
    public String base() {
        return head.origin().base();
    }

    /** Whether proxies contradicted themselves about where it comes from. */
    boolean isDisputed() {
        return head.origin().isDisputed();
    }

    /** When the request's head was complete. */
    public Instant received() {
        return head.received();
    }

    /** Adds a field to the request's line in the log. Never a prompt, a key, or anything of a picture. */
    public void note(String key, Object value) {
        notes.put(key, value);
    }

    /** Adds a header to the answer, whatever that will be. */
    public void tell(String header, String value) {
        told.put(header, value);
    }

    Map<String, String> told() {
        return told;
    }

    /** Who calls. Only calls that the guard looked at have one. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("nobody asked who makes the call " + rawPath());
        }
        return caller;
    }

    /** Says who calls. */
    public void from(Caller caller) {
        this.caller = caller;
    }

    /** The path of the route that it came to, such as {@code /models/{model}}; empty where there is none. */
    public String route() {
        return route;
    }

    /** Whether it comes from whoever watches the server: its health, its metrics. */
    public boolean isProbe() {
        return route.startsWith("/health") || route.equals("/metrics");
    }

    /** The id of the model that it asks to draw; empty while that is not known. */
    public String model() {
        return model;
    }

    /** Says which model draws; it is noted, too. */
    public void drawnBy(String id) {
        model = id;
        note("model", id);
    }

    /** Notes what some of its time went into. */
    public void took(Lap lap) {
        laps.add(lap);
    }

    /** What its time went into, as far as that is known, in no particular order. */
    public List<Lap> laps() {
        return List.copyOf(laps);
    }

    /** Says that its answer, which had begun, ends in an error of this code; it is noted, too. */
    void failsLate(String code) {
        failure = code;
        note("error", code);
    }

    /** The code of the error that its answer ended in after it had begun; empty if it did not. */
    public String lateFailure() {
        return failure;
    }

    /** What is noted about it. */
    public Map<String, Object> notes() {
        return notes;
    }

    void bind(String template, Map<String, String> variables) {
        route = template;
        pathVariables.putAll(variables);
    }
}
