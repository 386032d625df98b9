package io.lutra.server.metrics;

import io.lutra.server.http.Call;
import io.lutra.server.http.RequestObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;

/** Counts and times requests by route. */
final class RequestMetrics implements RequestObserver {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH");
    private static final String NONE = "none";

    private final Counter requests;
    private final Histogram times;
    private final Counter bytes;
    private final Counter brokenStreams;
    private final Histogram stages;

    RequestMetrics(PrometheusRegistry registry) {
        requests = Counter.builder()
                .name("lutra_http_requests_total")
                .help(
                        "Requests that are over. The route is the template, not the path (none: no such route); status 499 means"
                                + " that the client left before its answer; the model is the one that draws (none: not a request for"
                                + " pictures, or refused before the model was known). A stream that fails has been answered with 200:"
                                + " see lutra_http_streams_failed_total.")
                .labelNames("method", "route", "status", "model")
                .withoutExemplars()
                .register(registry);
        times = Buckets.seconds(
                registry,
                "lutra_http_request_duration_seconds",
                "Time from the head of a request to the last byte of its answer, however it ended: uploading, waiting,"
                        + " drawing, encoding and sending.",
                "method",
                "route",
                "model");
        bytes = Counter.builder()
                .name("lutra_http_response_bytes_total")
                .help("Bytes of answers' bodies that were sent.")
                .labelNames("route")
                .withoutExemplars()
                .register(registry);
        brokenStreams = brokenStreams(registry);
        stages = Buckets.seconds(
                registry,
                "lutra_stage_duration_seconds",
                "Where the time of requests for pictures went: queue (for the request), then for one or more pictures at a time"
                        + " text, prepare, denoise (with the steps of others on the device), decode, encode and store.",
                "stage",
                "model");
    }

    private static Counter brokenStreams(PrometheusRegistry registry) {
        return Counter.builder()
                .name("lutra_http_streams_failed_total")
                .help("Streams of events that had begun, with status 200, and ended in an error event.")
                .labelNames("route", "model")
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public void finished(Call call, Outcome outcome) {
        var method = METHODS.contains(call.method()) ? call.method() : "other";
        var route = call.route().isEmpty() ? NONE : call.route();
        var model = call.model().isEmpty() ? NONE : call.model();
        requests.labelValues(method, route, Integer.toString(outcome.status()), model)
                .inc();
        times.labelValues(method, route, model).observe(Buckets.seconds(outcome.took()));
        bytes.labelValues(route).inc(outcome.bytes());
        if (!call.lateFailure().isEmpty()) {
            brokenStreams.labelValues(route, model).inc();
        }
        for (var lap : call.laps()) {
            stages.labelValues(lap.name(), model).observe(Buckets.seconds(lap.took()));
        }
    }

    @Override
    public void malformed(int status) {
        requests.labelValues("other", NONE, Integer.toString(status), NONE).inc();
    }
}
