package io.lutra.server.tracing;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param endpoint of a receiver of OTLP over HTTP; without a path, {@code /v1/traces} is added. Empty: there are no traces
 * @param ratio the share of requests that are traced, from 0 to 1, of those whose client has not decided
 * @param headers sent with every export, such as the key of a hosted receiver
 */
public record TracePolicy(String endpoint, double ratio, Map<String, String> headers) {
    /** No traces. */
    public static final TracePolicy OFF = new TracePolicy("", 1, Map.of());

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if the endpoint is no http or https URL, or the ratio is outside of its range
     */
    public TracePolicy {
        headers = Map.copyOf(headers);
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("the ratio of traces must be 0 to 1, but is " + ratio);
        }
        if (!endpoint.isEmpty()) {
            var url = URI.create(endpoint);
            if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "the endpoint of traces must be a URL such as http://localhost:4318, but is " + endpoint);
            }
        }
    }

    /** The URL that traces are sent to, if they are. */
    Optional<String> url() {
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        var path = URI.create(endpoint).getPath();
        return Optional.of(
                path.isEmpty() || path.equals("/") ? endpoint.replaceFirst("/$", "") + "/v1/traces" : endpoint);
    }
}
