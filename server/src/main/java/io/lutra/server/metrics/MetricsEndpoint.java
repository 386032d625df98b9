package io.lutra.server.metrics;

import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;

/** Tells Prometheus what was counted and measured, in its text format or in that of OpenMetrics. */
public final class MetricsEndpoint {
    private final Metrics metrics;

    /** Over the metrics of a server. */
    public MetricsEndpoint(Metrics metrics) {
        this.metrics = metrics;
    }

    /** What is known at this moment. */
    public Reply scrape(Call call) {
        var scrape = metrics.scrape(call.headers().first("accept").orElse(""));
        return Reply.of(200, scrape.contentType(), scrape.text());
    }
}
