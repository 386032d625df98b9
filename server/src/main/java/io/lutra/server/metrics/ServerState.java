package io.lutra.server.metrics;

import io.lutra.server.health.Readiness;
import io.lutra.server.http.WebServer;
import io.lutra.server.uploads.UploadGate;
import io.lutra.storage.ImageStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The state of what listens and keeps. */
public final class ServerState {
    private ServerState() {}

    /** What clients meet. */
    public record Front(WebServer web, UploadGate uploads, Readiness readiness) {}

    static void register(PrometheusRegistry registry, Front front, ImageStore store) {
        var reading = new Reading(registry);
        reading.gauge(
                "lutra_ready",
                "Whether the server can take requests for pictures: what /health/ready answers. 1: yes, 0: no.",
                () -> front.readiness().isReady() ? 1 : 0);
        reading.gauge(
                "lutra_http_connections",
                "Connections of clients that are open.",
                () -> front.web().activity().connections());
        reading.counter(
                "lutra_http_connections_refused_total",
                "Connections that were closed as they came, because http.connections were open.",
                () -> front.web().activity().refused());
        reading.gauge(
                "lutra_http_requests_in_progress",
                "Requests that are being handled, those that wait for their pictures among them; at most http.calls.",
                () -> front.web().activity().calls());
        reading.counter(
                "lutra_uploads_refused_total",
                "Uploads that were answered 503, because memory for so many at once is not there.",
                () -> front.uploads().refused());
        reading.gauge(
                "lutra_storage_files",
                "Pictures that are kept for their links.",
                () -> store.use().files());
        reading.gauge(
                "lutra_storage_bytes",
                "Bytes of the pictures that are kept.",
                () -> store.use().bytes());
        reading.gauge(
                "lutra_storage_limit_bytes",
                "The most bytes that kept pictures may take: store.size.",
                () -> store.use().maxBytes());
    }
}
